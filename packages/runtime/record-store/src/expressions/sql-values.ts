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

/** A value of an expression, or its JSON form, as parameter of a statement. */
export function toSqlValue(value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return value;
  if (Array.isArray(value)) return value.map(toSqlValue);
  // Decimals, dates and durations write themselves as ISO 8601 and plain digits do.
  return String(value);
}
