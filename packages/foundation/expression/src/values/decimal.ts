import { digitCount, divideHalfEven, tenTo, zerosAtEnd } from './big-digits.ts';

/** Digits of decimal128 (IEEE 754-2008), which FEEL's numbers have (DMN 1.5 §10.3.2.3.1). */
export const precision = 34;
const largestExponent = 6111;
export const smallestExponent = -6176;

/** A FEEL number: a JavaScript number for integers within ±(2^53−1), else a {@link Decimal}. Equal numbers have one form. */
export type FeelNumber = number | Decimal;

/**
 * A decimal number of up to 34 digits: coefficient × 10^exponent, without trailing zeros in the coefficient. Never holds an
 * integer that a JavaScript number holds exactly.
 */
export class Decimal {
  /** A JavaScript number within ±(2^53−1), beyond that a big integer: arithmetic with the former is many times faster. */
  readonly coefficient: number | bigint;
  readonly exponent: number;

  private constructor(coefficient: number | bigint, exponent: number) {
    this.coefficient = coefficient;
    this.exponent = exponent;
  }

  /** The number in its one form, rounded half-even to 34 digits; null beyond the range of decimal128. */
  static of(coefficient: bigint, exponent: number): FeelNumber | null {
    let digits = coefficient;
    let power = exponent;
    if (digits === 0n) return 0;
    // Rounded once: twice would turn what is just below a half into a half, and then up.
    const drop = Math.max(isWithinPrecision(digits) ? 0 : digitCount(digits) - precision, smallestExponent - power);
    if (drop > 0) {
      if (drop > digitCount(digits)) return 0;
      digits = divideHalfEven(digits, tenTo(drop));
      power += drop;
      if (digits === 0n) return 0;
    }
    if (!isSafe(digits) || power > 0) {
      const zeros = zerosAtEnd(digits);
      if (zeros > 0) digits /= tenTo(zeros);
      power += zeros;
    }
    if (power >= 0 && power <= 15) {
      const whole = digits * tenTo(power);
      if (isSafe(whole)) return Number(whole);
    }
    if (isSafe(digits) && power <= 0) return Decimal.ofSafe(Number(digits), power);
    const adjusted = power + digitCount(digits) - 1;
    if (adjusted > largestExponent + precision - 1) return null;
    return new Decimal(isSafe(digits) ? Number(digits) : digits, power);
  }

  /** The same for a coefficient within ±(2^53−1). */
  static ofSafe(coefficient: number, exponent: number): FeelNumber | null {
    if (exponent > 0 || exponent < smallestExponent) return Decimal.of(BigInt(coefficient), exponent);
    if (coefficient === 0) return 0;
    let digits = coefficient;
    let power = exponent;
    // The engine has a remainder for integers of 32 bits that takes a tenth of the time.
    for (; power < 0 && (digits | 0) !== digits; power++) {
      // Exact where it is a multiple of ten, for 0.1 is a little more than a tenth.
      const tenth = Math.trunc(digits * 0.1);
      if (tenth * 10 !== digits) return new Decimal(digits, power);
      digits = tenth;
    }
    if (power === 0) return digits;
    for (digits |= 0; power < 0; power++) {
      if (digits % 10 !== 0) return new Decimal(digits, power);
      digits = (digits / 10) | 0;
    }
    return digits;
  }

  negated(): Decimal {
    return new Decimal(-this.coefficient, this.exponent);
  }

  /** As plain digits: `12.5`, `0.000001`; an exponent only beyond 34 zeros. */
  toString(): string {
    const negative = this.coefficient < 0;
    const digits = String(negative ? -this.coefficient : this.coefficient);
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
const beyondPrecision = tenTo(precision);
const fullPrecision = tenTo(precision - 1);

function isSafe(whole: bigint): boolean {
  return whole <= safe && whole >= -safe;
}

function isWithinPrecision(digits: bigint): boolean {
  return digits < beyondPrecision && digits > -beyondPrecision;
}

/** Whether what was rounded to a whole number has just as many digits as are kept, and had so before. */
export function hasAllDigits(rounded: bigint): boolean {
  // 10…0 may have been 9…9 with a fraction, of which a digit more is kept.
  return isWithinPrecision(rounded) && (rounded > fullPrecision || rounded < -fullPrecision);
}

/** Coefficient and exponent of either form. */
export function partsOf(value: FeelNumber): { readonly coefficient: bigint; readonly exponent: number } {
  return typeof value === 'number'
    ? { coefficient: BigInt(value), exponent: 0 }
    : { coefficient: BigInt(value.coefficient), exponent: value.exponent };
}

const numberPattern = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?\s*$/;

/** Reads digits exactly; null for what is no number. */
export function parseNumber(text: string): FeelNumber | null {
  const match = numberPattern.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  if (digits === '' || digits.length > 10_000) return null;
  const power = Number(exponent) - fraction.length;
  if (digits.length <= 15) return Decimal.ofSafe(sign === '-' ? -Number(digits) : Number(digits), power);
  const coefficient = BigInt(digits);
  return Decimal.of(sign === '-' ? -coefficient : coefficient, power);
}

/** A JavaScript number as FEEL number: its shortest decimal form, as printed. Null for NaN and infinities. */
export function fromDouble(value: number): FeelNumber | null {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return Number.isFinite(value) ? parseNumber(String(value)) : null;
}

/** As the other form prints: `12.5`, `7`. */
export function printNumber(value: FeelNumber): string {
  return String(value);
}

/** As a double; only where an approximation will do (drawing, sorting hints). */
export function toDouble(value: FeelNumber): number {
  return typeof value === 'number' ? value : Number(value.toString());
}
