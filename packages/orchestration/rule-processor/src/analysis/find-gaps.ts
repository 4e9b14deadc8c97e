import { addAll, type BitSet, bitSetOf, difference, intersects } from './bit-set.ts';
import { type Budget, within } from './budget.ts';
import type { Gap } from './table-findings.ts';
import type { TableSpace } from './table-space.ts';
import { type Box, boxContains, costOf, visitUncovered } from './uncovered.ts';

/** The parts that no rule matches, each as large as it can be; `more` where the limit or the budget ended the list. */
export function findGaps(space: TableSpace, budget: Budget, limit: number): { readonly gaps: Gap[]; readonly more: boolean } {
  const boxes = space.rules.filter(({ impossible }) => !impossible).map(({ box }) => box);
  const found: Box[] = [];
  const reachedEnd = within(() => {
    let more = false;
    visitUncovered(space.whole, boxes, budget, (part) => {
      if (found.some((gap) => boxContains(gap, part))) return true;
      more = found.length >= limit;
      if (!more) found.push(widened(part, space.whole, boxes, budget));
      return !more;
    });
    return !more;
  });
  return { gaps: found.map((gap) => ({ tests: space.testsOf(gap), example: space.sampleOf(gap) })), more: reachedEnd !== true };
}

/** Whether the rules whose every cell is understood match everything. */
export function isCovered(space: TableSpace, budget: Budget): boolean {
  let covered = true;
  const boxes = space.rules.filter(({ exact, impossible }) => exact && !impossible).map(({ box }) => box);
  visitUncovered(space.whole, boxes, budget, () => {
    covered = false;
    return false;
  });
  return covered;
}

/** The part with everything beside it, input by input, that no box covers either. */
function widened(part: Box, whole: Box, boxes: readonly Box[], budget: Budget): Box {
  let wide = part;
  for (const [input, all] of whole.entries()) {
    for (const set of part) budget.take(costOf(boxes.length, set));
    const taken = bitSetOf(all.length * 32);
    for (const box of boxes) {
      const meets = wide.every((set, other) => other === input || intersects(set, box[other] as BitSet));
      if (meets) addAll(taken, box[input] as BitSet);
    }
    wide = wide.with(input, difference(all, taken));
  }
  return wide;
}
