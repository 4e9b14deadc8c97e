import type { ActionBody } from '@plinth/app-definition';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { update } from './edit.ts';
import { isDrawnInDocument } from './settled.ts';

/** How far something was moved, in pixels. */
export interface Shift {
  readonly x: number;
  readonly y: number;
}

/** What becomes of drawn lines when these nodes move, each by its own shift. A line that finds its own way needs nothing. */
export function movedLines(drawn: DrawnProcess, shifts: ReadonlyMap<string, Shift>): ActionBody[] {
  return drawn.flows.flatMap(({ id, key, record, source, target, points }) => {
    const isFixed = record?.way === undefined ? isDrawnInDocument(drawn, key) : record.way.length > 0;
    const [from, to] = [shifts.get(source), shifts.get(target)];
    if (record === null || !isFixed || (from === undefined && to === undefined)) return [];
    // Lines between what is moved together go with it, others find their way anew.
    if (from === undefined || to === undefined || from.x !== to.x || from.y !== to.y) return [update(id, ['way'], [])];
    const way = points.map(({ x, y }) => ({ x: Math.round(x + from.x), y: Math.round(y + from.y) }));
    return [update(id, ['way'], way)];
  });
}
