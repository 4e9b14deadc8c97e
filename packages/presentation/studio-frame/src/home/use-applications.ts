import { type Application, type Client, listApplications } from '@plinth/api-contract';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useCallback, useEffect, useRef, useState } from 'react';

/** Which applications are looked for. */
export interface ApplicationQuestion {
  readonly search: string;
  readonly sort: 'label' | 'changed';
  readonly mine: boolean;
  /** Empty: all but the deleted. */
  readonly state: '' | 'running' | 'unpublished' | 'changed' | 'deleted';
}

interface Found {
  /** Null before the first answer. */
  readonly items: readonly Application[] | null;
  readonly next: string | null;
  readonly error: PlinthError | null;
  readonly busy: boolean;
}

const nothing: Found = { items: null, next: null, error: null, busy: true };
/** Milliseconds without another letter before the server is asked. */
const patience = 150;

/** The applications that answer a question, a page at a time. What was found stays while another question is asked. */
export function useApplications(client: Client, tenant: string, question: ApplicationQuestion) {
  const [found, setFound] = useState(nothing);
  const [attempt, setAttempt] = useState(0);
  const asked = useRef<AbortController>(null);
  const { search, sort, mine, state } = question;
  const ask = useCallback(
    async (before: readonly Application[], cursor: string | null) => {
      asked.current?.abort();
      const controller = new AbortController();
      asked.current = controller;
      setFound((known) => ({ ...known, busy: true, error: null }));
      const input = {
        sort,
        ...(search === '' ? {} : { search }),
        ...(mine ? { mine } : {}),
        ...(state === '' ? {} : { state }),
        ...(cursor === null ? {} : { cursor }),
      };
      try {
        const { items, next } = await client.call(listApplications, { tenant }, input, { signal: controller.signal });
        const known = new Set(before.map(({ key }) => key));
        setFound({ items: [...before, ...items.filter(({ key }) => !known.has(key))], next, error: null, busy: false });
      } catch (thrown) {
        if (!controller.signal.aborted) setFound((known) => ({ ...known, error: asPlinthError(thrown), busy: false }));
      }
    },
    [client, tenant, search, sort, mine, state],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again on demand too
  useEffect(() => {
    const timer = setTimeout(() => void ask([], null), search === '' ? 0 : patience);
    return () => {
      clearTimeout(timer);
      asked.current?.abort();
    };
  }, [ask, attempt]);
  return {
    ...found,
    again: useCallback(() => setAttempt((count) => count + 1), []),
    more: () => void ask(found.items ?? [], found.next),
  };
}
