import type { KeptElement, KeptNode, KeptSlot } from '../model/kept-element.ts';

/** An element that is being written: a copy of what was kept, or a new one. */
export interface Draft {
  readonly name: string;
  readonly attributes: Record<string, string>;
  content: DraftNode[];
  readonly foreign: boolean;
  /** New ones are indented; what was kept has its own white space. */
  readonly isNew: boolean;
}

export type DraftNode = Exclude<KeptNode, KeptElement> | Draft;

/** A copy of a kept element, or a new one; `prefix` with its colon. */
export function draftOf(kept: KeptElement | undefined, name: string, prefix: string): Draft {
  return kept === undefined ? { name: prefix + name, attributes: {}, content: [], foreign: false, isNew: true } : copy(kept);
}

function copy({ name, foreign, attributes, content }: KeptElement): Draft {
  return { name, foreign: foreign === true, isNew: false, attributes: { ...attributes }, content: content.map(copyNode) };
}

export function copyNode(node: KeptNode): DraftNode {
  return typeof node === 'object' && 'name' in node ? copy(node) : node;
}

export function isDraft(node: DraftNode): node is Draft {
  return typeof node === 'object' && 'attributes' in node;
}

export function isSlot(node: DraftNode): node is KeptSlot {
  return typeof node === 'object' && 'slot' in node;
}

export function localName({ name }: { readonly name: string }): string {
  return name.slice(name.indexOf(':') + 1);
}

export function prefixOf({ name }: { readonly name: string }): string {
  return name.slice(0, name.indexOf(':') + 1);
}

export function childDrafts(draft: Draft, name: string): Draft[] {
  return draft.content.filter((node): node is Draft => isDraft(node) && !node.foreign && localName(node) === name);
}

/** All text directly within an element. */
export function textIn({ content }: Draft): string {
  return content.map((node) => (typeof node === 'string' ? node : typeof node === 'object' && 'cdata' in node ? node.cdata : '')).join('');
}

export function setAttribute({ attributes }: Draft, name: string, value: string | null): void {
  if (value === null) delete attributes[name];
  else if (attributes[name] !== value) attributes[name] = value;
}

function setOwnText(draft: Draft, text: string): void {
  if (textIn(draft) === text) return;
  draft.content = [...(text === '' ? [] : [text]), ...draft.content.filter((node) => typeof node !== 'string' && !('cdata' in node))];
}

/** The text of a child; null takes the child away. An empty text needs none. */
export function setChildText(draft: Draft, name: string, text: string | null, order: readonly string[]): void {
  const [child] = childDrafts(draft, name);
  if (text === null) {
    if (child !== undefined) replaceParts(draft, name, [], order);
  } else if (child !== undefined) setOwnText(child, text);
  else {
    const made = draftOf(undefined, name, prefixOf(draft));
    setOwnText(made, text);
    replaceParts(draft, name, [made], order);
  }
}

/**
 * Puts parts where slots or children of a name are, one by one; further ones behind the last, or where `order` (names of
 * the children of the element in the order of the standard) has them. Surplus slots and children are taken away with the white space
 * before them.
 */
export function replaceParts(draft: Draft, name: string, parts: readonly DraftNode[], order: readonly string[]): void {
  const isOne = (node: DraftNode) => (isSlot(node) ? node.slot === name : isDraft(node) && !node.foreign && localName(node) === name);
  let next = 0;
  let last = -1;
  const content: DraftNode[] = [];
  for (const node of draft.content) {
    if (!isOne(node)) {
      content.push(node);
      continue;
    }
    const part = parts[next++];
    if (part !== undefined) last = content.push(part) - 1;
    else if (isSpace(content.at(-1))) content.pop();
  }
  draft.content = content;
  for (const part of parts.slice(next)) last = insert(draft, part, last >= 0 ? last : placeBefore(draft, name, order));
}

/** Where the last child stands that comes before those of a name; -1 where none does. */
function placeBefore({ content }: Draft, name: string, order: readonly string[]): number {
  const rank = order.indexOf(name);
  return content.findLastIndex((node) => {
    const other = isSlot(node) ? order.indexOf(node.slot) : isDraft(node) && !node.foreign ? order.indexOf(localName(node)) : -1;
    return other >= 0 && other <= rank;
  });
}

/** Inserts behind a place, with the white space that its neighbours have before them; gives the new place. */
function insert(draft: Draft, part: DraftNode, behind: number): number {
  const { content } = draft;
  const neighbour = content.find((node, index) => isSpace(node) && index < content.length - 1);
  const space = behind > 0 && isSpace(content[behind - 1]) ? content[behind - 1] : neighbour;
  const added = space === undefined ? [part] : [space, part];
  content.splice(behind + 1, 0, ...added);
  return behind + added.length;
}

export function isSpace(node: DraftNode | undefined): node is string {
  return typeof node === 'string' && node.trim() === '';
}
