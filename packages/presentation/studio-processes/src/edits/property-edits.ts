import type { RecordOf } from '@plinth/app-definition';
import type { DataMapping, LoopCharacteristics, NamedDefinition } from '@plinth/process-model';
import { changedContent, changedDocument, type ElementDraft, localName } from '@plinth/processes';
import type { PrintedElement, PrintedNode } from '@plinth/xml-document';
import type { DrawnNode, DrawnProcess } from '../drawing/drawn-process.ts';
import type { TriggerKind } from '../drawing/element-kind.ts';
import { type Edit, quoted, together, update } from './edit.ts';
import { newKey } from './new-key.ts';
import { triggerElement } from './trigger-content.ts';

/** Sets an attribute of an element; empty takes it away. */
export function setAttribute({ id, record, node }: DrawnNode, name: string, value: string | undefined): Edit | null {
  if (record === null) return null;
  return {
    body: update(id, ['attributes', name], value === undefined || value.trim() === '' ? undefined : value),
    intent: `Change ${name.replace('plinth:', '')} of ${quoted({ label: record.label, type: node.type })}`,
  };
}

/** Lets a service task call a function, or no longer. */
export function setFunction({ id, record, node }: DrawnNode, name: string): Edit | null {
  if (record === null) return null;
  const does = name === '' ? undefined : 'function.call';
  return {
    body: together([update(id, ['attributes', 'plinth:does'], does), update(id, ['attributes', 'plinth:function'], name || undefined)]),
    intent: `Change function of ${quoted({ label: record.label, type: node.type })}`,
  };
}

/** What is written about an element for people. */
export function setDocumentation(drawn: DrawnProcess, node: DrawnNode, text: string): Edit | null {
  return contentEdit(drawn, node, 'the description', (draft) => {
    draft.set('documentation', text.trim() === '' ? null : draft.element('documentation', {}, [text]));
  });
}

/** When a timer rings: a date, a duration or a cycle, as ISO 8601 or FEEL. */
export function setTimer(drawn: DrawnProcess, node: DrawnNode, form: 'date' | 'duration' | 'cycle', text: string): Edit | null {
  const name = { date: 'timeDate', duration: 'timeDuration', cycle: 'timeCycle' }[form];
  return triggerEdit(drawn, node, 'timer', (trigger, draft) => ({
    ...trigger,
    content: [...trigger.content.filter((each) => !localName(each).startsWith('time')), draft.element(name, {}, [text])],
  }));
}

/** What a conditional event waits for. */
export function setEventCondition(drawn: DrawnProcess, node: DrawnNode, text: string): Edit | null {
  return triggerEdit(drawn, node, 'conditional', (trigger, draft) => ({
    ...trigger,
    content: [...trigger.content.filter((each) => localName(each) !== 'condition'), draft.element('condition', {}, [text])],
  }));
}

/** An attribute of what an event waits for: the name of a link, the key of a message, the activity that is compensated. */
export function setTriggerAttribute(drawn: DrawnProcess, node: DrawnNode, kind: TriggerKind, name: string, value: string): Edit | null {
  return triggerEdit(drawn, node, kind, (trigger) => {
    const { [name]: _before, ...others } = trigger.attributes;
    return { ...trigger, attributes: value.trim() === '' ? others : { ...others, [name]: value } };
  });
}

export type NamedKind = 'message' | 'signal' | 'error' | 'escalation';

/**
 * Lets an event or task wait for or send a message, signal, error or escalation of a name, which becomes part of the document where it is
 * not yet; an empty name refers to nothing. Errors and escalations are told apart by their code, which is the name too.
 */
export function setNamed(drawn: DrawnProcess, node: DrawnNode, kind: NamedKind, name: string): Edit | null {
  const { record } = node;
  if (record === null) return null;
  const trimmed = name.trim();
  const known = namedOf(drawn, kind).find((each) => each.name === trimmed || (each.code ?? '') === trimmed);
  const id = trimmed === '' ? '' : (known?.id ?? newKey(kind));
  const edit = 'message' in node.node ? setAttribute(node, 'messageRef', id) : setTriggerAttribute(drawn, node, kind, `${kind}Ref`, id);
  if (edit === null || trimmed === '' || known !== undefined) return edit;
  const code: Record<string, string> = kind === 'error' ? { errorCode: trimmed } : kind === 'escalation' ? { escalationCode: trimmed } : {};
  const document = changedDocument(drawn.record, (draft) => {
    const before = draft.content.filter((each): each is PrintedElement => localName(each) === kind);
    const made = draft.element(kind, { id, name: trimmed, ...code });
    if (before.length > 0) draft.replace((each) => each === kind, [...before, made]);
    else draft.prepend(made);
  });
  return { body: together([update(drawn.record.id, ['document'], document), edit.body]), intent: edit.intent };
}

/** The messages, signals, errors or escalations of a document. */
export function namedOf({ read: { model } }: DrawnProcess, kind: NamedKind): readonly NamedDefinition[] {
  return { message: model.messages, signal: model.signals, error: model.errors, escalation: model.escalations }[kind];
}

