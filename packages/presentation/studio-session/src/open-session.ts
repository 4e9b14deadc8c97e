import { type Client, getBranch, type Person } from '@plinth/api-contract';
import {
  createReplica,
  createStore,
  currentSchemaVersion,
  keepReplica,
  type LogEntry,
  type Overwritten,
  type RefusedAction,
  type Replica,
  readSnapshot,
} from '@plinth/app-definition';
import { PlinthError } from '@plinth/foundation';
import { signal } from '@preact/signals-core';
import { backoff } from './backoff.ts';
import { BranchLink } from './branch-link.ts';
import { indexedStorage } from './indexed-storage.ts';
import { Keeper, readMilliseconds } from './keeper.ts';
import { findWork, type TakenWork } from './kept-work.ts';
import type { Socket } from './live-socket.ts';
import type { Connection, StudioSession } from './session.ts';
import { type OpenSiblings, siblingWindows } from './sibling-windows.ts';
import { unanswered } from './who-works.ts';
import { type WindowClaims, windowClaims } from './window-claims.ts';
import { scopeOf, type WorkStorage } from './work-storage.ts';

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
  /** Where work is kept; IndexedDB where absent. */
  readonly storage?: WorkStorage;
  readonly claims?: WindowClaims;
  readonly siblings?: OpenSiblings;
}

/**
 * Opens a branch: as this device kept it, with everything that was not sent, and otherwise as the server has it. Rejects
 * with what the server says where nothing was kept.
 */
