import { appendActions, type Client, getBranch, listActions } from '@plinth/api-contract';
import {
  createStore,
  type DefinitionViolation,
  type LogEntry,
  type Persist,
  type RefusedAction,
  readSnapshot,
} from '@plinth/app-definition';
import { signal } from '@preact/signals-core';
import type { Connection, Person, StudioSession } from './session.ts';

/** Which branch, as whom. */
export interface SessionTarget {
  readonly tenant: string;
  readonly application: string;
  readonly branch?: string;
  readonly memberId: string;
}

const listenEvery = 2000;

/** Opens a branch at its end. Rejects with what the server says when it cannot be opened. */
export async function openSession(client: Client, target: SessionTarget): Promise<StudioSession> {
  const { tenant, application, memberId } = target;
  const branch = target.branch === undefined ? {} : { branch: target.branch };
  const at = { tenant, application };
  const opened = await client.call(getBranch, at, branch);
  const { definition, violations } = readSnapshot(opened.snapshot);
  if (definition === null) throw new Error(`The branch cannot be read: ${violations[0]?.message ?? ''}`);

  const connection = signal<Connection>('online');
  const pending = signal(0);
  const refused = signal<readonly RefusedAction[]>([]);
  const people = signal<readonly Person[]>([]);
  const revision = signal(0);
  const persist: Persist = async (expectedPosition, actions) => {
    const result = await client.call(appendActions, at, { ...branch, expectedPosition, actions: [...actions] });
    return { entries: result.entries as LogEntry[], refused: result.refused as Record<string, DefinitionViolation> };
  };
  const store = createStore({ definition, position: opened.position, actor: memberId, persist });
  const exchange = async () => {
    try {
      await store.flush();
      const { entries } = await client.call(listActions, at, { ...branch, after: store.replica.position });
      store.receive(entries as LogEntry[]);
      connection.value = 'online';
    } catch {
      // What is pending stays; the next turn tries again.
      connection.value = 'offline';
    }
  };
  const stop = store.subscribe((notice) => {
    pending.value = store.replica.pending.length;
    if (notice.refused.length > 0) refused.value = [...refused.value, ...notice.refused];
    revision.value++;
    if (pending.value > 0) void store.flush().catch(() => (connection.value = 'offline'));
  });
  const timer = setInterval(() => void exchange(), listenEvery);

  return {
    store,
    revision,
    connection,
    pending,
    refused,
    answer(one, how) {
      refused.value = refused.value.filter((other) => other !== one);
      if (how === 'restore' && one.restore !== null) store.dispatch(one.restore, `Restore: ${one.action.intent}`);
    },
    people,
    show: () => undefined,
    async close() {
      clearInterval(timer);
      await exchange();
      stop();
      connection.value = 'ended';
    },
  };
}
