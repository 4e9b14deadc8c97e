import type { Box } from '@plinth/process-model';

/** A line on which middles stand: upright at `x`, or level at `y`. */
export type Guide = { readonly x: number } | { readonly y: number };

/** How near a middle must be to another one to stand on its line, in pixels. */
const reach = 7;
const grid = 10;

/** Where a dragged box comes to stand: with its middle on that of a box nearby, else on the grid. */
export function snapped(box: Box, others: readonly Box[]): { readonly x: number; readonly y: number; readonly guides: readonly Guide[] } {
  const across = nearest(
    box.x + box.width / 2,
    others.map(({ x, width }) => x + width / 2),
  );
  const down = nearest(
    box.y + box.height / 2,
    others.map(({ y, height }) => y + height / 2),
  );
  return {
    x: across === null ? Math.round(box.x / grid) * grid : across - box.width / 2,
    y: down === null ? Math.round(box.y / grid) * grid : down - box.height / 2,
    guides: [...(across === null ? [] : [{ x: across }]), ...(down === null ? [] : [{ y: down }])],
  };
}

function nearest(value: number, values: readonly number[]): number | null {
  let best: number | null = null;
  for (const each of values)
    if (Math.abs(each - value) <= reach && (best === null || Math.abs(each - value) < Math.abs(best - value))) best = each;
  return best;
}
