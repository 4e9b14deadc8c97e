import { asPlinthError } from '@plinth/foundation';
import type { CallOptions } from './client.ts';

/** Milliseconds between two attempts to reach the platform. */
const pauseMilliseconds = 2000;
/** No network, a server or its database that is away, or a proxy that says so. */
const away: ReadonlySet<number> = new Set([502, 503, 504]);

export interface Patience extends Pick<CallOptions, 'signal'> {
  /** Told each time the platform could not be reached, and once when it was again. */
  onAway(isAway: boolean): void;
}

/**
 * Calls until the platform can be reached, however long that takes, or the signal is aborted: only for what may be sent twice. Throws
 * whatever else the call throws.
 */
export async function untilReached<Answer>(call: () => Promise<Answer>, { signal, onAway }: Patience): Promise<Answer> {
  for (let wasAway = false; ; wasAway = true) {
    try {
      const answer = await call();
      if (wasAway) onAway(false);
      return answer;
    } catch (error) {
      if (signal?.aborted === true || !away.has(asPlinthError(error).status)) throw error;
    }
    onAway(true);
    signal?.throwIfAborted();
    await pause(signal);
  }
}

/** Ends early where the browser says that there is a network again, or the signal is aborted. */
function pause(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = new AbortController();
    const finish = (how: () => void) => {
      clearTimeout(timer);
      end.abort();
      how();
    };
    const timer = setTimeout(() => finish(resolve), pauseMilliseconds);
    globalThis.addEventListener?.('online', () => finish(resolve), { signal: end.signal });
    signal?.addEventListener('abort', () => finish(() => reject(signal.reason)), { signal: end.signal });
  });
}
