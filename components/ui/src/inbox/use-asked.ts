import { useCallback, useEffect, useState } from 'react';
import { problemOf } from './problem-of.ts';

/** Something that is fetched: what came, or why it did not. */
export interface Asked<Value> {
  readonly value: Value | null;
  readonly problem: { readonly title: string; readonly hint: string } | null;
  readonly code: string | null;
  reload(): void;
}

/** Fetches when shown, and again where asked to; what was there stays until the new one has come. `ask` must stay the same. */
export function useAsked<Value>(ask: (signal: AbortSignal) => Promise<Value>): Asked<Value> {
  const [state, setState] = useState<Omit<Asked<Value>, 'reload'>>({ value: null, problem: null, code: null });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same again
  useEffect(() => {
    const stopping = new AbortController();
    ask(stopping.signal).then(
      (value) => !stopping.signal.aborted && setState({ value, problem: null, code: null }),
      (error: unknown) => {
        if (stopping.signal.aborted) return;
        const code = error instanceof Error && 'code' in error ? String(error.code) : null;
        setState({ value: null, problem: problemOf(error), code });
      },
    );
    return () => stopping.abort();
  }, [ask, round]);
  return { ...state, reload: useCallback(() => setRound((before) => before + 1), []) };
}
