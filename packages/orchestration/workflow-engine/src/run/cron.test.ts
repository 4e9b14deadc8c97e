import { expect, test } from 'vitest';
import { isCron, nextByCron, nextTime, readCron } from './cron.ts';

const next = (text: string, after: string, zone = 'UTC') => {
  const moment = nextTime(readCron(text), Date.parse(after), zone);
  return moment === null ? null : new Date(moment).toISOString();
};

test.each([
  ['*/15 * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:15:00.000Z'],
  ['0 8 * * mon-fri', '2026-01-02T09:00:00Z', '2026-01-05T08:00:00.000Z'],
  ['30 4 1,15 * *', '2026-01-15T04:30:00Z', '2026-02-01T04:30:00.000Z'],
  ['0 0 29 2 *', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ['0 0 13 * 5', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00.000Z'],
  ['0 12 * jan 7', '2026-01-01T00:00:00Z', '2026-01-04T12:00:00.000Z'],
  ['59 23 31 12 *', '2026-12-31T23:59:00Z', '2027-12-31T23:59:00.000Z'],
  ['15,45 * * * * *', '2026-01-01T00:00:15Z', '2026-01-01T00:00:45.000Z'],
  ['* * * * * *', '2026-01-01T23:59:59Z', '2026-01-02T00:00:00.000Z'],
  ['0 0 9 ? * MON', '2026-01-01T00:00:00Z', '2026-01-05T09:00:00.000Z'],
])('%s after %s is %s', (text, after, expected) => {
  expect(next(text, after)).toBe(expected);
});

test('a zone is that of the clock on the wall, also where it changes', () => {
  expect(next('0 8 * * *', '2026-01-10T00:00:00Z', 'Europe/Berlin')).toBe('2026-01-10T07:00:00.000Z');
  expect(next('0 8 * * *', '2026-07-10T00:00:00Z', 'Europe/Berlin')).toBe('2026-07-10T06:00:00.000Z');
  // 02:30 does not exist on 29 March 2026, and comes twice on 25 October.
  expect(next('30 2 * * *', '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  const once = next('30 2 * * *', '2026-10-24T12:00:00Z', 'Europe/Berlin') ?? '';
  expect(once.slice(0, 10)).toBe('2026-10-25');
  expect((next('30 2 * * *', once, 'Europe/Berlin') ?? '').slice(0, 10)).toBe('2026-10-26');
});

test('what never comes is said', () => {
  expect(next('0 0 30 2 *', '2026-01-01T00:00:00Z')).toBeNull();
});

test.each([
  '61 * * * *',
  '* * * *',
  '60 * * * * *',
  '* * * * * * *',
  '* 24 * * *',
  '5-1 * * * *',
  '*/0 * * * *',
  'x * * * *',
  '* * * foo *',
])('%s is refused', (text) => {
  expect(() => readCron(text)).toThrow(expect.objectContaining({ code: 'invalid-timer' }));
});

test('a zone that there is not is refused', () => {
  expect(() => nextTime(readCron('* * * * *'), 0, 'Mars/Olympus')).toThrow(expect.objectContaining({ code: 'invalid-timer' }));
});

test('a zone stands behind five fields or six, and a day of the week is none', () => {
  const after = Date.parse('2026-01-01T00:00:00Z');
  const at = (text: string) => new Date(nextByCron(text, after) ?? 0).toISOString();
  expect(at('0 0 9 ? * MON')).toBe('2026-01-05T09:00:00.000Z');
  expect(at('0 0 9 ? * MON Europe/Berlin')).toBe('2026-01-05T08:00:00.000Z');
  expect(at('"0 9 * * MON Europe/Berlin"')).toBe('2026-01-05T08:00:00.000Z');
  expect(at('0 9 * * MON')).toBe('2026-01-05T09:00:00.000Z');
});

test('cron is told from ISO 8601', () => {
  expect(['0 8 * * 1', '*/5 * * * *'].map(isCron)).toEqual([true, true]);
  expect(['R/PT1H', 'PT5M', '2026-01-01T00:00:00Z'].map(isCron)).toEqual([false, false, false]);
});
