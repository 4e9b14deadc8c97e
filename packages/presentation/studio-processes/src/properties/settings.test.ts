import { expect, test } from 'vitest';
import { namesIn } from './names-in.ts';
import { spanIn, spanText } from './span.ts';

test.each([
  ['P2D', { count: '2', unit: 'D' }],
  ['PT36H', { count: '36', unit: 'H' }],
  ['PT90M', { count: '90', unit: 'M' }],
])('%s is a span of one unit and written as it was', (text, span) => {
  expect(spanIn(text)).toEqual(span);
  expect(spanText(span as never)).toBe(text);
});

test('other durations and moments are written as texts; nothing is no span', () => {
  for (const text of ['P1DT2H', '2026-01-31T08:00:00Z', 'P1M', 'x']) expect(spanIn(text), text).toBeNull();
  expect(spanText(spanIn('') ?? { count: 'x', unit: 'D' })).toBe('');
  for (const count of ['-1', '1.5', 'e', '']) expect(spanText({ count, unit: 'H' })).toBe('');
});

test('names stand once each, without what is empty', () => {
  expect(namesIn(' clerk,boss ,, clerk')).toEqual(['clerk', 'boss']);
});
