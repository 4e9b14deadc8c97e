import type { ArithmeticOperator, Place } from '../syntax/ast.ts';
import { calculate } from '../values/arithmetic.ts';
import { kindOf } from '../values/comparison.ts';
import type { FeelValue } from '../values/value.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** Arithmetic; JavaScript numbers whose result is a safe integer are computed in place, all else as the standard says. */
export function arithmetic(operator: ArithmeticOperator, left: Run, right: Run, place: Place): Run {
  const otherwise = (frame: Frame, a: FeelValue, b: FeelValue): FeelValue => {
    const value = calculate(operator, a, b);
    return value ?? frame.nothing(place, `${kindOf(a)} ${operator} ${kindOf(b)} has no result`);
  };
  switch (operator) {
    case '+':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') {
          const sum = a + b;
          if (Number.isSafeInteger(sum)) return sum;
        }
        return otherwise(frame, a, b);
      };
    case '-':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') {
          const difference = a - b;
          if (Number.isSafeInteger(difference)) return difference;
        }
        return otherwise(frame, a, b);
      };
    case '*':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') {
          const product = a * b;
          // Zero has one form: -1 * 0 is 0.
          if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
        }
        return otherwise(frame, a, b);
      };
    default:
      return (frame) => otherwise(frame, left(frame), right(frame));
  }
}
