import { type EventShape, tailEvents } from '@plinth/api-contract';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useWork } from '@plinth/studio-frame';
import { useCallback, useEffect, useState } from 'react';

/** Events that are kept on the screen, the newest first. */
const mostKept = 500;
const pauseMilliseconds = 2000;

/** An event with where a consumer begins with it. */
export interface TailedEvent extends EventShape {
  readonly position: string;
}

export interface Tail {
  readonly events: readonly TailedEvent[];
  /** Whether the first answer is there. */
  readonly isReady: boolean;
  readonly error: PlinthError | null;
  clear(): void;
}

/** The events of an environment as they come, of some types and with some text in them; while it pauses nothing is asked, and nothing is missed: it goes on where it was. */
export function useTail(environment: string, types: string, search: string, paused: boolean): Tail {
  const { client, tenant } = useWork();
  const [held, setHeld] = useState<{ readonly of: string; readonly events: readonly TailedEvent[]; readonly cursor: string | null }>({
    ...{ of: '', events: [], cursor: null },
  });
  const [error, setError] = useState<PlinthError | null>(null);
  const of = JSON.stringify([environment, types, search]);
  const now = held.of === of ? held : { of, events: [], cursor: null };
  const from = now.cursor;
  useEffect(() => {
    if (paused) return;
    const asking = new AbortController();
    const { signal } = asking;
    const ask = async () => {
      try {
        const first = from === null;
        const answer = await client.call(
          tailEvents,
          { tenant, environment },
          {
            ...{ limit: 100, positions: true },
            ...(types === '' ? {} : { types }),
            ...(search === '' ? {} : { text: search }),
            ...(first ? {} : { after: from, waitSeconds: 20 }),
          },
          { signal },
        );
        if (signal.aborted) return;
        setError(null);
        const items = answer.items.map((event, at) => ({ ...event, position: answer.positions?.[at] ?? '' }));
        setHeld((before) => {
          const known = before.of === of ? before.events : [];
          return { of, cursor: answer.cursor, events: [...items.toReversed(), ...known].slice(0, mostKept) };
        });
      } catch (thrown) {
        if (signal.aborted) return;
        setError(asPlinthError(thrown));
        timer = setTimeout(() => void ask(), pauseMilliseconds);
      }
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    void ask();
    return () => {
      asking.abort();
      clearTimeout(timer);
    };
  }, [client, tenant, environment, types, search, of, from, paused]);
  const clear = useCallback(() => setHeld((before) => ({ ...before, events: [] })), []);
  return { events: now.events, isReady: from !== null, error, clear };
}
