import { fromEpochDay, toEpochDay } from './calendar.ts';

const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  // Zone names come from data: without a bound somebody could fill the memory with wrong ones.
  if (formats.size > 1000) formats.clear();
  formats.set(zone, format);
  return format;
}

/** Whether a name is in the IANA time zone database. */
export function isZone(zone: string): boolean {
  return /^[A-Za-z]/.test(zone) && formatOf(zone) !== null;
}

/** Seconds east of UTC in a zone at an instant given in seconds since 1970. */
export function offsetAt(zone: string, instant: number): number {
  const format = formatOf(zone);
  if (format === null) return 0;
  // JavaScript dates have the years 1 to 275760: beyond, the rules of a year with the same calendar hold.
  const within = equivalentInstant(instant);
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(within * 1000)) if (type !== 'literal') parts[type] = Number(value);
  const day = toEpochDay(parts.year ?? 1970, parts.month ?? 1, parts.day ?? 1);
  return day * 86_400 + (parts.hour ?? 0) * 3600 + (parts.minute ?? 0) * 60 + (parts.second ?? 0) - within;
}

/** Seconds east of UTC for a local time; of two possible instants the earlier, in a gap the offset before it. */
export function offsetOfLocal(zone: string, localSeconds: number): number {
  const before = offsetAt(zone, localSeconds - 86_400);
  const guess = offsetAt(zone, localSeconds - before);
  if (guess === before) return before;
  return offsetAt(zone, localSeconds - guess) === guess ? guess : before;
}

/** A time of day in a zone has no day that says whether summer time holds: it never does. Summer is in July, or in January. */
export function standardOffset(zone: string): number {
  const known = standardOffsets.get(zone);
  if (known !== undefined) return known;
  const offset = Math.min(...months.map((month) => offsetAt(zone, toEpochDay(2024, month, 1) * 86_400)));
  if (standardOffsets.size > 1000) standardOffsets.clear();
  standardOffsets.set(zone, offset);
  return offset;
}

const standardOffsets = new Map<string, number>();
const months = [1, 7] as const;
const cycleSeconds = 146_097 * 86_400;

function equivalentInstant(instant: number): number {
  const { year } = fromEpochDay(Math.floor(instant / 86_400));
  if (year >= 2 && year <= 9999) return instant;
  // Before clocks were set by a zone, each place had the mean time of its own sun, in every such year the same.
  const cycles = Math.floor((year - (year < 2 ? 400 : 2000)) / 400);
  return instant - cycles * cycleSeconds;
}
