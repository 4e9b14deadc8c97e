import { nearestName, type Violation } from '@plinth/foundation';
import type { FieldRecord } from './kinds/entity.ts';

/** What of a field tells whether a value fits; field records and the fields of an application shell both have it. */
export type ValidatedField = Pick<
  FieldRecord,
  'key' | 'type' | 'column' | 'required' | 'minLength' | 'maxLength' | 'minimum' | 'maximum' | 'pattern' | 'scale' | 'currency'
> & { readonly options?: readonly { readonly value: string }[] | undefined };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const decimal = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;
const dateTime = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const time = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?$/;
const yearsAndMonths = /^-?P(?=\d)(?:\d{1,6}Y)?(?:\d{1,6}M)?$/;
const daysAndTime = /^-?P(?!$)(?:\d{1,7}D)?(?:T(?=\d)(?:\d{1,8}H)?(?:\d{1,8}M)?(?:\d{1,8}(?:\.\d{1,6})?S)?)?$/;
const longestForeignId = 1000;
/** Digits of an exact decimal (DMN 1.5 §10.3.2.3.1). */
const precision = 34;

/**
 * What is wrong with a record's values, everything at once; empty where nothing is. With `partial` fields that are absent
 * keep their value, without it they count as null. The same rules hold in the browser and on the server.
 */
export function validateRecord(
  fields: readonly ValidatedField[],
  values: Readonly<Record<string, unknown>>,
  options: { readonly partial?: boolean } = {},
): Violation[] {
  const violations: Violation[] = [];
  const known = new Set(fields.map((field) => field.key));
  for (const name of Object.keys(values)) {
    if (known.has(name)) continue;
    const nearest = nearestName(name, known);
    violations.push({
      path: pathOf(name),
      message: 'is no field of this entity',
      ...(nearest === null ? {} : { hint: `Did you mean ${nearest}?` }),
    });
  }
  for (const field of fields) {
    const given = Object.hasOwn(values, field.key);
    if (!given && options.partial === true) continue;
    const value = given ? values[field.key] : null;
    const message = checkFieldValue(field, value);
    if (message !== null) violations.push({ path: pathOf(field.key), message });
  }
  return violations;
}

function pathOf(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What is wrong with the value of a field, as the end of a sentence that begins with its name; null where nothing is. */
export function checkFieldValue(field: ValidatedField, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return field.required ? 'is required' : null;
  switch (field.type) {
    case 'text':
    case 'longText':
      return checkText(field, value);
    case 'email':
      return typeof value === 'string' && value.length <= 320 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)*$/.test(value)
        ? null
        : 'must be an e-mail address';
    case 'phone':
      return typeof value === 'string' && /^\+?[0-9][0-9 ()./-]{1,38}$/.test(value) ? null : 'must be a phone number';
    case 'url':
      return typeof value === 'string' && value.length <= 2000 && /^https?:\/\/[^\s\0]+$/i.test(value) && URL.canParse(value)
        ? null
        : 'must be an address that begins with https:// or http://';
    case 'integer':
      if (!isNumeric(value) || !Number.isSafeInteger(Number(value)) || String(value).includes('.'))
        return 'must be a whole number within ±9007199254740991';
      return checkNumericRange(field, String(value));
    case 'decimal':
      return checkDecimal(field, value, field.scale);
    case 'money':
      return checkMoney(field, value);
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false';
    case 'date':
      return typeof value === 'string' && isDate(value) ? checkTextRange(field, value) : 'must be a date such as 2026-01-31';
    case 'time':
      return typeof value === 'string' && time.test(value) ? checkTextRange(field, value) : 'must be a time such as 14:30';
    case 'dateTime': {
      const day = typeof value === 'string' ? dateTime.exec(value)?.[1] : undefined;
      if (day === undefined || !isDate(day)) return 'must be a time with its offset such as 2026-01-31T14:30:00Z';
      return checkInstantRange(field, String(value));
    }
    case 'duration':
      return typeof value === 'string' && (yearsAndMonths.test(value) || daysAndTime.test(value))
        ? null
        : 'must be a duration such as P3D, PT4H30M or P1Y2M';
    case 'choice':
      return typeof value === 'string' && (field.options === undefined || field.options.some((option) => option.value === value))
        ? null
        : `must be one of ${optionList(field)}`;
    case 'multiChoice':
      if (!Array.isArray(value)) return 'must be a list';
      if (field.required && value.length === 0) return 'is required';
      return value.every(
        (item) => typeof item === 'string' && (field.options === undefined || field.options.some((option) => option.value === item)),
      )
        ? null
        : `may only hold ${optionList(field)}`;
    case 'json':
      return null;
    case 'reference':
      // What another database keeps has whatever key it has there.
      if (field.column !== undefined) return isForeignId(referencedId(value)) ? null : 'must be the id of a record';
      return isOwnId(value) ? null : 'must be the id of a record';
    case 'file':
      return isOwnId(value) ? null : 'must be the id of a record';
  }
}

