import type { RecordOf } from '@plinth/app-definition';
import { FeelDate, fromJson, types } from '@plinth/expression';
import type { Validity } from '@plinth/rule-processor';
import { decisionModelErrors } from '../errors.ts';

/** The day in UTC of a clock in milliseconds since 1970, as ISO 8601 writes it. */
export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

/** Midnight of a day in UTC, milliseconds since 1970. Throws `decisions.bad-day`. */
export function startOf(day: string): number {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(day) && fromJson(types.date, day) instanceof FeelDate ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(milliseconds)) throw decisionModelErrors.badDay({ day });
  return milliseconds;
}

/** When a version counts. */
export function validityOf({ validFrom, validUntil }: Pick<RecordOf<'decision'>, 'validFrom' | 'validUntil'>): Validity {
  return { from: validFrom ?? null, until: validUntil ?? null };
}
