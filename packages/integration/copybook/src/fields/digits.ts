import { Decimal, type FeelNumber } from '@plinth/expression';
import { shown } from './text.ts';

/** Digits that a JavaScript number holds exactly, whatever they are. */
export const safeDigits = 15;

/** A number of digits that JavaScript numbers hold, and digits after its point. */
export function scaled(coefficient: number, scale: number): FeelNumber {
  return scale === 0 ? coefficient : orZero(Decimal.ofSafe(coefficient, -scale));
}

/** The same for more digits. */
export function scaledBig(coefficient: bigint, scale: number): FeelNumber {
  return orZero(Decimal.of(coefficient, -scale));
}

/** Null is what is beyond decimal128, which 31 digits never are. */
function orZero(value: FeelNumber | null): FeelNumber {
  return value ?? 0;
}

/** A number as its sign and all digits of a field, without a point. */
export interface WrittenDigits {
  readonly negative: boolean;
  readonly digits: string;
}

const decimalForm = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,5}))?$/;

/** Numbers of JSON by their text (TC39 proposal JSON.parse source text access), which the language's declarations lack so far. */
const json = JSON as unknown as { isRawJSON?(value: unknown): boolean };

/** The plain text of a number, of JSON, FEEL or a text; null where it is none. */
export function numberText(value: unknown): string | null {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? String(value) : null;
    case 'bigint':
      return String(value);
    case 'string':
      return decimalForm.test(value) && /\d/.test(value) ? value : null;
    case 'object':
      if (value instanceof Decimal) return value.toString();
      return json.isRawJSON?.(value) === true ? numberText((value as { readonly rawJSON: string }).rawJSON) : null;
    default:
      return null;
  }
}

/** A value as just so many digits; a text where they do not hold it: nothing is rounded or cut. */
export function digitsOf(value: unknown, digits: number, scale: number, signed: boolean): WrittenDigits | string {
  // What most records hold, without a detour.
  if (scale === 0 && typeof value === 'number' && Number.isSafeInteger(value)) {
    const text = String(Math.abs(value));
    if (text.length > digits) return `${value} has more than ${digits} digits`;
    if (value < 0 && !signed) return `${value} is negative, and the field has no sign`;
    return { negative: value < 0, digits: text.padStart(digits, '0') };
  }
  const match = decimalForm.exec(numberText(value) ?? '');
  const [, sign, whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (match === null || whole + fraction === '') return `must be a number, not ${shown(value)}`;
  const written = (whole + fraction).replace(/^0+/, '');
  if (written === '') return { negative: false, digits: '0'.repeat(digits) };
  // Zeros to add behind the digits so that they count units of the field, or digits to take away.
  const missing = scale + Number(exponent) - fraction.length;
  const dropped = missing < 0 ? written.slice(missing) : '';
  if (/[1-9]/.test(dropped) || (missing < 0 && -missing > written.length)) {
    return scale >= 0
      ? `${shownNumber(value)} has more than ${scale} digits after the point`
      : `${shownNumber(value)} is no multiple of 1${'0'.repeat(-scale)}`;
  }
  const kept = written.slice(0, written.length - dropped.length);
  if (kept.length + Math.max(missing, 0) > digits)
    return `${shownNumber(value)} has more than ${digits - Math.max(scale, 0)} digits before the point`;
  if (sign === '-' && !signed) return `${shownNumber(value)} is negative, and the field has no sign`;
  return { negative: sign === '-', digits: (kept + '0'.repeat(Math.max(missing, 0))).padStart(digits, '0') };
}

function shownNumber(value: unknown): string {
  return numberText(value) ?? '';
}
