import { expect, test } from 'vitest';
import { writtenText } from './written-text.ts';

test.each([
  ['{{ left.count }} left', true, '{{ left.count }} left'],
  ['{{ left.count }} left', false, "'{{ left.count }} left"],
  ['{{ never closed', true, "'{{ never closed"],
  ['= 1 + {{ 1 }}', true, "'= 1 + {{ 1 }}"],
  ['words', true, 'words'],
  [3, true, 3],
  [undefined, true, undefined],
] as const)('%j (bindable: %s) is kept as %j', (typed, bindable, kept) => {
  expect(writtenText(typed, bindable)).toBe(kept);
});
