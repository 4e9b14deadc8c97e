import type { Box } from './place-nodes.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The way of a flow between two boxes: forward from side to side, back below both, from a boundary event down first. */
export function routeFlow(from: Box, to: Box, isFromBoundary: boolean): readonly Point[] {
  const end = { x: to.x, y: to.y + to.height / 2 };
  if (isFromBoundary) {
    const start = { x: from.x + from.width / 2, y: from.y + from.height };
    if (to.x > start.x && end.y > start.y) return [start, { x: start.x, y: end.y }, end];
    return around(start, to);
  }
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  if (to.x < start.x) return around({ x: from.x + from.width / 2, y: from.y + from.height }, to);
  if (start.y === end.y) return [start, end];
  const turn = end.x - 20;
  return [start, { x: turn, y: start.y }, { x: turn, y: end.y }, end];
}

function around(start: Point, to: Box): readonly Point[] {
  const below = Math.max(start.y, to.y + to.height) + 20;
  const entry = { x: to.x + to.width / 2, y: to.y + to.height };
  return [start, { x: start.x, y: below }, { x: entry.x, y: below }, entry];
}
