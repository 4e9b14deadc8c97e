const minute = 60_000;
const hour = 60 * minute;

/** Waits after the first failure, the second …, as Standard Webhooks propose them; three days and four hours altogether. */
const waits = [5000, 5 * minute, hour / 2, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour] as const;

/**
 * Milliseconds until the next attempt after so many that failed, or null where there is none. A fifth more or less, so that what failed
 * at once does not come back at once; `asked` is what the receiver itself said, which is waited for at least, up to a day.
 */
export function retryWait(attempts: number, asked: number | null, random: () => number): number | null {
  const wait = waits[attempts - 1];
  if (wait === undefined) return null;
  return Math.round(Math.max(wait * (0.8 + 0.4 * random()), Math.min(asked ?? 0, 24 * hour)));
}

/** Seconds, or a date (RFC 9110, section 10.2.3), in milliseconds from `now`; null where it is neither. */
export function retryAfter(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Z][a-z]+, .{1,40} GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
