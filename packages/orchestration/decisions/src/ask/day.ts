import type { RecordOf } from '@plinth/app-definition';
import { FeelDate, fromJson, types } from '@plinth/expression';
import { decisionsErrors } from '../errors.ts';

/** The day as ISO 8601 writes it, of a clock in milliseconds since 1970. */
export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

/** Midnight of a day in UTC, milliseconds since 1970. Throws `decisions.bad-day`. */
export function startOf(day: string): number {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(day) && fromJson(types.date, day) instanceof FeelDate ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(milliseconds)) throw decisionsErrors.badDay({ day });
  return milliseconds;
}

type Validity = Pick<RecordOf<'decision'>, 'validFrom' | 'validTo'>;

/** Whether something holds on a day; without bounds always. */
export function holdsOn({ validFrom, validTo }: Validity, day: string): boolean {
  return (validFrom === undefined || validFrom <= day) && (validTo === undefined || day <= validTo);
}

/** Whether two times of validity have a day in common. */
export function overlap(a: Validity, b: Validity): boolean {
  return (
    (a.validTo === undefined || b.validFrom === undefined || b.validFrom <= a.validTo) &&
    (b.validTo === undefined || a.validFrom === undefined || a.validFrom <= b.validTo)
  );
}
