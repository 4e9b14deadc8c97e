import type { Definition } from '@plinth/app-definition';
import type { Box, Point } from '@plinth/process-model';
import { partsOf } from '@plinth/processes';
import { artefactKey, shapeOf } from '../drawing/artefacts.ts';
import { type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { isSubProcess } from '../drawing/element-kind.ts';
import { moveArtefacts, resizeArtefact } from './artefact-edits.ts';
import { type Edit, together } from './edit.ts';
import { moveNodes, resizeNode } from './move-edits.ts';
import { removeElements } from './node-edits.ts';
import { resizeLane, resizePool } from './pool-edits.ts';
import { removeArtefacts } from './remove-artefacts.ts';

/** Moves whatever is selected: elements, notes, data and groups. */
export function moveSelected(definition: Definition, drawn: DrawnProcess, ids: readonly string[], shift: Point): Edit | null {
  return both(moveNodes(definition, drawn, ids, shift), moveArtefacts(drawn, keysOf(ids), shift), ids);
}

/** Removes whatever is selected: elements and flows with the links that lead there, pools, lanes, notes, data, groups and links. */
export function removeSelected(definition: Definition, drawn: DrawnProcess, ids: readonly string[]): Edit | null {
  const nodes = ids.flatMap((id) => {
    const node = nodeOf(drawn, id);
    if (node === null || node.record === null) return [];
    const onIt = drawn.nodes.filter(({ host }) => host === id).map(({ key }) => key);
    return [node.key, ...onIt, ...partsOf(definition, id).nodes.map(({ key }) => key)];
  });
  return both(removeElements(drawn, ids), removeArtefacts(definition, drawn, keysOf(ids), nodes), []);
}

/** The box of what can be made larger or smaller by hand; null for everything else. */
export function resizableBox(drawn: DrawnProcess, id: string): Box | null {
  const node = nodeOf(drawn, id);
  if (node !== null) return node.record !== null && isSubProcess(node.node) && !node.isCollapsed ? node.box : null;
  const shape = shapeOf(drawn, id);
  if (shape === null || shape.type === 'dataObjectReference' || shape.type === 'dataStoreReference') return null;
  return shape.box;
}

/** Makes a pool, a lane, a note, a group or a sub-process larger or smaller, but not smaller than what is in it. */
export function resizeSelected(drawn: DrawnProcess, id: string, box: Box): Edit | null {
  const before = resizableBox(drawn, id);
  const whole = { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) };
  if (before === null || (['x', 'y', 'width', 'height'] as const).every((side) => Math.round(before[side]) === whole[side])) return null;
  const node = nodeOf(drawn, id);
  if (node !== null) return resizeNode(drawn, node, whole);
  const shape = shapeOf(drawn, id);
  if (shape === null) return null;
  if (shape.type === 'participant') return resizePool(drawn, shape, whole);
  return shape.type === 'lane' ? resizeLane(drawn, shape, whole) : resizeArtefact(drawn, shape, whole);
}

function keysOf(ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => artefactKey(id) ?? []);
}

function both(elements: Edit | null, artefacts: Edit | null, selection: readonly string[]): Edit | null {
  if (elements === null || artefacts === null) return elements ?? artefacts;
  // What is moved or removed may stand in what the other edit changes, so it comes last.
  return { body: together([artefacts.body, elements.body]), intent: elements.intent, selection };
}