function isOwnId(value: unknown): boolean {
  const id = referencedId(value);
  return typeof id === 'string' && uuid.test(id);
}

function isForeignId(id: unknown): boolean {
  return typeof id === 'string' && id !== '' && id.length <= longestForeignId && !id.includes('\0');
}

/** A reference may be written as its id or as the object that a read gave. */
export function referencedId(value: unknown): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'id') ? (value as { id: unknown }).id : value;
}

function optionList(field: ValidatedField): string {
  return (field.options ?? [])
    .slice(0, 20)
    .map((option) => option.value)
    .join(', ');
}

function checkText(field: ValidatedField, value: unknown): string | null {
  if (typeof value !== 'string') return 'must be text';
  if (value.includes('\0') || !value.isWellFormed()) return 'holds characters that no text may have';
  const { minLength, maxLength, pattern } = field;
  // Length counts code points, as PostgreSQL does.
  const length =
    value.length <= (minLength ?? 0) || value.length > (maxLength ?? Number.POSITIVE_INFINITY) || minLength !== undefined
      ? [...value].length
      : value.length;
  if (minLength !== undefined && length < minLength) return `must have at least ${minLength} characters`;
  if (maxLength !== undefined && length > maxLength) return `must have at most ${maxLength} characters`;
  if (pattern !== undefined && !matches(pattern, value)) return 'does not have the form that is asked for';
  return null;
}

const patterns = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    compiled = new RegExp(`^(?:${pattern})$`, 'u');
    if (patterns.size > 1000) patterns.clear();
    patterns.set(pattern, compiled);
  }
  return compiled.test(value);
}

function isNumeric(value: unknown): boolean {
  return (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && value.length <= 100 && decimal.test(value));
}

function checkDecimal(field: ValidatedField, value: unknown, scale: number | undefined): string | null {
  if (!isNumeric(value)) return 'must be a number';
  const text = String(value);
  // A number that JavaScript prints with an exponent has lost its digits already.
  if (!decimal.test(text)) return 'must be written as text, digit by digit';
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const digits = whole.replace(/^0+/, '').length;
  const decimals = fraction.replace(/0+$/, '').length;
  if (digits + decimals > precision || digits > precision - (scale ?? 0)) return `may have at most ${precision} digits`;
  if (scale !== undefined && decimals > scale)
    return scale === 0 ? 'must be a whole number' : `may have at most ${scale} digits after the point`;
  return checkNumericRange(field, text);
}

function checkMoney(field: ValidatedField, value: unknown): string | null {
  const scale = field.scale ?? 2;
  const parts = typeof value === 'object' && value !== null ? (value as { amount?: unknown; currency?: unknown }) : null;
  if (field.currency !== undefined) {
    if (parts === null) return checkDecimal(field, value, scale);
    return parts.currency === field.currency ? checkDecimal(field, parts.amount, scale) : `must be in ${field.currency}`;
  }
  if (parts === null || typeof parts.currency !== 'string' || !/^[A-Z]{3}$/.test(parts.currency))
    return 'must be an amount with a currency';
  return checkDecimal(field, parts.amount, scale);
}

function checkNumericRange(field: ValidatedField, value: string): string | null {
  if (field.minimum !== undefined && compareDecimals(value, field.minimum) < 0) return `must be at least ${field.minimum}`;
  if (field.maximum !== undefined && compareDecimals(value, field.maximum) > 0) return `must be at most ${field.maximum}`;
  return null;
}

/** ISO 8601 dates and times of one form compare as their texts do. */
function checkTextRange(field: ValidatedField, value: string): string | null {
  if (field.minimum !== undefined && value < field.minimum) return `must not be before ${field.minimum}`;
  if (field.maximum !== undefined && value > field.maximum) return `must not be after ${field.maximum}`;
  return null;
}

function checkInstantRange(field: ValidatedField, value: string): string | null {
  const instant = Date.parse(value);
  if (field.minimum !== undefined && instant < Date.parse(field.minimum)) return `must not be before ${field.minimum}`;
  if (field.maximum !== undefined && instant > Date.parse(field.maximum)) return `must not be after ${field.maximum}`;
  return null;
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined || year === 0) return false;
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Compares two decimals by their digits, exactly. */
function compareDecimals(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => {
    const negative = text.startsWith('-');
    const [whole = '', fraction = ''] = text.replace('-', '').split('.');
    return { negative, whole, fraction };
  });
  if (left === undefined || right === undefined) return 0;
  const places = Math.max(left.fraction.length, right.fraction.length);
  const scaled = (part: typeof left) => {
    const digits = BigInt(`${part.whole}${part.fraction.padEnd(places, '0')}` || '0');
    return part.negative ? -digits : digits;
  };
  const difference = scaled(left) - scaled(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
