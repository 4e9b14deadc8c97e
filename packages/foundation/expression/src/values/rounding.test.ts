import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal.ts';
import { type RoundingMode, roundTo } from './rounding.ts';

const smallest = Decimal.of(15n, -6176) ?? 0;
const largest = Decimal.of(1n, 6111);

describe('what is less than a half of the last digit that stays', () => {
  it.each<[RoundingMode, typeof smallest, unknown]>([
    ['up', smallest, largest],
    ['ceiling', smallest, largest],
    ['floor', smallest, 0],
    ['down', smallest, 0],
    ['half-up', smallest, 0],
    ['half-down', smallest, 0],
    ['half-even', smallest, 0],
    ['up', Decimal.of(-15n, -6176) ?? 0, Decimal.of(-1n, 6111)],
    ['floor', Decimal.of(-15n, -6176) ?? 0, Decimal.of(-1n, 6111)],
    ['ceiling', Decimal.of(-15n, -6176) ?? 0, 0],
    ['up', 0, 0],
  ])('%s', (mode, value, expected) => {
    expect(roundTo(value, -6111, mode)).toEqual(expected);
  });

  it('is beyond the range where such a digit is', () => {
    expect(roundTo(1, -6145, 'up')).toBeNull();
  });

  it('at the border: 34 digits against 35 places', () => {
    const nines = 9_999_999_999_999_999_999_999_999_999_999_999n;
    expect(roundTo(Decimal.of(nines, 0) ?? 0, -34, 'half-up')).toEqual(Decimal.of(1n, 34));
    expect(roundTo(Decimal.of(nines, 0) ?? 0, -35, 'half-up')).toBe(0);
    expect(roundTo(Decimal.of(nines, 0) ?? 0, -35, 'up')).toEqual(Decimal.of(1n, 35));
  });
});
