import { compareValues, equalValues, type FeelValue, isNumber, sumOf } from '@plinth/expression';
import type { Evaluation } from '../graph/evaluation.ts';
import type { Aggregation, DecisionTable } from '../model/boxed-expression.ts';

/** A rule that matched, with the values of its outputs. */
export interface Hit {
  readonly rule: number;
  readonly values: readonly FeelValue[];
}

interface Result {
  readonly shape: (values: readonly FeelValue[]) => FeelValue;
  /** Which of two hits comes first by the listed output values. */
  readonly priority: (evaluation: Evaluation) => (a: Hit, b: Hit) => number;
  readonly evaluation: Evaluation;
}

/** A result and the rules that make it, in its order. */
export interface FiredResult {
  readonly value: FeelValue;
  readonly fired: readonly number[];
}

/** The result of the rules that matched (DMN 1.5 §8.2.8). */
export function resultOfHits(hits: readonly Hit[], table: DecisionTable, { shape, priority, evaluation }: Result): FiredResult {
  const [first] = hits;
  const shaped = (all: readonly Hit[]) => all.map(({ values }) => shape(values));
  const fired = (all: readonly Hit[], value: FeelValue): FiredResult => ({ value, fired: all.map(({ rule }) => rule) });
  const one = (hit: Hit) => fired([hit], shape(hit.values));
  const none = (reason: string) => fired([], evaluation.fail(reason));
  switch (table.hitPolicy) {
    case 'COLLECT':
      return fired(hits, table.aggregation === null ? shaped(hits) : aggregate(shaped(hits), table.aggregation, evaluation));
    case 'RULE ORDER':
      return fired(hits, shaped(hits));
    case 'OUTPUT ORDER': {
      const sorted = [...hits].sort(priority(evaluation));
      return fired(sorted, shaped(sorted));
    }
    default:
  }
  if (first === undefined) return none('no rule matches');
  switch (table.hitPolicy) {
    case 'UNIQUE':
      return hits.length > 1 ? none(`the rules ${hits.map(({ rule }) => rule).join(', ')} match where one may`) : one(first);
    case 'ANY': {
      const other = hits.find((hit) => !hit.values.every((value, index) => equalValues(value, first.values[index] ?? null) === true));
      return other === undefined
        ? fired(hits, shape(first.values))
        : none(`the rules ${first.rule} and ${other.rule} match with different results`);
    }
    case 'PRIORITY':
      return one([...hits].sort(priority(evaluation))[0] ?? first);
    case 'FIRST':
      return one(first);
  }
}

/** Orders hits by the places of their outputs in the lists of output values; the first output counts most. */
export function priorityOf(orders: readonly ((evaluation: Evaluation) => readonly FeelValue[])[]): Result['priority'] {
  return (evaluation) => {
    const listed = orders.map((order) => order(evaluation));
    const rank = (hit: Hit, output: number) => {
      const place = (listed[output] ?? []).findIndex((value) => equalValues(value, hit.values[output] ?? null) === true);
      return place < 0 ? Number.MAX_SAFE_INTEGER : place;
    };
    return (a, b) => {
      for (const output of listed.keys()) {
        const difference = rank(a, output) - rank(b, output);
        if (difference !== 0) return difference;
      }
      return a.rule - b.rule;
    };
  };
}

function aggregate(values: readonly FeelValue[], aggregation: Aggregation, evaluation: Evaluation): FeelValue {
  if (aggregation === 'COUNT') return values.length;
  if (values.length === 0) return evaluation.fail('no rule matches');
  if (aggregation === 'SUM') return values.every(isNumber) ? sumOf(values) : evaluation.fail('only numbers can be added up');
  const sign = aggregation === 'MIN' ? -1 : 1;
  return values.reduce((best, value) => ((compareValues(value, best) ?? 0) * sign > 0 ? value : best));
}
