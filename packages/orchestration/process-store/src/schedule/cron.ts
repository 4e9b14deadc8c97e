import { BoundedCache } from '@plinth/foundation';
import { processStoreErrors } from '../errors.ts';

/** When something is due, as cron says it: minute, hour, day of month, month, day of week. */
export interface CronSchedule {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** As cron has it: where both days are narrowed, one of them is enough. */
  readonly isEitherDay: boolean;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const fields = [
  { name: 'minute', from: 0, to: 59, names: [] },
  { name: 'hour', from: 0, to: 23, names: [] },
  { name: 'day', from: 1, to: 31, names: [] },
  { name: 'month', from: 1, to: 12, names: months },
  { name: 'weekday', from: 0, to: 7, names: weekdays },
] as const;
type Field = (typeof fields)[number];

/** Days that are looked through for the next time: from one 29 February to another takes at most eight years. */
const mostDays = 366 * 8 + 2;
const day = 86_400_000;
const minute = 60_000;

/** Whether a text has the five fields of cron. */
export function isCron(text: string): boolean {
  return /^[\d*][^P]*(\s+\S+){4}$/.test(text.trim());
}

/** Throws `process-store.bad-schedule`. */
export function readCron(text: string): CronSchedule {
  const parts = text.trim().split(/\s+/);
  const wrong = (problem: string) => processStoreErrors.badSchedule({ text, problem });
  if (parts.length !== fields.length) throw wrong(`it has ${parts.length} fields`);
  const [minutes = [], hours = [], days = [], ofYear = [], ofWeek = []] = fields.map((field, at) =>
    valuesOf(parts[at] ?? '', field, wrong),
  );
  return {
    minutes,
    hours,
    days: new Set(days),
    months: new Set(ofYear),
    weekdays: new Set(ofWeek.map((value) => value % 7)),
    isEitherDay: !parts[2]?.startsWith('*') && !parts[4]?.startsWith('*'),
  };
}

function valuesOf(text: string, field: Field, wrong: (problem: string) => Error): number[] {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(\*|[a-z\d]+)(?:-([a-z\d]+))?(?:\/(\d{1,2}))?$/i.exec(part);
    if (match === null) throw wrong(`"${part}" is no ${field.name}`);
    const [, first = '', last, step] = match;
    const from = first === '*' ? field.from : numberOf(first, field, wrong);
    const to = last !== undefined ? numberOf(last, field, wrong) : first === '*' || step !== undefined ? field.to : from;
    if (from > to || step === '0') throw wrong(`"${part}" is no ${field.name}`);
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function numberOf(text: string, { name, from, to, names }: Field, wrong: (problem: string) => Error): number {
  const named = (names as readonly string[]).indexOf(text.toLowerCase());
  const value = named >= 0 ? named + (name === 'month' ? 1 : 0) : Number(text);
  if (!Number.isInteger(value) || value < from || value > to) throw wrong(`${text} is no ${name}`);
  return value;
}

/**
 * The first time after a moment, both in milliseconds of UTC; null where there is none. Times that a change of the clock leaves out
 * come when it has changed; those that it brings twice come once.
 */
export function nextTime(schedule: CronSchedule, after: number, zone: string): number | null {
  const local = after + offsetAt(after, zone);
  const firstDay = Math.floor(local / day) * day;
  for (let count = 0; count < mostDays; count++) {
    const date = new Date(firstDay + count * day);
    if (!isDay(schedule, date)) continue;
    for (const hour of schedule.hours) {
      for (const each of schedule.minutes) {
        const moment = toUtc(date.getTime() + (hour * 60 + each) * minute, zone);
        if (moment > after) return moment;
      }
    }
  }
  return null;
}

function isDay({ days, months: ofYear, weekdays: ofWeek, isEitherDay }: CronSchedule, date: Date): boolean {
  if (!ofYear.has(date.getUTCMonth() + 1)) return false;
  const [inMonth, inWeek] = [days.has(date.getUTCDate()), ofWeek.has(date.getUTCDay())];
  return isEitherDay ? inMonth || inWeek : inMonth && inWeek;
}

/** A moment of the clock on the wall as one of UTC. */
function toUtc(wall: number, zone: string): number {
  const guess = wall - offsetAt(wall, zone);
  const better = wall - offsetAt(guess, zone);
  // Within a gap the two differ for ever: the later is after it.
  return better + offsetAt(better, zone) === wall ? better : Math.max(guess, better);
}

/** A zone may be written in any case, so that there are more names than zones. */
const formats = new BoundedCache<Intl.DateTimeFormat>(1000);

function formatOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  } catch (cause) {
    throw processStoreErrors.badSchedule({ text: zone, problem: 'there is no such time zone' }, { cause });
  }
}

/** How far the clock on the wall is ahead of UTC, in milliseconds. Throws `process-store.bad-schedule` for zones that there are not. */
function offsetAt(moment: number, zone: string): number {
  const format = formats.get(zone, () => formatOf(zone));
  const at = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(at.year ?? 0, (at.month ?? 1) - 1, at.day, at.hour, at.minute, at.second);
  return wall - Math.floor(moment / 1000) * 1000;
}
