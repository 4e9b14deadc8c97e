import type { ActionBody, RecordOf } from '@plinth/app-definition';
import type { JsonValue } from '@plinth/foundation';
import { type Edit, together } from '../table/edit.ts';

type DecisionRecord = RecordOf<'decision'>;
export type Part = 'inputs' | 'decisions' | 'knowledge';
/** What an element's logic is. */
export type LogicForm = 'table' | 'expression' | 'context' | 'invocation' | 'conditional';

/** The name that nothing in a decision has yet: `amount`, `amount2`. */
export function freeName(record: DecisionRecord, wanted: string): string {
  const taken = new Set([record.inputs, record.decisions, record.knowledge, record.services].flatMap((part) => Object.keys(part)));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`;
  return name;
}

function set(record: DecisionRecord, path: readonly string[], value: unknown): ActionBody {
  return { type: 'RECORD_UPDATE', payload: { id: record.id, path, ...(value === undefined ? {} : { value: value as JsonValue }) } };
}

const literal = (text: string) => ({ kind: 'literal', text });

/** Logic of a form with nothing in it yet. */
function emptyLogic(form: LogicForm, record: DecisionRecord): Readonly<Record<string, unknown>> {
  const [first = 'null'] = Object.keys(record.inputs);
  switch (form) {
    case 'table':
      return {
        table: {
          hitPolicy: 'UNIQUE',
          inputs: [{ expression: first, ...(record.inputs[first]?.type === undefined ? {} : { type: record.inputs[first]?.type }) }],
          outputs: [{ type: 'string' }],
        },
      };
    case 'expression':
      return { expression: 'null' };
    case 'context':
      return { boxed: { kind: 'context', entries: [{ name: 'entry', value: literal('null') }] } };
    case 'invocation':
      return { boxed: { kind: 'invocation', callee: literal(Object.keys(record.knowledge)[0] ?? 'null'), bindings: [] } };
    case 'conditional':
      return { boxed: { kind: 'conditional', condition: literal('true'), consequent: literal('null'), alternative: literal('null') } };
  }
}

/** A new input, decision or function. */
export function addElement(record: DecisionRecord, part: Part, wanted: string): { readonly edit: Edit; readonly name: string } {
  const name = freeName(record, wanted);
  const made =
    part === 'inputs'
      ? { type: 'number' }
      : part === 'decisions'
        ? emptyLogic('table', record)
        : { parameters: [{ name: 'value', type: 'number' }], expression: 'value' };
  const what = part === 'inputs' ? 'input' : part === 'decisions' ? 'decision' : 'function';
  return { edit: { body: set(record, [part, name], made), intent: `Add ${what} ${name}` }, name };
}

/** Takes an element away, with the rules of its table. */
export function removeElement(record: DecisionRecord, part: Part, name: string, rules: readonly RecordOf<'rule'>[]): Edit {
  const own = part === 'inputs' ? [] : rules.filter(({ table }) => table === name);
  return {
    body: together([
      ...own.map(({ id }): ActionBody => ({ type: 'RECORD_REMOVE', payload: { id } })),
      set(record, [part, name], undefined),
    ]),
    intent: `Remove ${name}`,
  };
}

/** Gives an element another form of logic; the rules of a table go with it. */
export function changeLogic(
  record: DecisionRecord,
  part: 'decisions' | 'knowledge',
  name: string,
  form: LogicForm,
  rules: readonly RecordOf<'rule'>[],
): Edit {
  const { expression: _e, table: _t, boxed: _b, ...rest } = record[part][name] ?? {};
  const own = rules.filter(({ table }) => table === name);
  return {
    body: together([
      ...own.map(({ id }): ActionBody => ({ type: 'RECORD_REMOVE', payload: { id } })),
      set(record, [part, name], { ...rest, ...emptyLogic(form, record) }),
    ]),
    intent: `Make ${name} ${form === 'expression' ? 'an expression' : form === 'invocation' ? 'an invocation' : `a ${form}`}`,
  };
}

/** Says that an element uses another, as a line of the graph; null where it does already. */
export function require(
  record: DecisionRecord,
  part: 'decisions' | 'knowledge',
  name: string,
  required: string,
  known: readonly string[],
): Edit | null {
  if (name === required || known.includes(required)) return null;
  return { body: set(record, [part, name, 'requires'], [...known, required]), intent: `Let ${name} use ${required}` };
}
