import type { ArithmeticOperator, Place } from '../syntax/ast.ts';
import { kindOf } from '../values/comparison.ts';
import { add, arithmeticOperators, multiply, subtract } from '../values/operators.ts';
import type { FeelValue } from '../values/value.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** Arithmetic. The frequent operators have closures of their own, into which the engine puts their code. */
export function arithmetic(operator: ArithmeticOperator, left: Run, right: Run, place: Place): Run {
  const nothing = (frame: Frame, a: FeelValue, b: FeelValue): null =>
    frame.nothing(place, `${kindOf(a)} ${operator} ${kindOf(b)} has no result`);
  switch (operator) {
    case '+':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return add(a, b) ?? nothing(frame, a, b);
      };
    case '-':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return subtract(a, b) ?? nothing(frame, a, b);
      };
    case '*':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return multiply(a, b) ?? nothing(frame, a, b);
      };
    default: {
      const operate = arithmeticOperators[operator];
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return operate(a, b) ?? nothing(frame, a, b);
      };
    }
  }
}
