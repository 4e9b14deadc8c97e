import type { ArithmeticOperator, Place } from '../syntax/ast.ts';
import { isNumber, kindOf } from '../values/comparison.ts';
import { compareNumbers } from '../values/decimal-arithmetic.ts';
import { add, arithmeticOperators, multiply, subtract } from '../values/operators.ts';
import { FeelDateTime } from '../values/temporal.ts';
import type { FeelValue } from '../values/value.ts';
import { longestText, stepsOf, stepsOfHardNumber } from '../values/weight.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** Arithmetic. The frequent operators have closures of their own, into which the engine puts their code. */
export function arithmetic(operator: ArithmeticOperator, left: Run, right: Run, place: Place): Run {
  const nothing = (frame: Frame, a: FeelValue, b: FeelValue): null => frame.nothing(place, reasonOf(operator, a, b));
  switch (operator) {
    case '+':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        const sum = add(a, b);
        if (typeof sum === 'string') frame.step(stepsOf(sum.length));
        else if (sum instanceof FeelDateTime) frame.step(stepsOfClock(sum));
        return sum ?? nothing(frame, a, b);
      };
    case '-':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        const difference = subtract(a, b);
        if (difference instanceof FeelDateTime) frame.step(stepsOfClock(difference));
        return difference ?? nothing(frame, a, b);
      };
    case '*':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return multiply(a, b) ?? nothing(frame, a, b);
      };
    default: {
      const operate = arithmeticOperators[operator];
      const steps = operator === '**' ? stepsOfHardNumber : 0;
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        frame.step(steps);
        return operate(a, b) ?? nothing(frame, a, b);
      };
    }
  }
}

/** Why there is no result. */
function reasonOf(operator: ArithmeticOperator, a: FeelValue, b: FeelValue): string {
  if (operator === '/' && b === 0) return 'nothing can be divided by zero';
  if (isNumber(a) && isNumber(b))
    return operator === '**' && compareNumbers(a, 0) <= 0 ? 'the power is no number' : 'the result is too large for a number';
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return `the text would be longer than ${longestText} letters`;
  return `${kindOf(a)} ${operator} ${kindOf(b)} has no result`;
}

function stepsOfClock({ time }: FeelDateTime): number {
  return typeof time.place === 'string' ? stepsOfHardNumber : 0;
}
