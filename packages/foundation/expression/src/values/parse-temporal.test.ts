import { describe, expect, test } from 'vitest';
import { parseDate, parseDateTime, parseDuration, parseTemporal, parseTime } from './parse-temporal.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from './temporal.ts';

describe('texts that print as they are read', () => {
  test.each(['2026-01-31', '2024-02-29', '0000-02-29', '-0001-12-31', '-12345-01-01', '999999999-12-31'])('date %s', (text) => {
    expect(String(parseDate(text))).toBe(text);
  });

  test.each(['00:00:00', '23:59:59.123456789', '12:00:00Z', '12:00:00-03:30', '12:00:00+14:00', '12:00:00@America/New_York'])(
    'time %s',
    (text) => {
      expect(String(parseTime(text))).toBe(text);
    },
  );

  test.each(['P1D', 'P1DT2H3M4.5S', '-PT1S', 'PT0S', 'P1Y2M', '-P1Y', 'P0M'])('duration %s', (text) => {
    expect(String(parseDuration(text))).toBe(text);
  });
});

describe('texts with another form', () => {
  test.each([
    ['PT36H', 'P1DT12H'],
    ['PT90S', 'PT1M30S'],
    ['P14M', 'P1Y2M'],
    ['-P0Y', 'P0M'],
    ['-PT0S', 'PT0S'],
    ['PT0.1234567891S', 'PT0.123456789S'],
  ])('duration %s is %s', (text, form) => {
    expect(String(parseDuration(text))).toBe(form);
  });

  test.each([
    ['12:00:00+00:00', '12:00:00Z'],
    ['12:00:00-00:00', '12:00:00Z'],
    ['12:00:00.500', '12:00:00.5'],
  ])('time %s is %s', (text, form) => {
    expect(String(parseTime(text))).toBe(form);
  });

  test('a date alone is its midnight', () => {
    expect(String(parseDateTime('2026-01-31'))).toBe('2026-01-31T00:00:00');
  });
});

describe('texts that are none', () => {
  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-04-31',
    '26-01-01',
    '02026-01-01',
    '+2026-01-01',
    ' 2026-01-01',
    '2026-1-1',
  ])('date %s', (text) => {
    expect(parseDate(text)).toBeNull();
  });

  test.each(['24:00:00', '23:60:00', '23:59:60', '1:00:00', '12:00', '12:00:00+14:01', '12:00:00+01:60', '12:00:00@Nowhere', '12:00:00.'])(
    'time %s',
    (text) => {
      expect(parseTime(text)).toBeNull();
    },
  );

  test.each(['P', 'PT', 'P1DT', '-P', 'P1Y1D', 'P1M1Y', 'P-1D', 'PT1.5H', 'P1.5D', '1D', 'PT.5S'])('duration %s', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  test.each(['2026-01-31T', '2026-02-30T12:00:00', '2026-01-31 12:00:00', 'T12:00:00'])('date and time %s', (text) => {
    expect(parseDateTime(text)).toBeNull();
  });
});

test.each([
  ['2026-01-31', FeelDate],
  ['12:00:00', FeelTime],
  ['2026-01-31T12:00:00@Europe/Berlin', FeelDateTime],
  ['2026-01-31T12:00:00@Pacific/Apia', FeelDateTime],
  ['12:00:00@America/Toronto', FeelTime],
  ['12:00:00@Pacific/Apia', FeelTime],
  ['-PT1H', DaysDuration],
  ['P1D', DaysDuration],
  ['PT1H', DaysDuration],
  ['P1Y', YearsDuration],
])('@"%s" is of the kind its form says', (text, kind) => {
  expect(parseTemporal(text)).toBeInstanceOf(kind);
});
