import { expect, test } from 'vitest';
import { layoutOf, nodeSize } from './graph-layout.ts';

test('what is used stands below what uses it, and nothing covers anything', () => {
  const elements = [
    { name: 'loan', requires: ['risk', 'rate'] },
    { name: 'risk', requires: ['amount', 'age'] },
    { name: 'rate', requires: ['risk'] },
    { name: 'amount', requires: [] },
    { name: 'age', requires: [] },
  ];
  const places = layoutOf(elements);
  const y = (name: string) => places.get(name)?.y ?? Number.NaN;
  expect(y('loan')).toBeLessThan(y('rate'));
  expect(y('rate')).toBeLessThan(y('risk'));
  expect(y('risk')).toBeLessThan(y('amount'));
  const all = [...places.values()];
  for (const [at, a] of all.entries())
    for (const b of all.slice(at + 1)) expect(Math.abs(a.x - b.x) >= nodeSize.width || Math.abs(a.y - b.y) >= nodeSize.height).toBe(true);
});

test('a circle and names that are nowhere end', () => {
  const places = layoutOf([
    { name: 'a', requires: ['b', 'gone'] },
    { name: 'b', requires: ['a'] },
  ]);
  expect(places.size).toBe(2);
});
