import { daysInMonth } from './calendar.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, largestYear, nanosPerSecond, type TimePlace, YearsDuration } from './temporal.ts';
import { isZone } from './zone.ts';

/** Seconds; XML Schema ends at 14 hours. */
const largestOffset = 14 * 3600;
const datePattern = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)$/;
const timePattern = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,20}))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z0-9_+\-/]{1,60})?$/;

/** A date of the calendar, or null. */
export function dateOf(year: number, month: number, day: number): FeelDate | null {
  const valid =
    [year, month, day].every(Number.isInteger) &&
    Math.abs(year) <= largestYear &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month);
  return valid ? new FeelDate(year, month, day) : null;
}

/** `2026-11-24`, years of four to nine digits, also negative (ISO 8601, XML Schema). */
export function parseDate(text: string): FeelDate | null {
  const match = datePattern.exec(text);
  if (match === null) return null;
  const [, sign, year, month, day] = match;
  return dateOf(Number(`${sign}${year}`), Number(month), Number(day));
}

/** `14:30:00`, with fractions, `Z`, an offset or `@Zone`. Leap seconds are refused: no clock here has them. */
export function parseTime(text: string): FeelTime | null {
  const match = timePattern.exec(text);
  if (match === null) return null;
  const [, hour, minute, second, fraction = '', place] = match;
  return timeOf(Number(hour), Number(minute), Number(second), Number(fraction.slice(0, 9).padEnd(9, '0')), parsePlace(place));
}

/** A time of day, or null; the place `undefined` is one that could not be read. */
export function timeOf(hour: number, minute: number, second: number, nanos: number, place: TimePlace | undefined): FeelTime | null {
  if (typeof place === 'number' && Math.abs(place) > largestOffset) return null;
  if (place === undefined || !(hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59)) return null;
  return new FeelTime(hour * 3600 + minute * 60 + second, nanos, place);
}

function parsePlace(text: string | undefined): TimePlace | undefined {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  if (text.startsWith('@')) {
    const zone = text.slice(1);
    if (!isZone(zone)) return undefined;
    return zone;
  }
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number);
  const offset = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || offset > largestOffset) return undefined;
  return text.startsWith('-') ? (offset === 0 ? 0 : -offset) : offset;
}

/** A date with a time; a date alone is its midnight. */
export function parseDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf('T');
  const date = parseDate(split < 0 ? text : text.slice(0, split));
  const time = split < 0 ? new FeelTime(0, 0, null) : parseTime(text.slice(split + 1));
  return date === null || time === null ? null : new FeelDateTime(date, time);
}

const daysPattern = /^(-?)P(?:(\d{1,12})D)?(?:T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,15})(?:\.(\d{0,20}))?S)?)?$/;
const yearsPattern = /^(-?)P(?:(\d{1,10})Y)?(?:(\d{1,11})M)?$/;

/** `P1DT2H30M`, or `P1Y6M`; null for what is neither, `P` and a trailing `T` among them. */
export function parseDuration(text: string): DaysDuration | YearsDuration | null {
  const years = yearsPattern.exec(text);
  if (years !== null && (years[2] !== undefined || years[3] !== undefined)) {
    const months = Number(years[2] ?? 0) * 12 + Number(years[3] ?? 0);
    return new YearsDuration(years[1] === '-' && months !== 0 ? -months : months);
  }
  const match = daysPattern.exec(text);
  if (match === null || text.endsWith('T') || text.endsWith('P')) return null;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const whole = BigInt(days) * 86_400n + BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  const nanos = whole * BigInt(nanosPerSecond) + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  return new DaysDuration(sign === '-' ? -nanos : nanos);
}

/** What `@"…"` means: the first of date, date and time, time and duration that the text is. */
export function parseTemporal(text: string): FeelDate | FeelDateTime | FeelTime | DaysDuration | YearsDuration | null {
  if (/^-?P/.test(text)) return parseDuration(text);
  return parseDate(text) ?? (text.includes('T') ? parseDateTime(text) : null) ?? parseTime(text);
}
