import type { ArithmeticOperator } from '../syntax/ast.ts';
import { calculate, negateValue } from './arithmetic.ts';
import { compareValues, equalValues, isNumber } from './comparison.ts';
import type { FeelNumber } from './decimal.ts';
import {
  add as addNumbers,
  divide as divideNumbers,
  multiply as multiplyNumbers,
  subtract as subtractNumbers,
} from './decimal-arithmetic.ts';
import type { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from './temporal.ts';
import type { FeelValue } from './value.ts';

/** What may be there or not. */
type Maybe<Value> = Value | null;
type Dated = FeelDate | FeelDateTime;

// JavaScript numbers whose result is a safe integer are computed in place, all else as the standard says; both give the same.

/** `a + b`; null where the operands do not go together. */
export function add(a: Maybe<FeelNumber>, b: Maybe<FeelNumber>): Maybe<FeelNumber>;
export function add(a: Maybe<string>, b: Maybe<string>): Maybe<string>;
export function add<Span extends DaysDuration | YearsDuration>(a: Maybe<Span>, b: Maybe<Span>): Maybe<Span>;
export function add<Day extends Dated>(a: Maybe<Day>, b: Maybe<DaysDuration | YearsDuration>): Maybe<Day>;
export function add<Day extends Dated>(a: Maybe<DaysDuration | YearsDuration>, b: Maybe<Day>): Maybe<Day>;
export function add(a: Maybe<FeelTime>, b: Maybe<DaysDuration>): Maybe<FeelTime>;
export function add(a: Maybe<DaysDuration>, b: Maybe<FeelTime>): Maybe<FeelTime>;
export function add(a: FeelValue, b: FeelValue): FeelValue;
export function add(a: FeelValue, b: FeelValue): FeelValue {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return addAny(a, b);
}

/** `a - b`; null where the operands do not go together. */
export function subtract(a: Maybe<FeelNumber>, b: Maybe<FeelNumber>): Maybe<FeelNumber>;
export function subtract<Span extends DaysDuration | YearsDuration>(a: Maybe<Span>, b: Maybe<Span>): Maybe<Span>;
export function subtract(a: Maybe<Dated>, b: Maybe<Dated>): Maybe<DaysDuration>;
export function subtract(a: Maybe<FeelTime>, b: Maybe<FeelTime>): Maybe<DaysDuration>;
export function subtract<Day extends Dated>(a: Maybe<Day>, b: Maybe<DaysDuration | YearsDuration>): Maybe<Day>;
export function subtract(a: Maybe<FeelTime>, b: Maybe<DaysDuration>): Maybe<FeelTime>;
export function subtract(a: FeelValue, b: FeelValue): FeelValue;
export function subtract(a: FeelValue, b: FeelValue): FeelValue {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return subtractAny(a, b);
}

/** `a * b`; null where the operands do not go together. */
export function multiply(a: Maybe<FeelNumber>, b: Maybe<FeelNumber>): Maybe<FeelNumber>;
export function multiply<Span extends DaysDuration | YearsDuration>(a: Maybe<Span>, b: Maybe<FeelNumber>): Maybe<Span>;
export function multiply<Span extends DaysDuration | YearsDuration>(a: Maybe<FeelNumber>, b: Maybe<Span>): Maybe<Span>;
export function multiply(a: FeelValue, b: FeelValue): FeelValue;
export function multiply(a: FeelValue, b: FeelValue): FeelValue {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    // Zero has one form: -1 * 0 is 0.
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  }
  return multiplyAny(a, b);
}

// Apart from the short ways, which are then short enough for the engine to put them where they are called.

function addAny(a: FeelValue, b: FeelValue): FeelValue {
  return isNumber(a) && isNumber(b) ? addNumbers(a, b) : calculate('+', a, b);
}

function subtractAny(a: FeelValue, b: FeelValue): FeelValue {
  return isNumber(a) && isNumber(b) ? subtractNumbers(a, b) : calculate('-', a, b);
}

function multiplyAny(a: FeelValue, b: FeelValue): FeelValue {
  return isNumber(a) && isNumber(b) ? multiplyNumbers(a, b) : calculate('*', a, b);
}

/** `a / b`; null for division by zero too. */
export function divide(a: Maybe<FeelNumber>, b: Maybe<FeelNumber>): Maybe<FeelNumber>;
export function divide<Span extends DaysDuration | YearsDuration>(a: Maybe<Span>, b: Maybe<FeelNumber>): Maybe<Span>;
export function divide<Span extends DaysDuration | YearsDuration>(a: Maybe<Span>, b: Maybe<Span>): Maybe<FeelNumber>;
export function divide(a: FeelValue, b: FeelValue): FeelValue;
export function divide(a: FeelValue, b: FeelValue): FeelValue {
  return isNumber(a) && isNumber(b) ? divideNumbers(a, b) : calculate('/', a, b);
}

/** `a ** b`; null where the operands do not go together. */
export function power(a: Maybe<FeelNumber>, b: Maybe<FeelNumber>): Maybe<FeelNumber>;
export function power(a: FeelValue, b: FeelValue): FeelValue;
export function power(a: FeelValue, b: FeelValue): FeelValue {
  return calculate('**', a, b);
}

/** `-a`; null for what has no negative. */
export function negate(a: Maybe<FeelNumber>): Maybe<FeelNumber>;
export function negate<Span extends DaysDuration | YearsDuration>(a: Maybe<Span>): Maybe<Span>;
export function negate(a: FeelValue): FeelValue;
export function negate(a: FeelValue): FeelValue {
  return negateValue(a);
}

/** `a = b`; null where values of their kinds cannot be compared. */
export function equal(a: FeelValue, b: FeelValue): boolean | null {
  return equalValues(a, b);
}

/** `a != b`; null where values of their kinds cannot be compared. */
export function notEqual(a: FeelValue, b: FeelValue): boolean | null {
  const same = equalValues(a, b);
  return same === null ? null : !same;
}

/** `a < b`; null where the two have no order. */
export function less(a: FeelValue, b: FeelValue): boolean | null {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  const order = compareValues(a, b);
  return order === null ? null : order < 0;
}

/** `a <= b`; null where the two have no order. */
export function lessOrEqual(a: FeelValue, b: FeelValue): boolean | null {
  if (typeof a === 'number' && typeof b === 'number') return a <= b;
  const order = compareValues(a, b);
  return order === null ? null : order <= 0;
}

/** `a > b`; null where the two have no order. */
export function greater(a: FeelValue, b: FeelValue): boolean | null {
  if (typeof a === 'number' && typeof b === 'number') return a > b;
  const order = compareValues(a, b);
  return order === null ? null : order > 0;
}

/** `a >= b`; null where the two have no order. */
export function greaterOrEqual(a: FeelValue, b: FeelValue): boolean | null {
  if (typeof a === 'number' && typeof b === 'number') return a >= b;
  const order = compareValues(a, b);
  return order === null ? null : order >= 0;
}

export const arithmeticOperators = { '+': add, '-': subtract, '*': multiply, '/': divide, '**': power } as const satisfies Record<
  ArithmeticOperator,
  unknown
>;
