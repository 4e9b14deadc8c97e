import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useCallback, useEffect, useState } from 'react';

/** What was asked, as it is now. */
export interface Asked<Value> {
  /** The latest answer to this question or the one before; null until the first. */
  readonly value: Value | null;
  readonly error: PlinthError | null;
  again(): void;
}

const pauseMilliseconds = 5000;

/** Asks when `load` changes (keep it with `useCallback`), every five seconds while the window is seen, and on demand. */
export function useAsked<Value>(load: (signal: AbortSignal) => Promise<Value>): Asked<Value> {
  const [held, setHeld] = useState<{ readonly value: Value | null; readonly error: PlinthError | null }>({ value: null, error: null });
  const [round, setRound] = useState(0);
  useEffect(() => {
    void round;
    const asking = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      if (document.visibilityState === 'visible') {
        try {
          const value = await load(asking.signal);
          if (!asking.signal.aborted) setHeld({ value, error: null });
        } catch (error) {
          if (!asking.signal.aborted) setHeld((before) => ({ ...before, error: asPlinthError(error) }));
        }
      }
      if (!asking.signal.aborted) timer = setTimeout(() => void ask(), pauseMilliseconds);
    };
    void ask();
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [load, round]);
  return { ...held, again: useCallback(() => setRound((before) => before + 1), []) };
}
