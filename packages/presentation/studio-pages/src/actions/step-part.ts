import { type PageActionName, pageActions } from '@plinth/app-definition';
import type { TextLookup } from '@plinth/component-kit';
import { branchNames } from './step-path.ts';

/** One thing that a step says, as its schema has it. */
export interface StepPart {
  readonly name: string;
  readonly required: boolean;
  readonly editor:
    | { readonly kind: 'key'; readonly of: string }
    | { readonly kind: 'values'; readonly state: boolean }
    | { readonly kind: 'choice'; readonly values: readonly string[] }
    | { readonly kind: 'condition' | 'flag' | 'text' | 'any' };
}

interface PartSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly { readonly const?: unknown }[];
  readonly 'x-key-of'?: string;
  readonly 'x-keys-of'?: string;
}

/** What a kind of step says, beside the steps that it holds; read from the schema of the action. */
export function stepParts(name: PageActionName): readonly StepPart[] {
  const { properties, required = [] } = pageActions[name] as unknown as {
    readonly properties: Readonly<Record<string, PartSchema>>;
    readonly required?: readonly string[];
  };
  const held = new Set<string>(['do', ...branchNames]);
  return Object.entries(properties).flatMap(([part, schema]) =>
    held.has(part) ? [] : [{ name: part, required: required.includes(part), editor: editorOf(part, schema) }],
  );
}

function editorOf(name: string, schema: PartSchema): StepPart['editor'] {
  if (schema['x-key-of'] !== undefined) return { kind: 'key', of: schema['x-key-of'] };
  if (schema.type === 'object') return { kind: 'values', state: schema['x-keys-of'] === 'state' };
  if (schema.enum !== undefined) return { kind: 'choice', values: schema.enum.map(String) };
  if (schema.anyOf !== undefined) return { kind: 'choice', values: schema.anyOf.map((option) => String(option.const)) };
  if (name === 'condition') return { kind: 'condition' };
  if (schema.type === 'boolean') return { kind: 'flag' };
  return { kind: schema.type === 'string' ? 'text' : 'any' };
}

const titles: Readonly<Record<string, (text: TextLookup) => string>> = {
  page: (text) => text('studio.stepPart.page', 'Page'),
  parameters: (text) => text('studio.stepPart.parameters', 'Parameters'),
  replace: (text) => text('studio.stepPart.replace', 'Not back to this page'),
  address: (text) => text('studio.stepPart.address', 'Address'),
  newTab: (text) => text('studio.stepPart.newTab', 'In a new tab'),
  values: (text) => text('studio.stepPart.values', 'Values'),
  query: (text) => text('studio.stepPart.query', 'Query'),
  entity: (text) => text('studio.stepPart.entity', 'Entity'),
  id: (text) => text('studio.stepPart.id', 'Which record'),
  version: (text) => text('studio.stepPart.version', 'Only at version'),
  records: (text) => text('studio.stepPart.records', 'Which records'),
  component: (text) => text('studio.stepPart.component', 'Component'),
  event: (text) => text('studio.stepPart.event', 'Event'),
  with: (text) => text('studio.stepPart.with', 'With'),
  title: (text) => text('studio.stepPart.title', 'Title'),
  message: (text) => text('studio.stepPart.message', 'Message'),
  agree: (text) => text('studio.stepPart.agree', 'Words to agree'),
  tone: (text) => text('studio.stepPart.tone', 'Meaning'),
  method: (text) => text('studio.stepPart.method', 'Method'),
  body: (text) => text('studio.stepPart.body', 'Body'),
  action: (text) => text('studio.stepPart.action', 'Action'),
  function: (text) => text('studio.stepPart.function', 'Function'),
  input: (text) => text('studio.stepPart.input', 'Input'),
  process: (text) => text('studio.stepPart.process', 'Process'),
  type: (text) => text('studio.stepPart.type', 'Type of event'),
  data: (text) => text('studio.stepPart.data', 'Data'),
  subject: (text) => text('studio.stepPart.subject', 'What it is about'),
  variables: (text) => text('studio.stepPart.variables', 'Variables'),
  key: (text) => text('studio.stepPart.key', 'What it is called'),
  task: (text) => text('studio.stepPart.task', 'Task'),
  to: (text) => text('studio.stepPart.to', 'To whom'),
  condition: (text) => text('studio.stepPart.condition', 'Condition'),
};

/** What a part of a step is called. */
export function stepPartTitle(text: TextLookup, name: string): string {
  return titles[name]?.(text) ?? name;
}
