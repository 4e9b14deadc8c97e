/** A decimal number as text: `-12.50`. Exact at any size, unlike a double. */
export type DecimalText = `${number}`;

const form = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The decimal text of a JSON number, of text, or of anything that prints as one; null where it is no finite number. */
export function decimalText(value: unknown): DecimalText | null {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean') return null;
  const text = typeof value === 'number' ? plain(value) : String(value).trim();
  return isDecimal(text) ? text : null;
}

function isDecimal(text: string): text is DecimalText {
  return form.test(text);
}

/** A double without exponent. */
function plain(value: number): string {
  if (!Number.isFinite(value)) return '';
  const text = String(value);
  return text.includes('e') ? value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

function scaled(value: DecimalText, scale: number): bigint {
  const [, sign = '', whole = '0', fraction = ''] = form.exec(value) ?? [];
  const digits = BigInt(whole + fraction.padEnd(scale, '0'));
  return sign === '-' ? -digits : digits;
}

/** Digits after the point. */
export function scaleOf(value: DecimalText): number {
  return form.exec(value)?.[3]?.length ?? 0;
}

/** Below zero, zero or above zero, as the left is less than, equal to or greater than the right. */
export function compareDecimals(left: DecimalText, right: DecimalText): number {
  const scale = Math.max(scaleOf(left), scaleOf(right));
  const difference = scaled(left, scale) - scaled(right, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The exact sum. */
export function addDecimals(left: DecimalText, right: DecimalText): DecimalText {
  const scale = Math.max(scaleOf(left), scaleOf(right));
  const sum = scaled(left, scale) + scaled(right, scale);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(scale + 1, '0');
  const text = `${sum < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${scale ? `.${digits.slice(-scale)}` : ''}`;
  return decimalText(text) ?? '0';
}

/** A JSON number where that keeps every digit, else the text. */
export function asJsonNumber(value: DecimalText): number | DecimalText {
  return String(Number(value)) === value ? Number(value) : value;
}

/** Whether a number, given as a number or as decimal text, is below zero. */
export function isNegative(value: unknown): boolean {
  const text = decimalText(value);
  return text !== null && compareDecimals(text, '0') < 0;
}

/** Whether a number, given as a number or as decimal text, is zero. */
export function isZero(value: unknown): boolean {
  const text = decimalText(value);
  return text !== null && compareDecimals(text, '0') === 0;
}
