import { type ActionBody, childrenOf, type Definition, type RecordOf, recordOf } from '@plinth/app-definition';
import type { JsonValue } from '@plinth/foundation';
import type { Edit, Wording } from './edits.ts';
import { recordPlaces } from './place.ts';
import { updateOf } from './update-record.ts';

/** How components stand across the way they are laid out. */
export const alignments = ['start', 'center', 'end', 'stretch'] as const;
export type Alignment = (typeof alignments)[number];

/** Puts what stands in a container where the container stood, and the container away; null where it holds nothing. */
export function unwrapComponent(definition: Definition, id: string, wording: Wording): Edit | null {
  const record = recordOf(definition, 'component', id);
  const inner = childrenOf(definition, id);
  if (record === null || inner.length === 0) return null;
  const places = recordPlaces(definition, { parent: record.parent, slot: record.slot, before: id }, inner.length);
  const moves = inner.flatMap((child, at): ActionBody[] => {
    const to = places[at];
    return to === undefined ? [] : [{ type: 'RECORD_MOVE', payload: { id: child.id, to } }];
  });
  const actions: ActionBody[] = [...moves, { type: 'RECORD_REMOVE', payload: { id } }];
  return {
    body: { type: 'BATCH', payload: { actions } },
    intent: `Unwrap ${wording(record)}`,
    selection: inner.map((child) => child.id),
  };
}

/** Aligns components among their siblings. */
export function alignComponents(definition: Definition, ids: readonly string[], align: Alignment, wording: Wording): Edit | null {
  const [first] = ids;
  const record = first === undefined ? null : recordOf(definition, 'component', first);
  if (record === null) return null;
  return {
    body: { type: 'BATCH', payload: { actions: ids.map((id) => updateOf(id, ['layout', 'align'], align)) } },
    intent: `Align ${ids.length === 1 ? wording(record) : `${ids.length} components`}`,
    selection: ids,
  };
}

/** A size that a component can have: its width among its siblings, or its own property of that name. */
export interface Resized {
  readonly path: readonly ['layout', 'width'] | readonly ['properties', 'height'];
  readonly value: JsonValue;
}

export function resizeComponent(record: RecordOf<'component'>, sizes: readonly Resized[], wording: Wording): Edit | null {
  if (sizes.length === 0) return null;
  return {
    body: { type: 'BATCH', payload: { actions: sizes.map(({ path, value }) => updateOf(record.id, path, value)) } },
    intent: `Resize ${wording(record)}`,
    selection: [record.id],
  };
}

const fractions = [
  ['full', 1],
  ['half', 1 / 2],
  ['third', 1 / 3],
  ['quarter', 1 / 4],
] as const;
const snap = 6;
const least = 24;

/** A width in pixels as it is kept: a part of what is around it where it comes near one, else steps of four pixels. */
export function keptWidth(pixels: number, around: number): string | number {
  const near = fractions.find(([, part]) => Math.abs(around * part - pixels) <= snap);
  return near?.[0] ?? keptPixels(pixels);
}

export function keptPixels(pixels: number): number {
  return Math.max(least, Math.round(pixels / 4) * 4);
}
