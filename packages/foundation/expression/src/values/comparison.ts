import { Decimal, type FeelNumber } from './decimal.ts';
import { compareNumbers } from './decimal-arithmetic.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from './temporal.ts';
import { entryOf, FeelFunction, FeelRange, type FeelValue, isContext } from './value.ts';

export function isNumber(value: FeelValue): value is FeelNumber {
  return typeof value === 'number' || value instanceof Decimal;
}

/** Which values can be compared with each other (DMN 1.5 §10.3.2.3); null has no kind. */
export function kindOf(value: FeelValue): string {
  if (value === null) return 'null';
  if (typeof value === 'object') {
    if (value instanceof Decimal) return 'number';
    if (value instanceof FeelDate) return 'date';
    if (value instanceof FeelDateTime) return 'date and time';
    if (value instanceof FeelTime) return 'time';
    if (value instanceof DaysDuration) return 'days and time duration';
    if (value instanceof YearsDuration) return 'years and months duration';
    if (value instanceof FeelRange) return 'range';
    if (value instanceof FeelFunction) return 'function';
    return Array.isArray(value) ? 'list' : 'context';
  }
  return typeof value;
}

/** Order of two values of one kind that has an order; null where there is none. Strings compare by code point. */
export function compareValues(a: FeelValue, b: FeelValue): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  if (a instanceof FeelDate && b instanceof FeelDate) return Math.sign(a.epochDay - b.epochDay);
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) return compareDateTimes(a, b);
  if (a instanceof FeelTime && b instanceof FeelTime) return compareTimes(a, b);
  if (a instanceof DaysDuration && b instanceof DaysDuration) return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
  if (a instanceof YearsDuration && b instanceof YearsDuration) return Math.sign(a.months - b.months);
  return null;
}

/** By code point: JavaScript's own order is by UTF-16 unit, which puts U+10000 before U+FFFF. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x === y) continue;
    const surrogates = x >= 0xd800 && y >= 0xd800;
    return (surrogates ? rank(x) - rank(y) : x - y) < 0 ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

/** Surrogates stand for code points above all others. */
function rank(unit: number): number {
  return unit <= 0xdfff ? unit + 0x10000 : unit;
}

function compareDateTimes(a: FeelDateTime, b: FeelDateTime): number | null {
  if ((a.time.place === null) !== (b.time.place === null)) return null;
  return Math.sign(a.instant - b.instant || milliseconds(a.time) - milliseconds(b.time));
}

function compareTimes(a: FeelTime, b: FeelTime): number | null {
  const x = a.offset;
  const y = b.offset;
  if ((x === null) !== (y === null)) return null;
  return Math.sign(a.seconds - (x ?? 0) - (b.seconds - (y ?? 0)) || milliseconds(a) - milliseconds(b));
}

/** Times are compared to the millisecond, which is also what records keep of them. */
function milliseconds({ nanos }: FeelTime): number {
  return Math.floor(nanos / 1_000_000);
}

/** FEEL equality (Table 42): null equals only null; values of different kinds have no answer, which is null. */
export function equalValues(a: FeelValue, b: FeelValue): boolean | null {
  if (typeof a === 'number' && typeof b === 'number') return a === b;
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  if (a === null || b === null) return a === b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b;
  const order = compareValues(a, b);
  if (order !== null) return order === 0;
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return null;
  if (a instanceof FeelRange && b instanceof FeelRange) {
    return (
      a.operator === b.operator &&
      a.lowIncluded === b.lowIncluded &&
      a.highIncluded === b.highIncluded &&
      equalValues(a.low, b.low) === true &&
      equalValues(a.high, b.high) === true
    );
  }
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item: FeelValue, index) => equalValues(item, b[index] ?? null) === true);
  if (isContext(a) && isContext(b)) {
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length &&
      names.every((name) => Object.hasOwn(b, name) && equalValues(entryOf(a, name), entryOf(b, name)) === true)
    );
  }
  return kind === 'function' || kind === 'date and time' || kind === 'time' ? a === b : null;
}

/** Whether a range holds a value; null where they cannot be compared. */
export function rangeIncludes(range: FeelRange, value: FeelValue): boolean | null {
  if (value === null) return null;
  // A comparison has one end, any other range two; an end that is not known leaves the answer open.
  const unknown = range.operator === null ? range.low === null || range.high === null : range.low === null && range.high === null;
  if (unknown) return null;
  let inside: boolean | null = true;
  if (range.low !== null) {
    const order = compareValues(value, range.low);
    if (order === null) return null;
    inside = order > 0 || (order === 0 && range.lowIncluded);
  }
  if (range.high !== null && inside) {
    const order = compareValues(value, range.high);
    if (order === null) return null;
    inside = order < 0 || (order === 0 && range.highIncluded);
  }
  return inside;
}

/** Whether a value passes a test of `in` or of a unary test: it equals it, lies in it, or is among its items. */
export function matches(value: FeelValue, test: FeelValue): boolean | null {
  if (test instanceof FeelRange) return rangeIncludes(test, value);
  if (Array.isArray(test)) {
    if (equalValues(value, test) === true) return true;
    return test.some((item: FeelValue) => (item instanceof FeelRange ? rangeIncludes(item, value) : equalValues(value, item)) === true);
  }
  return equalValues(value, test);
}
