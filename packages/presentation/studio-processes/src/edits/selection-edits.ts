import type { Definition } from '@plinth/app-definition';
import type { Point } from '@plinth/process-model';
import { artefactKey } from '../drawing/artefacts.ts';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { moveArtefacts, removeArtefacts } from './artefact-edits.ts';
import { type Edit, together } from './edit.ts';
import { moveNodes } from './move-edits.ts';
import { removeElements } from './node-edits.ts';

/** Moves whatever is selected: elements, notes and data. */
export function moveSelected(definition: Definition, drawn: DrawnProcess, ids: readonly string[], shift: Point): Edit | null {
  return both(moveNodes(definition, drawn, ids, shift), moveArtefacts(drawn, keysOf(ids), shift), ids);
}

/** Removes whatever is selected: elements and flows, pools, lanes, notes and data. */
export function removeSelected(drawn: DrawnProcess, ids: readonly string[]): Edit | null {
  return both(removeElements(drawn, ids), removeArtefacts(drawn, keysOf(ids)), []);
}

function keysOf(ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => artefactKey(id) ?? []);
}

function both(elements: Edit | null, artefacts: Edit | null, selection: readonly string[]): Edit | null {
  if (elements === null || artefacts === null) return elements ?? artefacts;
  return { body: together([elements.body, artefacts.body]), intent: elements.intent, selection };
}
