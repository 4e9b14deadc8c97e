const kept: bigint[] = [1n];

/** 10 to a power that is not negative; those of everyday arithmetic are kept. */
export function tenTo(power: number): bigint {
  if (power > 80) return 10n ** BigInt(power);
  for (let next = kept.length; next <= power; next++) kept.push(10n ** BigInt(next));
  return kept[power] ?? 1n;
}

/** How many digits a whole number is written with, without its sign. */
export function digitCount(value: bigint): number {
  const size = sizeOf(value);
  if (size === 0n) return 1;
  // The logarithm of the nearest double is wrong by less than one.
  const about = Math.floor(Math.log10(Number(size)));
  if (about > 80) return size.toString().length;
  if (size < tenTo(about)) return about;
  return size < tenTo(about + 1) ? about + 1 : about + 2;
}

/** How many zeros are at the end of a whole number other than 0. */
export function zerosAtEnd(value: bigint): number {
  if (isOdd(value)) return 0;
  let zeros = 0;
  for (let rest = value; ; rest /= lowest) {
    let low = Number(rest % lowest);
    if (low === 0) {
      zeros += lowestDigits;
      continue;
    }
    for (; low % 10 === 0; low /= 10) zeros++;
    return zeros;
  }
}

/** Digits that are looked at together, as many as a double holds exactly. */
const lowestDigits = 15;
const lowest = tenTo(lowestDigits);

/** Quotient of integers, rounded to the nearest, ties to the even one. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const rest = dividend - quotient * divisor;
  if (rest === 0n) return quotient;
  const twice = sizeOf(rest) * 2n;
  const size = sizeOf(divisor);
  if (twice < size || (twice === size && !isOdd(quotient))) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

function isOdd(value: bigint): boolean {
  return BigInt.asUintN(1, value) === 1n;
}

function sizeOf(value: bigint): bigint {
  return value < 0n ? -value : value;
}
