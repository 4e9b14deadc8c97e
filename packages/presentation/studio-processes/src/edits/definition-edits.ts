import type { ActionBody } from '@plinth/app-definition';
import { type NamedDefinition, nodesOf, type ProcessNode } from '@plinth/process-model';
import { changedDocument, type ElementDraft, localName } from '@plinth/processes';
import type { PrintedElement } from '@plinth/xml-document';
import type { DrawnNode, DrawnProcess } from '../drawing/drawn-process.ts';
import { isElement } from './document-tree.ts';
import { type Edit, together, update } from './edit.ts';
import { newKey } from './new-key.ts';
import { setAttribute, setTriggerAttribute } from './property-edits.ts';

/** What events and tasks refer to by name, and a document has at its root. */
export type NamedKind = 'message' | 'signal' | 'error' | 'escalation';
export const namedKinds: readonly NamedKind[] = ['message', 'signal', 'error', 'escalation'];

const codes: Readonly<Partial<Record<NamedKind, string>>> = { error: 'errorCode', escalation: 'escalationCode' };

/** Whether what arrives is told apart by a code. */
export function hasCode(kind: NamedKind): boolean {
  return codes[kind] !== undefined;
}

/** The messages, signals, errors or escalations of a document. */
export function namedOf({ read: { model } }: DrawnProcess, kind: NamedKind): readonly NamedDefinition[] {
  return { message: model.messages, signal: model.signals, error: model.errors, escalation: model.escalations }[kind];
}

/** Names of the elements that refer to a definition, also those that are not drawn. */
export function usersOf({ read: { model } }: DrawnProcess, kind: NamedKind, id: string): readonly string[] {
  const all = model.processes.flatMap((process) => [...nodesOf(process)].map(({ node }) => node));
  return all.filter((node) => referencesOf(node, kind).includes(id)).map(({ id: key, name }) => (name === '' ? key : name));
}

/** The definition of a kind to which a node refers, by its trigger of that kind; null where it refers to none. */
export function referenceOf(node: ProcessNode, kind: NamedKind, at = 0): string | null {
  return referencesOf(node, kind)[at] ?? null;
}

function referencesOf(node: ProcessNode, kind: NamedKind): readonly (string | null)[] {
  if ('message' in node) return kind === 'message' ? [node.message] : [];
  if (!('triggers' in node)) return [];
  return node.triggers.flatMap((trigger) => {
    if (trigger.kind !== kind) return [];
    if (trigger.kind === 'message') return [trigger.message];
    if (trigger.kind === 'signal') return [trigger.signal];
    return [trigger.kind === 'error' ? trigger.error : trigger.kind === 'escalation' ? trigger.escalation : null];
  });
}

/**
 * Lets an event or task wait for or send a message, signal, error or escalation of a name, which becomes part of the document where it is
 * not yet; an empty name refers to nothing. What is new and has a code has its name as the code too.
 */
export function setNamed(drawn: DrawnProcess, node: DrawnNode, kind: NamedKind, name: string, at = 0): Edit | null {
  if (node.record === null) return null;
  const trimmed = name.trim();
  const known = namedOf(drawn, kind).find((each) => each.name === trimmed || (each.code ?? '') === trimmed);
  const id = trimmed === '' ? '' : (known?.id ?? newKey(kind));
  const edit = 'message' in node.node ? setAttribute(node, 'messageRef', id) : setTriggerAttribute(drawn, node, kind, `${kind}Ref`, id, at);
  if (edit === null || trimmed === '' || known !== undefined) return edit;
  return { body: together([rootEdit(drawn, (draft) => enter(draft, kind, id, trimmed)), edit.body]), intent: edit.intent };
}

/** A definition that nothing refers to yet, under a name that none has. */
export function addNamed(drawn: DrawnProcess, kind: NamedKind): Edit {
  const taken = new Set(namedOf(drawn, kind).map(({ name }) => name));
  let number = taken.size + 1;
  while (taken.has(`${kind}${number}`)) number++;
  return { body: rootEdit(drawn, (draft) => enter(draft, kind, newKey(kind), `${kind}${number}`)), intent: `Add ${kind}` };
}

/** Another name or code for a definition, wherever it is referred to. */
export function changeNamed(drawn: DrawnProcess, kind: NamedKind, id: string, part: 'name' | 'code', value: string): Edit | null {
  const attribute = part === 'name' ? 'name' : codes[kind];
  const trimmed = value.trim();
  if (attribute === undefined || (part === 'name' && trimmed === '')) return null;
  const change = (element: PrintedElement): PrintedElement => {
    const { [attribute]: _before, ...others } = element.attributes;
    return { ...element, attributes: trimmed === '' ? others : { ...others, [attribute]: trimmed } };
  };
  return {
    body: rootEdit(drawn, (draft) => draft.rewrite(replaced(draft, kind, id, change))),
    intent: `Change ${part} of ${kind} ${trimmed}`,
  };
}

/** Takes a definition away that nothing refers to; null where something does. */
export function removeNamed(drawn: DrawnProcess, kind: NamedKind, id: string): Edit | null {
  if (usersOf(drawn, kind, id).length > 0) return null;
  return { body: rootEdit(drawn, (draft) => draft.rewrite(replaced(draft, kind, id, () => null))), intent: `Remove ${kind}` };
}

/** A definition as it was copied from a document. */
export interface CopiedDefinition extends NamedDefinition {
  readonly kind: NamedKind;
}

/** Ids here of definitions that come from elsewhere: those of the same name, or of new ones that the actions make. */
export function withNamed(
  drawn: DrawnProcess,
  copied: readonly CopiedDefinition[],
): { readonly ids: ReadonlyMap<string, string>; readonly actions: readonly ActionBody[] } {
  const ids = new Map<string, string>();
  const missing: (CopiedDefinition & { readonly to: string })[] = [];
  for (const each of copied) {
    const known = namedOf(drawn, each.kind);
    const found =
      known.find(({ id, name }) => id === each.id && name === each.name) ??
      known.find(({ name, code }) => name === each.name && code === each.code);
    const to = found?.id ?? newKey(each.kind);
    ids.set(each.id, to);
    if (found === undefined) missing.push({ ...each, to });
  }
  if (missing.length === 0) return { ids, actions: [] };
  const make = (draft: ElementDraft) => {
    for (const { kind, to, name, code } of missing) enter(draft, kind, to, name, code);
  };
  return { ids, actions: [rootEdit(drawn, make)] };
}

function rootEdit({ record }: DrawnProcess, change: (draft: ElementDraft) => void) {
  return update(record.id, ['document'], changedDocument(record, change));
}

/** Among its like, else before everything else, as BPMN's schema lets root elements stand in any order. */
function enter(draft: ElementDraft, kind: NamedKind, id: string, name: string, code: string | null = name): void {
  const attribute = codes[kind];
  const made = draft.element(kind, { id, name, ...(attribute === undefined || code === null ? {} : { [attribute]: code }) });
  const before = draft.content.filter((each): each is PrintedElement => localName(each) === kind);
  if (before.length > 0) draft.replace((each) => each === kind, [...before, made]);
  else draft.prepend(made);
}

function replaced(draft: ElementDraft, kind: NamedKind, id: string, change: (element: PrintedElement) => PrintedElement | null) {
  return draft.content.flatMap((node) => {
    if (!isElement(node) || localName(node) !== kind || node.attributes.id !== id) return [node];
    return change(node) ?? [];
  });
}
