import { describe, expect, test } from 'vitest';
import { toEpochDay } from './calendar.ts';
import { isZone, offsetAt, offsetOfLocal } from './zone.ts';

const hour = 3600;

function at(year: number, month: number, day: number, hours = 0, minutes = 0, seconds = 0): number {
  return toEpochDay(year, month, day) * 86_400 + hours * hour + minutes * 60 + seconds;
}

test('zones are names of the IANA database, never offsets', () => {
  expect(['Europe/Berlin', 'UTC', 'America/New_York', 'Asia/Kolkata'].map(isZone)).toEqual([true, true, true, true]);
  expect(['Europe/Nowhere', '', '+01:00', '../etc'].map(isZone)).toEqual([false, false, false, false]);
});

describe('the offset at an instant', () => {
  test.each([
    ['Berlin in winter', 'Europe/Berlin', at(2026, 1, 15), 1],
    ['Berlin in summer', 'Europe/Berlin', at(2026, 7, 15), 2],
    ['Berlin in the second before summer time', 'Europe/Berlin', at(2026, 3, 29, 0, 59, 59), 1],
    ['Berlin in the first second of summer time', 'Europe/Berlin', at(2026, 3, 29, 1), 2],
    ['New York in winter', 'America/New_York', at(2026, 1, 15), -5],
    ['Kolkata', 'Asia/Kolkata', at(2026, 1, 15), 5.5],
    ['Kathmandu', 'Asia/Kathmandu', at(2026, 1, 15), 5.75],
    ['Lord Howe, whose summer time is half an hour', 'Australia/Lord_Howe', at(2026, 1, 15), 11],
    ['Lord Howe in winter', 'Australia/Lord_Howe', at(2026, 7, 15), 10.5],
    ['a year that JavaScript dates do not reach', 'Europe/Berlin', at(300_000, 7, 1), 2],
    // Mean times of places, from the IANA database: 0:53:28, −4:56:02 and −0:44:30 (until 1972).
    ['before there were zones', 'Europe/Berlin', at(1850, 1, 15), 3208 / hour],
    ['a year before Christ', 'Europe/Berlin', at(-43, 1, 15), 3208 / hour],
    ['the year 0', 'America/New_York', at(0, 7, 1), -17_762 / hour],
    ['an offset with seconds', 'Africa/Monrovia', at(1960, 1, 1), -2670 / hour],
    ['Moscow before and', 'Europe/Moscow', at(2014, 10, 25), 4],
    ['after its rules changed', 'Europe/Moscow', at(2014, 10, 27), 3],
    ['a day that Apia left out: before', 'Pacific/Apia', at(2011, 12, 30, 9, 59, 59), -10],
    ['and behind it', 'Pacific/Apia', at(2011, 12, 30, 10), 14],
  ])('%s', (_name, zone, instant, hours) => {
    expect(offsetAt(zone, instant)).toBe(hours * hour);
  });
});

describe('the offset of a local time', () => {
  test.each([
    ['before the gap', 'Europe/Berlin', at(2026, 3, 29, 1, 59, 59), 1],
    ['in the gap: the offset before it', 'Europe/Berlin', at(2026, 3, 29, 2, 30), 1],
    ['behind the gap', 'Europe/Berlin', at(2026, 3, 29, 3), 2],
    ['twice: the earlier', 'Europe/Berlin', at(2026, 10, 25, 2, 30), 2],
    ['behind the hour that comes twice', 'Europe/Berlin', at(2026, 10, 25, 3), 1],
    ['in the gap, west of Greenwich', 'America/New_York', at(2026, 3, 8, 2, 30), -5],
    ['behind the gap, west of Greenwich', 'America/New_York', at(2026, 3, 8, 3), -4],
    ['twice, west of Greenwich', 'America/New_York', at(2026, 11, 1, 1, 30), -4],
    ['behind it, west of Greenwich', 'America/New_York', at(2026, 11, 1, 2), -5],
    ['in the gap of half an hour', 'Australia/Lord_Howe', at(2026, 10, 4, 2, 15), 10.5],
  ])('%s', (_name, zone, local, hours) => {
    expect(offsetOfLocal(zone, local)).toBe(hours * hour);
  });
});
