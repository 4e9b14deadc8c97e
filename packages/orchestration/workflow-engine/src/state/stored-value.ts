import {
  compile,
  DaysDuration,
  Decimal,
  evaluate,
  FeelDate,
  FeelDateTime,
  FeelFunction,
  FeelRange,
  FeelTime,
  type FeelValue,
  isContext,
  parseNumber,
  printNumber,
  YearsDuration,
} from '@plinth/expression';
import type { JsonValue } from '@plinth/foundation';
import { processErrors } from '../errors.ts';

/** A value as JSON of which no type is lost: `{"$date": "2026-01-31"}`; contexts with a name that begins with $ are wrapped. */
export type StoredValue = JsonValue;
export type StoredVariables = Readonly<Record<string, StoredValue>>;

const deepest = 200;

/** Throws `process.not-storable`. */
export function toStored(value: FeelValue, name: string, depth = 0): StoredValue {
  if (depth > deepest) throw processErrors.notStorable({ name, reason: `it is nested more than ${deepest} levels deep` });
  if (typeof value === 'string') return storableText(value, name);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: FeelValue) => toStored(item, name, depth + 1));
  if (value instanceof Decimal) return { $number: printNumber(value) };
  if (value instanceof FeelDate) return { $date: value.toString() };
  if (value instanceof FeelTime) return { $time: value.toString() };
  if (value instanceof FeelDateTime) return { $dateTime: value.toString() };
  if (value instanceof DaysDuration || value instanceof YearsDuration) return { $duration: value.toString() };
  if (value instanceof FeelFunction) throw processErrors.notStorable({ name, reason: 'it has a function in it' });
  if (value instanceof FeelRange) return { $range: rangeParts(value).map((part) => toStored(part, name, depth + 1)) };
  if (!isContext(value)) throw processErrors.notStorable({ name, reason: 'it is no value of the expression language' });
  const entries = Object.entries(value).map(([key, entry]): [string, StoredValue] => [
    storableText(key, name),
    toStored(entry, name, depth + 1),
  ]);
  const stored = Object.fromEntries(entries);
  return entries.some(([key]) => key.startsWith('$')) ? { $context: stored } : stored;
}

/** A text as it is, once it is known that it can be kept as JSON in PostgreSQL. Throws `process.not-storable`. */
export function storableText(text: string, name: string): string {
  const reason = text.includes('\u0000')
    ? 'a text of it has the character U+0000'
    : text.isWellFormed()
      ? null
      : 'a text of it has half of a surrogate pair';
  if (reason === null) return text;
  throw processErrors.notStorable({ name: name.replaceAll('\u0000', '').toWellFormed().slice(0, 100), reason });
}

function rangeParts({ lowIncluded, low, high, highIncluded, operator }: FeelRange): FeelValue[] {
  return [lowIncluded, low, high, highIncluded, operator];
}

export function fromStored(stored: StoredValue): FeelValue {
  if (stored === null || typeof stored !== 'object') return stored;
  if (Array.isArray(stored)) return (stored as readonly StoredValue[]).map(fromStored);
  const entries = Object.entries(stored as Readonly<Record<string, StoredValue>>);
  const [first] = entries;
  if (entries.length === 1 && first?.[0].startsWith('$')) return tagged(first[0], first[1]);
  return context(entries);
}

function context(entries: readonly [string, StoredValue][]): FeelValue {
  return Object.fromEntries(entries.map(([name, entry]): [string, FeelValue] => [name, fromStored(entry)]));
}

function tagged(tag: string, value: StoredValue): FeelValue {
  switch (tag) {
    case '$number':
      return parseNumber(String(value));
    case '$date':
    case '$time':
    case '$dateTime':
    case '$duration':
      return temporal(String(value));
    case '$range': {
      const [lowIncluded, low = null, high = null, highIncluded, operator] = value as readonly StoredValue[];
      return new FeelRange(
        lowIncluded === true,
        fromStored(low),
        fromStored(high),
        highIncluded === true,
        operator as FeelRange['operator'],
      );
    }
    case '$context':
      return context(Object.entries(value as Readonly<Record<string, StoredValue>>));
    default:
      return context([[tag, value]]);
  }
}

/** FEEL's own literal, `@"2026-01-31"`, is the one way to read them all. */
export function temporal(text: string): FeelValue {
  return evaluate(compile(`@${JSON.stringify(text)}`));
}
