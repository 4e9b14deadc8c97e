import { expect, test } from 'vitest';
import { correlationText } from './correlation-key.ts';

test('equal keys have equal texts, whatever the order of their entries', () => {
  expect(correlationText({ a: 1, b: [{ d: 2, c: 3 }] })).toBe(correlationText({ b: [{ c: 3, d: 2 }], a: 1 }));
});

test('a text is no number, and nothing is no key', () => {
  expect(correlationText('1')).not.toBe(correlationText(1));
  expect([correlationText(null), correlationText(undefined)]).toEqual([null, null]);
});

test('long keys are short, and still differ', () => {
  const [first, second] = ['x'.repeat(5000), `${'x'.repeat(4999)}y`].map((key) => correlationText(key) ?? '');
  expect(first?.length).toBeLessThan(60);
  expect(first).not.toBe(second);
});
