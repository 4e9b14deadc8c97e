import { expect, test } from 'vitest';
import { sliceColours } from './chart-data.ts';

test('slices have the colours of what they mean, where each means something else', () => {
  expect(sliceColours(['good', 'bad'])).toEqual(['var(--good)', 'var(--bad)']);
});

test.each([[['good', 'good']], [['good', undefined]], [['good', null]]])('slices of %j could be confused, and take turns', (tones) => {
  expect(sliceColours(tones)).toEqual(['var(--chart-1)', 'var(--chart-2)']);
});
