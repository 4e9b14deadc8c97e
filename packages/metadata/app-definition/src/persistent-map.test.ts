import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PersistentMap } from './persistent-map.ts';

const entries = fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.nat()), { maxLength: 400 });

test('a map made at once is the one that is made entry by entry, and shares nothing with what is made of it', () => {
  fc.assert(
    fc.property(entries, fc.tuple(fc.string({ maxLength: 3 }), fc.nat()), (given, [key, value]) => {
      const atOnce = PersistentMap.from(given);
      let oneByOne = PersistentMap.empty<number>();
      for (const [name, number] of given) oneByOne = oneByOne.with(name, number);
      const whole = [...oneByOne];
      expect([...atOnce]).toEqual(whole);
      expect([atOnce.size, new Map(given).size]).toEqual([oneByOne.size, oneByOne.size]);
      expect(atOnce.with(key, value).without(key).has(key)).toBe(false);
      expect([...atOnce]).toEqual(whole);
    }),
    { numRuns: 300, seed: 20261129 },
  );
});

test('two maps differ where one has another value or none', () => {
  const numbers = fc.array(fc.tuple(fc.string({ maxLength: 2 }), fc.nat({ max: 2 })), { maxLength: 120 });
  fc.assert(
    fc.property(numbers, numbers, fc.boolean(), (first, then, related) => {
      const one = PersistentMap.from(first);
      let other = related ? one : PersistentMap.empty<number>();
      for (const [key, value] of then) other = value === 0 ? other.without(key) : other.with(key, value);
      const keys = new Set([...one.keys(), ...other.keys()]);
      const expected = [...keys].filter((key) => one.get(key) !== other.get(key) || one.has(key) !== other.has(key));
      expect([...one.differing(other)].sort()).toEqual(expected.sort());
    }),
    { numRuns: 300, seed: 20261130 },
  );
  const large = PersistentMap.from(Array.from({ length: 5000 }, (_, at) => [`record-${at}`, at] as const));
  expect([...large.differing(large.with('record-7', -7).with('more', 1))].sort()).toEqual(['more', 'record-7']);
});

test('keys of one hash stand beside each other, each with its own value', () => {
  // By FNV-1a over UTF-16: found by search.
  const [one, other] = ['k4uzx', 'kf2ad'];
  const map = PersistentMap.from([
    [one, 1],
    [other, 2],
    [one, 3],
  ]);
  expect([map.size, map.get(one), map.get(other)]).toEqual([2, 3, 2]);
  expect([...map.without(one)]).toEqual([[other, 2]]);
  expect([...map.differing(map.with(other, 4))]).toEqual([other]);
});
