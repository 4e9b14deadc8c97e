import type { ComparisonOperator, Place } from '../syntax/ast.ts';
import { kindOf } from '../values/comparison.ts';
import { equal, greater, greaterOrEqual, less, lessOrEqual, notEqual } from '../values/operators.ts';
import type { FeelValue } from '../values/value.ts';
import { weigh } from '../values/weight.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** A comparison. Each operator has a closure of its own, into which the engine puts its code. */
export function comparison(operator: ComparisonOperator, left: Run, right: Run, place: Place): Run {
  const nothing = (frame: Frame, a: FeelValue, b: FeelValue): null =>
    frame.nothing(place, `${kindOf(a)} ${operator} ${kindOf(b)} cannot be decided`, a === null || b === null ? 'warning' : 'error');
  switch (operator) {
    case '=':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'object' && typeof b === 'object') weigh(a, frame);
        return equal(a, b) ?? nothing(frame, a, b);
      };
    case '!=':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'object' && typeof b === 'object') weigh(a, frame);
        return notEqual(a, b) ?? nothing(frame, a, b);
      };
    case '<':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return less(a, b) ?? nothing(frame, a, b);
      };
    case '<=':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return lessOrEqual(a, b) ?? nothing(frame, a, b);
      };
    case '>':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return greater(a, b) ?? nothing(frame, a, b);
      };
    case '>=':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return greaterOrEqual(a, b) ?? nothing(frame, a, b);
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
    return typeof a === 'boolean' && typeof b === 'boolean' ? !deciding : undecided(frame, a, b, place);
  };
}

function undecided(frame: Frame, a: FeelValue, b: FeelValue, place: Place): null {
  const wrong = [a, b].find((operand) => operand !== null && typeof operand !== 'boolean');
  return frame.nothing(place, `${kindOf(wrong ?? null)} is neither true nor false`, wrong === undefined ? 'warning' : 'error');
}
