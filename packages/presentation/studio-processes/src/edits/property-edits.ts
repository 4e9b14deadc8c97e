import type { RecordOf } from '@plinth/app-definition';
import type { DataMapping, LoopCharacteristics } from '@plinth/process-model';
import { changedContent, changedDocument, type ElementDraft, localName } from '@plinth/processes';
import type { PrintedElement, PrintedNode } from '@plinth/xml-document';
import type { DrawnNode, DrawnProcess } from '../drawing/drawn-process.ts';
import type { TriggerKind } from '../drawing/element-kind.ts';
import { processKey } from '../drawing/pools.ts';
import { changed } from './document-tree.ts';
import { type Edit, quoted, update } from './edit.ts';
import { newTrigger, triggerElement } from './trigger-content.ts';

/** Sets an attribute of an element; empty takes it away. */
export function setAttribute({ id, record, node }: DrawnNode, name: string, value: string | undefined): Edit | null {
  if (record === null) return null;
  return {
    body: update(id, ['attributes', name], value === undefined || value.trim() === '' ? undefined : value),
    intent: `Change ${name.replace('plinth:', '')} of ${quoted({ label: record.label, type: node.type })}`,
  };
}

/** Where tools write that a token rests; Camunda's of the same name means the same, and its older `async` the first. */
const rests = {
  asyncBefore: ['plinth:asyncBefore', 'camunda:asyncBefore', 'camunda:async'],
  asyncAfter: ['plinth:asyncAfter', 'camunda:asyncAfter'],
} as const;

/** Lets a token rest at an element until what came before is kept, or not. */
export function setRest({ id, record, node }: DrawnNode, where: keyof typeof rests, isResting: boolean): Edit | null {
  if (record === null) return null;
  const others = Object.entries(record.attributes).filter(([name]) => !(rests[where] as readonly string[]).includes(name));
  const attributes = Object.fromEntries([...others, ...(isResting ? [[`plinth:${where}`, 'true']] : [])]);
  return { body: update(id, ['attributes'], attributes), intent: `Change rests of ${quoted({ label: record.label, type: node.type })}` };
}

/** Sets an attribute of the process in its document; empty takes it away. */
export function setProcessAttribute(drawn: DrawnProcess, name: string, value: string): Edit {
  const key = processKey(drawn);
  const document = changedDocument(drawn.record, (draft) =>
    draft.rewrite(
      changed(draft.content, (element) => {
        if (localName(element) !== 'process' || element.attributes.id !== key) return element;
        const { [name]: _before, ...others } = element.attributes;
        return { ...element, attributes: value.trim() === '' ? others : { ...others, [name]: value.trim() } };
      }),
    ),
  );
  return { body: update(drawn.record.id, ['document'], document), intent: `Change ${name.replace('plinth:', '')} of the process` };
}

/** What is written about an element for people. */
export function setDocumentation(drawn: DrawnProcess, node: DrawnNode, text: string): Edit | null {
  return contentEdit(drawn, node, 'the description', (draft) => {
    draft.set('documentation', text.trim() === '' ? null : draft.element('documentation', {}, [text]));
  });
}

/** When a timer rings: a date, a duration or a cycle, as ISO 8601 or FEEL. `at` is which of the event's triggers of that kind is meant. */
export function setTimer(drawn: DrawnProcess, node: DrawnNode, form: 'date' | 'duration' | 'cycle', text: string, at = 0): Edit | null {
  const name = { date: 'timeDate', duration: 'timeDuration', cycle: 'timeCycle' }[form];
  return triggerEdit(drawn, node, { kind: 'timer', at }, (trigger, draft) => ({
    ...trigger,
    content: [...trigger.content.filter((each) => !localName(each).startsWith('time')), draft.element(name, {}, [text])],
  }));
}

/** What a conditional event waits for. */
export function setEventCondition(drawn: DrawnProcess, node: DrawnNode, text: string, at = 0): Edit | null {
  return triggerEdit(drawn, node, { kind: 'conditional', at }, (trigger, draft) => ({
    ...trigger,
    content: [...trigger.content.filter((each) => localName(each) !== 'condition'), draft.element('condition', {}, [text])],
  }));
}

/** An attribute of what an event waits for: the name of a link, the key of a message, the activity that is compensated. */
export function setTriggerAttribute(
  drawn: DrawnProcess,
  node: DrawnNode,
  kind: TriggerKind,
  name: string,
  value: string,
  at = 0,
): Edit | null {
  return triggerEdit(drawn, node, { kind, at }, (trigger) => {
    const { [name]: _before, ...others } = trigger.attributes;
    return { ...trigger, attributes: value.trim() === '' ? others : { ...others, [name]: value } };
  });
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

/** When a complex gateway goes on. */
export function setActivation(drawn: DrawnProcess, node: DrawnNode, text: string): Edit | null {
  return contentEdit(drawn, node, 'the activation', (draft) =>
    draft.set('activationCondition', text.trim() === '' ? null : draft.element('activationCondition', {}, [text])),
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

/** Which of the triggers of an event is meant: of those of its kind the first has 0. */
export interface PlacedTrigger {
  readonly kind: TriggerKind;
  readonly at: number;
}

/** Another trigger for an event, behind those that it has. */
export function addTrigger(drawn: DrawnProcess, node: DrawnNode, kind: TriggerKind): Edit | null {
  const before = (name: string) => name.endsWith('EventDefinition') || name === 'eventDefinitionRef';
  return contentEdit(drawn, node, 'the triggers', (draft) => {
    const kept = draft.content.filter((each): each is PrintedElement => before(localName(each)));
    draft.replace(before, [...kept, newTrigger(draft, kind, node.key)]);
  });
}

/** An event without one of its triggers. */
export function removeTrigger(drawn: DrawnProcess, node: DrawnNode, { kind, at }: PlacedTrigger): Edit | null {
  const name = triggerElement(kind);
  return contentEdit(drawn, node, 'the triggers', (draft) => {
    let count = 0;
    draft.rewrite(draft.content.filter((each) => localName(each) !== name || count++ !== at));
  });
}

function triggerEdit(
  drawn: DrawnProcess,
  node: DrawnNode,
  { kind, at }: PlacedTrigger,
  change: (trigger: PrintedElement, draft: ElementDraft) => PrintedElement,
): Edit | null {
  const name = triggerElement(kind);
  return contentEdit(drawn, node, `the ${kind}`, (draft) => {
    const known = draft.content.filter((each): each is PrintedElement => localName(each) === name);
    const changed = change(known[at] ?? draft.element(name), draft);
    draft.replace((each) => each === name, at < known.length ? known.with(at, changed) : [...known, changed]);
  });
}
