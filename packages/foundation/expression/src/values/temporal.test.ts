import { describe, expect, test } from 'vitest';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from './temporal.ts';

test.each([
  [2026, 1, 31, '2026-01-31'],
  [33, 4, 3, '0033-04-03'],
  [-1, 12, 31, '-0001-12-31'],
  [100_000, 1, 1, '100000-01-01'],
])('the date %i-%i-%i prints as %s', (year, month, day, text) => {
  const date = new FeelDate(year, month, day);
  expect(String(date)).toBe(text);
  expect(FeelDate.ofEpochDay(date.epochDay)).toEqual(date);
});

describe('times', () => {
  test.each([
    [new FeelTime(52_201, 0, null), '14:30:01'],
    [new FeelTime(0, 500_000_000, 0), '00:00:00.5Z'],
    [new FeelTime(0, 1, null), '00:00:00.000000001'],
    [new FeelTime(0, 0, -12_600), '00:00:00-03:30'],
    [new FeelTime(0, 0, 3661), '00:00:00+01:01:01'],
    [new FeelTime(0, 0, 'Europe/Berlin'), '00:00:00@Europe/Berlin'],
  ])('%#: %s', (time, text) => {
    expect(String(time)).toBe(text);
  });

  test('have parts, and an offset that depends on the day in a zone', () => {
    const time = new FeelTime(52_201, 0, 'Europe/Berlin');
    expect([time.hour, time.minute, time.second]).toEqual([14, 30, 1]);
    expect(time.offsetOn(new FeelDate(2026, 1, 1).epochDay)).toBe(3600);
    expect(time.offsetOn(new FeelDate(2026, 7, 1).epochDay)).toBe(7200);
    expect(new FeelTime(0, 0, null).offsetOn(0)).toBeNull();
  });
});

test.each([
  [1_767_225_600, 0, '2026-01-01T00:00:00Z'],
  [1_767_225_600, 'Europe/Berlin', '2026-01-01T01:00:00@Europe/Berlin'],
  [1_767_225_600, -18_000, '2025-12-31T19:00:00-05:00'],
  [-1, 0, '1969-12-31T23:59:59Z'],
])('the instant %i at %s is %s', (instant, place, text) => {
  const moment = FeelDateTime.ofInstant(instant, 0, place);
  expect(String(moment)).toBe(text);
  expect(moment.instant).toBe(instant);
});

test('a time that a gap leaves out is that much behind it', () => {
  const moment = new FeelDateTime(new FeelDate(2026, 3, 29), new FeelTime(9000, 0, 'Europe/Berlin'));
  expect(String(FeelDateTime.ofInstant(moment.instant, 0, 'Europe/Berlin'))).toBe('2026-03-29T03:30:00@Europe/Berlin');
});

describe('durations', () => {
  test.each([
    [0, 0, 'PT0S'],
    [86_400, 0, 'P1D'],
    [90_061, 500_000_000, 'P1DT1H1M1.5S'],
    [-5400, 0, '-PT1H30M'],
    [0, -1, '-PT0.000000001S'],
  ])('%i s and %i ns print as %s', (seconds, nanos, text) => {
    expect(String(DaysDuration.ofSeconds(seconds, nanos))).toBe(text);
  });

  test('parts have the sign of the whole, and zero has none', () => {
    expect(DaysDuration.ofSeconds(-90_061).parts).toEqual({ days: -1, hours: -1, minutes: -1, seconds: -1, nanos: 0 });
    expect(DaysDuration.ofSeconds(-3600).parts).toEqual({ days: 0, hours: -1, minutes: 0, seconds: 0, nanos: 0 });
  });

  test('so have years and months', () => {
    expect(new YearsDuration(-14).parts).toEqual({ years: -1, months: -2 });
    expect(new YearsDuration(-12).parts).toEqual({ years: -1, months: 0 });
    expect(new YearsDuration(-1).parts).toEqual({ years: 0, months: -1 });
  });

  test.each([
    [0, 'P0M'],
    [14, 'P1Y2M'],
    [-12, '-P1Y'],
    [-1, '-P1M'],
  ])('%i months print as %s', (months, text) => {
    expect(String(new YearsDuration(months))).toBe(text);
  });
});
