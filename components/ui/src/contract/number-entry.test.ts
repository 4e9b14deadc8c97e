import { expect, test } from 'vitest';
import { addDecimals, asJsonNumber, compareDecimals, decimalText } from './decimal-text.ts';
import { readNumber, writeNumber } from './number-entry.ts';

test.each([
  ['1,234.5', 'en', '1234.5'],
  ['1.234,5', 'de', '1234.5'],
  ['1\u202f234,5', 'fr', '1234.5'],
  ['1234,5', 'cs', '1234.5'],
  ['١٬٢٣٤٫٥', 'ar-EG', '1234.5'],
  ['-.5', 'en', '-0.5'],
  ['−7', 'en', '-7'],
  ['007', 'en', '7'],
  ['123456789012345678901234567890.123456789', 'en', '123456789012345678901234567890.123456789'],
  ['1,5', 'en', null],
  ['1.234.5', 'en', null],
  ['abc', 'en', null],
  ['1e5', 'en', null],
])('%j in %s is %j', (text, locale, number) => {
  expect(readNumber(text, locale)).toBe(number);
});

test('writing loses no digit', () => {
  expect(writeNumber('12345678901234567890.12', 'en', { grouped: true })).toBe('12,345,678,901,234,567,890.12');
});

test('decimals add and compare exactly', () => {
  expect(addDecimals('0.1', '0.2')).toBe('0.3');
  expect(addDecimals('-1', '0.25')).toBe('-0.75');
  expect(compareDecimals('10.0', '10')).toBe(0);
  expect(compareDecimals('-2', '-10')).toBe(1);
  expect(asJsonNumber('12.5')).toBe(12.5);
  expect(asJsonNumber('12345678901234567890')).toBe('12345678901234567890');
  expect(decimalText('twelve')).toBeNull();
});
