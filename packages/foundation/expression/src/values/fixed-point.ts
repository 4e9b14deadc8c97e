import { tenTo } from './big-digits.ts';

// Numbers here are integers that count units of 10^-digits. Each function works with guard digits of its own, so that its result
// is at most one such unit off.

const guard = 12;

/** The largest integer whose square is not larger. */
export function integerRoot(square: bigint): bigint {
  if (square < 2n) return square;
  // Newton's method falls steadily from anything that is not below the root.
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The inverse hyperbolic tangent of numerator / denominator, which must be well below one. */
function areaTangent(numerator: bigint, denominator: bigint, unit: bigint): bigint {
  const square = (numerator * numerator * unit) / (denominator * denominator);
  let power = (numerator * unit) / denominator;
  let sum = 0n;
  for (let odd = 1n; power !== 0n; odd += 2n) {
    sum += power / odd;
    power = (power * square) / unit;
  }
  return sum;
}

interface Logarithms {
  readonly two: bigint;
  readonly ten: bigint;
}

const known = new Map<number, Logarithms>();

/** Natural logarithms of two and ten, which every other one is made of. */
function logarithms(digits: number): Logarithms {
  const before = known.get(digits);
  if (before !== undefined) return before;
  const unit = tenTo(digits);
  const two = 18n * areaTangent(1n, 26n, unit) - 2n * areaTangent(1n, 4801n, unit) + 8n * areaTangent(1n, 8749n, unit);
  const made = { two, ten: 3n * two + 2n * areaTangent(1n, 9n, unit) };
  if (known.size > 50) known.clear();
  known.set(digits, made);
  return made;
}

/** Natural logarithm of coefficient × 10^exponent, which is above zero. */
export function fixedLogarithm(coefficient: bigint, exponent: number, digits: number): bigint {
  const unit = tenTo(digits + guard);
  const { two, ten } = logarithms(digits + guard);
  // The coefficient as a power of ten and of two times what lies between 0.7 and 1.5.
  const size = coefficient.toString().length;
  let divisor = tenTo(size - 1);
  let halvings = 0n;
  while (2n * coefficient > 3n * divisor) {
    divisor *= 2n;
    halvings++;
  }
  const rest = 2n * areaTangent(coefficient - divisor, coefficient + divisor, unit);
  return (rest + halvings * two + BigInt(exponent + size - 1) * ten) / tenTo(guard);
}

/** e to the power of so many units, as a number of units times 10^exponent. */
export function fixedExponential(power: bigint, digits: number): { readonly coefficient: bigint; readonly exponent: number } {
  const working = digits + guard;
  const unit = tenTo(working);
  const { ten } = logarithms(working);
  const exact = power * tenTo(guard);
  const exponent = exact / ten;
  // Halved eight times and squared as often, the series needs few terms.
  const part = (exact - exponent * ten) / 256n;
  let sum = unit;
  let term = unit;
  for (let count = 1n; term !== 0n; count++) {
    term = (term * part) / (unit * count);
    sum += term;
  }
  for (let squarings = 0; squarings < 8; squarings++) sum = (sum * sum) / unit;
  return { coefficient: sum / tenTo(guard), exponent: Number(exponent) };
}
