import { describe, expect, test } from 'vitest';
import { dayOfWeek, daysInMonth, fromEpochDay, isLeapYear, toEpochDay, weekOfYear } from './calendar.ts';

describe('days since 1970-01-01', () => {
  test.each([
    [1970, 1, 1, 0],
    [1969, 12, 31, -1],
    [2000, 1, 1, 10_957],
    [2000, 2, 29, 11_016],
    [2026, 1, 1, 20_454],
    [1600, 2, 29, -135_081],
    [1, 1, 1, -719_162],
    [0, 12, 31, -719_163],
    [0, 1, 1, -719_528],
    [-1, 12, 31, -719_529],
    [-400, 3, 1, -865_565],
  ])('%i-%i-%i is day %i', (year, month, day, epochDay) => {
    expect(toEpochDay(year, month, day)).toBe(epochDay);
    expect(fromEpochDay(epochDay)).toEqual({ year, month, day });
  });

  test('every day of 800 years around the year 0 follows the one before', () => {
    let expected = { year: -400, month: 1, day: 1 };
    for (let epochDay = toEpochDay(-400, 1, 1); expected.year < 400; epochDay++) {
      if (epochDay !== toEpochDay(expected.year, expected.month, expected.day)) throw new Error(JSON.stringify(expected));
      expect(fromEpochDay(epochDay)).toEqual(expected);
      const { year, month, day } = expected;
      if (day < daysInMonth(year, month)) expected = { year, month, day: day + 1 };
      else expected = month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
    }
  });
});

test.each([
  [2024, true],
  [2026, false],
  [1900, false],
  [2000, true],
  [0, true],
  [-1, false],
  [-4, true],
  [-100, false],
  [-400, true],
])('%i leap: %s', (year, leap) => {
  expect(isLeapYear(year)).toBe(leap);
  expect(daysInMonth(year, 2)).toBe(leap ? 29 : 28);
});

test('lengths of months', () => {
  expect(Array.from({ length: 12 }, (_, index) => daysInMonth(2026, index + 1))).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
});

test.each([
  ['a Thursday', 1970, 1, 1, 4],
  ['a Wednesday before 1970', 1969, 12, 31, 3],
  ['a Saturday', 2000, 1, 1, 6],
  ['a Tuesday', 2026, 11, 24, 2],
  ['the first day of the Gregorian calendar, a Friday', 1582, 10, 15, 5],
  ['a Monday', 1, 1, 1, 1],
  ['a Sunday', 0, 12, 31, 7],
])('%s', (_name, year, month, day, weekday) => {
  expect(dayOfWeek(toEpochDay(year, month, day))).toBe(weekday);
});

describe('ISO weeks', () => {
  test.each([
    [2026, 1, 1, 1],
    [2026, 12, 31, 53],
    [2027, 1, 3, 53],
    [2027, 1, 4, 1],
    [2020, 12, 31, 53],
    [2021, 1, 3, 53],
    [2005, 1, 1, 53],
    [2023, 1, 1, 52],
    [2024, 12, 30, 1],
    [2008, 12, 28, 52],
    [2008, 12, 29, 1],
  ])('%i-%i-%i lies in week %i', (year, month, day, week) => {
    expect(weekOfYear(toEpochDay(year, month, day))).toBe(week);
  });
});
