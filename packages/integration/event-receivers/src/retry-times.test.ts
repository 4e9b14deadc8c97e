import { expect, test } from 'vitest';
import { retryAfter, retryWait } from './retry-times.ts';

test('R4: waits grow to a day, a fifth more or less, and end after ten attempts', () => {
  const waits = Array.from({ length: 11 }, (_, at) => retryWait(at + 1, null, () => 0.5));
  expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, null, null].map((each) => each && each * 1000));
  expect([0, 1].map((random) => retryWait(1, null, () => random))).toEqual([4000, 6000]);
});

test('R4: who asks for longer has it, up to a day; who asks for less has not', () => {
  expect(retryWait(1, 60_000, () => 0.5)).toBe(60_000);
  expect(retryWait(2, 1000, () => 0.5)).toBe(300_000);
  expect(retryWait(1, 1e12, () => 0.5)).toBe(86_400_000);
  expect(retryAfter('120', 0)).toBe(120_000);
  expect(retryAfter('Thu, 01 Jan 1970 00:01:00 GMT', 10_000)).toBe(50_000);
  expect(retryAfter('Thu, 01 Jan 1970 00:01:00 GMT', 90_000)).toBe(0);
  for (const text of [undefined, '', 'soon', '-5', '1e9']) expect(retryAfter(text, 0)).toBeNull();
});
