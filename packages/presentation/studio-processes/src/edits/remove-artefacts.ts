import type { Definition } from '@plinth/app-definition';
import { localName } from '@plinth/processes';
import type { PrintedElement, PrintedNode } from '@plinth/xml-document';
import type { ArtefactLink } from '../drawing/artefacts.ts';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { ownPool, processKey } from '../drawing/pools.ts';
import { documentEdit } from './artefact-edits.ts';
import { flowActions, isDataFlow } from './data-flow-content.ts';
import { changed, drawnBy, elementsIn, isElement, withBounds } from './document-tree.ts';
import type { Edit } from './edit.ts';
import { boxesWithout } from './pool-edits.ts';

/**
 * Removes pools, lanes, notes, data, groups and links, with what only they are drawn and joined by, and the links of nodes that go. What
 * stood in a lane stays, in the lane beside it.
 */
export function removeArtefacts(
  definition: Definition,
  drawn: DrawnProcess,
  keys: readonly string[],
  nodes: readonly string[] = [],
): Edit | null {
  const chosen = new Set(drawn.artefacts.flatMap(({ key }) => (keys.includes(key) ? [key] : [])));
  const pool = ownPool(drawn);
  // Lanes divide a pool, and go with it.
  if (pool !== null && chosen.has(pool.key)) for (const { type, key } of drawn.artefacts) if (type === 'lane') chosen.add(key);
  const ends = new Set([...chosen, ...nodes]);
  const links = drawn.artefacts.filter(
    (each): each is ArtefactLink => each.kind === 'link' && (chosen.has(each.key) || ends.has(each.source) || ends.has(each.target)),
  );
  for (const { key } of links) chosen.add(key);
  if (chosen.size === 0) return null;
  const boxes = boxesWithout(drawn, chosen);
  // What goes takes the flows within it along.
  const left = links.filter(
    (link) => isDataFlow(link) && !nodes.includes(link.type === 'dataInputAssociation' ? link.target : link.source),
  );
  return documentEdit(
    drawn,
    'Remove',
    [],
    (draft) => {
      const all = [...elementsIn(draft.content)];
      const gone = new Set(chosen);
      const of = (name: string) => all.filter((element) => localName(element) === name);
      // Those that nothing draws are not among what was found.
      for (const { attributes } of [...of('association'), ...of('messageFlow')])
        if (ends.has(attributes.sourceRef ?? '') || ends.has(attributes.targetRef ?? '')) gone.add(attributes.id ?? '');
      withOwn(gone, of('dataObjectReference'), 'dataObjectRef');
      withOwn(gone, of('group'), 'categoryValueRef');
      gone.delete('');
      const kept = changed(draft.content, (element) => {
        const drawnKey = drawnBy(element) ?? '';
        if (gone.has(element.attributes.id ?? '') || gone.has(drawnKey)) return null;
        const box = boxes.get(drawnKey);
        return box === undefined ? element : withBounds(element, box);
      });
      return withoutEmpty(kept, processKey(drawn));
    },
    flowActions(definition, drawn, left, () => null),
  );
}

/** Adds what only elements that go refer to by an attribute. */
function withOwn(gone: Set<string>, elements: readonly PrintedElement[], reference: string): void {
  const isGone = ({ attributes }: PrintedElement) => gone.has(attributes.id ?? '');
  const kept = new Set(elements.filter((element) => !isGone(element)).map(({ attributes }) => attributes[reference]));
  for (const element of elements.filter(isGone)) {
    const referred = element.attributes[reference] ?? '';
    if (!kept.has(referred)) gone.add(referred);
  }
}

/** Sets of lanes, categories and the collaboration go with the last that stands in them; the plane draws the process again. */
function withoutEmpty(nodes: readonly PrintedNode[], process: string): PrintedNode[] {
  const holds = { laneSet: 'lane', childLaneSet: 'lane', collaboration: 'participant', category: 'categoryValue' } as const;
  const gone = new Set<string>();
  const left = changed(nodes, (element) => {
    const name = localName(element) as keyof typeof holds;
    const child = holds[name];
    if (child === undefined || element.content.some((node) => isElement(node) && localName(node) === child)) return element;
    if (name === 'collaboration') gone.add(element.attributes.id ?? '');
    return null;
  });
  return changed(left, (element) =>
    localName(element) === 'BPMNPlane' && gone.has(element.attributes.bpmnElement ?? '')
      ? { ...element, attributes: { ...element.attributes, bpmnElement: process } }
      : element,
  );
}
