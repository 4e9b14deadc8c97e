import { expect, test } from 'vitest';
import { isWrittenMoment, momentOf } from './moment.ts';

test('S10: a moment with its offset is read', () => {
  expect(momentOf('due', '2026-03-01T08:00:00+01:00')).toBe('2026-03-01T07:00:00.000Z');
  expect(momentOf('due', '0001-01-01T00:00:00Z')).toBe('0001-01-01T00:00:00.000Z');
});

test.each([
  ...[
    '',
    'infinity',
    'tomorrow',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T25:00:00Z',
  ],
  ...[
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-14:00',
    '+020000-01-01T00:00:00Z',
    '2026-01-01T00:00:00+99:99',
  ],
])('S10: %j is refused as a moment', (text) => {
  expect(() => momentOf('due', text)).toThrow(expect.objectContaining({ code: 'process-store.bad-time' }));
});

test('S10: a page goes on behind moments that it ended with, and behind nothing else', () => {
  const written = ['2026-03-01T07:00:00.000Z', '20000-01-01T00:00:00.000Z', '0001-01-01T00:00:00Z'];
  expect(written.filter(isWrittenMoment)).toEqual(written);
  const others = [
    '1',
    '-1',
    'Jan 1',
    '2026-01-01',
    '0000-01-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '999999-01-01T00:00:00Z',
    '+275760-09-13T00:00:00Z',
    "2026-01-01T00:00:00Z' or true",
  ];
  expect(others.filter(isWrittenMoment)).toEqual([]);
});
