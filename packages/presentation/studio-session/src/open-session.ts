import { type Client, getBranch, type Person } from '@plinth/api-contract';
import { createReplica, createStore, type Overwritten, type RefusedAction, type Replica, readSnapshot } from '@plinth/app-definition';
import { PlinthError, shortId } from '@plinth/foundation';
import { signal } from '@preact/signals-core';
import { backoff } from './backoff.ts';
import { BranchLink } from './branch-link.ts';
import type { Socket } from './live-socket.ts';
import type { Connection, StudioSession } from './session.ts';

/** Which branch, as whom. */
export interface SessionTarget {
  readonly tenant: string;
  readonly application: string;
  readonly branch?: string;
  readonly memberId: string;
}

export interface SessionOptions {
  /** Opens the WebSocket of a path of the API; null: by asking again and again. That of the page's own origin where absent. */
  readonly openSocket?: ((path: string) => Socket) | null;
}

/** Opens a branch at its end. Rejects with what the server says when it cannot be opened. */
export async function openSession(client: Client, target: SessionTarget, options: SessionOptions = {}): Promise<StudioSession> {
  const { tenant, application, memberId } = target;
  const branch = target.branch === undefined ? {} : { branch: target.branch };
  const at = { tenant, application };
  const window = shortId();
  const replica = await atItsEnd(client, at, branch, memberId);
  const path = `/api/${encodeURIComponent(tenant)}/applications/${encodeURIComponent(application)}/live`;
  const { openSocket = socketOfPage } = options;

  const connection = signal<Connection>('connecting');
  const pending = signal(0);
  const refused = signal<readonly RefusedAction[]>([]);
  const overwritten = signal<readonly Overwritten[]>([]);
  const people = signal<readonly Person[]>([]);
  const revision = signal(0);
  const problem = signal<PlinthError | null>(null);

  const store = createStore({ replica, persist: (expected, actions) => link.append(expected, actions) });
  let retry: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const send = () => {
    clearTimeout(retry);
    store.flush().then(
      () => {
        failures = 0;
      },
      (error: unknown) => {
        // What cannot be sent stays pending and is sent later.
        if (error instanceof PlinthError && error.fault === 'caller') problem.value = error;
        if (connection.value !== 'ended') retry = setTimeout(send, backoff(failures++));
      },
    );
  };
  const link = new BranchLink({
    ...{ client, at, branch, window, member: memberId },
    openSocket: openSocket === null ? null : () => openSocket(path),
    position: () => store.replica.position,
    hear: (entries) => store.receive(entries),
    meet(others, all) {
      const met = new Map((all ? [] : people.value).map((person) => [person.window, person]));
      for (const person of others) if (person.window !== window) met.set(person.window, person);
      people.value = [...met.values()];
    },
    part: (windows) => {
      people.value = people.value.filter((person) => !windows.includes(person.window));
    },
    changed(state) {
      connection.value = state.how === 'away' ? 'offline' : 'online';
      problem.value = state.how === 'away' ? state.why : null;
      if (state.how !== 'away' && store.replica.pending.length > 0) send();
    },
  });
  const stop = store.subscribe((notice) => {
    pending.value = store.replica.pending.length;
    if (notice.refused.length > 0) refused.value = [...refused.value, ...notice.refused];
    if (notice.overwritten.length > 0) overwritten.value = [...overwritten.value, ...notice.overwritten];
    revision.value++;
    if (pending.value > 0 && connection.value === 'online') send();
  });
  const backOnline = () => link.open();
  globalThis.addEventListener?.('online', backOnline);
  link.open();

  return {
    store,
    revision,
    connection,
    problem,
    pending,
    refused,
    answer(one, how) {
      refused.value = refused.value.filter((other) => other !== one);
      if (how === 'restore' && one.restore !== null) store.dispatch(one.restore, `Restore: ${one.action.intent}`);
    },
    overwritten,
    dismiss: (one) => {
      overwritten.value = overwritten.value.filter((other) => other !== one);
    },
    people,
    show: (place) => link.place(place),
    async close() {
      clearTimeout(retry);
      await store.flush().catch(() => undefined);
      globalThis.removeEventListener?.('online', backOnline);
      link.close();
      stop();
      connection.value = 'ended';
    },
  };
}

async function atItsEnd(
  client: Client,
  at: { readonly tenant: string; readonly application: string },
  branch: { readonly branch?: string },
  memberId: string,
): Promise<Replica> {
  const opened = await client.call(getBranch, at, branch);
  const { definition, violations } = readSnapshot(opened.snapshot);
  if (definition === null) throw new Error(`The branch cannot be read: ${violations[0]?.message ?? ''}`);
  return createReplica(memberId, definition, opened.position);
}

function socketOfPage(path: string): Socket {
  const address = new URL(path, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(address);
}
