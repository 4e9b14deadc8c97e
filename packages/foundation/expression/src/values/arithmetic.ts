import type { ArithmeticOperator } from '../syntax/ast.ts';
import { daysInMonth } from './calendar.ts';
import { isNumber } from './comparison.ts';
import { type FeelNumber, partsOf } from './decimal.ts';
import { add, divide, multiply, negate, subtract } from './decimal-arithmetic.ts';
import { roundTo } from './rounding.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, largestYear, nanosPerSecond, YearsDuration } from './temporal.ts';
import { power } from './transcendental.ts';
import type { FeelValue } from './value.ts';
import { longestText } from './weight.ts';

/** Any binary arithmetic (DMN 1.5 §10.3.2.5, Tables 50 to 55); null where the operands do not go together. */
export function calculate(operator: ArithmeticOperator, a: FeelValue, b: FeelValue): FeelValue {
  if (isNumber(a) && isNumber(b)) return calculateNumbers(operator, a, b);
  if (a === null || b === null) return null;
  switch (operator) {
    case '+':
      if (typeof a === 'string' && typeof b === 'string') return a.length + b.length > longestText ? null : a + b;
      return isDuration(a) && !isDuration(b) ? addDuration(b, a, 1) : isDuration(b) ? addDuration(a, b, 1) : null;
    case '-':
      return isDuration(b) ? addDuration(a, b, -1) : difference(a, b);
    case '*':
      if (isDuration(a) && isNumber(b)) return scale(a, b, multiply);
      return isDuration(b) && isNumber(a) ? scale(b, a, multiply) : null;
    case '/':
      if (isDuration(a) && isNumber(b)) return b === 0 ? null : scale(a, b, divide);
      if (a instanceof DaysDuration && b instanceof DaysDuration) return divide(bigNumber(a.nanos), bigNumber(b.nanos));
      return a instanceof YearsDuration && b instanceof YearsDuration ? divide(a.months, b.months) : null;
    case '**':
      return null;
  }
}

function calculateNumbers(operator: ArithmeticOperator, a: FeelNumber, b: FeelNumber): FeelNumber | null {
  switch (operator) {
    case '+':
      return add(a, b);
    case '-':
      return subtract(a, b);
    case '*':
      return multiply(a, b);
    case '/':
      return divide(a, b);
    case '**':
      return power(a, b);
  }
}

export function negateValue(value: FeelValue): FeelValue {
  if (isNumber(value)) return negate(value);
  if (value instanceof DaysDuration) return new DaysDuration(-value.nanos);
  return value instanceof YearsDuration ? new YearsDuration(value.months === 0 ? 0 : -value.months) : null;
}

type Duration = DaysDuration | YearsDuration;

function isDuration(value: FeelValue): value is Duration {
  return value instanceof DaysDuration || value instanceof YearsDuration;
}

function addDuration(value: FeelValue, duration: Duration, sign: 1 | -1): FeelValue {
  if (duration instanceof YearsDuration) {
    const months = sign * duration.months;
    if (value instanceof YearsDuration) return ofMonths(value.months + months);
    if (value instanceof FeelDate) return onCalendar(addMonths(value, months));
    return value instanceof FeelDateTime ? at(onCalendar(addMonths(value.date, months)), value.time) : null;
  }
  const nanos = sign === 1 ? duration.nanos : -duration.nanos;
  if (value instanceof DaysDuration) return ofNanos(value.nanos + nanos);
  if (value instanceof FeelDate) {
    const moved = floorDivide(BigInt(value.epochDay) * dayNanos + nanos, dayNanos);
    return onCalendar(FeelDate.ofEpochDay(Number(moved)));
  }
  if (value instanceof FeelDateTime) {
    // A day is 24 hours: added to the instant, not to the clock, which a zone may have set meanwhile.
    const total = BigInt(value.instant) * secondNanos + BigInt(value.time.nanos) + nanos;
    const seconds = floorDivide(total, secondNanos);
    const moved = FeelDateTime.ofInstant(Number(seconds), Number(total - seconds * secondNanos), value.time.place);
    return at(onCalendar(moved.date), moved.time);
  }
  if (value instanceof FeelTime) {
    const total = BigInt(value.seconds) * secondNanos + BigInt(value.nanos) + nanos;
    const within = total - floorDivide(total, dayNanos) * dayNanos;
    return new FeelTime(Number(within / secondNanos), Number(within % secondNanos), value.place);
  }
  return null;
}

/** The same day of another month; the last one where that month is shorter. */
function addMonths(date: FeelDate, months: number): FeelDate {
  const total = date.year * 12 + (date.month - 1) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return new FeelDate(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/** Null beyond the years that a date can have. */
function onCalendar(date: FeelDate): FeelDate | null {
  return Math.abs(date.year) <= largestYear ? date : null;
}

function at(date: FeelDate | null, time: FeelTime): FeelDateTime | null {
  return date === null ? null : new FeelDateTime(date, time);
}

/** Null beyond what is counted exactly. */
function ofMonths(months: number): YearsDuration | null {
  return Number.isSafeInteger(months) ? new YearsDuration(months) : null;
}

/** Null beyond the days that are counted exactly. */
function ofNanos(nanos: bigint): DaysDuration | null {
  return nanos <= mostNanos && nanos >= -mostNanos ? new DaysDuration(nanos) : null;
}

function difference(a: FeelValue, b: FeelValue): FeelValue {
  if (a instanceof FeelTime && b instanceof FeelTime) {
    const x = a.offset;
    const y = b.offset;
    if ((x === null) !== (y === null)) return null;
    return DaysDuration.ofSeconds(a.seconds - (x ?? 0) - (b.seconds - (y ?? 0)), a.nanos - b.nanos);
  }
  const first = asDateTime(a);
  const second = asDateTime(b);
  if (first === null || second === null) return null;
  const dated = a instanceof FeelDate || b instanceof FeelDate;
  if (!dated && (first.time.place === null) !== (second.time.place === null)) return null;
  return DaysDuration.ofSeconds(first.instant - second.instant, first.time.nanos - second.time.nanos);
}

/** A date is the midnight at which it begins, in UTC (§10.3.2.3.7). */
function asDateTime(value: FeelValue): FeelDateTime | null {
  if (value instanceof FeelDateTime) return value;
  return value instanceof FeelDate ? new FeelDateTime(value, new FeelTime(0, 0, 0)) : null;
}

function scale(duration: Duration, factor: FeelNumber, operation: (a: FeelNumber, b: FeelNumber) => FeelNumber | null): FeelValue {
  const size = duration instanceof YearsDuration ? duration.months : bigNumber(duration.nanos);
  const scaled = operation(size, factor);
  const whole = scaled === null ? null : roundTo(scaled, 0, 'down');
  if (whole === null) return null;
  const { coefficient, exponent } = partsOf(whole);
  const units = coefficient * 10n ** BigInt(exponent);
  return duration instanceof YearsDuration ? ofMonths(Number(units)) : ofNanos(units);
}

function bigNumber(value: bigint): FeelNumber {
  const safe = value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= -BigInt(Number.MAX_SAFE_INTEGER);
  if (safe) return Number(value);
  // Adding splits it into parts that are numbers, so the constructor of decimals stays in one place.
  return add(multiply(Number(value / dayNanos), Number(dayNanos)) ?? 0, Number(value % dayNanos)) ?? 0;
}

const secondNanos = BigInt(nanosPerSecond);
const dayNanos = 86_400n * secondNanos;
const mostNanos = BigInt(Number.MAX_SAFE_INTEGER) * dayNanos;

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}
