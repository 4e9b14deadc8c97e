import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyText, invertText, mapText, textChangeBetween } from '../index.ts';

const settings = { seed: 20_261_124, numRuns: 2000 };
const text = fc.string({ maxLength: 30 });

test('the change between two texts makes one of the other, and its inverse the first again', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = textChangeBetween(before, after);
      expect(applyText(before, changes)).toBe(after);
      expect(applyText(after, invertText(before, changes))).toBe(before);
    }),
    settings,
  );
});

test('L7 two changes of the same text lead to the same text, whoever is told first', () => {
  fc.assert(
    fc.property(text, text, text, (base, one, other) => {
      const [a, b] = [textChangeBetween(base, one), textChangeBetween(base, other)];
      const aThenB = applyText(one, mapText(b, a, false));
      const bThenA = applyText(other, mapText(a, b, true));
      expect(aThenB).not.toBeNull();
      expect(aThenB).toBe(bThenA);
    }),
    settings,
  );
});

test('L7 at the same place, what is first in the log is first in the text; what both delete is deleted once', () => {
  const base = 'amount > 5';
  const [mine, theirs] = [textChangeBetween(base, 'amount >= 5'), textChangeBetween(base, 'amount >> 5')];
  expect(applyText('amount >= 5', mapText(theirs, mine, false))).toBe('amount >=> 5');
  const [cut, cutMore] = [textChangeBetween(base, 'amount'), textChangeBetween(base, 'am')];
  expect(applyText('amount', mapText(cutMore, cut, false))).toBe('am');
});

test('a change for a text of another length is not applied', () => {
  expect(applyText('abc', textChangeBetween('abcd', 'x'))).toBeNull();
});
