import { expect, test } from 'vitest';
import { datePattern, readDate, writeDate } from './date-entry.ts';

test.each([
  ['29/04/1996', 'en-GB', '1996-04-29'],
  ['4/29/1996', 'en-US', '1996-04-29'],
  ['29. 4. 1996', 'cs', '1996-04-29'],
  ['1996-04-29', 'de', '1996-04-29'],
  ['31/02/2026', 'en-GB', null],
  ['29/02/2024', 'en-GB', '2024-02-29'],
  ['29/02/2023', 'en-GB', null],
  ['today', 'en-GB', null],
])('%j in %s is %j', (text, locale, date) => {
  expect(readDate(text, locale)).toBe(date);
});

test('written as the locale reads it, and back', () => {
  expect(writeDate('1996-04-29', 'de')).toBe('29.04.1996');
  expect(readDate(writeDate('1996-04-29', 'en-US'), 'en-US')).toBe('1996-04-29');
  expect(datePattern('en-GB', { day: 'DD', month: 'MM', year: 'YYYY' })).toBe('DD/MM/YYYY');
});
