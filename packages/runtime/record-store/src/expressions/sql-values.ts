import type { SqlValue } from '@plinth/database';
import type { FeelType } from '@plinth/expression';

const scalars: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  number: 'numeric',
  string: 'text',
  date: 'date',
  time: 'time',
  'date and time': 'timestamptz',
  'days and time duration': 'interval',
  'years and months duration': 'interval',
};

/** The SQL type that carries values of a FEEL type. */
export function sqlTypeOf(type: FeelType): string {
  if (type.kind === 'list') return `${scalars[type.item.kind] ?? 'text'}[]`;
  return scalars[type.kind] ?? 'text';
}

/** A value of an expression, or its JSON form, as parameter of a statement for the SQL type that {@link sqlTypeOf} gave. */
export function toSqlValue(value: unknown, sqlType: string): SqlValue {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((item) => toSqlValue(item, sqlType.replace(/\[\]$/, '')));
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return value;
  // Decimals, dates and durations write themselves as ISO 8601 and plain digits do.
  return sqlType === 'interval' ? signedParts(String(value)) : String(value);
}

/** PostgreSQL reads a sign before each part of a duration, not before the whole. */
export function signedParts(duration: string): string {
  return duration.startsWith('-') ? duration.slice(1).replace(/\d+(?:\.\d+)?(?=[YMDHS])/g, '-$&') : duration;
}
