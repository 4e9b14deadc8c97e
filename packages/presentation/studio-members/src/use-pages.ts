import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useCallback, useEffect, useRef, useState } from 'react';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

interface Pages<Item> {
  /** Null before the first answer. */
  readonly items: readonly Item[] | null;
  readonly error: PlinthError | null;
  readonly busy: boolean;
  /** Null where there are no more. */
  readonly more: (() => void) | null;
  again(): void;
}

/** A list that comes a page at a time; keep `load` with `useCallback`. What is there stays while it is asked for anew. */
export function usePages<Item>(load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>): Pages<Item> {
  const [found, setFound] = useState<Omit<Pages<Item>, 'more' | 'again'> & { readonly next: string | null }>({
    ...{ items: null, error: null, busy: true, next: null },
  });
  const [attempt, setAttempt] = useState(0);
  const asked = useRef<AbortController>(null);
  const ask = useCallback(
    async (before: readonly Item[], cursor: string | undefined) => {
      asked.current?.abort();
      const controller = new AbortController();
      asked.current = controller;
      setFound((known) => ({ ...known, busy: true, error: null }));
      try {
        const { items, next } = await load(cursor, controller.signal);
        setFound({ items: [...before, ...items], next, error: null, busy: false });
      } catch (thrown) {
        if (!controller.signal.aborted) setFound((known) => ({ ...known, error: asPlinthError(thrown), busy: false }));
      }
    },
    [load],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again on demand too
  useEffect(() => {
    void ask([], undefined);
    return () => asked.current?.abort();
  }, [ask, attempt]);
  const { next, ...shown } = found;
  return {
    ...shown,
    more: next === null ? null : () => void ask(found.items ?? [], next),
    again: useCallback(() => setAttempt((count) => count + 1), []),
  };
}
