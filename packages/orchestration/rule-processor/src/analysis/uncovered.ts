import { type BitSet, bitSetOf, contains, difference, intersection, intersects, isEmpty, membersOf } from './bit-set.ts';
import type { Budget } from './budget.ts';

/** A part of a space of several inputs: for each, the regions of values that belong to it. */
export type Box = readonly BitSet[];

export function boxesMeet(a: Box, b: Box): boolean {
  return a.every((set, input) => intersects(set, b[input] as BitSet));
}

export function boxContains(a: Box, b: Box): boolean {
  return a.every((set, input) => contains(set, b[input] as BitSet));
}

/**
 * What boxes leave uncovered of a space, as boxes that do not overlap; the visit says whether to go on. Boxes that miss
 * a part in a single input are cut off at once; then the part is halved where that parts the boxes too, or split by the box that covers
 * most of it. Tables whose rules divide the inputs need about as many steps as rules; hostile ones spend the budget, which throws.
 */
export function visitUncovered(space: Box, boxes: readonly Box[], budget: Budget, visit: (part: Box) => boolean): void {
  if (space.some(isEmpty)) return;
  const waiting: { readonly part: Box; readonly boxes: readonly Box[] }[] = [{ part: space, boxes }];
  for (;;) {
    const next = waiting.pop();
    if (next === undefined) return;
    const rest = cutSlabs(next.part, next.boxes, budget);
    if (rest === null) continue;
    if (rest.pivot === null) {
      if (!visit(rest.part)) return;
      continue;
    }
    const { part, boxes: left } = rest;
    const { input, values } = (left.length > fewBoxes ? halving(part, left, budget) : null) ?? {
      input: rest.input,
      values: rest.pivot[rest.input] as BitSet,
    };
    const own = part[input] as BitSet;
    waiting.push({ part: part.with(input, difference(own, values)), boxes: left });
    waiting.push({ part: part.with(input, intersection(own, values)), boxes: left });
  }
}

/** With more boxes than this it pays to look for a cut that parts them. */
const fewBoxes = 40;

/** The input whose values, cut in the middle, part the boxes best; null where most boxes would be on both sides. */
function halving(part: Box, boxes: readonly Box[], budget: Budget): { readonly input: number; readonly values: BitSet } | null {
  let best: { input: number; values: BitSet } | null = null;
  let fewest = boxes.length / 2;
  for (const [input, own] of part.entries()) {
    const values = firstHalf(own);
    if (isEmpty(values)) continue;
    budget.take(costOf(boxes.length, own));
    const others = difference(own, values);
    let both = 0;
    for (const box of boxes) if (intersects(box[input] as BitSet, values) && intersects(box[input] as BitSet, others)) both++;
    if (both < fewest) [fewest, best] = [both, { input, values }];
  }
  return best;
}

function firstHalf(set: BitSet): BitSet {
  const members = [...membersOf(set)];
  return bitSetOf(set.length * 32, members.slice(0, members.length >> 1));
}

/** The steps of comparing one set with those of boxes: sets of many regions are compared word by word. */
export function costOf(boxes: number, set: BitSet): number {
  return Math.ceil(boxes * (1 + set.length / 32));
}

interface Rest {
  readonly part: Box;
  /** Those that cover some of it, and miss it in two inputs at least. */
  readonly boxes: readonly Box[];
  /** The box to split by, and the input; null where nothing covers any of it. */
  readonly pivot: Box | null;
  readonly input: number;
}

/** The part without what is covered by boxes that miss it in one input at most; null where nothing is left. */
function cutSlabs(whole: Box, all: readonly Box[], budget: Budget): Rest | null {
  let part = whole;
  let boxes = all;
  for (;;) {
    budget.take(1);
    for (const own of part) budget.take(costOf(boxes.length, own));
    const left: Box[] = [];
    let pivot: Box | null = null;
    let pivotInput = 0;
    let fewest = Number.POSITIVE_INFINITY;
    let cut = false;
    for (const box of boxes) {
      const missed = missedInputs(part, box);
      if (missed === null) continue;
      const [first] = missed;
      if (first === undefined) return null;
      if (missed.length === 1) {
        const rest = difference(part[first] as BitSet, box[first] as BitSet);
        if (isEmpty(rest)) return null;
        part = part.with(first, rest);
        cut = true;
        continue;
      }
      left.push(box);
      if (missed.length < fewest) [fewest, pivot, pivotInput] = [missed.length, box, first];
    }
    if (!cut) return { part, boxes: left, pivot, input: pivotInput };
    boxes = left;
  }
}

/** The inputs in which a box does not cover a part; null where they do not meet. */
function missedInputs(part: Box, box: Box): number[] | null {
  const missed: number[] = [];
  for (let input = 0; input < part.length; input++) {
    const own = part[input] as BitSet;
    const other = box[input] as BitSet;
    if (!intersects(own, other)) return null;
    if (!contains(other, own)) missed.push(input);
  }
  return missed;
}
