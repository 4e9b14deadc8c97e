import { expect, test } from 'vitest';
import { wantedRange } from './byte-range.ts';

test.each([
  ['bytes=0-0', 10, { start: 0, end: 0 }],
  ['bytes=2-4', 10, { start: 2, end: 4 }],
  ['bytes=2-', 10, { start: 2, end: 9 }],
  ['bytes=2-99', 10, { start: 2, end: 9 }],
  ['bytes=-3', 10, { start: 7, end: 9 }],
  ['bytes=-30', 10, { start: 0, end: 9 }],
  ['BYTES=9-9', 10, { start: 9, end: 9 }],
  ['bytes=0-99999999999999999999999', 10, { start: 0, end: 9 }],
  ['bytes=10-', 10, 'none'],
  ['bytes=99999999999999999999999-', 10, 'none'],
  ['bytes=-0', 10, 'none'],
  ['bytes=0-', 0, 'none'],
  ['bytes=-5', 0, 'none'],
  ['bytes=5-2', 10, null],
  ['bytes=-', 10, null],
  ['bytes=0-1,4-5', 10, null],
  ['bytes=a-b', 10, null],
  ['bytes=1.5-2', 10, null],
  ['lines=0-1', 10, null],
  [undefined, 10, null],
] as const)('%s of %d bytes', (header, size, range) => {
  expect(wantedRange(header, size)).toEqual(range);
});
