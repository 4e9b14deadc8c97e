import { Decimal, type FeelContext, type FeelValue, isContext, parseNumber, printNumber, printValue } from '@plinth/expression';
import { cliErrors } from '../errors.ts';

declare const rawText: unique symbol;

/** A number of JSON by its text, which `JSON.stringify` writes as it is. */
export interface NumberText {
  readonly [rawText]: true;
  readonly rawJSON: string;
}

/** JSON of which no digit is lost: a number that would not print as it was written is its text. */
export type ExactJson = null | boolean | number | string | NumberText | readonly ExactJson[] | ExactObject;

export interface ExactObject {
  readonly [name: string]: ExactJson;
}

/** `JSON` with the texts of numbers (TC39 proposal JSON.parse source text access), which the language's declarations lack so far. */
const json = JSON as unknown as {
  parse(text: string, reviver: (key: string, value: ExactJson, context: { readonly source?: string }) => ExactJson): ExactJson;
  rawJSON(text: string): NumberText;
  isRawJSON(value: unknown): value is NumberText;
};

/** How many parts a printed value may have: one list that stands in itself many times over has more than memory holds. */
const mostParts = 1_000_000;

/** What may be a number that JavaScript would print otherwise than it stands there: a fraction, an exponent, 16 digits, -0. */
const notablyWritten = /\d[.eE]|\d{16}|-0/;

/** Reads JSON without losing a digit; throws `SyntaxError` for what is none. */
export function readExactJson(text: string): ExactJson {
  // To be asked for every value costs more than the reading.
  if (!notablyWritten.test(text)) return JSON.parse(text) as ExactJson;
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && source !== String(value) ? json.rawJSON(source) : value,
  );
}

export const isNumberText = json.isRawJSON;

/** Whether JSON is an object, not a number by its text. */
export function isExactObject(value: ExactJson): value is ExactObject {
  return isContext(value) && !json.isRawJSON(value);
}

/**
 * A value as JSON: numbers with every digit, dates, times, durations, ranges and functions as FEEL writes them. Throws
 * `cli.too-large` where it has more than a million parts.
 */
export function toExactJson(value: FeelValue): ExactJson {
  let parts = 0;
  const convert = (each: FeelValue): ExactJson => {
    if (++parts > mostParts) throw cliErrors.tooLarge({ limit: 'a million parts' });
    if (each === null || typeof each !== 'object') return each;
    if (each instanceof Decimal) return json.rawJSON(printNumber(each));
    if (Array.isArray(each)) return (each as readonly FeelValue[]).map(convert);
    return isContext(each) ? Object.fromEntries(Object.entries(each).map(([name, entry]) => [name, convert(entry)])) : printValue(each);
  };
  return convert(value);
}

/** JSON as a value of no declared type: texts stay texts. Throws `cli.number-out-of-range`. */
export function fromExactJson(value: ExactJson): FeelValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' || json.isRawJSON(value)) return numberOf(value);
  if (Array.isArray(value)) return (value as readonly ExactJson[]).map(fromExactJson);
  return contextFromJson(value as ExactObject);
}

/** A JSON object as a context, whatever its names are. */
export function contextFromJson(value: ExactObject): FeelContext {
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, fromExactJson(entry)]));
}

/** Rounded to FEEL's 34 digits; throws `cli.number-out-of-range` beyond the range of decimal128. */
export function numberOf(value: number | NumberText): FeelValue {
  const text = typeof value === 'number' ? String(value) : value.rawJSON;
  const number = parseNumber(text);
  if (number === null) throw cliErrors.numberOutOfRange({ number: text });
  return number;
}
