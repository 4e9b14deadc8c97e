import { equalValues, type FeelValue } from '@plinth/expression';
import type { Budget } from './budget.ts';
import type { RuleOutputs } from './rule-outputs.ts';
import type { ShadowedRule } from './table-findings.ts';
import type { RuleBox, TableSpace } from './table-space.ts';
import { boxesMeet, visitUncovered } from './uncovered.ts';

/** Rules that others leave nothing to match; `before` says whether a rule takes precedence over another. */
export function findShadowed(space: TableSpace, before: (a: number, b: number) => boolean, budget: Budget): ShadowedRule[] {
  const shadowed: ShadowedRule[] = [];
  const takers = space.rules.filter(({ exact, impossible }) => exact && !impossible);
  for (const rule of space.rules) {
    if (rule.impossible) continue;
    budget.take(takers.length);
    const others = takers.filter((other) => before(other.rule, rule.rule) && boxesMeet(other.box, rule.box));
    if (others.length > 0 && isTaken(rule, others, budget)) shadowed.push({ rule: rule.rule, by: others.map((other) => other.rule) });
  }
  return shadowed;
}

function isTaken(rule: RuleBox, others: readonly RuleBox[], budget: Budget): boolean {
  let taken = true;
  const boxes = others.map(({ box }) => box);
  visitUncovered(rule.box, boxes, budget, () => {
    taken = false;
    return false;
  });
  return taken;
}

/** Precedence by the places of the outputs in their lists, then by order; false where an output is only known by running. */
export function priorityBefore(outputs: RuleOutputs): (a: number, b: number) => boolean {
  const place = (value: FeelValue | undefined, list: readonly FeelValue[] | null) => {
    const found = (list ?? []).findIndex((each) => value !== undefined && equalValues(each, value) === true);
    return found < 0 ? Number.MAX_SAFE_INTEGER : found;
  };
  const ranks = new Map<number, readonly number[] | null>();
  const rankOf = (rule: number) => {
    const known = ranks.get(rule);
    if (known !== undefined) return known;
    const values = outputs.of(rule);
    const rank = values.includes(undefined) ? null : values.map((value, output) => place(value, outputs.listed[output] ?? null));
    ranks.set(rule, rank);
    return rank;
  };
  return (a, b) => {
    const [x, y] = [rankOf(a), rankOf(b)];
    if (x === null || y === null) return false;
    const difference = x.map((rank, output) => rank - (y[output] ?? 0)).find((each) => each !== 0) ?? a - b;
    return difference < 0;
  };
}
