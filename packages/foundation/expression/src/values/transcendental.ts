import { tenTo } from './big-digits.ts';
import { Decimal, type FeelNumber, partsOf } from './decimal.ts';
import { add, compareNumbers, multiply, negate } from './decimal-arithmetic.ts';
import { fixedExponential, fixedLogarithm, integerRoot } from './fixed-point.ts';

/** Digits of the first attempt; more only where these do not say how the thirty-fourth is rounded. */
const firstDigits = 44;
/** Enough for a result that has a short form, which no number of digits tells from its neighbours. */
const mostDigits = 200;
/** Beyond it e to the power is no number of 34 digits, and below its negative it is zero. */
const largestPower = 14_300;
/** Powers of up to so many digits are computed exactly. */
const mostExactDigits = 600;

interface Approximation {
  /** At most two off. */
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** The correctly rounded value of what can be computed to any number of digits. */
function rounded(approximate: (digits: number) => Approximation): FeelNumber | null {
  for (let digits = firstDigits; ; digits *= 2) {
    const { coefficient, exponent } = approximate(digits);
    const low = Decimal.of(coefficient - 2n, exponent);
    const high = Decimal.of(coefficient + 2n, exponent);
    if (low === null || high === null) return null;
    if (compareNumbers(low, high) === 0) return low;
    if (digits > mostDigits) return Decimal.of(coefficient, exponent);
  }
}

/** The square root; null of a negative number. */
export function squareRoot(value: FeelNumber): FeelNumber | null {
  const { coefficient, exponent } = partsOf(value);
  if (coefficient < 0n) return null;
  const shift = 80 + (Math.abs(exponent) % 2);
  const square = coefficient * tenTo(shift);
  const root = integerRoot(square);
  // A last digit that says whether anything follows.
  const sticky = root * 10n + (root * root === square ? 0n : 1n);
  return Decimal.of(sticky, (exponent - shift) / 2 - 1);
}

/** The natural logarithm; null of what is not above zero. */
export function logarithm(value: FeelNumber): FeelNumber | null {
  if (compareNumbers(value, 0) <= 0) return null;
  if (value === 1) return 0;
  const { coefficient, exponent } = partsOf(value);
  return rounded((digits) => ({ coefficient: fixedLogarithm(coefficient, exponent, digits), exponent: -digits }));
}

/** e to a power; null beyond the range of decimal128. */
export function exponential(power: FeelNumber): FeelNumber | null {
  if (compareNumbers(power, largestPower) > 0) return null;
  if (compareNumbers(power, -largestPower) < 0) return 0;
  if (power === 0) return 1;
  const { coefficient, exponent } = partsOf(power);
  return rounded((digits) => exponentialOf(shifted(coefficient, exponent + digits), digits));
}

function exponentialOf(power: bigint, digits: number): Approximation {
  const { coefficient, exponent } = fixedExponential(power, digits);
  return { coefficient, exponent: exponent - digits };
}

function shifted(coefficient: bigint, places: number): bigint {
  if (places >= 0) return coefficient * tenTo(places);
  // What is below every digit that counts needs no exact division.
  return places < -10_000 ? 0n : coefficient / tenTo(-places);
}

/** A number to the power of another; null where there is no real result, and beyond the range of decimal128. */
export function power(base: FeelNumber, exponent: FeelNumber): FeelNumber | null {
  if (exponent === 0 || base === 1) return 1;
  if (base === 0) return compareNumbers(exponent, 0) > 0 ? 0 : null;
  if (partsOf(exponent).exponent >= 0) return integerPower(base, exponent);
  if (compareNumbers(base, 0) < 0) return null;
  return realPower(base, exponent);
}

function integerPower(base: FeelNumber, exponent: FeelNumber): FeelNumber | null {
  const { coefficient, exponent: places } = partsOf(base);
  const size = coefficient < 0n ? -coefficient : coefficient;
  const odd =
    typeof exponent === 'number'
      ? Math.abs(exponent) % 2 === 1
      : partsOf(exponent).exponent === 0 && partsOf(exponent).coefficient % 2n !== 0n;
  const negative = coefficient < 0n && odd;
  const times = typeof exponent === 'number' ? Math.abs(exponent) : Number.POSITIVE_INFINITY;
  const isPowerOfTen = size === tenTo(size.toString().length - 1);
  if (isPowerOfTen) {
    const tens = BigInt(places + size.toString().length - 1) * wholeOf(exponent);
    if (tens > 7_000n) return null;
    return tens < -7_000n ? 0 : Decimal.of(negative ? -1n : 1n, Number(tens));
  }
  if (size.toString().length * times <= mostExactDigits) {
    const exact = size ** BigInt(times);
    const signed = negative ? -exact : exact;
    if (exponent === times) return Decimal.of(signed, places * times);
    const scale = exact.toString().length + 40;
    const quotient = tenTo(scale) / exact;
    const sticky = quotient * 10n + (quotient * exact === tenTo(scale) ? 0n : 1n);
    return Decimal.of(negative ? -sticky : sticky, -places * times - scale - 1);
  }
  const result = realPower(coefficient < 0n ? negate(base) : base, exponent);
  return result !== null && negative ? negate(result) : result;
}

function wholeOf(value: FeelNumber): bigint {
  const { coefficient, exponent } = partsOf(value);
  return coefficient * tenTo(exponent);
}

function realPower(base: FeelNumber, exponent: FeelNumber): FeelNumber | null {
  const estimate = multiply(logarithm(base) ?? 0, exponent);
  if (estimate === null || compareNumbers(estimate, largestPower) > 0)
    return compareNumbers(base, 1) > 0 === compareNumbers(exponent, 0) > 0 ? null : 0;
  if (compareNumbers(estimate, -largestPower) < 0) return 0;
  const of = partsOf(base);
  const by = partsOf(exponent);
  // Every digit of the exponent before the point makes the error of the logarithm ten times as large.
  const before = Math.max(0, by.coefficient.toString().length + by.exponent);
  return rounded((digits) => {
    const working = digits + before + 4;
    const product = fixedLogarithm(of.coefficient, of.exponent, working) * by.coefficient;
    return exponentialOf(shifted(product, by.exponent + digits - working), digits);
  });
}

/** The sample standard deviation, rounded once; null for fewer than two numbers. */
export function standardDeviation(values: readonly FeelNumber[]): FeelNumber | null {
  if (values.length < 2) return null;
  const parts = values.map(partsOf);
  const exponent = parts.reduce((least, part) => Math.min(least, part.exponent), 0);
  const whole = parts.map((part) => part.coefficient * tenTo(part.exponent - exponent));
  const count = BigInt(values.length);
  const sum = whole.reduce((total, value) => total + value, 0n);
  const squares = whole.reduce((total, value) => total + value * value, 0n);
  return rootOfQuotient(count * squares - sum * sum, count * (count - 1n), exponent);
}

/** √(dividend / divisor) × 10^exponent. */
function rootOfQuotient(dividend: bigint, divisor: bigint, exponent: number): FeelNumber | null {
  const shift = 2 * Math.max(0, 40 + Math.ceil((divisor.toString().length - dividend.toString().length) / 2));
  const scaled = dividend * tenTo(shift);
  const root = integerRoot(scaled / divisor);
  const sticky = root * 10n + (root * root * divisor === scaled ? 0n : 1n);
  return Decimal.of(sticky, exponent - shift / 2 - 1);
}

/** What remains of a division, with the sign of the divisor; null for the divisor zero. */
export function modulo(dividend: FeelNumber, divisor: FeelNumber): FeelNumber | null {
  if (divisor === 0) return null;
  if (typeof dividend === 'number' && typeof divisor === 'number') {
    const rest = dividend % divisor;
    if (rest === 0) return 0;
    return rest < 0 === divisor < 0 ? rest : rest + divisor;
  }
  const a = partsOf(dividend);
  const b = partsOf(divisor);
  // Of a divisor that is larger by far, the dividend remains, or what the two make of opposite signs.
  if (b.exponent - a.exponent > 2 * 34)
    return a.coefficient === 0n || a.coefficient < 0n === b.coefficient < 0n ? dividend : add(dividend, divisor);
  const exponent = Math.min(a.exponent, b.exponent);
  const size = b.coefficient * tenTo(b.exponent - exponent);
  const rest = (a.coefficient * remainderOfTen(a.exponent - exponent, size)) % size;
  return Decimal.of(rest === 0n || rest < 0n === size < 0n ? rest : rest + size, exponent);
}

/** What a power of ten leaves when it is divided, without making all its digits. */
function remainderOfTen(power: number, size: bigint): bigint {
  let result = 1n;
  let square = 10n;
  for (let rest = power; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = (result * square) % size;
    square = (square * square) % size;
  }
  return result;
}
