import { Decimal } from '../values/decimal.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime } from '../values/temporal.ts';
import type { FeelValue } from '../values/value.ts';

/** The years of PostgreSQL's dates and timestamps after the beginning of our era; before it they are written differently. */
const lastDateYear = 5_874_897;
const lastTimestampYear = 294_275;
/** Days that every interval can hold, whatever else is in it. */
const mostDays = 100_000_000n;
const dayNanos = 86_400_000_000_000n;
const milliNanos = 1_000_000;

/** Why PostgreSQL cannot take a constant as the value that it is; null where it can. */
export function whyNotInSql(value: FeelValue): string | null {
  if (typeof value === 'string') return textProblem(value);
  if (value instanceof FeelDate) return dateProblem(value, lastDateYear);
  if (value instanceof FeelTime) return value.place === null ? clockProblem(value) : 'Times have no offset there: write the local time.';
  if (value instanceof FeelDateTime) {
    if (value.time.place === null) return 'Say where the clock is: "…T10:00:00Z" or "…+01:00".';
    if (typeof value.time.place === 'string') return 'Give the offset instead of the zone.';
    return dateProblem(value.date, lastTimestampYear) ?? clockProblem(value.time);
  }
  if (value instanceof DaysDuration) {
    if (value.nanos % 1000n !== 0n) return 'It is finer than a microsecond.';
    const size = value.nanos < 0n ? -value.nanos : value.nanos;
    return size > mostDays * dayNanos ? 'The duration is too long.' : null;
  }
  if (Array.isArray(value)) return value.map((item: FeelValue) => whyNotInSql(item)).find((problem) => problem !== null) ?? null;
  return value === null || typeof value !== 'object' || value instanceof Decimal ? null : 'Values of this kind are not known there.';
}

function textProblem(text: string): string | null {
  return text.includes('\0') || !text.isWellFormed() ? 'The database holds no such character.' : null;
}

function dateProblem({ year }: FeelDate, last: number): string | null {
  return year >= 1 && year <= last ? null : `Years go from 1 to ${last} there.`;
}

function clockProblem({ nanos }: FeelTime): string | null {
  return nanos % milliNanos === 0 ? null : 'It is finer than a millisecond, which is what records keep.';
}
