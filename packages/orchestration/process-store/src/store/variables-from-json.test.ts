import { Decimal, FeelDate } from '@plinth/expression';
import { expect, test } from 'vitest';
import { variablesFromJson } from './variables-from-json.ts';

test('types are kept where they are named', () => {
  const { day, exact, text, list } = variablesFromJson({
    day: { $date: '2026-01-31' },
    exact: { $number: '0.1' },
    text: '2026-01-31',
    list: [{ $date: '2026-02-01' }, 1],
  });
  expect(day).toBeInstanceOf(FeelDate);
  expect(exact).toBeInstanceOf(Decimal);
  expect(text).toBe('2026-01-31');
  expect(list).toEqual([expect.any(FeelDate), 1]);
});

test.each([
  ['a date that is none', { $date: '2026-02-30' }],
  ['a number that is none', { $number: 'many' }],
  ['a time of another type', { $time: { hour: 1 } }],
  ['lists within lists', Array.from({ length: 250 }).reduce<unknown>((inner) => [inner], 1)],
  ['lists a hundred thousand deep', Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], 1)],
  ['a range that is as deep', { $range: [true, Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], 1), 1, true] }],
  ['a context that is as deep', { $context: { a: Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], 1) } }],
  ['a long text', 'x'.repeat(1_000_001)],
])('%s is refused', (_what, value) => {
  expect(() => variablesFromJson({ value })).toThrow(expect.objectContaining({ code: 'process-store.bad-variable' }));
});

test('names that reach a prototype are names like others', () => {
  const given = variablesFromJson(JSON.parse('{"__proto__": {"polluted": true}, "a": {"__proto__": {"polluted": true}}}'));
  expect(Object.keys(given)).toEqual(['__proto__', 'a']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
