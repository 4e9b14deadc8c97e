import { type Draft, type DraftNode, isDraft, isSlot, isSpace, localName, replaceParts } from './draft.ts';

interface Part {
  /** Null for parts that are only known by their place. */
  readonly id: string | null;
  readonly draft: Draft;
}

/** Puts parts where they stood by their ids; new ones behind the one before them, and all one by one where their order has changed. */
export function fillSlots(root: Draft, name: string, parts: readonly Part[], order: readonly string[]): void {
  const slots = root.content.filter(isSlot).filter(({ slot }) => slot === name);
  const places = slots.map(({ id }) => parts.findIndex((part) => part.id !== null && part.id === id));
  const known = places.filter((place) => place >= 0);
  const isInOrder = known.every((place, index) => index === 0 || (known[index - 1] ?? 0) < place);
  if (!isInOrder || known.length === 0) {
    fillInOrder(root, name, parts, order);
    return;
  }
  // Each slot takes its own part and the new ones behind it, the first also those before it.
  let next = 0;
  const content: DraftNode[] = [];
  for (const node of root.content) {
    if (!isSlot(node) || node.slot !== name) {
      content.push(node);
      continue;
    }
    const space = content.at(-1);
    const place = parts.findIndex((part, index) => index >= next && part.id === node.id);
    if (place < 0) {
      if (isSpace(space)) content.pop();
      continue;
    }
    const following = parts.findIndex((part, index) => index > place && slots.some(({ id }) => id === part.id));
    const end = following < 0 ? parts.length : following;
    for (const [index, { draft }] of parts.slice(next, end).entries()) content.push(...(index > 0 && isSpace(space) ? [space] : []), draft);
    next = end;
  }
  root.content = content;
}

/** Only slots are filled: other children of the name are not the model's. */
function fillInOrder(root: Draft, name: string, parts: readonly Part[], order: readonly string[]): void {
  const others = new Map<Draft, number>();
  const marked = root.content.map((node, index): DraftNode => {
    if (!isDraft(node) || node.foreign || localName(node) !== name) return node;
    others.set(node, index);
    return { slot: `other ${index}` };
  });
  root.content = marked;
  replaceParts(
    root,
    name,
    parts.map(({ draft }) => draft),
    order,
  );
  const byIndex = new Map([...others].map(([draft, index]) => [`other ${index}`, draft]));
  root.content = root.content.map((node) => (isSlot(node) ? (byIndex.get(node.slot) ?? node) : node));
}

/** The ids of all elements of DMN's own vocabulary. */
export function idsIn(draft: Draft, found = new Set<string>()): Set<string> {
  if (draft.foreign) return found;
  if (draft.attributes.id !== undefined) found.add(draft.attributes.id);
  for (const node of draft.content) if (isDraft(node)) idsIn(node, found);
  return found;
}

/** Takes the shapes and edges of elements that are gone out of the diagrams. */
export function removeFromDiagrams(draft: Draft, isGone: (id: string) => boolean): void {
  const leads = (node: DraftNode) => {
    if (!isDraft(node) || !['DMNShape', 'DMNEdge'].includes(localName(node))) return false;
    const reference = node.attributes.dmnElementRef ?? '';
    return isGone(reference) || isGone(reference.slice(reference.indexOf(':') + 1));
  };
  const content: DraftNode[] = [];
  for (const node of draft.content) {
    if (!leads(node)) content.push(node);
    else if (isSpace(content.at(-1))) content.pop();
  }
  draft.content = content;
  for (const node of content) if (isDraft(node) && node.foreign) removeFromDiagrams(node, isGone);
}
