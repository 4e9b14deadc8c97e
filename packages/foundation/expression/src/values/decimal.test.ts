import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FeelNumber, parseNumber, partsOf, printNumber } from './decimal.ts';
import { add, compareNumbers, divide, multiply, negate, subtract } from './decimal-arithmetic.ts';
import { type RoundingMode, roundTo } from './rounding.ts';
import { power } from './transcendental.ts';

function n(text: string): FeelNumber {
  const value = parseNumber(text);
  if (value === null) throw new Error(text);
  return value;
}
const shown = (value: FeelNumber | null) => (value === null ? null : printNumber(value));

describe('one form for equal numbers', () => {
  test.each([
    ['1.0', '1'],
    ['1.10', '1.1'],
    ['-0', '0'],
    ['0.000', '0'],
    ['1e3', '1000'],
    ['1.5e-3', '0.0015'],
    ['9007199254740991', '9007199254740991'],
    ['9007199254740993', '9007199254740993'],
    ['1e21', '1000000000000000000000'],
    ['.5', '0.5'],
    ['100000000000000000000', '100000000000000000000'],
    ['12345678901234567890123456789012345', '12345678901234567890123456789012340'],
    ['12345678901234567890123456789012355', '12345678901234567890123456789012360'],
    // Rounded once: to 34 digits first, it would be a half of the last place that there is, and then rounded up.
    ['14999999999999999999999999999999999.9e-6210', '1E-6176'],
    ['15e-6177', '2E-6176'],
    ['5e-6177', '0'],
    ['1e-999999', '0'],
  ])('%s prints as %s', (text, printed) => {
    expect(shown(n(text))).toBe(printed);
  });

  test.each(['', '.', '1.2.3', 'abc', '1e', '--1', '0x10', 'NaN', 'Infinity'])('%j is no number', (text) => {
    expect(parseNumber(text)).toBeNull();
  });

  test('safe integers are JavaScript numbers, all else is a Decimal', () => {
    expect(n('123.0')).toBe(123);
    expect(typeof n('9007199254740992')).toBe('object');
    expect(typeof n('0.1')).toBe('object');
  });
});

describe('arithmetic, values from PostgreSQL numeric and by hand', () => {
  test.each([
    ['0.1', '0.2', '0.3'],
    ['9007199254740991', '1', '9007199254740992'],
    ['9007199254740992', '-1', '9007199254740991'],
    ['1.005', '0.005', '1.01'],
    ['1e34', '1', '10000000000000000000000000000000000'],
    ['99999999999999999999999999999999999', '0', '100000000000000000000000000000000000'],
  ])('%s + %s = %s', (a, b, sum) => {
    expect(shown(add(n(a), n(b)))).toBe(sum);
  });

  test.each([
    ['1', '3', '0.3333333333333333333333333333333333'],
    ['2', '3', '0.6666666666666666666666666666666667'],
    ['10', '4', '2.5'],
    ['1', '0', null],
    ['-7', '2', '-3.5'],
    ['0', '5', '0'],
    ['1', '8', '0.125'],
    ['1e-3', '1e3', '0.000001'],
    ['9999999999999999999999999999999998', '100', '99999999999999999999999999999999.98'],
    ['-9999999999999999999999999999999998', '10', '-999999999999999999999999999999999.8'],
    ['9999999999999999999999999999999999', '3', '3333333333333333333333333333333333'],
    ['2e-6170', '3e6', '1E-6176'],
  ])('%s / %s = %s', (a, b, quotient) => {
    expect(shown(divide(n(a), n(b)))).toBe(quotient);
  });

  test('2 / 3 * 3 is rounded at each step, to 34 digits', () => {
    expect(shown(multiply(divide(2, 3) ?? 0, 3))).toBe('2');
  });

  test('the thirty-fifth digit is rounded half to even', () => {
    expect(shown(n('1.0000000000000000000000000000000005'))).toBe('1');
    expect(shown(n('1.0000000000000000000000000000000015'))).toBe('1.000000000000000000000000000000002');
    expect(shown(n('1.00000000000000000000000000000000050000000001'))).toBe('1.000000000000000000000000000000001');
  });

  test('cents add up', () => {
    let sum: FeelNumber = 0;
    for (let index = 0; index < 10_000; index++) sum = add(sum, n('0.01')) ?? 0;
    expect(sum).toBe(100);
  });

  test.each([
    ['2', '10', '1024'],
    ['2', '-2', '0.25'],
    ['10', '30', '1000000000000000000000000000000'],
    ['1.1', '2', '1.21'],
    ['0', '0', '1'],
    ['0', '-1', null],
  ])('%s ** %s = %s', (a, b, result) => {
    expect(shown(power(n(a), n(b)))).toBe(result);
  });

  test('beyond the range of decimal128 there is no number', () => {
    expect(power(10, 6200)).toBeNull();
    expect(multiply(n('1e6000'), n('1e6000'))).toBeNull();
  });
});

