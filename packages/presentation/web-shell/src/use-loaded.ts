import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useCallback, useEffect, useState } from 'react';

/** Something on its way, there, or refused. */
export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: Value }
  | { readonly state: 'failed'; readonly error: PlinthError };

const loading = { state: 'loading' } as const;

/** Loads when `load` changes (keep it with `useCallback`) and on demand; an answer that is no longer wanted is dropped. */
export function useLoaded<Value>(load: (signal: AbortSignal) => Promise<Value>): readonly [Loaded<Value>, () => void] {
  const [loaded, setLoaded] = useState<{ readonly by: unknown; readonly result: Loaded<Value> }>({ by: load, result: loading });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setLoaded((before) => (before.by === load && attempt === 0 ? before : { by: load, result: loading }));
    load(controller.signal).then(
      (value) => controller.signal.aborted || setLoaded({ by: load, result: { state: 'ready', value } }),
      (error: unknown) => controller.signal.aborted || setLoaded({ by: load, result: { state: 'failed', error: asPlinthError(error) } }),
    );
    return () => controller.abort();
  }, [load, attempt]);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return [loaded.by === load ? loaded.result : loading, again];
}
