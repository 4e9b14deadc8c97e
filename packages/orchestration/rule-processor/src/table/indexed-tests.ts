import type { FeelValue, Scope } from '@plinth/expression';
import type { CompiledTests } from '../boxed/compile-literal.ts';
import type { Evaluation } from '../graph/evaluation.ts';
import { ColumnIndex } from './column-index.ts';

/** Unary tests that stand alone, such as those of allowed values, answered by an index of this one cell. */
export function indexedTests({ shape, passes }: CompiledTests): (outer: Scope, value: FeelValue, evaluation: Evaluation) => boolean {
  const index = new ColumnIndex({ shapes: [shape], cellOf: [0] });
  return (outer, value, evaluation) => {
    const found = index.of(value);
    const from = found.find(value);
    if (found.asked !== null) return passes(outer, value, evaluation);
    if (((found.words[from] ?? 0) & 1) === 1) return true;
    // What is undecided tells its reason.
    return found.undecided !== null && passes(outer, value, evaluation);
  };
}
