import { isJsonObject, type JsonValue } from '@plinth/foundation';
import type { JsonSchema } from './json-schema.ts';

export function isSchema(value: JsonValue | undefined): value is JsonSchema {
  return typeof value === 'boolean' || isJsonObject(value);
}

export function schemasOf(value: JsonValue | undefined): readonly JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/** Whether a value is of a type that JSON Schema names. */
export function isOf(type: string, value: JsonValue): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isJsonObject(value);
  if (type === 'integer') return Number.isInteger(value) || (typeof value === 'string' && /^-?\d{16,}$/.test(value));
  // A number of more digits than a number of JavaScript keeps is its text.
  if (type === 'number') return typeof value === 'number' || (typeof value === 'string' && /^-?\d[\d.]{15,}(e[+-]?\d+)?$/i.test(value));
  return typeof value === type;
}

/** Whether two values are the same to JSON Schema (Core §4.2.2): the order of members says nothing. */
export function equal(a: JsonValue, b: JsonValue): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && keyOf(a) === keyOf(b));
}

/** The same text for the same value. */
export function keyOf(value: JsonValue): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isJsonObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
