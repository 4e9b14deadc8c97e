import { type CallTarget, type Client, listRecords, type RecordOutput, type ShellEntity } from '@plinth/api-contract';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

export type GridRecord = RecordOutput & Readonly<Record<string, unknown>>;

/** Which records are asked for, in which order. */
export interface RecordQuestion {
  readonly sort: string;
  readonly search: string;
  /** FEEL conditions that all hold. */
  readonly conditions: readonly string[];
}

/** Records as far as they have come. */
export interface FoundRecords {
  readonly rows: readonly GridRecord[];
  /** All that the question finds; null as long as it is not known. */
  readonly count: number | null;
  readonly loading: boolean;
  readonly error: PlinthError | null;
  readonly hasMore: boolean;
  loadMore(): void;
  reload(): void;
  /** Puts what a write gave in the place of the record. */
  replace(record: GridRecord): void;
}

interface Held {
  readonly of: object | null;
  readonly rows: readonly GridRecord[];
  readonly count: number | null;
  readonly next: string | null;
  readonly error: PlinthError | null;
}

const pageSize = 100;
const nothing: Held = { of: null, rows: [], count: null, next: null, error: null };

/** The address key of an entity: `module.entity` for one of a module. */
export function addressKey(entity: string): string {
  return entity.replace('/', '.');
}

/** What comes along with the records of an entity, so that references have titles. */
export function expansionOf(entity: ShellEntity): { readonly expand?: string } {
  const references = entity.fields.filter(({ type }) => type === 'reference').map(({ key }) => key);
  return references.length === 0 ? {} : { expand: references.join(',') };
}

/** Asks for records page by page; a new question begins anew, and an answer that nobody waits for is dropped. */
export function useRecords(client: Client, target: Required<CallTarget>, entity: ShellEntity, question: RecordQuestion): FoundRecords {
  const [attempt, setAttempt] = useState(0);
  const [held, setHeld] = useState<Held>(nothing);
  const waiting = useRef<AbortController | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again on demand
  const input = useMemo(() => {
    const filter = question.conditions.map((condition) => `(${condition})`).join(' and ');
    return {
      entity: addressKey(entity.key),
      ...expansionOf(entity),
      ...(question.sort === '' ? {} : { sort: question.sort }),
      ...(question.search === '' ? {} : { search: question.search }),
      ...(filter === '' ? {} : { filter }),
      allowed: true,
      limit: pageSize,
    };
  }, [entity, question, attempt]);
  const ask = useCallback(
    (cursor: string | null) => {
      const asked = new AbortController();
      waiting.current = asked;
      client
        .call(listRecords, target, { ...input, ...(cursor === null ? { count: true } : { cursor }) }, { signal: asked.signal })
        .then(
          ({ items, next, count }) => {
            if (asked.signal.aborted) return;
            const rows = items as readonly GridRecord[];
            setHeld((before) => ({
              of: input,
              rows: cursor === null ? rows : [...before.rows, ...rows],
              count: count ?? before.count,
              next,
              error: null,
            }));
          },
          (error: unknown) => {
            if (!asked.signal.aborted)
              setHeld((before) => ({
                ...before,
                of: input,
                error: asPlinthError(error),
                ...(cursor === null ? { rows: [], count: null, next: null } : {}),
              }));
          },
        )
        .finally(() => {
          if (waiting.current === asked) waiting.current = null;
        });
      return asked;
    },
    [client, target, input],
  );
  useEffect(() => {
    ask(null);
    return () => {
      waiting.current?.abort();
      waiting.current = null;
    };
  }, [ask]);
  const { rows, count, next, error } = held;
  return {
    rows,
    count,
    loading: held.of !== input,
    error: held.of === input ? error : null,
    hasMore: next !== null,
    loadMore() {
      if (waiting.current === null && next !== null && held.of === input && error === null) ask(next);
    },
    reload: () => setAttempt((number) => number + 1),
    replace: (record) =>
      setHeld((before) => ({ ...before, rows: before.rows.map((row) => (row.id === record.id ? { ...row, ...record } : row)) })),
  };
}
