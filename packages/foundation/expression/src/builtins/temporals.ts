import { dayOfWeek, toEpochDay, weekOfYear } from '../values/calendar.ts';
import { type FeelNumber, partsOf } from '../values/decimal.ts';
import { dateOf, parseDate, parseDateTime, parseDuration, parseTime, timeOf } from '../values/parse-temporal.ts';
import { roundTo } from '../values/rounding.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, largestYear, YearsDuration } from '../values/temporal.ts';
import type { FeelValue } from '../values/value.ts';
import { stepsOfHardNumber } from '../values/weight.ts';
import { isZone } from '../values/zone.ts';
import { type BuiltinEnvironment, builtin } from './builtin.ts';

const text = (value: FeelValue | undefined): string => (typeof value === 'string' ? value : '');
const whole = (value: FeelValue | undefined): number => (typeof value === 'number' ? value : Number.NaN);

function dateIn(value: FeelValue | undefined): FeelDate | null {
  if (value instanceof FeelDateTime) return value.date;
  return value instanceof FeelDate ? value : null;
}

function nowIn(environment: BuiltinEnvironment): FeelDateTime {
  if (environment.zone !== null) environment.step(stepsOfHardNumber);
  const milliseconds = environment.now();
  const seconds = Math.floor(milliseconds / 1000);
  return FeelDateTime.ofInstant(seconds, Math.round((milliseconds - seconds * 1000) * 1e6), environment.zone ?? 0);
}

/** A text that may name a zone, which takes time to look up. */
function placedText(value: FeelValue | undefined, environment: BuiltinEnvironment): string {
  if (text(value).includes('@')) environment.step(stepsOfHardNumber);
  return text(value);
}

function monthsBetween(from: FeelDate, to: FeelDate): number {
  const months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) return months - 1;
  return months < 0 && to.day > from.day ? months + 1 : months;
}

/** Seconds with a fraction as whole seconds and nanoseconds. */
function splitSeconds(value: FeelNumber): { readonly seconds: number; readonly nanos: number } | null {
  const seconds = roundTo(value, 0, 'down');
  const { coefficient, exponent } = partsOf(roundTo(value, 9, 'down') ?? 0);
  if (typeof seconds !== 'number') return null;
  return { seconds, nanos: Number(coefficient * 10n ** BigInt(9 + exponent) - BigInt(seconds) * 1_000_000_000n) };
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function ofDate(name: string, result: string, documentation: string, run: (date: FeelDate) => FeelValue) {
  const read = ([date]: readonly FeelValue[]) => {
    const day = dateIn(date);
    return day === null ? null : run(day);
  };
  return [builtin(name, ['date: date'], result, documentation, read), builtin(name, ['date: date and time'], result, documentation, read)];
}

/** §10.3.4.1 (conversions) and §10.3.4.7. */
export const temporalBuiltins = [
  builtin('date', ['from: string'], 'date', 'The date a text holds: 2026-11-24.', ([from]) => parseDate(text(from))),
  builtin('date', ['from: date and time'], 'date', 'The date of a date and time.', ([from]) => dateIn(from)),
  builtin('date', ['from: date'], 'date', 'The date itself.', ([from = null]) => from),
  builtin('date', ['year: number', 'month: number', 'day: number'], 'date', 'The date of year, month and day.', ([year, month, day]) =>
    dateOf(whole(year), whole(month), whole(day)),
  ),
  builtin('time', ['from: string'], 'time', 'The time a text holds: 14:30:00.', ([from], environment) =>
    parseTime(placedText(from, environment)),
  ),
  builtin('time', ['from: date and time'], 'time', 'The time of a date and time.', ([from]) =>
    from instanceof FeelDateTime ? from.time : null,
  ),
  builtin('time', ['from: time'], 'time', 'The time itself.', ([from = null]) => from),
  builtin('time', ['from: date'], 'time', 'Midnight in UTC.', () => new FeelTime(0, 0, 0)),
  builtin(
    'time',
    ['hour: number', 'minute: number', 'second: number', 'offset?: days and time duration'],
    'time',
    'The time of hour, minute and second.',
    ([hour, minute, second, offset = null]) => {
      const split = splitSeconds((second ?? 0) as FeelNumber);
      if (split === null) return null;
      return timeOf(
        whole(hour),
        whole(minute),
        split.seconds,
        split.nanos,
        offset instanceof DaysDuration ? Number(offset.nanos / 1_000_000_000n) : null,
      );
    },
  ),
  builtin(
    'date and time',
    ['from: string'],
    'date and time',
    'The date and time a text holds: 2026-11-24T14:30:00.',
    ([from], environment) => parseDateTime(placedText(from, environment)),
  ),
  builtin('date and time', ['date: date', 'time: time'], 'date and time', 'A date with a time.', ([date, time], environment) => {
    if (time instanceof FeelTime && typeof time.place === 'string') environment.step(stepsOfHardNumber);
    const day = dateIn(date);
    return day !== null && time instanceof FeelTime ? new FeelDateTime(day, time) : null;
  }),
  builtin(
    'date and time',
    ['date: date and time', 'time: time'],
    'date and time',
    'The date of one with another time.',
    ([date, time], environment) => {
      if (time instanceof FeelTime && typeof time.place === 'string') environment.step(stepsOfHardNumber);
      const day = dateIn(date);
      return day !== null && time instanceof FeelTime ? new FeelDateTime(day, time) : null;
    },
  ),
  builtin(
    'date and time',
    ['date: date and time', 'timezone: string'],
    'date and time',
    'The same instant on the clock of a zone.',
    ([date, zone], environment) => {
      environment.step(stepsOfHardNumber);
      if (!(date instanceof FeelDateTime) || !isZone(text(zone))) return null;
      const there = FeelDateTime.ofInstant(date.instant, date.time.nanos, text(zone));
      return Math.abs(there.date.year) <= largestYear ? there : null;
    },
  ),
  builtin('date and time', ['from: date and time'], 'date and time', 'The date and time itself.', ([from = null]) => from),
  builtin('date and time', ['from: date'], 'date and time', 'The midnight at which a date begins.', ([from]) =>
    from instanceof FeelDate ? new FeelDateTime(from, new FeelTime(0, 0, 0)) : null,
  ),
  builtin('duration', ['from: string'], 'any', 'The duration a text holds: P1DT2H or P1Y6M.', ([from]) => parseDuration(text(from))),
  ...(['date', 'date and time'] as const).flatMap((from) =>
    (['date', 'date and time'] as const).map((to) =>
      builtin(
        'years and months duration',
        [`from: ${from}`, `to: ${to}`],
        'years and months duration',
        'Whole months between two dates.',
        ([start, end]) => {
          const [first, last] = [dateIn(start), dateIn(end)];
          return first === null || last === null ? null : new YearsDuration(monthsBetween(first, last));
        },
      ),
    ),
  ),
  builtin('now', [], 'date and time', 'The instant of the evaluation.', (_values, environment) => nowIn(environment)),
  builtin('today', [], 'date', 'The date of the evaluation.', (_values, environment) => nowIn(environment).date),
  ...ofDate('day of week', 'string', 'The English name of the weekday.', (date) => weekdays[dayOfWeek(date.epochDay) - 1] ?? null),
  ...ofDate('day of year', 'number', 'The number of the day in its year.', (date) => date.epochDay - toEpochDay(date.year, 1, 1) + 1),
  ...ofDate('week of year', 'number', 'The ISO 8601 week.', (date) => weekOfYear(date.epochDay)),
  ...ofDate('month of year', 'string', 'The English name of the month.', (date) => months[date.month - 1] ?? null),
];
