import type { Box } from './place-nodes.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a line leaves or reaches: the corners of a gateway are used for branches, a boundary event is left downwards. */
export type LineEnd = 'box' | 'gateway' | 'boundary';

/** How far a line goes past what it leads around. */
const clearance = 20;

/**
 * The way of a flow between two boxes, in right angles: forward from side to side, from and to corners of gateways where that saves a
 * turn, straight up or down where one stands over the other, and back below both.
 */
export function routeFlow(
  from: Box,
  to: Box,
  source: LineEnd = 'box',
  target: LineEnd = 'box',
  /** What else is drawn: a level line leads below it instead of through it. */
  others: readonly Box[] = [],
): readonly Point[] {
  const [start, end] = [middle(from), middle(to)];
  const left = { x: to.x, y: end.y };
  if (source === 'boundary') {
    const below = { x: start.x, y: from.y + from.height };
    if (to.x > start.x && end.y > below.y) return [below, { x: below.x, y: left.y }, left];
    if (Math.abs(end.x - start.x) < 1 && to.y > below.y) return [below, { x: start.x, y: to.y }];
    return around(below, to);
  }
  const right = { x: from.x + from.width, y: start.y };
  const isForward = to.x >= right.x;
  const isLevel = Math.abs(start.y - end.y) < 1;
  if (isForward && isLevel) {
    const inTheWay = others.filter(({ x, y, width, height }) => x >= right.x && x + width <= to.x && y < end.y && end.y < y + height);
    if (inTheWay.length === 0) return [{ ...right, y: end.y }, left];
    return around({ x: start.x, y: from.y + from.height }, to, inTheWay);
  }
  if (isForward) {
    const leaves = { x: start.x, y: end.y > start.y ? from.y + from.height : from.y };
    if (source === 'gateway' && Math.abs(end.y - start.y) > from.height / 2) return [leaves, { x: start.x, y: end.y }, left];
    const enters = { x: end.x, y: end.y > start.y ? to.y : to.y + to.height };
    if (target === 'gateway' && Math.abs(end.y - start.y) > to.height / 2) return [right, { x: end.x, y: start.y }, enters];
    const turn = Math.max(left.x - clearance, (right.x + left.x) / 2);
    return [right, { x: turn, y: start.y }, { x: turn, y: end.y }, left];
  }
  const isOver = to.x < right.x && from.x < to.x + to.width;
  if (isOver && (to.y >= from.y + from.height || from.y >= to.y + to.height)) return upright(from, to);
  return around({ x: start.x, y: from.y + from.height }, to);
}

function upright(from: Box, to: Box): readonly Point[] {
  const isDown = to.y >= from.y + from.height;
  const start = { x: middle(from).x, y: isDown ? from.y + from.height : from.y };
  const end = { x: middle(to).x, y: isDown ? to.y : to.y + to.height };
  if (Math.abs(start.x - end.x) < 1) return [start, { x: start.x, y: end.y }];
  const turn = (start.y + end.y) / 2;
  return [start, { x: start.x, y: turn }, { x: end.x, y: turn }, end];
}

function around(start: Point, to: Box, others: readonly Box[] = []): readonly Point[] {
  const below = Math.max(start.y, to.y + to.height, ...others.map(({ y, height }) => y + height)) + clearance;
  const entry = { x: to.x + to.width / 2, y: to.y + to.height };
  return [start, { x: start.x, y: below }, { x: entry.x, y: below }, entry];
}

function middle({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
