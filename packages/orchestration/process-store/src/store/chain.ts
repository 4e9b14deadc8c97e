import type { Stimulus } from '@plinth/workflow-engine';

/** How many processes led to what an instance does, each by a record that it changed or by what it sent, and since when. */
export interface Chain {
  readonly length: number;
  /** ISO 8601; null where none did. */
  readonly since: string | null;
}

export const noChain: Chain = { length: 0, since: null };

/** Processes that may lead to one another until they are taken for an endless loop, where nothing else is said. */
export const usualChainLimit = 16;

/** What a timer waited for so long is no endless loop, but what happens every day. */
const forgottenMilliseconds = 3_600_000;

/**
 * The chain after a stimulus: so long as who caused it says (0 for people), and where nobody says so what an instance does follows from
 * what it did before.
 */
export function chainAfter(before: Chain, stimulus: Stimulus, cause: number | undefined, now: string): Chain {
  if (cause !== undefined) return cause === 0 ? noChain : { length: cause, since: now };
  if (stimulus.kind === 'start') return noChain;
  const isOld = before.since !== null && Date.parse(now) - Date.parse(before.since) > forgottenMilliseconds;
  return stimulus.kind === 'timer' && isOld ? noChain : before;
}

/** Why an instance goes no further; undefined while its chain is short enough. */
export function haltedBy({ length }: Chain, limit: number): string | undefined {
  if (length <= limit) return undefined;
  return `${length} processes led to this one after the other, each by what the one before changed or sent, and at most ${limit} may: they seem to do so without an end.`;
}
