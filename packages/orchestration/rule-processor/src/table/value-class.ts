import { compareValues, DaysDuration, Decimal, FeelDate, FeelDateTime, FeelTime, type FeelValue, YearsDuration } from '@plinth/expression';

/** Values that can be compared with each other: times with and without a place cannot, so they are two classes. */
export type ValueClass =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'date'
  | 'date and time'
  | 'local date and time'
  | 'time'
  | 'local time'
  | 'days and time duration'
  | 'years and months duration';

/** The class of a value; null for lists, contexts, ranges and functions, which have none. */
export function classOf(value: FeelValue): ValueClass | null {
  switch (typeof value) {
    case 'number':
      return Number.isNaN(value) ? null : 'number';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    default:
  }
  if (value === null) return 'null';
  if (value instanceof Decimal) return 'number';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelDateTime) return value.time.place === null ? 'local date and time' : 'date and time';
  if (value instanceof FeelTime) return value.place === null ? 'local time' : 'time';
  if (value instanceof DaysDuration) return 'days and time duration';
  return value instanceof YearsDuration ? 'years and months duration' : null;
}

/** The FEEL kind of a class: of values of one kind equality is always decided. */
export function kindOfClass(of: ValueClass): string {
  return of.startsWith('local ') ? of.slice('local '.length) : of;
}

/** Whether FEEL orders the values of a class. */
export function isOrdered(of: ValueClass): boolean {
  return of !== 'null' && of !== 'boolean';
}

/** A total order of the values of one class; false comes before true. */
export function orderWithin(a: FeelValue, b: FeelValue): number {
  return typeof a === 'boolean' ? Number(a) - Number(b) : (compareValues(a, b) ?? 0);
}
