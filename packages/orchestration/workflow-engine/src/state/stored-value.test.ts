import { compile, equalValues, evaluate } from '@plinth/expression';
import { describe, expect, test } from 'vitest';
import { fromStored, toStored } from './stored-value.ts';

describe('stored values', () => {
  test.each([
    '1',
    '0.1000000000000000000000000000000001',
    '"text"',
    'true',
    'null',
    '@"2026-01-31"',
    '@"08:00:00+01:00"',
    '@"2026-01-31T08:00:00@Europe/Prague"',
    '@"P1DT2H"',
    '@"P1Y2M"',
    '[1, @"2026-01-31", {a: "b"}]',
    '[1..5]',
    '{"$date": "no date", b: 1}',
  ])('P5: %s comes back as it was', (text) => {
    const value = evaluate(compile(text));
    const back = fromStored(JSON.parse(JSON.stringify(toStored(value, 'x'))));
    expect(back).toEqual(value);
    expect(equalValues(back, value)).toBe(true);
  });

  test('a context of one name that looks like a mark comes back too', () => {
    const value = { $date: 'no date' };
    expect(fromStored(toStored(value, 'x'))).toEqual(value);
  });

  test.each([
    ['a\u0000b', 'U+0000'],
    ['\ud83d', 'surrogate'],
    [['x', { deep: '\udc00' }], 'surrogate'],
    [{ 'a\u0000': 1 }, 'U+0000'],
  ])('texts that cannot be kept are refused', (value, reason) => {
    expect(() => toStored(value, 'x')).toThrow(
      expect.objectContaining({ code: 'process.not-storable', message: expect.stringContaining(reason) }),
    );
    expect(toStored('🙂', 'x')).toBe('🙂');
  });

  test('functions are refused', () => {
    expect(() => toStored(evaluate(compile('function(x) x')), 'f')).toThrow(expect.objectContaining({ code: 'process.not-storable' }));
  });
});
