import type { ActionBody } from '@plinth/app-definition';
import type { Box } from '@plinth/process-model';
import { type DrawnNode, type DrawnProcess, within } from '../drawing/drawn-process.ts';
import { update } from './edit.ts';
import { movedLines, type Shift } from './moved-lines.ts';

/** Space that is kept between what grows and what stands beside it. */
const gap = 20;
const nowhere: Shift = { x: 0, y: 0 };

/** What is done so that something has room, and the box around all that moved for it. */
export interface Room {
  readonly actions: readonly ActionBody[];
  readonly reach: Box;
}

/**
 * Makes room for an element that becomes larger: where what stands beside, below or above it would be covered, all that is on that side
 * moves away together, so that what was in one line stays in one line. `moving` has a place already.
 */
export function roomFor(drawn: DrawnProcess, grown: DrawnNode, after: Box, moving: ReadonlySet<string> = new Set()): Room {
  const before = grown.box;
  const beside = drawn.nodes.filter(
    ({ id, container, host, record }) =>
      container === grown.container && host === null && id !== grown.id && record !== null && !moving.has(id),
  );
  const right = beside.filter(({ box }) => box.x >= before.x + before.width);
  const others = beside.filter((node) => !right.includes(node));
  const below = others.filter(({ box }) => box.y >= before.y + before.height);
  const above = others.filter(({ box }) => box.y + box.height <= before.y);
  const toRight = farthest(right, (box) => (sharesHeight(box, after) ? after.x + after.width + gap - box.x : 0));
  const down = farthest(below, (box) => (sharesWidth(box, after) ? after.y + after.height + gap - box.y : 0));
  const up = farthest(above, (box) => (sharesWidth(box, after) ? box.y + box.height + gap - after.y : 0));
  const shifts = new Map<string, Shift>();
  const move = (nodes: readonly DrawnNode[], shift: Shift) => {
    if (shift.x === 0 && shift.y === 0) return;
    for (const node of nodes) for (const each of [node, ...within(drawn, node.id)]) shifts.set(each.id, shift);
  };
  move(right, { x: toRight, y: 0 });
  move(below, { x: 0, y: down });
  move(above, { x: 0, y: -up });
  for (const event of drawn.nodes)
    if (event.host === grown.id && !moving.has(event.id)) move([event], withBorder(event.box, before, after));
  const moved = drawn.nodes.flatMap((node) => {
    const shift = shifts.get(node.id);
    return shift === undefined || node.record === null ? [] : [{ node, box: shifted(node.box, shift) }];
  });
  return {
    actions: [...moved.map(({ node, box }) => update(node.id, ['place'], placeOf(node, box))), ...movedLines(drawn, shifts)],
    reach: around([after, ...moved.map(({ box }) => box)]),
  };
}

/** The box around boxes, of which there is one at least. */
export function around(boxes: readonly Box[]): Box {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function farthest(nodes: readonly DrawnNode[], need: (box: Box) => number): number {
  return Math.max(0, ...nodes.map(({ box }) => Math.round(need(box))));
}

function sharesHeight(box: Box, other: Box): boolean {
  return box.y < other.y + other.height + gap && box.y + box.height > other.y - gap;
}

function sharesWidth(box: Box, other: Box): boolean {
  return box.x < other.x + other.width + gap && box.x + box.width > other.x - gap;
}

/** An event on a border goes with that border. */
function withBorder(event: Box, before: Box, after: Box): Shift {
  const [x, y] = [event.x + event.width / 2, event.y + event.height / 2];
  const isOn = (at: number, border: number) => Math.abs(at - border) <= event.width / 2;
  if (isOn(x, before.x + before.width)) return { x: Math.round(after.x + after.width - before.x - before.width), y: 0 };
  if (isOn(y, before.y + before.height)) return { x: 0, y: Math.round(after.y + after.height - before.y - before.height) };
  if (isOn(y, before.y)) return { x: 0, y: Math.round(after.y - before.y) };
  return nowhere;
}

function shifted(box: Box, { x, y }: Shift): Box {
  return { ...box, x: box.x + x, y: box.y + y };
}

function placeOf({ isCollapsed }: DrawnNode, { x, y, width, height }: Box) {
  const place = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  return isCollapsed ? { ...place, collapsed: true } : place;
}
