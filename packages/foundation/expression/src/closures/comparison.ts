import type { ComparisonOperator } from '../syntax/ast.ts';
import { compareValues, equalValues } from '../values/comparison.ts';
import type { Run } from './run.ts';

/** A comparison; two JavaScript numbers are compared in place, which is what most are. */
export function comparison(operator: ComparisonOperator, left: Run, right: Run): Run {
  switch (operator) {
    case '=':
      return (frame) => equalValues(left(frame), right(frame));
    case '!=':
      return (frame) => {
        const same = equalValues(left(frame), right(frame));
        return same === null ? null : !same;
      };
    case '<':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') return a < b;
        const order = compareValues(a, b);
        return order === null ? null : order < 0;
      };
    case '<=':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') return a <= b;
        const order = compareValues(a, b);
        return order === null ? null : order <= 0;
      };
    case '>':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') return a > b;
        const order = compareValues(a, b);
        return order === null ? null : order > 0;
      };
    case '>=':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') return a >= b;
        const order = compareValues(a, b);
        return order === null ? null : order >= 0;
      };
  }
}

/** Three-valued `and` (decided by false) and `or` (decided by true). */
export function junction(left: Run, right: Run, deciding: boolean): Run {
  return (frame) => {
    const a = left(frame);
    if (a === deciding) return deciding;
    const b = right(frame);
    if (b === deciding) return deciding;
    return typeof a === 'boolean' && typeof b === 'boolean' ? !deciding : null;
  };
}
