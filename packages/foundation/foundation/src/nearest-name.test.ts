import { expect, test } from 'vitest';
import { nearestName } from './index.ts';

test.each([
  ['staus', ['status', 'station'], 'status'],
  ['STATUS', ['status'], 'status'],
  ['amuont', ['amount', 'account'], 'amount'],
  ['psuh', ['push'], 'push'],
  ['x', ['status'], null],
  ['', ['a'], 'a'],
  ['completely', ['different'], null],
  ['a', [], null],
])('%s among %j is meant as %s', (name, candidates, expected) => {
  expect(nearestName(name, candidates)).toBe(expected);
});

test('a very long name costs nothing against short ones', () => {
  expect(nearestName('x'.repeat(100_000), ['status', 'amount'])).toBeNull();
});
