import { fromEpochDay, toEpochDay } from './calendar.ts';
import { offsetAt, offsetOfLocal, standardOffset } from './zone.ts';

export const nanosPerSecond = 1_000_000_000;
const secondsPerDay = 86_400;
/** Of a date, before and after the year 0 (XML Schema leaves it open, the standard says so). */
export const largestYear = 999_999_999;

/** A date without time. */
export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  static ofEpochDay(epochDay: number): FeelDate {
    const { year, month, day } = fromEpochDay(epochDay);
    return new FeelDate(year, month, day);
  }

  get epochDay(): number {
    return toEpochDay(this.year, this.month, this.day);
  }

  /** ISO 8601; years beyond four digits as they are. */
  toString(): string {
    const year = String(Math.abs(this.year)).padStart(4, '0');
    return `${this.year < 0 ? '-' : ''}${year}-${two(this.month)}-${two(this.day)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Where a time is: nowhere said (`null`), at an offset in seconds east of UTC, or in a named zone. */
export type TimePlace = null | number | string;

/** A time of day, with nanoseconds. */
export class FeelTime {
  /** Whole seconds since midnight. */
  readonly seconds: number;
  readonly nanos: number;
  readonly place: TimePlace;

  constructor(seconds: number, nanos: number, place: TimePlace) {
    this.seconds = seconds;
    this.nanos = nanos;
    this.place = place;
  }

  get hour(): number {
    return Math.floor(this.seconds / 3600);
  }
  get minute(): number {
    return Math.floor(this.seconds / 60) % 60;
  }
  get second(): number {
    return this.seconds % 60;
  }

  /** Seconds east of UTC; for a zone its offset on a day; null where nothing is said. */
  offsetOn(epochDay: number): number | null {
    return typeof this.place === 'string' ? offsetOfLocal(this.place, epochDay * secondsPerDay + this.seconds) : this.place;
  }

  /** The same without a day: for a zone its standard time. */
  get offset(): number | null {
    return typeof this.place === 'string' ? standardOffset(this.place) : this.place;
  }

  toString(): string {
    const fraction = this.nanos === 0 ? '' : `.${String(this.nanos).padStart(9, '0').replace(/0+$/, '')}`;
    return `${two(this.hour)}:${two(this.minute)}:${two(this.second)}${fraction}${printPlace(this.place)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;
  #offset: number | null | undefined;

  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }

  /** Seconds since 1970 on the clock at its place. */
  get localSeconds(): number {
    return this.date.epochDay * secondsPerDay + this.time.seconds;
  }

  /** Seconds since 1970 in UTC; without a place as if in UTC. */
  get instant(): number {
    return this.localSeconds - (this.offset ?? 0);
  }

  /** Seconds east of UTC; null where nothing is said. Looked up once: sorting asks for it again and again. */
  get offset(): number | null {
    if (this.#offset === undefined) this.#offset = this.time.offsetOn(this.date.epochDay);
    return this.#offset;
  }

  static ofLocal(localSeconds: number, nanos: number, place: TimePlace): FeelDateTime {
    const day = Math.floor(localSeconds / secondsPerDay);
    return new FeelDateTime(FeelDate.ofEpochDay(day), new FeelTime(localSeconds - day * secondsPerDay, nanos, place));
  }

  /**
   * The clock at a place at an instant. In the hour that a zone has twice, its name means the first: the second is told by its offset,
   * so that the instant stays what it is.
   */
  static ofInstant(instant: number, nanos: number, place: TimePlace): FeelDateTime {
    if (typeof place !== 'string') return FeelDateTime.ofLocal(instant + (place ?? 0), nanos, place);
    const offset = offsetAt(place, instant);
    const there = FeelDateTime.ofLocal(instant + offset, nanos, place);
    return there.instant === instant ? there : FeelDateTime.ofLocal(instant + offset, nanos, offset);
  }

  toString(): string {
    return `${this.date}T${this.time}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Days, hours, minutes, seconds: an exact time span. */
export class DaysDuration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }

  static ofSeconds(seconds: number, nanos = 0): DaysDuration {
    return new DaysDuration(BigInt(seconds) * BigInt(nanosPerSecond) + BigInt(nanos));
  }

  /** Days, hours, minutes, seconds and nanoseconds, all with the sign of the whole. */
  get parts(): {
    readonly days: number;
    readonly hours: number;
    readonly minutes: number;
    readonly seconds: number;
    readonly nanos: number;
  } {
    const whole = this.nanos / BigInt(nanosPerSecond);
    return {
      days: Number(whole / 86_400n),
      hours: Number((whole / 3600n) % 24n),
      minutes: Number((whole / 60n) % 60n),
      seconds: Number(whole % 60n),
      nanos: Number(this.nanos % BigInt(nanosPerSecond)),
    };
  }

  toString(): string {
    if (this.nanos === 0n) return 'PT0S';
    const { days, hours, minutes, seconds, nanos } = this.parts;
    const abs = Math.abs;
    const fraction = nanos === 0 ? '' : `.${String(abs(nanos)).padStart(9, '0').replace(/0+$/, '')}`;
    const time = `${hours === 0 ? '' : `${abs(hours)}H`}${minutes === 0 ? '' : `${abs(minutes)}M`}${seconds === 0 && nanos === 0 ? '' : `${abs(seconds)}${fraction}S`}`;
    return `${this.nanos < 0n ? '-' : ''}P${days === 0 ? '' : `${abs(days)}D`}${time === '' ? '' : `T${time}`}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Years and months: a span whose length in days depends on where it begins. */
export class YearsDuration {
  readonly months: number;

  constructor(months: number) {
    this.months = months;
  }

  /** Whole years and the months beyond them, both with the sign of the whole. */
  get parts(): { readonly years: number; readonly months: number } {
    return { years: Math.trunc(this.months / 12) + 0, months: (this.months % 12) + 0 };
  }

  toString(): string {
    if (this.months === 0) return 'P0M';
    const years = Math.trunc(Math.abs(this.months) / 12);
    const months = Math.abs(this.months) % 12;
    return `${this.months < 0 ? '-' : ''}P${years === 0 ? '' : `${years}Y`}${months === 0 ? '' : `${months}M`}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function printPlace(place: TimePlace): string {
  if (place === null) return '';
  if (typeof place === 'string') return `@${place}`;
  if (place === 0) return 'Z';
  const size = Math.abs(place);
  const seconds = size % 60;
  return `${place < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${seconds === 0 ? '' : `:${two(seconds)}`}`;
}
