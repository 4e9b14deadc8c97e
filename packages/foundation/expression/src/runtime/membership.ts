import { anyTest, makeRange, rangeBy as rangeByOperator, type Test } from '../closures/tests.ts';
import type { FeelType } from '../types/feel-type.ts';
import { isInstance } from '../values/instance.ts';
import { greaterOrEqual, lessOrEqual } from '../values/operators.ts';
import type { FeelRange, FeelValue, RangeOperator } from '../values/value.ts';
import { and } from './junction.ts';
import { nowhere, silentFrame } from './silent-frame.ts';

type Decision = (input: FeelValue) => FeelValue;

/** `value in (…)` for tests that are values, lists or ranges; a function decides itself, and so does a test that is true. */
export function isIn(value: FeelValue, ...tests: readonly (FeelValue | Decision)[]): boolean | null {
  return anyTest(tests.map(testOf), nowhere, false)(silentFrame(), value);
}

/** `value in (…)` for a value that is true or false itself: a test that is true is a value as any other. */
export function truthIsIn(value: FeelValue, ...tests: readonly (FeelValue | Decision)[]): boolean | null {
  return anyTest(tests.map(testOf), nowhere, true)(silentFrame(), value);
}

function testOf(test: FeelValue | Decision): Test {
  return typeof test === 'function' ? { run: (_frame, input) => test(input), decides: true } : { run: () => test, decides: false };
}

/** `value between low and high`. */
export function between(value: FeelValue, low: FeelValue, high: FeelValue): boolean | null {
  return and(greaterOrEqual(value, low), () => lessOrEqual(value, high));
}

/** `[low..high)` and its like; null where the ends cannot be compared. */
export function interval(open: '[' | '(', low: FeelValue, high: FeelValue, close: ']' | ')'): FeelRange | null {
  return makeRange(open === '[', low, high, close === ']');
}

/** The values for which a comparison holds: `rangeBy('<', 5)`. */
export function rangeBy(operator: RangeOperator, end: FeelValue): FeelRange {
  return rangeByOperator(operator, end);
}

/** `value instance of type`. */
export function instanceOf(value: FeelValue, type: FeelType): boolean {
  return value === null ? type.kind === 'null' : isInstance(value, type);
}
