import { isJsonObject } from '@plinth/foundation';
import type { Point } from './layout.ts';

/** Cards that somebody moved, as their device keeps them. */
export type Arrangement = Readonly<Record<string, Point>>;

/** Reads what was kept, which may be anything. */
export function readArrangement(text: string): Arrangement {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return {};
  }
  if (!isJsonObject(read)) return {};
  return Object.fromEntries(
    Object.entries(read).flatMap(([id, place]): [string, Point][] => {
      if (!isJsonObject(place)) return [];
      const { x, y } = place;
      return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y) ? [[id, { x, y }]] : [];
    }),
  );
}
