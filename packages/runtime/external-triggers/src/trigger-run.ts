import { setTimeout as wait } from 'node:timers/promises';
import type { ConnectorTriggers, Heard, OpenConnection } from '@plinth/connectors';
import type { Database } from '@plinth/database';
import type { CloudEvent, DeadLetterDesk, PlatformEventBus } from '@plinth/event-bus';
import { asPlinthError, type JsonValue, type PlinthError, type RequestContext } from '@plinth/foundation';
import { externalTriggerErrors } from './errors.ts';
import { heardEvent, letterGroup, problemNow } from './heard-event.ts';
import type { ClaimedTrigger, TriggerStore } from './trigger-store.ts';

export interface RunPorts {
  readonly database: Database;
  readonly store: TriggerStore;
  readonly bus: Pick<PlatformEventBus, 'publish' | 'wake'>;
  readonly letters: DeadLetterDesk;
  readonly triggers: Pick<ConnectorTriggers, 'hear'>;
  /** A connection of the context's environment, as it is now. */
  readonly open: (context: RequestContext, connection: string) => Promise<OpenConnection>;
  /** Whether an application runs in the environment of the context: one that was deleted hears nothing. */
  readonly runs: (context: RequestContext, application: string) => Promise<boolean>;
  readonly leaseMilliseconds: number;
}

/** How hearing ended: all was taken or the application is gone, or the server stops, the claim is gone, the connection is another one by now; or it failed. */
export type RunEnd = 'done' | 'stopped' | 'lost' | 'changed' | PlinthError;

/** Events in one transaction. */
const batch = 200;

/** Hears a trigger that is claimed, for as long as it tells something and the claim is ours. */
export async function runTrigger(ports: RunPorts, context: RequestContext, claimed: ClaimedTrigger): Promise<RunEnd> {
  const over = new AbortController();
  let end: Stop | null = null;
  const stop = (why: Stop) => {
    end ??= why;
    over.abort();
  };
  const signal = AbortSignal.any([context.signal, over.signal]);
  const within = { ...context, signal };
  const own = { ...context, signal: new AbortController().signal };
  const watched = new AbortController();
  let watching: Promise<void> = Promise.resolve();
  try {
    if (!(await ports.runs(own, claimed.application))) return 'done';
    const connection = await ports.open(context, claimed.connection);
    watching = watch(ports, { own, claimed, connection, stop }, AbortSignal.any([signal, watched.signal]));
    let { cursor: place } = claimed;
    const take = async (heard: readonly Heard[], cursor: JsonValue) => {
      await keep(ports, own, claimed, { heard, before: place, cursor });
      place = cursor;
    };
    await redeliver(ports, within, claimed);
    await ports.triggers.hear(within, connection, { trigger: claimed.trigger, input: claimed.input, cursor: claimed.cursor, take });
    return end ?? 'done';
  } catch (thrown) {
    if (end !== null) return end;
    if (context.signal.aborted) return 'stopped';
    const error = asPlinthError(thrown);
    return error.code === 'triggers.claim-lost' ? 'lost' : error;
  } finally {
    watched.abort();
    await watching;
  }
}

type Stop = 'done' | 'lost' | 'changed';

interface Watched {
  readonly own: RequestContext;
  readonly claimed: ClaimedTrigger;
  readonly connection: OpenConnection;
  stop(why: Stop): void;
}

/** Keeps the claim, and notices when it is gone or the connection is set anew. While the database is away the claim runs out by itself. */
async function watch(ports: RunPorts, { own, claimed, connection, stop }: Watched, signal: AbortSignal): Promise<void> {
  const { store, leaseMilliseconds } = ports;
  let renewedAt = performance.now();
  for (;;) {
    await wait(leaseMilliseconds / 3, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    try {
      const asked = performance.now();
      if (!(await store.renew(own, claimed, leaseMilliseconds))) return stop('lost');
      renewedAt = asked;
      if (!(await ports.runs(own, claimed.application))) return stop('done');
      if ((await ports.open(own, claimed.connection)).id !== connection.id) return stop('changed');
      await redeliver(ports, { ...own, signal }, claimed);
    } catch (error) {
      if (asPlinthError(error).code === 'records.no-source') return stop('changed');
      if (performance.now() - renewedAt > leaseMilliseconds) return stop('lost');
    }
  }
}

/** Keeps what was heard as events and dead letters, with the place from which to hear on. */
async function keep(
  { database, store, bus, letters }: RunPorts,
  context: RequestContext,
  claimed: ClaimedTrigger,
  { heard, before, cursor }: { readonly heard: readonly Heard[]; readonly before: JsonValue; readonly cursor: JsonValue },
): Promise<void> {
  for (let at = 0; at === 0 || at < heard.length; at += batch) {
    const found = heard.slice(at, at + batch).map((each) => heardEvent(context, claimed, each));
    const events = found.flatMap(({ event, problem }) => (problem === null ? [event as CloudEvent] : []));
    const isLast = at + batch >= heard.length;
    await database.transaction(context, async (transaction) => {
      // Only with the last of them all are kept that the place stands behind.
      const place = isLast ? cursor : before;
      await store.advance(context, transaction, claimed, { cursor: place, heard: events.length, unfit: found.length - events.length });
      if (events.length > 0) await bus.publish(context, events, transaction);
      for (const { event, problem } of found)
        if (problem !== null)
          await letters.bury(context, transaction, letterGroup(claimed), {
            event,
            code: problem.code,
            message: problem.message,
            attempts: 1,
          });
    });
    if (events.length > 0) bus.wake(context);
  }
}

/** Tells again what could not be told before and somebody asked for. */
async function redeliver({ bus, letters }: RunPorts, context: RequestContext, claimed: ClaimedTrigger): Promise<void> {
  let told = false;
  await letters.deliver(context, letterGroup(claimed), async (transaction, event) => {
    const problem = problemNow(claimed, event);
    if (problem !== null) throw externalTriggerErrors.unfit({ trigger: claimed.key, type: claimed.event.type, problem });
    await bus.publish(context, [event as CloudEvent], transaction);
    told = true;
  });
  if (told) bus.wake(context);
}