/** What a script task computes. */
export function setScript(drawn: DrawnProcess, node: DrawnNode, text: string): Edit | null {
  return contentEdit(drawn, node, 'the script', (draft) =>
    draft.set('script', text.trim() === '' ? null : draft.element('script', {}, [text])),
  );
}

/** How often an activity is done. */
export function setLoop(drawn: DrawnProcess, node: DrawnNode, loop: LoopCharacteristics | null): Edit | null {
  return contentEdit(drawn, node, 'the repetition', (draft) => {
    draft.replace(
      (name) => name === 'standardLoopCharacteristics' || name === 'multiInstanceLoopCharacteristics',
      loop === null ? [] : [loopElement(draft, loop)],
    );
  });
}

function loopElement(draft: ElementDraft, loop: LoopCharacteristics): PrintedElement {
  const expression = (name: string, text: string | undefined): PrintedElement[] =>
    text === undefined || text === '' ? [] : [draft.element(name, {}, [text])];
  if (loop.kind === 'standard') {
    const attributes = {
      testBefore: loop.isTestedBefore ? 'true' : undefined,
      loopMaximum: loop.maximum === null ? undefined : String(loop.maximum),
    };
    return draft.element('standardLoopCharacteristics', attributes, expression('loopCondition', loop.condition?.text));
  }
  return draft.element(
    'multiInstanceLoopCharacteristics',
    {
      isSequential: loop.isSequential ? 'true' : undefined,
      'plinth:collection': loop.collection?.text,
      'plinth:item': loop.item ?? undefined,
      'plinth:outputCollection': loop.outputCollection ?? undefined,
      'plinth:outputItem': loop.outputItem ?? undefined,
    },
    [...expression('loopCardinality', loop.cardinality?.text), ...expression('completionCondition', loop.completion?.text)],
  );
}

/** What goes into an activity and what comes out of it, as Plinth's own mappings. */
export function setMappings(
  drawn: DrawnProcess,
  node: DrawnNode,
  inputs: readonly DataMapping[],
  outputs: readonly DataMapping[],
): Edit | null {
  return contentEdit(drawn, node, 'the mappings', (draft) => {
    const before = draft.child('extensionElements');
    const others = (before?.content ?? []).filter((each) => !isMapping(each));
    const made = [...inputs.map((each) => ['input', each] as const), ...outputs.map((each) => ['output', each] as const)].map(
      ([name, { from, to }]) => draft.element(`plinth:${name}`, { from: from.text, to }),
    );
    const content = [...others, ...made];
    const isEmpty = content.every((each) => typeof each === 'string' && each.trim() === '');
    draft.set('extensionElements', isEmpty ? null : { ...(before ?? draft.element('extensionElements')), content });
  });
}

function isMapping(node: PrintedNode): boolean {
  return typeof node === 'object' && 'attributes' in node && (node.name === 'plinth:input' || node.name === 'plinth:output');
}

/** When an ad-hoc sub-process is done. */
export function setCompletion(drawn: DrawnProcess, node: DrawnNode, text: string): Edit | null {
  return contentEdit(drawn, node, 'the completion', (draft) =>
    draft.set('completionCondition', text.trim() === '' ? null : draft.element('completionCondition', {}, [text])),
  );
}

/** What is written about an element; empty where nothing is. */
export function documentationOf(drawn: DrawnProcess, { record }: DrawnNode): string {
  let text = '';
  if (record === null) return text;
  changedContent(drawn.record, record, (draft) => {
    text = (draft.child('documentation')?.content ?? [])
      .map((each) => (typeof each === 'string' ? each : 'cdata' in each ? each.cdata : ''))
      .join('');
  });
  return text;
}

/** Names of variables that the process and its test cases speak of. */
export function testVariables({ record }: DrawnProcess): readonly string[] {
  return [...new Set(Object.values(record.tests ?? {}).flatMap(({ variables }) => Object.keys(variables)))];
}

/** A property of the process itself. */
export function setProcess({ id, key }: RecordOf<'process'>, property: 'label' | 'description', value: string): Edit {
  return {
    body: update(id, [property], property === 'description' && value.trim() === '' ? undefined : value),
    intent: `Change ${property} of process ${key}`,
  };
}

function contentEdit(
  drawn: DrawnProcess,
  { id, record, node }: DrawnNode,
  what: string,
  change: (draft: ElementDraft) => void,
): Edit | null {
  if (record === null) return null;
  return {
    body: update(id, ['content'], changedContent(drawn.record, record, change)),
    intent: `Change ${what} of ${quoted({ label: record.label, type: node.type })}`,
  };
}

function triggerEdit(
  drawn: DrawnProcess,
  node: DrawnNode,
  kind: TriggerKind,
  change: (trigger: PrintedElement, draft: ElementDraft) => PrintedElement,
): Edit | null {
  const name = triggerElement(kind);
  return contentEdit(drawn, node, `the ${kind}`, (draft) => draft.set(name, change(draft.child(name) ?? draft.element(name), draft)));
}
