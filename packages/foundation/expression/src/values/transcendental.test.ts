import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FeelNumber, parseNumber, partsOf, printNumber } from './decimal.ts';
import { exponential, logarithm, modulo, power, squareRoot, standardDeviation } from './transcendental.ts';

function n(text: string): FeelNumber {
  const value = parseNumber(text);
  if (value === null) throw new Error(text);
  return value;
}
const shown = (value: FeelNumber | null) => (value === null ? null : printNumber(value));

// Digits of √2, √3, e, ln 10 and ln 2 as tables print them (OEIS A002193, A002194, A001113, A002392, A002162), to 34 digits.
test.each([
  ['2', '1.414213562373095048801688724209698'],
  ['3', '1.732050807568877293527446341505872'],
  ['16', '4'],
  ['0', '0'],
  ['0.0001', '0.01'],
  ['1e-6176', '1E-3088'],
  ['-1', null],
])('√%s is %s', (value, root) => {
  expect(shown(squareRoot(n(value)))).toBe(root);
});

test.each([
  ['0', '1'],
  ['1', '2.718281828459045235360287471352662'],
  ['1e-40', '1'],
  ['1e-6176', '1'],
  ['14200', null],
  ['1e6144', null],
  ['-1e6144', '0'],
  ['-14300', '0'],
])('exp(%s) is %s', (value, result) => {
  expect(shown(exponential(n(value)))).toBe(result);
});

test.each([
  ['1', '0'],
  ['10', '2.302585092994045684017991454684364'],
  ['2', '0.6931471805599453094172321214581766'],
  ['0.5', '-0.6931471805599453094172321214581766'],
  // ln(1 + x) = x − x²/2 + …
  ['1.000000000000000000000000000000001', '0.0000000000000000000000000000000009999999999999999999999999999999995'],
  ['0', null],
  ['-1', null],
])('log(%s) is %s', (value, result) => {
  expect(shown(logarithm(n(value)))).toBe(result);
});

test.each([
  ['2', '0.5', '1.414213562373095048801688724209698'],
  ['32', '0.2', '2'],
  ['0.25', '1.5', '0.125'],
  ['10', '-6150', '1E-6150'],
  ['10', '6144', '1E+6144'],
  ['10', '6145', null],
  ['-10', '3', '-1000'],
  ['-1', '1e40', '1'],
  ['-1', '9007199254740993', '-1'],
  ['1', '-1e40', '1'],
  ['2', '1e40', null],
  ['2', '-1e40', '0'],
  ['0.5', '1e40', '0'],
  ['0.5', '-1e40', null],
  ['-2', '1e40', null],
  ['-2', '0.5', null],
  ['0', '0', '1'],
  ['0', '0.5', '0'],
  ['0', '-1', null],
  // (1 + 10^-33)^(10^33) is e less half an e of the last place but one.
  ['1.000000000000000000000000000000001', '1e33', '2.718281828459045235360287471352661'],
])('%s ** %s is %s', (base, exponent, result) => {
  expect(shown(power(n(base), n(exponent)))).toBe(result);
});

test.each([
  ['-12', '5', '3'],
  ['12', '-5', '-3'],
  ['10.1', '4.5', '1.1'],
  ['1e40', '7', '4'],
  ['1e33', '0.7', '0.4'],
  ['-0.1', '0.1', '0'],
  ['9007199254740993', '2', '1'],
  ['-9007199254740991', '9007199254740993', '2'],
  ['5', '0', null],
])('modulo(%s, %s) is %s', (dividend, divisor, rest) => {
  expect(shown(modulo(n(dividend), n(divisor)))).toBe(rest);
});

test('the standard deviation is rounded once', () => {
  expect(shown(standardDeviation([1, 2, 3, 4]))).toBe('1.290994448735805628393088466594133');
  expect(shown(standardDeviation([n('1000000000000000000000000000000001'), n('1000000000000000000000000000000003')]))).toBe(
    '1.414213562373095048801688724209698',
  );
  expect(standardDeviation([3, 3])).toBe(0);
  expect(standardDeviation([3])).toBeNull();
});

describe('laws', () => {
  const positive = fc
    .tuple(fc.bigInt({ min: 1n, max: 10n ** 34n - 1n }), fc.integer({ min: -60, max: 60 }))
    .map(([digits, exponent]) => n(`${digits}e${exponent}`));

  test('a root is nearer to the true one than half a unit of its last digit', () => {
    fc.assert(
      fc.property(positive, (value) => {
        const root = partsOf(squareRoot(value) ?? 0);
        const pad = 34 - root.coefficient.toString().length;
        const twice = 2n * root.coefficient * 10n ** BigInt(pad);
        const exponent = root.exponent - pad;
        // (2r − 1)² ≤ 4v ≤ (2r + 1)², in units of 10^(2·exponent).
        const { coefficient, exponent: given } = partsOf(value);
        const [scale, other] = [given - 2 * exponent, 2 * exponent - given];
        const four = 4n * coefficient * (scale > 0 ? 10n ** BigInt(scale) : 1n);
        const unit = other > 0 ? 10n ** BigInt(other) : 1n;
        expect((twice - 1n) ** 2n * unit <= four && four <= (twice + 1n) ** 2n * unit).toBe(true);
      }),
      { seed: 20261129, numRuns: 500 },
    );
  });

  test('powers that are whole numbers are exact as long as they have 34 digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -99n, max: 99n }), fc.integer({ min: 0, max: 16 }), (base, exponent) => {
        expect(shown(power(Number(base), exponent))).toBe(String(base ** BigInt(exponent)));
      }),
      { seed: 20261129, numRuns: 500 },
    );
  });

  test('the logarithm of the exponential of a number is the number, but for the digits that the exponential has not', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_000, max: 9_000 }), (thousandths) => {
        const value = n(`${thousandths}e-3`);
        const back = logarithm(exponential(value) ?? 0);
        expect(Math.abs(Number(back) * 1000 - thousandths)).toBeLessThan(1e-9);
      }),
      { seed: 20261129, numRuns: 200 },
    );
  });
});
