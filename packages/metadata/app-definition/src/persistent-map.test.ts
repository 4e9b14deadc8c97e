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
});
