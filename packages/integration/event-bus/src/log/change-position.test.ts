import { expect, test } from 'vitest';
import { afterReading, type ChangePosition } from './change-position.ts';

const minute = 60_000;
const empty: ChangePosition = { last: 10, missing: [] };

test('S2: an event that is committed after a later one is read when it comes', () => {
  const first = afterReading(empty, [11, 13], { oldest: '100', next: '105', now: 0 });
  expect(first).toMatchObject({ last: 13, missing: [{ position: 12 }] });
  const second = afterReading(first, [12, 14], { oldest: '106', next: '110', now: 1000 });
  expect(second).toEqual({ last: 14, missing: [] });
});

test('S2: what was rolled back is given up when nobody can have it any more', () => {
  const first = afterReading(empty, [12], { oldest: '100', next: '105', now: 0 });
  expect(first.missing).toHaveLength(1);
  // One of those that ran then still runs.
  expect(afterReading(first, [], { oldest: '104', next: '200', now: 10 * minute }).missing).toHaveLength(1);
  expect(afterReading(first, [], { oldest: '105', next: '200', now: 10 }).missing).toHaveLength(1);
  expect(afterReading(first, [], { oldest: '105', next: '200', now: minute }).missing).toEqual([]);
});

test('nothing read changes nothing', () => {
  expect(afterReading(empty, [], { oldest: '1', next: '2', now: 0 })).toEqual(empty);
});

test('what lies between is one range, of which some come later', () => {
  const first = afterReading(empty, [1000], { oldest: '100', next: '105', now: 0 });
  expect(first).toEqual({ last: 1000, missing: [{ position: 11, to: 999, before: '105', since: 0 }] });
  const second = afterReading(first, [11, 500, 999, 1001], { oldest: '104', next: '110', now: 1 });
  expect(second.missing).toEqual([
    { position: 12, to: 499, before: '105', since: 0 },
    { position: 501, to: 998, before: '105', since: 0 },
  ]);
  expect(second.last).toBe(1001);
});

test('a position of which only the beginning was taken goes on with the rest', () => {
  const taken = [11, 12, 14];
  const half = afterReading(empty, taken.slice(0, 2), { oldest: '1', next: '2', now: 0 });
  expect(afterReading(half, taken.slice(2), { oldest: '1', next: '2', now: 0 })).toEqual(
    afterReading(empty, taken, { oldest: '1', next: '2', now: 0 }),
  );
});
