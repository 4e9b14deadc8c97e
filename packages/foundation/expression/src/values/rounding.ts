import { tenTo } from './big-digits.ts';
import { Decimal, type FeelNumber, precision } from './decimal.ts';
import { exactTens, tens } from './exact-tens.ts';

export type RoundingMode = 'up' | 'down' | 'ceiling' | 'floor' | 'half-up' | 'half-down' | 'half-even';

/** Rounded to so many digits after the point (negative: before it). */
export function roundTo(value: FeelNumber, scale: number, mode: RoundingMode): FeelNumber | null {
  const { coefficient, exponent } = typeof value === 'number' ? { coefficient: value, exponent: 0 } : value;
  if (-exponent <= scale || coefficient === 0) return value;
  const drop = -exponent - scale;
  // Less than a half of the last digit that stays: what it is rounded to depends on its sign alone.
  if (drop > precision) {
    const sign = coefficient < 0 ? -1 : 1;
    return Decimal.ofSafe(isAway(mode, sign < 0, -1, false) ? sign : 0, -scale);
  }
  return typeof coefficient === 'number' && drop <= exactTens
    ? Decimal.ofSafe(roundQuotient(coefficient, tens[drop] ?? 1, mode), -scale)
    : Decimal.of(roundLargeQuotient(BigInt(coefficient), tenTo(drop), mode), -scale);
}

function roundQuotient(dividend: number, divisor: number, mode: RoundingMode): number {
  const remainder = dividend % divisor;
  const quotient = (dividend - remainder) / divisor;
  const half = Math.sign(Math.abs(remainder) * 2 - divisor);
  return remainder !== 0 && isAway(mode, dividend < 0, half, quotient % 2 !== 0) ? quotient + Math.sign(dividend) : quotient;
}

function roundLargeQuotient(dividend: bigint, divisor: bigint, mode: RoundingMode): bigint {
  const quotient = dividend / divisor;
  const remainder = dividend - quotient * divisor;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  const half = twice < divisor ? -1 : twice > divisor ? 1 : 0;
  const away = remainder !== 0n && isAway(mode, dividend < 0n, half, quotient % 2n !== 0n);
  return away ? quotient + (dividend < 0n ? -1n : 1n) : quotient;
}

/**
 * Whether what has a fraction is rounded away from zero. `half`: the fraction less a half, by its sign; `odd`: the whole number
 * below.
 */
function isAway(mode: RoundingMode, negative: boolean, half: number, odd: boolean): boolean {
  switch (mode) {
    case 'up':
      return true;
    case 'down':
      return false;
    case 'ceiling':
      return !negative;
    case 'floor':
      return negative;
    case 'half-up':
      return half >= 0;
    case 'half-down':
      return half > 0;
    case 'half-even':
      return half > 0 || (half === 0 && odd);
  }
}

/** A number without its fraction where that is a safe integer; null for anything else. Positions and scales are given so. */
export function wholeNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  const whole = value instanceof Decimal ? roundTo(value, 0, 'down') : null;
  return typeof whole === 'number' ? whole : null;
}
