import type { HitPolicy } from '../model/boxed-expression.ts';
import { add, addAll, type BitSet, bitSetOf, intersection, membersOf } from './bit-set.ts';
import type { Budget } from './budget.ts';
import type { RuleOutputs } from './rule-outputs.ts';
import type { Overlap } from './table-findings.ts';
import type { RuleBox, TableSpace } from './table-space.ts';

/** Pairs of rules that match the same values. Rules with cells that are not understood are left out. */
export function findOverlaps(
  space: TableSpace,
  hitPolicy: HitPolicy,
  outputs: RuleOutputs,
  budget: Budget,
  limit: number,
): { readonly overlaps: Overlap[]; readonly more: boolean } {
  const { rules } = space;
  const meeting = meetingRules(space, budget);
  const everyRule = bitSetOf(rules.length, rules.keys());
  const overlaps: Overlap[] = [];
  const usable = (rule: RuleBox) => rule.exact && !rule.impossible;
  for (const first of rules) {
    if (!usable(first)) continue;
    budget.take(rules.length / 8);
    const others = first.setOf.map((set, dimension) => meeting(dimension, set)).reduce(intersection, everyRule);
    for (const index of membersOf(others)) {
      const second = rules[index];
      if (second === undefined || second.rule <= first.rule || !usable(second)) continue;
      if (overlaps.length >= limit) return { overlaps, more: true };
      const common = first.box.map((set, dimension) => intersection(set, second.box[dimension] as BitSet));
      const isFault = hitPolicy === 'UNIQUE' || (hitPolicy === 'ANY' && outputs.differ(first.rule, second.rule));
      overlaps.push({ rules: [first.rule, second.rule], tests: space.testsOf(common), example: space.sampleOf(common), isFault });
    }
  }
  return { overlaps, more: false };
}

/** Which rules (from 0) have, in a dimension, values in common with one of its sets; found out once for each set. */
function meetingRules({ rules, sets, whole }: TableSpace, budget: Budget): (dimension: number, set: number) => BitSet {
  const taking = whole.map((all, dimension) => {
    const byPart = new Map<number, BitSet>();
    for (const [index, { setOf }] of rules.entries()) {
      const values = sets[dimension]?.[setOf[dimension] ?? 0] ?? all;
      for (const part of membersOf(values)) {
        budget.take(1);
        const takers = byPart.get(part) ?? bitSetOf(rules.length);
        add(takers, index);
        byPart.set(part, takers);
      }
    }
    return byPart;
  });
  const known = sets.map(() => new Map<number, BitSet>());
  return (dimension, set) => {
    const made = known[dimension]?.get(set);
    if (made !== undefined) return made;
    const meeting = bitSetOf(rules.length);
    for (const part of membersOf(sets[dimension]?.[set] ?? meeting)) {
      budget.take(meeting.length / 8);
      const takers = taking[dimension]?.get(part);
      if (takers !== undefined) addAll(meeting, takers);
    }
    known[dimension]?.set(set, meeting);
    return meeting;
  };
}

/** Pairs of rules with the same condition and different outputs; each rule is named with the first it contradicts. */
export function findContradictions(space: TableSpace, outputs: RuleOutputs): (readonly [number, number])[] {
  const first = new Map<string, number[]>();
  const found: (readonly [number, number])[] = [];
  const names = space.sets.map(namesOf);
  for (const { rule, box, setOf, exact, impossible } of space.rules) {
    if (!exact || impossible || box.length === 0) continue;
    const condition = setOf.map((set, dimension) => names[dimension]?.[set]).join('|');
    const same = first.get(condition);
    if (same === undefined) {
      first.set(condition, [rule]);
      continue;
    }
    const other = same.find((each) => outputs.differ(each, rule));
    if (other !== undefined) found.push([other, rule]);
    else same.push(rule);
  }
  return found;
}

/** Sets with the same members have the same name. */
function namesOf(sets: readonly BitSet[]): number[] {
  const known = new Map<number, number[]>();
  return sets.map((set, index) => {
    const hash = set.reduce((mixed, word) => (Math.imul(mixed, 31) + word) | 0, 7);
    const alike = known.get(hash) ?? [];
    const name = alike.find((other) => sets[other]?.every((word, place) => word === set[place]) === true) ?? index;
    if (name === index) known.set(hash, [...alike, index]);
    return name;
  });
}
