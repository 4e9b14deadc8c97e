import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useCallback, useEffect, useState } from 'react';

/** Something that is asked for again and again while somebody looks; what was known stays until the next answer. */
export interface Watched<Value> {
  /** Null until the first answer. */
  readonly value: Value | null;
  /** Why the last question had no answer; null where it had one. */
  readonly error: PlinthError | null;
  again(): void;
}

/** Milliseconds between two questions. */
const pause = 5000;

/** Asks when `load` changes (keep it with `useCallback`), then over and over while the window is seen, and on demand. */
export function useWatched<Value>(load: (signal: AbortSignal) => Promise<Value>): Watched<Value> {
  const [held, setHeld] = useState<{ readonly by: unknown; readonly value: Value | null; readonly error: PlinthError | null }>({
    by: load,
    value: null,
    error: null,
  });
  const [round, setRound] = useState(0);
  useEffect(() => {
    void round;
    const asking = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      if (document.visibilityState === 'visible') {
        try {
          const value = await load(asking.signal);
          if (!asking.signal.aborted) setHeld({ by: load, value, error: null });
        } catch (error) {
          if (!asking.signal.aborted)
            setHeld((before) => ({ by: load, value: before.by === load ? before.value : null, error: asPlinthError(error) }));
        }
      }
      if (!asking.signal.aborted) timer = setTimeout(() => void ask(), pause);
    };
    void ask();
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [load, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return held.by === load ? { value: held.value, error: held.error, again } : { value: null, error: null, again };
}