test.each([
  ['1.005', 2, 'half-up', '1.01'],
  ['1.005', 2, 'half-even', '1'],
  ['1.015', 2, 'half-even', '1.02'],
  ['2.5', 0, 'half-even', '2'],
  ['-2.5', 0, 'half-up', '-3'],
  ['-2.5', 0, 'half-down', '-2'],
  ['1.1', 0, 'up', '2'],
  ['-1.1', 0, 'up', '-2'],
  ['1.9', 0, 'down', '1'],
  ['-1.5', 0, 'floor', '-2'],
  ['-1.5', 0, 'ceiling', '-1'],
  ['1234', -2, 'half-even', '1200'],
  ['1.5', 5, 'half-even', '1.5'],
] as [string, number, RoundingMode, string][])('%s to %i digits, %s, is %s', (value, scale, mode, rounded) => {
  expect(shown(roundTo(n(value), scale, mode))).toBe(rounded);
});

describe('laws', () => {
  const decimals = fc
    .tuple(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), fc.integer({ min: -8, max: 8 }))
    .map(([digits, exponent]) => n(`${digits}e${exponent}`));

  test('printing and reading give the same number', () => {
    fc.assert(
      fc.property(decimals, (a) => {
        expect(parseNumber(printNumber(a))).toEqual(a);
      }),
    );
  });

  test('addition is commutative, subtraction its inverse, order agrees with difference', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(add(a, b)).toEqual(add(b, a));
        const difference = subtract(a, b);
        expect(difference === null ? 0 : Math.sign(compareNumbers(difference, 0))).toBe(compareNumbers(a, b));
      }),
    );
  });

  test('exact products divide back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (a, b) => {
        expect(divide(multiply(a, b) ?? 0, b)).toBe(a === 0 ? 0 : a);
      }),
    );
  });
});

describe('with JavaScript numbers or with big integers: the same', () => {
  const edges = [0n, 1n, 10n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 10n ** 15n, 10n ** 16n];
  const wholes = fc
    .tuple(
      fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.bigInt({ min: 0n, max: 10n ** 5n }), fc.constantFrom(...edges)),
      fc.boolean(),
    )
    .map(([size, negative]) => (negative ? -size : size));
  const places = fc.integer({ min: 0, max: 16 });
  const runs = { numRuns: 2000 };

  test('sums', () => {
    fc.assert(
      fc.property(wholes, places, wholes, places, (x, p, y, q) => {
        const exact = x * 10n ** BigInt(16 - p) + y * 10n ** BigInt(16 - q);
        const sum = add(n(`${x}e-${p}`), n(`${y}e-${q}`));
        // Through a text of more digits than a JavaScript number is read from.
        expect(sum).toEqual(n(`${exact}${'0'.repeat(16)}e-32`));
        const order = compareNumbers(n(`${x}e-${p}`), n(`${-y}e-${q}`));
        expect(order).toBe(exact < 0n ? -1 : exact > 0n ? 1 : 0);
      }),
      runs,
    );
  });

  test('products', () => {
    fc.assert(
      fc.property(wholes, places, wholes, places, (x, p, y, q) => {
        expect(multiply(n(`${x}e-${p}`), n(`${y}e-${q}`))).toEqual(n(`${x * y}${'0'.repeat(16)}e-${p + q + 16}`));
      }),
      runs,
    );
  });

  test('quotients', () => {
    const factor = n('12157665459056928801');
    const short = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
    fc.assert(
      fc.property(short, places, short, places, (x, p, y, q) => {
        const [a, b] = [n(`${x}e-${p}`), n(`${y}e-${q}`)];
        expect(divide(multiply(a, factor) ?? 0, multiply(b, factor) ?? 0)).toEqual(divide(a, b));
      }),
      runs,
    );
  });

  test('quotients beside powers of ten are off by half a unit of their last digit at most', () => {
    const beside = fc
      .tuple(fc.constantFrom(1, 2, 16, 33, 34), fc.integer({ min: -3, max: 0 }), fc.constantFrom(1, 3))
      .map(([zeros, difference, times]) => (10n ** BigInt(zeros) + BigInt(difference)) / BigInt(times) || 1n);
    fc.assert(
      fc.property(beside, beside, (x, y) => {
        let { coefficient, exponent } = partsOf(divide(n(`${x}`), n(`${y}`)) ?? 0);
        for (; coefficient < 10n ** 33n; exponent--) coefficient *= 10n;
        const [up, down] = [10n ** BigInt(Math.max(0, -exponent)), 10n ** BigInt(Math.max(0, exponent))];
        const error = x * up - coefficient * y * down;
        // Below a power of ten there is a digit more.
        const units = error < 0n && coefficient === 10n ** 33n ? 20n : 2n;
        expect((error < 0n ? -error : error) * units <= y * down).toBe(true);
      }),
      runs,
    );
  });

  test.each(['up', 'down', 'ceiling', 'floor', 'half-up', 'half-down', 'half-even'] as const)('rounding %s', (mode) => {
    const shift = n('100000000000000000000');
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 53n }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 4 }),
        (x, p, scale) => {
          const small = n(`${x}e-${p}`);
          const large = add(small, shift) ?? 0;
          expect(subtract(roundTo(large, scale, mode) ?? 0, shift)).toEqual(roundTo(small, scale, mode));
          const below = subtract(negate(small), shift) ?? 0;
          expect(add(roundTo(below, scale, mode) ?? 0, shift)).toEqual(roundTo(negate(small), scale, mode));
        },
      ),
      runs,
    );
  });
});
