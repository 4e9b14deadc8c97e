import { expect, test } from 'vitest';
import { fuzzCase } from './fuzz-case.ts';
import { growingTexts } from './growing-texts.ts';
import { realExpressions } from './real-expressions.ts';
import { measureGrowth } from './time-growth.ts';

const real = realExpressions();

test('hostile texts neither crash nor hang, and reach nothing that is not a value', { timeout: 60_000 }, () => {
  const outcomes = Array.from({ length: 1_500 }, (_, number) => fuzzCase(20261129, number, real));
  expect(outcomes.filter(({ failure }) => failure !== null)).toEqual([]);
  // Most of what is tried must get as far as an evaluation, or nothing is shown.
  expect(outcomes.filter(({ compiled }) => compiled > 0).length).toBeGreaterThan(700);
  expect(outcomes.filter(({ values }) => values > 0).length).toBeGreaterThan(300);
  expect(new Set(outcomes.map(({ origin }) => origin)).size).toBe(4);
});

test('a case is the same for the same seed and number', () => {
  expect(fuzzCase(7, 42, real).text).toBe(fuzzCase(7, 42, real).text);
  expect(fuzzCase(8, 42, real).text).not.toBe(fuzzCase(7, 42, real).text);
});

test('the time to read a text grows no faster than the text', { timeout: 60_000 }, () => {
  const some = [
    'names of two words',
    'entries of entries before',
    'calls of unknown functions',
    'what might be a longer name',
    'texts with escapes',
  ];
  expect(Object.keys(growingTexts)).toEqual(expect.arrayContaining(some));
  expect(measureGrowth(some).filter(({ times }) => times > 24)).toEqual([]);
});
