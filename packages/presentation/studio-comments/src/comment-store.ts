import { addComment, type Colleague, type Comment, changeComment, listComments } from '@plinth/api-contract';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import type { StudioWork } from '@plinth/studio-frame';
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core';

/** What was said about the records of the application that is open. */
export interface CommentStore {
  /** Of the open threads, first comments before their answers; null until they are there. */
  readonly open: ReadonlySignal<readonly Comment[] | null>;
  /** How many open threads there are about each record that has any; null until they are there. */
  readonly commented: ReadonlySignal<ReadonlyMap<string, number> | null>;
  /** Who can be mentioned. */
  readonly colleagues: ReadonlySignal<readonly Colleague[]>;
  /** Why the latest cannot be had; what was there stays. */
  readonly problem: ReadonlySignal<PlinthError | null>;
  /** Asks again. */
  again(): void;
  /** The resolved threads, the latest. */
  resolved(signal: AbortSignal): Promise<readonly Comment[]>;
  /** Rejects with why it was not written. */
  write(comment: {
    readonly record: string;
    readonly thread: string | null;
    readonly text: string;
    readonly mentions: readonly string[];
  }): Promise<void>;
  /** Rejects with why nothing was changed. */
  change(comment: string, change: { readonly text?: string; readonly resolved?: boolean }): Promise<void>;
}

const stores = new WeakMap<StudioWork, CommentStore>();

/** The comments of an open application: one store for all who show them. */
export function commentsOf(work: StudioWork): CommentStore {
  const known = stores.get(work) ?? createStore(work);
  stores.set(work, known);
  return known;
}

function createStore({ client, tenant, application, session }: StudioWork): CommentStore {
  const at = { tenant, application };
  const open = signal<readonly Comment[] | null>(null);
  const commented = computed(() => (open.value === null ? null : countThreads(open.value)));
  const colleagues = signal<readonly Colleague[]>([]);
  const problem = signal<PlinthError | null>(null);
  let asking = 0;
  const again = () => {
    const own = ++asking;
    client.call(listComments, at, {}).then(
      (listed) => {
        // A later question has the later answer.
        if (own !== asking) return;
        open.value = listed.items;
        colleagues.value = listed.colleagues;
        problem.value = null;
      },
      (error: unknown) => {
        if (own === asking) problem.value = asPlinthError(error);
      },
    );
  };
  effect(() => {
    session.commented.value;
    again();
  });
  return {
    open,
    commented,
    colleagues,
    problem,
    again,
    resolved: async (abort) => (await client.call(listComments, at, { resolved: true }, { signal: abort })).items,
    async write({ record, thread, text, mentions }) {
      const answers = thread === null ? {} : { thread };
      await client.call(addComment, at, { id: crypto.randomUUID(), record, ...answers, text, mentions: [...mentions] });
      again();
    },
    async change(comment, change) {
      await client.call(changeComment, at, { comment, ...change });
      again();
    },
  };
}

function countThreads(comments: readonly Comment[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { thread, record } of comments) if (thread === null) counts.set(record, (counts.get(record) ?? 0) + 1);
  return counts;
}
