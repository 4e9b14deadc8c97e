import { digitCount, divideHalfEven, tenTo } from './big-digits.ts';
import { Decimal, type FeelNumber, hasAllDigits, partsOf, precision, smallestExponent } from './decimal.ts';
import { exactTens, tens } from './exact-tens.ts';

// What stays within ±(2^53−1) is computed with JavaScript numbers: such sums and products of coefficients are exact, and a
// larger one never looks as if it were within. All else goes the way of big integers; both give the same.

const largest = Number.MAX_SAFE_INTEGER;

function coefficientOf(value: FeelNumber): number | bigint {
  return typeof value === 'number' ? value : value.coefficient;
}

function exponentOf(value: FeelNumber): number {
  return typeof value === 'number' ? 0 : value.exponent;
}

/** Of a whole number, computed with doubles. */
function isSafe(whole: number): boolean {
  return whole <= largest && whole >= -largest;
}

/** A coefficient with so many zeros more; NaN, which is never safe, where a double does not hold that exactly. */
function withZeros(coefficient: number, zeros: number): number {
  const longer = zeros > exactTens ? Number.NaN : coefficient * (tens[zeros] ?? Number.NaN);
  return isSafe(longer) ? longer : Number.NaN;
}

export function add(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  const x = coefficientOf(a);
  const y = coefficientOf(b);
  if (typeof x === 'number' && typeof y === 'number') {
    const exponent = exponentOf(a);
    const apart = exponent - exponentOf(b);
    const sum = apart > 0 ? withZeros(x, apart) + y : x + withZeros(y, -apart);
    if (isSafe(sum)) return Decimal.ofSafe(sum, apart > 0 ? exponent - apart : exponent);
  }
  return addLarge(a, b);
}

function addLarge(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  const x = partsOf(a);
  const y = partsOf(b);
  if (Math.abs(x.exponent - y.exponent) > 200) return addFar(a, b);
  const exponent = Math.min(x.exponent, y.exponent);
  return Decimal.of(x.coefficient * tenTo(x.exponent - exponent) + y.coefficient * tenTo(y.exponent - exponent), exponent);
}

/** So far apart that the smaller one is below half a unit of the last of 34 digits. */
function addFar(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (a === 0) return b;
  if (b === 0) return a;
  return exponentOf(a) > exponentOf(b) ? a : b;
}

export function negate(a: FeelNumber): FeelNumber {
  if (typeof a === 'number') return a === 0 ? 0 : -a;
  return a.negated();
}

export function subtract(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  return add(a, negate(b));
}

export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  const x = coefficientOf(a);
  const y = coefficientOf(b);
  const exponent = exponentOf(a) + exponentOf(b);
  if (typeof x === 'number' && typeof y === 'number' && isSafe(x * y)) return Decimal.ofSafe(x * y, exponent);
  return Decimal.of(BigInt(x) * BigInt(y), exponent);
}

/** Zeros given to a dividend to see whether the quotient is short, as in prices. */
const shortQuotient = 6;

/** Null for division by zero. */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null;
  const x = coefficientOf(a);
  const y = coefficientOf(b);
  if (typeof x === 'number' && typeof y === 'number') {
    const dividend = x * (tens[shortQuotient] ?? 0);
    const quotient = Math.trunc(dividend / y);
    if (isSafe(dividend) && quotient * y === dividend) return Decimal.ofSafe(quotient, exponentOf(a) - exponentOf(b) - shortQuotient);
  }
  return divideLarge(a, b);
}

function divideLarge(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  const x = partsOf(a);
  const y = partsOf(b);
  if (x.coefficient === 0n) return 0;
  const zeros = Math.max(0, precision - 1 - Math.floor(magnitudeOf(a) - magnitudeOf(b)));
  const exponent = x.exponent - y.exponent - zeros;
  const scaled = x.coefficient * tenTo(zeros);
  const quotient = divideHalfEven(scaled, y.coefficient);
  // The logarithms may be wrong beside a power of ten; and the smallest numbers have fewer digits, to which they are rounded once.
  if (hasAllDigits(quotient) && exponent >= smallestExponent) return Decimal.of(quotient, exponent);
  return divideWithSticky(x.coefficient * tenTo(zeros + 3), y.coefficient, exponent - 3);
}

/** The logarithm of the coefficient, nearly. */
function magnitudeOf(value: FeelNumber): number {
  return Math.log10(Math.abs(Number(coefficientOf(value))));
}

/** By more digits than are kept, and a sticky one, so that the rounding sees on which side of a tie the quotient is. */
function divideWithSticky(dividend: bigint, divisor: bigint, exponent: number): FeelNumber | null {
  const whole = dividend / divisor;
  const sticky = whole * divisor === dividend ? 0n : dividend < 0n === divisor < 0n ? 1n : -1n;
  return Decimal.of(whole * 10n + sticky, exponent - 1);
}

export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  const x = coefficientOf(a);
  const y = coefficientOf(b);
  if (typeof x === 'number' && typeof y === 'number') {
    const apart = exponentOf(a) - exponentOf(b);
    const difference = apart > 0 ? withZeros(x, apart) - y : x - withZeros(y, -apart);
    if (!Number.isNaN(difference)) return Math.sign(difference);
  }
  return compareLarge(a, b);
}

function compareLarge(a: FeelNumber, b: FeelNumber): number {
  const x = partsOf(a);
  const y = partsOf(b);
  const signX = x.coefficient < 0n ? -1 : x.coefficient > 0n ? 1 : 0;
  const signY = y.coefficient < 0n ? -1 : y.coefficient > 0n ? 1 : 0;
  if (signX !== signY) return signX < signY ? -1 : 1;
  const sizeX = digitCount(x.coefficient) + x.exponent;
  const sizeY = digitCount(y.coefficient) + y.exponent;
  if (sizeX !== sizeY && signX !== 0) return sizeX < sizeY === signX > 0 ? -1 : 1;
  const exponent = Math.min(x.exponent, y.exponent);
  const difference = x.coefficient * tenTo(x.exponent - exponent) - y.coefficient * tenTo(y.exponent - exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
