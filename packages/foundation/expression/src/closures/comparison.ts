import type { ComparisonOperator, Place } from '../syntax/ast.ts';
import { compareValues, equalValues, kindOf } from '../values/comparison.ts';
import type { FeelValue } from '../values/value.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** A comparison; two JavaScript numbers are compared in place, which is what most are. */
export function comparison(operator: ComparisonOperator, left: Run, right: Run, place: Place): Run {
  const never = (frame: Frame, a: FeelValue, b: FeelValue) =>
    frame.nothing(place, `${kindOf(a)} ${operator} ${kindOf(b)} cannot be decided`, a === null || b === null ? 'warning' : 'error');
  switch (operator) {
    case '=':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return equalValues(a, b) ?? never(frame, a, b);
      };
    case '!=':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        const same = equalValues(a, b);
        return same === null ? never(frame, a, b) : !same;
      };
    case '<':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') return a < b;
        const order = compareValues(a, b);
        return order === null ? never(frame, a, b) : order < 0;
      };
    case '<=':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') return a <= b;
        const order = compareValues(a, b);
        return order === null ? never(frame, a, b) : order <= 0;
      };
    case '>':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') return a > b;
        const order = compareValues(a, b);
        return order === null ? never(frame, a, b) : order > 0;
      };
    case '>=':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') return a >= b;
        const order = compareValues(a, b);
        return order === null ? never(frame, a, b) : order >= 0;
      };
  }
}

/** Three-valued `and` (decided by false) and `or` (decided by true). */
export function junction(left: Run, right: Run, deciding: boolean, place: Place): Run {
  return (frame) => {
    const a = left(frame);
    if (a === deciding) return deciding;
    const b = right(frame);
    if (b === deciding) return deciding;
    if (typeof a === 'boolean' && typeof b === 'boolean') return !deciding;
    const wrong = [a, b].find((operand) => operand !== null && typeof operand !== 'boolean');
    return frame.nothing(place, `${kindOf(wrong ?? null)} is neither true nor false`, wrong === undefined ? 'warning' : 'error');
  };
}
