import { expect, test } from 'vitest';
import { durationSeconds, readDuration, writeDuration } from './duration-text.ts';

test.each([
  ['1d 2h 30m', 'P1DT2H30M'],
  ['2:30', 'PT2H30M'],
  ['2w', 'P14D'],
  ['1y 2mo', 'P1Y2M'],
  ['PT90M', 'PT90M'],
  ['-1d', '-P1D'],
  ['0m', 'PT0S'],
  ['1mo 2d', null],
  ['soon', null],
])('%j is %j', (text, duration) => {
  expect(readDuration(text)).toBe(duration);
});

test('written as it is typed, and measured', () => {
  expect(writeDuration('P1DT2H30M')).toBe('1d 2h 30m');
  expect(durationSeconds('PT1H1S')).toBe(3601);
});
