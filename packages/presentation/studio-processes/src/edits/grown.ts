import type { ActionBody } from '@plinth/app-definition';
import type { Box } from '@plinth/process-model';
import { type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { update } from './edit.ts';
import { roomFor } from './room.ts';

/** Space within the border of a sub-process. */
const padding = 30;

/** Lets the sub-processes around a box grow until it stands in them, and what stands beside them make room. `moving` has a place already. */
export function grown(
  drawn: DrawnProcess,
  container: string | null,
  box: Box,
  moving: ReadonlySet<string> = new Set(),
): readonly ActionBody[] {
  const around = container === null ? null : nodeOf(drawn, container);
  if (around === null || around.record === null) return [];
  const { x, y, width, height } = around.box;
  const right = Math.max(x + width, box.x + box.width + padding);
  const bottom = Math.max(y + height, box.y + box.height + padding);
  if (right === x + width && bottom === y + height) return [];
  const place = { x, y, width: Math.round(right - x), height: Math.round(bottom - y) };
  const { actions, reach } = roomFor(drawn, around, place, moving);
  return [update(around.id, ['place'], place), ...actions, ...grown(drawn, around.container, reach, moving)];
}
