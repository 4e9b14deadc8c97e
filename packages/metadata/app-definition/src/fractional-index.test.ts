import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexAt, indexBetween } from './fractional-index.ts';

const pattern = /^[0-9A-Za-z]{1,200}$/;

test('places made anew are in order and valid, also beyond one and two digits', () => {
  const places = Array.from({ length: 5000 }, (_, position) => indexAt(position));
  expect(places.slice(0, 3)).toEqual(['a0', 'a1', 'a2']);
  expect([places[62], places[3905], places[3906]]).toEqual(['b00', 'bzz', 'c000']);
  expect(places).toEqual([...places].sort());
  expect(new Set(places).size).toBe(5000);
});

test('any sequence of insertions keeps the order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 200 }), (choices) => {
      const places: string[] = [];
      for (const choice of choices) {
        const at = choice % (places.length + 1);
        const place = indexBetween(places[at - 1] ?? null, places[at] ?? null);
        expect(place).toMatch(pattern);
        places.splice(at, 0, place);
      }
      expect(places).toEqual([...places].sort());
      expect(new Set(places).size).toBe(places.length);
    }),
    { seed: 20261124, numRuns: 300 },
  );
});

test('a place between two that are not from here is found too', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Za-z]{1,6}$/), fc.stringMatching(/^[0-9A-Za-z]{1,6}$/), (one, other) => {
      fc.pre(one.replace(/0+$/, '') !== other.replace(/0+$/, ''));
      const [low, high] = one < other ? [one, other] : [other, one];
      const place = indexBetween(low, high);
      expect(place > low && place < high).toBe(true);
    }),
    { seed: 20261124, numRuns: 2000 },
  );
});

test('a thousand appended, a thousand put first: the places stay short', () => {
  let low = indexBetween(null, null);
  let high = low;
  for (let i = 0; i < 1000; i++) {
    low = indexBetween(null, low);
    high = indexBetween(high, null);
  }
  expect(Math.max(low.length, high.length)).toBeLessThanOrEqual(4);
});

test('there is nothing between a place and itself', () => {
  expect(() => indexBetween('a0', 'a0')).toThrow(RangeError);
});