export async function openSession(client: Client, target: SessionTarget, options: SessionOptions = {}): Promise<StudioSession> {
  const { tenant, application, memberId } = target;
  const branch = target.branch === undefined ? {} : { branch: target.branch };
  const at = { tenant, application };
  const { openSocket = socketOfPage, storage = indexedStorage(), siblings: openSiblings = siblingWindows } = options;
  const scope = scopeOf(target);
  const claims = options.claims ?? windowClaims(scope);
  const begun = await findWork(storage, claims, scope);
  const { window, own } = begun;
  const replica =
    own?.replica ??
    (await atItsEnd(client, at, branch, memberId).catch((error: unknown) => {
      // Without a network, as another window of this person last heard it; what that one has to send it tells.
      if (begun.heard !== null && unanswered(error)) return createReplica(memberId, begun.heard.confirmed, begun.heard.position);
      return letGo(begun)(error);
    }));
  const path = `/api/${encodeURIComponent(tenant)}/applications/${encodeURIComponent(application)}/live`;

  const connection = signal<Connection>('connecting');
  const pending = signal(replica.pending.length);
  const refused = signal<readonly RefusedAction[]>([...(own?.work.state.refused ?? []), ...replica.refused]);
  const overwritten = signal<readonly Overwritten[]>(own?.work.state.overwritten ?? []);
  const people = signal<readonly Person[]>([]);
  const commented = signal(0);
  const revision = signal(0);
  const problem = signal<PlinthError | null>(null);
  const storageProblem = signal<PlinthError | null>(begun.problem);

  const persist: Parameters<typeof createStore>[0]['persist'] = async (expected, actions, tentative) => {
    const answer = await link.append(expected, actions, tentative);
    keeper.hear(answer.entries);
    return answer;
  };
  const store = createStore({ replica, persist });
  const keeper = new Keeper({
    ...{ storage, window, scope },
    now: () => ({ replica: store.replica, refused: refused.value, overwritten: overwritten.value }),
    told: (found) => {
      storageProblem.value = found;
    },
    base: own?.work.base.position ?? null,
  });
  let left = begun.left;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const send = () => {
    clearTimeout(retry);
    sendAll().then(
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
  const sendAll = async () => {
    await store.flush();
    for (const one of left) {
      left = left.filter((other) => other !== one);
      await sendLeft(one).catch((error: unknown) => {
        left = [...left, one];
        throw error;
      });
    }
  };
  /** Sends what a closed window left from where it stood; its entries come to this one as the log's. */
  const sendLeft = async ({ work, replica: theirs, release }: TakenWork) => {
    const other = createStore({
      replica: theirs,
      async persist(expected, actions) {
        const answer = await link.append(expected, actions);
        hear(answer.entries);
        return answer;
      },
    });
    await other.flush();
    tell([...work.state.refused, ...other.replica.refused]);
    await keeper.settled();
    await storage.remove(work.window);
    release();
  };
  const tell = (more: readonly RefusedAction[]) => {
    if (more.length === 0) return;
    refused.value = [...refused.value, ...more];
    keeper.keep();
  };
  const hear = (entries: readonly LogEntry[]) => {
    keeper.hear(entries);
    // Another window of the same person had it done after all.
    const done = new Set(entries.map(({ action }) => action.id));
    if (refused.value.some(({ action }) => done.has(action.id))) refused.value = refused.value.filter(({ action }) => !done.has(action.id));
    store.receive(entries);
  };
  const siblings = openSiblings(scope, (work) => {
    if (connection.value !== 'offline') return;
    const isSame = work.pending.every(({ schemaVersion }) => schemaVersion === currentSchemaVersion);
    // Each sends what it has taken over: the log takes an action once.
    if (work.position === store.replica.position && isSame) store.adopt(work.pending);
    if (work.asks) tellSiblings(false);
  });
  const tellSiblings = (asks: boolean) =>
    siblings.tell({ position: store.replica.position, pending: keepReplica(store.replica).pending, asks });
  const link = new BranchLink({
    ...{ client, at, branch, window, member: memberId },
    openSocket: openSocket === null ? null : () => openSocket(path),
    position: () => store.replica.position,
    hear,
    tentative: () => store.replica.tentative,
    foresee: (after, entries) => store.foresee(after, entries),
    meet(others, all) {
      const met = new Map((all ? [] : people.value).map((person) => [person.window, person]));
      for (const person of others) if (person.window !== window) met.set(person.window, person);
      people.value = [...met.values()];
    },
    commented() {
      commented.value++;
    },
    part: (windows) => {
      people.value = people.value.filter((person) => !windows.includes(person.window));
    },
    changed(state) {
      const wasOnline = connection.value !== 'offline';
      connection.value = state.how === 'away' ? 'offline' : 'online';
      if (state.how === 'away') void keeper.settled();
      if (state.how === 'away' && wasOnline) tellSiblings(true);
      problem.value = state.how === 'away' ? state.why : null;
      if (state.how !== 'away' && store.replica.pending.length + left.length > 0) send();
    },
  });
  const stop = store.subscribe((notice) => {
    const isOwn = pending.value + store.replica.pending.length > 0;
    pending.value = store.replica.pending.length;
    if (notice.refused.length > 0) refused.value = [...refused.value, ...notice.refused];
    if (notice.overwritten.length > 0) overwritten.value = [...overwritten.value, ...notice.overwritten];
    revision.value++;
    const online = connection.value === 'online';
    if (pending.value > 0 && online) send();
    if (pending.value > 0 && connection.value === 'offline') tellSiblings(false);
    if (notice.refused.length > 0 || notice.overwritten.length > 0 || (pending.value > 0 && !online)) keeper.keep();
    // What others did the server has: keeping it is in nobody's way.
    else keeper.keepSoon(isOwn ? undefined : readMilliseconds);
  });
  const sameBase = left.filter((one) => one.replica.position === store.replica.position);
  for (const one of sameBase) store.adopt(one.replica.pending);
  left = left.filter((one) => !sameBase.includes(one));
  tell(sameBase.flatMap((one) => [...one.work.state.refused, ...one.replica.refused]));
  if (own === null && sameBase.length + left.length === 0) keeper.keepSoon(readMilliseconds);
  else keeper.keep();
  if (sameBase.length > 0) void forget(sameBase, storage, keeper, () => storageProblem.value === null);
  const backOnline = () => link.open();
  const keepNow = () => void keeper.settled();
  globalThis.addEventListener?.('online', backOnline);
  globalThis.addEventListener?.('pagehide', keepNow);
  link.open();

  return {
    store,
    revision,
    connection,
    problem,
    storageProblem,
    pending,
    refused,
    answer(one, how) {
      const again = how === 'restore' && one.restore !== null ? store.dispatch(one.restore, `Restore: ${one.action.intent}`) : null;
      const left = again === null ? [] : [{ ...one, refusal: again.refusal }];
      refused.value = refused.value.flatMap((other) => (other === one ? left : [other]));
      keeper.keep();
    },
    overwritten,
    settle(those, how) {
      const actions = how === 'restore' ? those.flatMap(({ restore }) => restore ?? []) : [];
      const intent = `Put back: ${those[0]?.intent ?? ''}`;
      const again = actions.length === 0 ? null : store.dispatch({ type: 'BATCH', payload: { actions } }, intent);
      overwritten.value = overwritten.value.filter((other) => !those.includes(other));
      if (again !== null) refused.value = [...refused.value, again];
      keeper.keep();
    },
    commented,
    people,
    show: (place) => link.place(place),
    reconnect: () => link.open(),
    async close() {
      clearTimeout(retry);
      if (connection.value === 'online') await sendAll().catch(() => undefined);
      globalThis.removeEventListener?.('online', backOnline);
      globalThis.removeEventListener?.('pagehide', keepNow);
      link.close();
      siblings.close();
      stop();
      await keeper.settled();
      begun.release();
      for (const one of left) one.release();
      connection.value = 'ended';
    },
  };
}

/** What was taken over is removed only when it is kept with the rest. */
async function forget(taken: readonly TakenWork[], storage: WorkStorage, keeper: Keeper, kept: () => boolean): Promise<void> {
  await keeper.settled();
  for (const { work, release } of taken) {
    if (kept()) await storage.remove(work.window).catch(() => undefined);
    release();
  }
}

function letGo(begun: { readonly release: () => void; readonly left: readonly TakenWork[] }): (error: unknown) => never {
  return (error) => {
    for (const { release } of [begun, ...begun.left]) release();
    throw error;
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
  // The language of the page, for a WebSocket has no headers of ours.
  address.searchParams.set('language', document.documentElement.lang);
  return new WebSocket(address);
}
