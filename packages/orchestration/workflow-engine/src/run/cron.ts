import { BoundedCache } from '@plinth/foundation';
import { Stop } from './stop.ts';

/** When something is due, as cron says it: minute, hour, day of month, month, day of week, perhaps with the second before them. */
export interface CronSchedule {
  readonly seconds: readonly number[];
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
const second = { name: 'second', from: 0, to: 59, names: [] } as const;
const fields = [
  { name: 'minute', from: 0, to: 59, names: [] },
  { name: 'hour', from: 0, to: 23, names: [] },
  { name: 'day', from: 1, to: 31, names: [] },
  { name: 'month', from: 1, to: 12, names: months },
  { name: 'weekday', from: 0, to: 7, names: weekdays },
] as const;
type Field = (typeof fields)[number] | typeof second;

/** Days that are looked through for the next time: from one 29 February to another takes at most eight years. */
const mostDays = 366 * 8 + 2;
const day = 86_400_000;
const minute = 60_000;
const mostChange = 3 * 60 * minute;

/** Whether a text has the five fields of cron, or six. */
export function isCron(text: string): boolean {
  return /^[\d*][^P]*(\s+\S+){4}$/.test(text.trim());
}

/** `0 8 * * 1-5 Europe/Berlin`: the zone stands behind, UTC where none does. */
export function splitZone(text: string): { readonly text: string; readonly zone: string } {
  const plain = text.trim().replace(/^"(.*)"$/, '$1');
  const match = /^(.*\S)\s+([A-Z][A-Za-z_]*(?:\/[A-Za-z0-9_+-]+)*)$/.exec(plain);
  const [, schedule = '', zone = ''] = match ?? [];
  // The last of six fields may be a day of the week.
  return !isCron(schedule) || weekdays.includes(zone.toLowerCase()) ? { text: plain, zone: 'UTC' } : { text: schedule, zone };
}

/** The first time after a moment that cron with its zone says; null where there is none. Throws a {@link Stop} that says what is wrong with it. */
export function nextByCron(text: string, after: number): number | null {
  const { text: schedule, zone } = splitZone(text);
  return nextTime(readCron(schedule), after, zone);
}

/** Five fields, or six of which the first is the second. Throws a {@link Stop} that says what is wrong. */
export function readCron(text: string): CronSchedule {
  const given = text
    .trim()
    .split(/\s+/)
    .map((part) => (part === '?' ? '*' : part));
  const wrong = (problem: string) => new Stop('invalid-timer', problem);
  if (given.length !== fields.length && given.length !== fields.length + 1) throw wrong(`it has ${given.length} fields`);
  const parts = given.slice(-fields.length);
  const [minutes = [], hours = [], days = [], ofYear = [], ofWeek = []] = fields.map((field, at) =>
    valuesOf(parts[at] ?? '', field, wrong),
  );
  return {
    seconds: given.length > fields.length ? valuesOf(given[0] ?? '', second, wrong) : [0],
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
        for (const second of schedule.seconds) {
          const wall = date.getTime() + (hour * 60 + each) * minute + second * 1000;
          // No clock is changed by more; to ask what each moment of the day is in UTC would take long.
          if (wall < local - mostChange) continue;
          const moment = toUtc(wall, zone);
          if (moment > after) return moment;
        }
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
  } catch (error) {
    if (error instanceof RangeError) throw new Stop('invalid-timer', `there is no time zone ${zone}`);
    throw error;
  }
}

/** How far the clock on the wall is ahead of UTC, in milliseconds. Throws a {@link Stop} for zones that there are not. */
function offsetAt(moment: number, zone: string): number {
  const format = formats.get(zone, () => formatOf(zone));
  const at = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(at.year ?? 0, (at.month ?? 1) - 1, at.day, at.hour, at.minute, at.second);
  return wall - Math.floor(moment / 1000) * 1000;
}
