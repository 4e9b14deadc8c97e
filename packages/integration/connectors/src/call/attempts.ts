import { PlinthError } from '@plinth/foundation';
import type { HttpAnswer } from '@plinth/outgoing';

export interface AttemptState {
  /** Whether asking again does the same as asking once. */
  readonly repeatable: boolean;
  /** How many there were. */
  readonly attempts: number;
  readonly random: () => number;
}

const firstMilliseconds = 200;
const longestMilliseconds = 5000;

/** Milliseconds after which a failed attempt is repeated, or null where it is not: it would not help, or might do the thing twice. */
export function whatToDo(result: unknown, state: AttemptState): number | null {
  const { repeatable, attempts, random } = state;
  const backoff = Math.min(longestMilliseconds, firstMilliseconds * 2 ** (attempts - 1)) * (0.5 + random() / 2);
  if (result instanceof PlinthError) {
    // Nothing was sent.
    if (result.code === 'outgoing.unreachable') return backoff;
    const passing = result.code === 'outgoing.timed-out' || result.code === 'outgoing.broke-off';
    return passing && repeatable ? backoff : null;
  }
  if (typeof result !== 'object' || result === null || !('status' in result)) return null;
  const { status, headers } = result as HttpAnswer;
  // It says itself that it did nothing, and when to come back. Once, a token may have ended.
  if (status === 429) return retryAfter(headers['retry-after']) ?? backoff;
  if (status === 401) return attempts === 1 ? 0 : null;
  if (!repeatable) return null;
  if (status === 503) return retryAfter(headers['retry-after']) ?? backoff;
  return status === 408 || status === 425 || status === 500 || status === 502 || status === 504 ? backoff : null;
}

/** Seconds, or a date (RFC 9110), in milliseconds from now. */
function retryAfter(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
