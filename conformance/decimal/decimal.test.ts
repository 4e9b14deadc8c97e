import { expect, test } from 'vitest';
import { exact, fractionOf, roundedTo, written } from './exact-decimal.ts';
import { runDecimal } from './run-decimal.ts';

test('the exact method itself, by examples of the General Decimal Arithmetic and by hand', () => {
  expect(written(fractionOf('-0.00'))).toBe('0e0');
  expect(written(exact['/'](fractionOf('1'), fractionOf('3')))).toBe(`${'3'.repeat(34)}e-34`);
  expect(written(exact['/'](fractionOf('2'), fractionOf('3')))).toBe(`${'6'.repeat(33)}7e-34`);
  expect(written(exact['/'](fractionOf('5'), fractionOf('0')))).toBeNull();
  expect(written(fractionOf('12345678901234567890123456789012345'))).toBe('1234567890123456789012345678901234e1');
  expect(written(fractionOf('12345678901234567890123456789012355'))).toBe('1234567890123456789012345678901236e1');
  expect(written(fractionOf('99999999999999999999999999999999995e6110'))).toBeNull();
  expect(written(fractionOf('5e-6177'))).toBe('0e0');
  expect(written(fractionOf('15e-6177'))).toBe('2e-6176');
  // Table 77 of DMN 1.5 and its rounding functions.
  expect(roundedTo(fractionOf('2.5'), 0, 'half-even')).toBe('2e0');
  expect(roundedTo(fractionOf('5.5'), 0, 'up')).toBe('6e0');
  expect(roundedTo(fractionOf('-5.5'), 0, 'up')).toBe('-6e0');
  expect(roundedTo(fractionOf('1.121'), 2, 'up')).toBe('113e-2');
  expect(roundedTo(fractionOf('-1.126'), 2, 'down')).toBe('-112e-2');
  expect(roundedTo(fractionOf('-5.5'), 0, 'half-down')).toBe('-5e0');
  expect(roundedTo(fractionOf('-5.5'), 0, 'half-up')).toBe('-6e0');
  expect(roundedTo(fractionOf('-1.56'), 1, 'floor')).toBe('-16e-1');
  expect(roundedTo(fractionOf('1234'), -2, 'ceiling')).toBe('13e2');
});

test('operators and functions of numbers give what the exact method gives', { timeout: 60_000 }, () => {
  const result = runDecimal(20261129, 400);
  expect(result.wrong).toEqual([]);
  expect(Object.values(result.evaluated).every((count) => count >= 400)).toBe(true);
  expect(result.nulls).toBeGreaterThan(0);
});
