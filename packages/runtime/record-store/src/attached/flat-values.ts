import type { FieldModel } from '../model/entity-model.ts';

/** A value as the driver of another database gives it, as JSON text. */
export type FlatValue = (value: unknown) => string;

const nothing = 'null';

/** How the values of a field become JSON, in the form that own records have. */
export function flatValue(field: FieldModel | null): FlatValue {
  const write = field === null ? textJson : (writers[field.record.type] ?? textJson);
  return (value) => (value === null || value === undefined ? nothing : write(value));
}

const writers: Readonly<Record<string, FlatValue>> = {
  integer: integerJson,
  decimal: decimalJson,
  money: decimalJson,
  boolean: (value) => String(Number(bits(value)) !== 0),
  date: dateJson,
  dateTime: momentJson,
  time: (value) => JSON.stringify(withoutZeros(String(value))),
  multiChoice: (value) => JSON.stringify(String(value) === '' ? [] : String(value).split(',')),
  json: documentJson,
};

/** Bytes of a bit column as the number that they are. */
function bits(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  return value.length === 0 ? 0n : BigInt(`0x${Buffer.from(value).toString('hex')}`);
}

export function integerJson(value: unknown): string {
  const text = String(bits(value));
  return /^-?\d+$/.test(text) ? text : decimalOf(text);
}

/** A decimal is a text of its digits: no number of JSON carries it exactly. */
export function decimalJson(value: unknown): string {
  return JSON.stringify(decimalOf(String(bits(value))));
}

/** Digits without an exponent, which numbers of floating point are written with. */
function decimalOf(text: string): string {
  const [, sign = '', whole = '', part = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]?\d+)$/i.exec(text) ?? [];
  if (exponent === undefined) return text;
  const places = Number(exponent);
  const digits = `${whole}${part}`;
  const point = whole.length + places;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length
    ? `${sign}${digits}${'0'.repeat(point - digits.length)}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function dateJson(value: unknown): string {
  const text = String(value).slice(0, 10);
  return /^0000-|-00/.test(text) ? nothing : JSON.stringify(text);
}

/** What the other database calls its zero is no moment. */
function momentJson(value: unknown): string {
  const text = String(value);
  if (/^0000-|-00/.test(text.slice(0, 10))) return nothing;
  const [date = '', time = '00:00:00'] = text.split(' ');
  return JSON.stringify(`${date}T${withoutZeros(time)}+00:00`);
}

/** Milliseconds at most, and no zeros at the end of a fraction. */
function withoutZeros(time: string): string {
  const [clock = '', fraction = ''] = time.split('.');
  const kept = fraction.slice(0, 3).replace(/0+$/, '');
  return kept === '' ? clock : `${clock}.${kept}`;
}

function documentJson(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    // Its check was not there when it was written.
    return JSON.stringify(text);
  }
}

export function textJson(value: unknown): string {
  return JSON.stringify(String(value));
}
