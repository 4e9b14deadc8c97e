import { expect, test } from 'vitest';
import { numberOf } from './arithmetic.ts';

test.each([
  ['12', 12],
  ['3 * 12 + 4', 40],
  ['-1.5', -1.5],
  ['1280 / 3 * 3', 1280],
  ['', null],
  ['twelve', null],
  ['"12"', null],
  ['globalThis', null],
])('%j is %j', (text, expected) => {
  const found = numberOf(text);
  if (expected === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(expected, 9);
});
