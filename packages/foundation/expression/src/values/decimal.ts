/** Digits of decimal128 (IEEE 754-2008), which FEEL's numbers have (DMN 1.5 §10.3.2.3.1). */
const precision = 34;
const largestExponent = 6111;
const smallestExponent = -6176;

/** A FEEL number: a JavaScript number for integers within ±(2^53−1), else a {@link Decimal}. Equal numbers have one form. */
export type FeelNumber = number | Decimal;

/**
 * A decimal number of up to 34 digits: coefficient × 10^exponent, without trailing zeros in the coefficient. Never holds an
 * integer that a JavaScript number holds exactly.
 */
export class Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;

  private constructor(coefficient: bigint, exponent: number) {
    this.coefficient = coefficient;
    this.exponent = exponent;
  }

  /** The number in its one form, rounded half-even to 34 digits; null beyond the range of decimal128. */
  static of(coefficient: bigint, exponent: number): FeelNumber | null {
    let digits = coefficient;
    let power = exponent;
    if (digits === 0n) return 0;
    // Rounded once: twice would turn what is just below a half into a half, and then up.
    const drop = Math.max(digitCount(digits) - precision, smallestExponent - power);
    if (drop > 0) {
      if (drop > digitCount(digits)) return 0;
      digits = divideHalfEven(digits, 10n ** BigInt(drop));
      power += drop;
      if (digits === 0n) return 0;
    }
    while (digits % 10n === 0n && (power < 0 || !fitsNumber(digits, power))) {
      digits /= 10n;
      power++;
    }
    if (power >= 0 && power <= 15) {
      const whole = digits * 10n ** BigInt(power);
      if (isSafe(whole)) return Number(whole);
    }
    const adjusted = power + digitCount(digits) - 1;
    if (adjusted > largestExponent + precision - 1) return null;
    return new Decimal(digits, power);
  }

  /** As plain digits: `12.5`, `0.000001`; an exponent only beyond 34 zeros. */
  toString(): string {
    const negative = this.coefficient < 0n;
    const digits = (negative ? -this.coefficient : this.coefficient).toString();
    const sign = negative ? '-' : '';
    if (this.exponent >= 0)
      return this.exponent + digits.length > precision + 34
        ? `${sign}${digits}E+${this.exponent}`
        : sign + digits + '0'.repeat(this.exponent);
    const point = digits.length + this.exponent;
    if (point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
    if (-point > precision + 34) return `${sign}${digits}E${this.exponent}`;
    return `${sign}0.${'0'.repeat(-point)}${digits}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

const safe = BigInt(Number.MAX_SAFE_INTEGER);

function isSafe(whole: bigint): boolean {
  return whole <= safe && whole >= -safe;
}

function fitsNumber(digits: bigint, power: number): boolean {
  return power === 0 && isSafe(digits);
}

function digitCount(value: bigint): number {
  return (value < 0n ? -value : value).toString().length;
}

/** Quotient of integers, rounded to the nearest, ties to the even one. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  const size = divisor < 0n ? -divisor : divisor;
  if (twice < size || (twice === size && quotient % 2n === 0n)) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

/** Coefficient and exponent of either form. */
export function partsOf(value: FeelNumber): { readonly coefficient: bigint; readonly exponent: number } {
  return typeof value === 'number' ? { coefficient: BigInt(value), exponent: 0 } : value;
}

const numberPattern = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?\s*$/;

/** Reads digits exactly; null for what is no number. */
export function parseNumber(text: string): FeelNumber | null {
  const match = numberPattern.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  if (whole.length + fraction.length > 10_000) return null;
  const coefficient = BigInt(whole + fraction);
  return Decimal.of(sign === '-' ? -coefficient : coefficient, Number(exponent) - fraction.length);
}

/** A JavaScript number as FEEL number: its shortest decimal form, as printed. Null for NaN and infinities. */
export function fromDouble(value: number): FeelNumber | null {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return Number.isFinite(value) ? parseNumber(String(value)) : null;
}

export function add(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  const x = partsOf(a);
  const y = partsOf(b);
  if (Math.abs(x.exponent - y.exponent) > 200) return addFar(a, b);
  const exponent = Math.min(x.exponent, y.exponent);
  return Decimal.of(x.coefficient * 10n ** BigInt(x.exponent - exponent) + y.coefficient * 10n ** BigInt(y.exponent - exponent), exponent);
}

/** So far apart that the smaller one is below half a unit of the last of 34 digits. */
function addFar(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (a === 0) return b;
  if (b === 0) return a;
  return partsOf(a).exponent > partsOf(b).exponent ? a : b;
}

export function negate(a: FeelNumber): FeelNumber {
  if (typeof a === 'number') return a === 0 ? 0 : -a;
  return Decimal.of(-a.coefficient, a.exponent) ?? 0;
}

export function subtract(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return add(a, negate(b));
}

export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  }
  const x = partsOf(a);
  const y = partsOf(b);
  return Decimal.of(x.coefficient * y.coefficient, x.exponent + y.exponent);
}

/** Null for division by zero. */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null;
  if (typeof a === 'number' && typeof b === 'number') {
    const quotient = a / b;
    if (Number.isSafeInteger(quotient) && quotient * b === a) return quotient === 0 ? 0 : quotient;
  }
  const x = partsOf(a);
  const y = partsOf(b);
  if (x.coefficient === 0n) return 0;
  // Two digits beyond the precision and a sticky one, so that the second rounding sees on which side of a tie it is.
  const shift = Math.max(0, precision + 3 - (digitCount(x.coefficient) - digitCount(y.coefficient)));
  const scaled = x.coefficient * 10n ** BigInt(shift);
  let quotient = scaled / y.coefficient;
  if (scaled % y.coefficient !== 0n) quotient = quotient * 10n + (scaled < 0n === y.coefficient < 0n ? 1n : -1n);
  else quotient *= 10n;
  return Decimal.of(quotient, x.exponent - y.exponent - shift - 1);
}

export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  const x = partsOf(a);
  const y = partsOf(b);
  const signX = x.coefficient < 0n ? -1 : x.coefficient > 0n ? 1 : 0;
  const signY = y.coefficient < 0n ? -1 : y.coefficient > 0n ? 1 : 0;
  if (signX !== signY) return signX < signY ? -1 : 1;
  const sizeX = digitCount(x.coefficient) + x.exponent;
  const sizeY = digitCount(y.coefficient) + y.exponent;
  if (sizeX !== sizeY && signX !== 0) return sizeX < sizeY === signX > 0 ? -1 : 1;
  const exponent = Math.min(x.exponent, y.exponent);
  const difference = x.coefficient * 10n ** BigInt(x.exponent - exponent) - y.coefficient * 10n ** BigInt(y.exponent - exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** As the other form prints: `12.5`, `7`. */
export function printNumber(value: FeelNumber): string {
  return String(value);
}

/** As a double; only where an approximation will do (drawing, sorting hints). */
export function toDouble(value: FeelNumber): number {
  return typeof value === 'number' ? value : Number(value.toString());
}

export type RoundingMode = 'up' | 'down' | 'ceiling' | 'floor' | 'half-up' | 'half-down' | 'half-even';

/** Rounded to so many digits after the point (negative: before it). */
export function roundTo(value: FeelNumber, scale: number, mode: RoundingMode): FeelNumber | null {
  const { coefficient, exponent } = partsOf(value);
  if (-exponent <= scale) return value;
  const drop = -exponent - scale;
  const unit = 10n ** BigInt(drop);
  return Decimal.of(roundQuotient(coefficient, unit, mode), -scale);
}

function roundQuotient(dividend: bigint, divisor: bigint, mode: RoundingMode): bigint {
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  if (remainder === 0n) return quotient;
  const away = dividend < 0n ? quotient - 1n : quotient + 1n;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  switch (mode) {
    case 'up':
      return away;
    case 'down':
      return quotient;
    case 'ceiling':
      return dividend > 0n ? away : quotient;
    case 'floor':
      return dividend < 0n ? away : quotient;
    case 'half-up':
      return twice >= divisor ? away : quotient;
    case 'half-down':
      return twice > divisor ? away : quotient;
    case 'half-even':
      return divideHalfEven(dividend, divisor);
  }
}

export function isInteger(value: FeelNumber): boolean {
  return typeof value === 'number' || value.exponent >= 0;
}

/** A number without its fraction where that is a safe integer; null for anything else. Positions and scales are given so. */
export function wholeNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  const whole = value instanceof Decimal ? roundTo(value, 0, 'down') : null;
  return typeof whole === 'number' ? whole : null;
}
