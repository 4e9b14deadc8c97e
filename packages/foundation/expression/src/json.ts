import type { JsonValue } from '@plinth/foundation';
import { contextOf } from './builtins/contexts.ts';
import type { FeelType } from './types/feel-type.ts';
import { fromDouble, parseNumber } from './values/decimal.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from './values/parse-temporal.ts';
import { FeelFunction, FeelRange, type FeelValue, isContext } from './values/value.ts';

/** A value from JSON as its type says: texts become numbers, dates and durations where those are meant. What does not fit is null. */
export function fromJson(type: FeelType, json: unknown): FeelValue {
  if (json === null || json === undefined) return null;
  switch (type.kind) {
    case 'number':
      return typeof json === 'number' ? fromDouble(json) : typeof json === 'string' ? parseNumber(json) : null;
    case 'string':
      return typeof json === 'string' ? json : null;
    case 'boolean':
      return typeof json === 'boolean' ? json : null;
    case 'date':
      return typeof json === 'string' ? parseDate(json.slice(0, json.indexOf('T') < 0 ? undefined : json.indexOf('T'))) : null;
    case 'time':
      return typeof json === 'string' ? parseTime(json) : null;
    case 'date and time':
      return typeof json === 'string' ? parseDateTime(json.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')) : null;
    case 'days and time duration':
    case 'years and months duration':
      return typeof json === 'string' ? parseDuration(json) : null;
    case 'list':
      return Array.isArray(json) ? json.map((item) => fromJson(type.item, item)) : null;
    case 'context':
      if (!isContext(json)) return null;
      return contextOf(
        Object.entries(json).map(([name, value]) => [
          name,
          fromJson((Object.hasOwn(type.entries, name) ? type.entries[name] : undefined) ?? { kind: 'any' }, value),
        ]),
      );
    default:
      return fromAnyJson(json);
  }
}

function fromAnyJson(json: unknown): FeelValue {
  if (typeof json === 'number') return fromDouble(json);
  if (typeof json === 'string' || typeof json === 'boolean') return json;
  if (Array.isArray(json)) return json.map((item) => fromJson({ kind: 'any' }, item));
  return isContext(json) ? contextOf(Object.entries(json).map(([name, value]) => [name, fromAnyJson(value)])) : null;
}

/** A value as JSON: whole numbers within ±(2^53−1) as numbers, all other numbers, dates, times and durations as text. Functions are null. */
export function toJson(value: FeelValue): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: FeelValue) => toJson(item));
  if (value instanceof FeelFunction) return null;
  if (value instanceof FeelRange)
    return { start: toJson(value.low), end: toJson(value.high), startIncluded: value.lowIncluded, endIncluded: value.highIncluded };
  if (isContext(value)) {
    const json: Record<string, JsonValue> = {};
    for (const [name, entry] of Object.entries(value))
      Object.defineProperty(json, name, { value: toJson(entry), enumerable: true, configurable: true, writable: true });
    return json;
  }
  return String(value);
}
