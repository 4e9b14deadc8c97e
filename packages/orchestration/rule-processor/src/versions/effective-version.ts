import { compareValues, type FeelDate, type FeelValue, fromJson, types } from '@plinth/expression';
import { decisionErrors } from '../errors.ts';

/** When a version counts: ISO dates, the first day it does and the first day it does no more; null has no bound. */
export interface Validity {
  readonly from: string | null;
  readonly until: string | null;
}

/**
 * The version that counts on a day (ISO date); of several the one that begins last, of those the last in the list. Null where
 * none does. Throws `decision.invalid-date`.
 */
export function versionOn<Version extends Validity>(versions: readonly Version[], day: string): Version | null {
  const at = dateOf(day);
  let chosen: Version | null = null;
  for (const version of versions) {
    if (!counts(version, at)) continue;
    if (chosen === null || isBefore(chosen.from, version.from)) chosen = version;
  }
  return chosen;
}

/** Days on which no version counts, or more than one; each period with its first day and the first day after it. */
export interface ValidityFindings<Version> {
  readonly gaps: readonly Validity[];
  readonly overlaps: readonly (Validity & { readonly versions: readonly Version[] })[];
}

/** Looks at the whole time between the first day and the last on which any version begins or ends. Throws `decision.invalid-date`. */
export function validityFindings<Version extends Validity>(versions: readonly Version[]): ValidityFindings<Version> {
  const bounds = versions.flatMap(({ from, until }) => [from, until]).filter((day) => day !== null);
  const days = [...new Set(bounds)].sort((a, b) => compareValues(dateOf(a), dateOf(b)) ?? 0);
  const gaps: Validity[] = [];
  const overlaps: (Validity & { readonly versions: readonly Version[] })[] = [];
  const look = (from: string | null, until: string | null, counting: readonly Version[], isInside: boolean) => {
    if (counting.length === 0 && isInside) gaps.push({ from, until });
    if (counting.length > 1) overlaps.push({ from, until, versions: counting });
  };
  const [first] = days;
  look(
    null,
    first ?? null,
    versions.filter(({ from }) => from === null),
    false,
  );
  for (const [index, from] of days.entries()) {
    const until = days[index + 1] ?? null;
    look(
      from,
      until,
      versions.filter((version) => counts(version, dateOf(from))),
      until !== null,
    );
  }
  return { gaps, overlaps };
}

function counts({ from, until }: Validity, at: FeelDate): boolean {
  return (from === null || (compareValues(dateOf(from), at) ?? 1) <= 0) && (until === null || (compareValues(at, dateOf(until)) ?? 1) < 0);
}

/** Whether one begins before the other, or as early: what comes later in the list counts more. */
function isBefore(a: string | null, b: string | null): boolean {
  if (a === null) return true;
  return b !== null && (compareValues(dateOf(a), dateOf(b)) ?? 1) <= 0;
}

function dateOf(text: string): FeelDate {
  const date: FeelValue = /T/.test(text) ? null : fromJson(types.date, text);
  if (date === null) throw decisionErrors.invalidDate({ text });
  return date as FeelDate;
}
