import type { Database, Transaction } from '@plinth/database';
import {
  asPlinthError,
  type EnvironmentReference,
  type PlinthError,
  type RequestContext,
  systemActor,
  type TenantReference,
  traceId,
} from '@plinth/foundation';
import { Pause } from './consume/pause.ts';
import type { CloudEvent } from './event/cloud-event.ts';
import type { EventBus, RunningSubscription, Subscription } from './event-bus.ts';
import * as statements from './postgres/group-statements.ts';

/** A group to which events of some types are brought from a publication on. */
export interface DeclaredListener {
  readonly group: string;
  readonly types: readonly string[];
}

export interface ListenerWorkerOptions {
  readonly database: Database;
  readonly bus: Pick<EventBus<Transaction>, 'subscribe'>;
  /** The platform itself, which may see who listens. */
  readonly platform: TenantReference;
  readonly environments: (context: RequestContext) => Promise<readonly EnvironmentReference[]>;
  /** Does what follows from an event for a group, within the transaction in which it is consumed. */
  readonly handle: (context: RequestContext, group: string, event: CloudEvent, transaction: Transaction) => Promise<void>;
  /** How a group consumes; like most where absent. */
  readonly manner?: (context: RequestContext, group: string) => Pick<Subscription<Transaction>, 'alone' | 'turn'>;
  /** Called when what a group did is true. */
  readonly done: (group: string) => void;
  readonly onFailure: (error: PlinthError) => void;
  /** How often it looks for what was published; 5 s where absent. */
  readonly lookMilliseconds?: number;
}

interface Running {
  readonly types: string;
  readonly subscription: RunningSubscription;
}

/** Brings events to the groups that publications have declared, as long as they are. Any number of these share the work. */
export class ListenerWorker {
  readonly #options: ListenerWorkerOptions;
  readonly #stopping = new AbortController();
  readonly #pause = new Pause();
  readonly #running = new Map<string, Running>();
  #work: Promise<void> = Promise.resolve();

  constructor(options: ListenerWorkerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#work = this.#run();
  }

  /** Something was published: it looks at once. */
  wake(): void {
    this.#pause.end();
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    this.#pause.end();
    await this.#work;
    await Promise.all([...this.#running.values()].map(({ subscription }) => subscription.close()));
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { lookMilliseconds = 5000, onFailure } = this.#options;
    while (!signal.aborted) {
      try {
        await this.#look();
      } catch (error) {
        if (!signal.aborted) onFailure(asPlinthError(error));
      }
      await this.#pause.rest(lookMilliseconds, signal);
    }
  }

  async #look(): Promise<void> {
    const { rows } = await this.#options.database.query<
      DeclaredListener & { readonly tenantId: string; readonly tenantKey: string; readonly environmentId: string; readonly since: string }
    >(this.#context(), statements.selectListeners);
    const declared = new Map(rows.map((row) => [`${row.environmentId} ${row.group}`, row]));
    for (const [place, { types, subscription }] of this.#running) {
      const now = declared.get(place);
      if (now !== undefined && JSON.stringify(now.types) === types) continue;
      this.#running.delete(place);
      await subscription.close();
    }
    for (const [place, { tenantId, tenantKey, environmentId, group, types, since }] of declared) {
      if (this.#running.has(place) || this.#stopping.signal.aborted) continue;
      const context = { ...this.#context(), tenant: { id: tenantId, key: tenantKey } };
      const environment = (await this.#options.environments(context)).find(({ id }) => id === environmentId);
      if (environment === undefined) continue;
      const subscription = await this.#options.bus.subscribe(
        { ...context, environment },
        {
          ...{ group, types, from: { time: since } },
          ...this.#options.manner?.({ ...context, environment }, group),
          handle: (within, event, transaction) => this.#options.handle(caused(within, event), group, event, transaction),
          done: () => this.#options.done(group),
        },
      );
      this.#running.set(place, { types: JSON.stringify(types), subscription });
    }
  }

  #context(): RequestContext {
    const signal = new AbortController().signal;
    return { tenant: this.#options.platform, environment: null, actor: systemActor, trace: traceId(), locale: 'en', signal };
  }
}

/** What follows from an event knows how many processes have led to it, so that a circle of them comes to an end. */
function caused(context: RequestContext, { plinthchain }: CloudEvent): RequestContext {
  return { ...context, trace: traceId(), ...(typeof plinthchain === 'number' ? { chain: plinthchain } : {}) };
}

/** Declares, within the transaction of a publication, the groups whose names begin in a way: these, and no others from now on. */
export async function declareListeners(
  context: RequestContext,
  transaction: Transaction,
  beginning: string,
  listeners: readonly DeclaredListener[],
): Promise<void> {
  const here = [context.tenant.id, context.environment?.id ?? ''] as const;
  const { rows } = await transaction.query<{ name: string }>(context, statements.selectListenersOf, [...here, beginning]);
  for (const { name } of rows.filter((row) => !listeners.some(({ group }) => group === row.name))) {
    const gone = [statements.removeListener, statements.forgetInbox, statements.removeLetters, statements.removeGroup];
    await transaction.batch(
      context,
      gone.map((each) => ({ statement: each, values: [...here, name] })),
    );
  }
  for (const { group, types } of listeners)
    await transaction.query(context, statements.declareListener, [...here, group, [...new Set(types)].sort()]);
}
