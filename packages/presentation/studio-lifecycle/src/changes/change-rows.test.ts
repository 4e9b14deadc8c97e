import { expect, test } from 'vitest';
import { type ChangeRow, nextChange } from './change-rows.ts';

const rows = (pattern: string) => [...pattern].map((each) => ({ change: each === 'x' ? {} : undefined }) as ChangeRow);

test('one goes from change to change, past artefacts of which only parts differ, and on at the other end', () => {
  const shown = rows('-xx-x');
  expect(nextChange(shown, -1, 1)).toBe(1);
  expect(nextChange(shown, 2, 1)).toBe(4);
  expect(nextChange(shown, 4, 1)).toBe(1);
  expect(nextChange(shown, 1, -1)).toBe(4);
  expect(nextChange(rows('x'), 0, 1)).toBe(0);
  expect(nextChange(rows('--'), 0, 1)).toBeNull();
  expect(nextChange([], -1, 1)).toBeNull();
});
