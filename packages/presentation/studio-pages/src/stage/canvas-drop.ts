import { childrenOf } from '@plinth/app-definition';
import type { Canvas } from '@plinth/studio-canvas';
import type { DragSource } from '../drag/drag.ts';
import { standsIn } from '../edits/place.ts';
import type { PageWork } from '../page-work.ts';
import { type Drop, dropPlace, type Point } from './drop-place.ts';

/** Pixels at the edge of a container that mean beside it, not into it. */
const edge = 6;

/** What a point of the canvas means for what is dragged; null where it cannot go. */
export function canvasDrop(
  page: PageWork,
  canvas: Canvas,
  source: DragSource,
  point: Point,
  whole: { readonly width: number; readonly height: number },
): Drop | null {
  const definition = page.definition();
  const moved = source.kind === 'move' ? source.ids : [];
  let container = canvas.instanceAt(point.x, point.y);
  while (container !== null) {
    const at = container;
    const blocked = moved.some((id) => standsIn(definition, at, id));
    if (!blocked && takes(page, at) && !nearEdge(canvas, at, point)) break;
    const parent: string | undefined = page.record(at)?.parent;
    container = parent === undefined || parent === page.page ? null : parent;
  }
  const box = container === null ? { left: 0, top: 0, ...whole } : canvas.boxesOf(container)[0];
  if (box === undefined) return null;
  const neighbours = childrenOf(definition, container ?? page.page).flatMap(({ id, slot: own }) => {
    const [first] = moved.includes(id) ? [] : canvas.boxesOf(id);
    return first === undefined ? [] : [{ id, slot: own, box: first }];
  });
  const empty = container === null ? null : canvas.emptySlotBox(container);
  return dropPlace({ id: container ?? page.page, slot: 'children', box, empty, neighbours }, point);
}

function takes(page: PageWork, id: string): boolean {
  return page.metadata(id)?.ui?.slots.children !== undefined;
}

function nearEdge(canvas: Canvas, id: string, { y }: Point): boolean {
  const [box] = canvas.boxesOf(id);
  return box !== undefined && box.height > edge * 4 && (y < box.top + edge || y > box.top + box.height - edge);
}
