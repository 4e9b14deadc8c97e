import type { Database, Transaction } from '@plinth/database';
import {
  type EnvironmentPlace,
  type EnvironmentReference,
  type PlinthError,
  type RequestContext,
  Rounds,
  systemContext,
  systemContextAt,
  type TenantReference,
  traceId,
} from '@plinth/foundation';
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
  readonly #rounds: Rounds;
  readonly #running = new Map<string, Running>();

  constructor(options: ListenerWorkerOptions) {
    this.#options = options;
    const { lookMilliseconds: restMilliseconds = 5000, onFailure } = options;
    this.#rounds = new Rounds({ look: () => this.#look(), restMilliseconds, onFailure });
  }

  start(): void {
    this.#rounds.start();
  }

  /** Something was published: it looks at once. */
  wake(): void {
    this.#rounds.wake();
  }

  async close(): Promise<void> {
    await this.#rounds.close();
    await Promise.all([...this.#running.values()].map(({ subscription }) => subscription.close()));
  }

  async #look(): Promise<void> {
    const { database, bus, environments, platform, manner, handle, done } = this.#options;
    const { rows } = await database.query<DeclaredListener & EnvironmentPlace & { readonly since: string }>(
      systemContext(platform),
      statements.selectListeners,
    );
    const declared = new Map(rows.map((row) => [`${row.environmentId} ${row.group}`, row]));
    for (const [place, { types, subscription }] of this.#running) {
      const now = declared.get(place);
      if (now !== undefined && JSON.stringify(now.types) === types) continue;
      this.#running.delete(place);
      await subscription.close();
    }
    for (const [place, { group, types, since, ...at }] of declared) {
      if (this.#running.has(place) || this.#rounds.signal.aborted) continue;
      const context = await systemContextAt(at, environments);
      if (context === null) continue;
      const subscription = await bus.subscribe(context, {
        ...{ group, types, from: { time: since } },
        ...manner?.(context, group),
        handle: (within, event, transaction) => handle(caused(within, event), group, event, transaction),
        done: () => done(group),
      });
      this.#running.set(place, { types: JSON.stringify(types), subscription });
    }
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
