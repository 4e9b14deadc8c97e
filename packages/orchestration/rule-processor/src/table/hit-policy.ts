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

/** The result of the rules that matched (DMN 1.5 §8.2.8). */
export function resultOfHits(hits: readonly Hit[], table: DecisionTable, { shape, priority, evaluation }: Result): FeelValue {
  const [first] = hits;
  const shaped = (all: readonly Hit[]) => all.map(({ values }) => shape(values));
  switch (table.hitPolicy) {
    case 'COLLECT':
      return table.aggregation === null ? shaped(hits) : aggregate(shaped(hits), table.aggregation, evaluation);
    case 'RULE ORDER':
      return shaped(hits);
    case 'OUTPUT ORDER':
      return shaped([...hits].sort(priority(evaluation)));
    default:
  }
  if (first === undefined) return evaluation.fail('no rule matches');
  switch (table.hitPolicy) {
    case 'UNIQUE':
      return hits.length > 1
        ? evaluation.fail(`the rules ${hits.map(({ rule }) => rule).join(', ')} match where one may`)
        : shape(first.values);
    case 'ANY': {
      const other = hits.find((hit) => !hit.values.every((value, index) => equalValues(value, first.values[index] ?? null) === true));
      return other === undefined
        ? shape(first.values)
        : evaluation.fail(`the rules ${first.rule} and ${other.rule} match with different results`);
    }
    case 'PRIORITY':
      return shape([...hits].sort(priority(evaluation))[0]?.values ?? []);
    case 'FIRST':
      return shape(first.values);
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
