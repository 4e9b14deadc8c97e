import type { Box } from '@plinth/studio-canvas';
import type { Place } from '../edits/place.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What stands in a container already. */
export interface Neighbour {
  readonly id: string;
  readonly slot: string;
  readonly box: Box;
}

/** A container that something is dragged over. */
export interface DropContainer {
  readonly id: string;
  /** The slot that takes what nothing else decides. */
  readonly slot: string;
  readonly box: Box;
  /** Where its empty slot waits, if it does. */
  readonly empty: Box | null;
  readonly neighbours: readonly Neighbour[];
}

/** Where it would go, and what is drawn there: a line between neighbours, or the whole of an empty slot. */
export interface Drop {
  readonly place: Place;
  readonly mark: Box;
  readonly shape: 'line' | 'area';
}

const lineWidth = 3;

/** The place in a container that a point means: beside the nearest of its neighbours, along the way they are laid out. */
export function dropPlace(container: DropContainer, point: Point): Drop {
  const { neighbours, empty } = container;
  const nearest = neighbours.toSorted((one, other) => distance(one.box, point) - distance(other.box, point))[0];
  if (nearest === undefined || (empty !== null && inside(empty, point))) {
    const mark = empty ?? container.box;
    return { place: { parent: container.id, slot: container.slot, before: null }, mark, shape: 'area' };
  }
  const inSlot = neighbours.filter(({ slot }) => slot === nearest.slot);
  const sideways = layoutIsSideways(inSlot, nearest);
  const { box } = nearest;
  const rightToLeft = sideways && isReversed(inSlot);
  const first = sideways ? point.x < box.left + box.width / 2 : point.y < box.top + box.height / 2;
  const isBefore = rightToLeft ? !first : first;
  const at = inSlot.indexOf(nearest);
  const other = inSlot[isBefore ? at - 1 : at + 1];
  const before = isBefore ? nearest.id : (inSlot[at + 1]?.id ?? null);
  return {
    place: { parent: container.id, slot: nearest.slot, before },
    mark: sideways ? uprightLine(box, first, other?.box) : levelLine(box, first, other?.box),
    shape: 'line',
  };
}

function layoutIsSideways(neighbours: readonly Neighbour[], nearest: Neighbour): boolean {
  return neighbours.some(({ id, box }) => id !== nearest.id && overlap(box.top, box.height, nearest.box.top, nearest.box.height));
}

function isReversed([first, second]: readonly Neighbour[]): boolean {
  return first !== undefined && second !== undefined && second.box.left < first.box.left && second.box.top <= first.box.top + 1;
}

/** Whether two stretches share more than half of the smaller. */
function overlap(from: number, length: number, otherFrom: number, otherLength: number): boolean {
  const shared = Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);
  return shared > Math.min(length, otherLength) / 2;
}

function levelLine(box: Box, above: boolean, other: Box | undefined): Box {
  const edge = above ? box.top : box.top + box.height;
  const facing = other === undefined ? edge : above ? other.top + other.height : other.top;
  return { left: box.left, top: (edge + facing) / 2 - lineWidth / 2, width: box.width, height: lineWidth };
}

function uprightLine(box: Box, atLeft: boolean, other: Box | undefined): Box {
  const edge = atLeft ? box.left : box.left + box.width;
  const near = other !== undefined && overlap(other.top, other.height, box.top, box.height) ? other : undefined;
  const facing = near === undefined ? edge : near.left < box.left ? near.left + near.width : near.left;
  return { left: (edge + facing) / 2 - lineWidth / 2, top: box.top, width: lineWidth, height: box.height };
}

function inside(box: Box, { x, y }: Point): boolean {
  return x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height;
}

function distance(box: Box, { x, y }: Point): number {
  const right = Math.max(box.left - x, 0, x - box.left - box.width);
  const down = Math.max(box.top - y, 0, y - box.top - box.height);
  return Math.hypot(right, down);
}
