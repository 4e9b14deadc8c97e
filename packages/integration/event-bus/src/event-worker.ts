import type { Transaction } from '@plinth/database';
import {
  type EnvironmentPlace,
  type EnvironmentReference,
  type PlinthError,
  type RequestContext,
  Rounds,
  systemContext,
  systemContextAt,
  type TenantReference,
} from '@plinth/foundation';
import type { CloudEvent } from './event/cloud-event.ts';
import type { RunningSubscription } from './event-bus.ts';
import type { ChangePosition } from './log/change-position.ts';
import {
  declareRetention,
  forgetDiscarded,
  forgetOld,
  forgetRetention,
  registerEnvironment,
  selectEnvironments,
  selectGroups,
  selectRetention,
} from './postgres/group-statements.ts';
import { insertEvents, removeOld, whereThere } from './postgres/outbox.ts';
import type { OutboxOptions } from './postgres/outbox-log.ts';

export interface EventWorkerOptions extends OutboxOptions {
  /** The platform itself, which may see who has events. */
  readonly platform: TenantReference;
  readonly environments: (context: RequestContext) => Promise<readonly EnvironmentReference[]>;
  /** Days for which events are kept. */
  readonly retentionDays: number;
  /** Brings what is published in an environment to where it is consumed; null where that is the same place. */
  readonly relay: ((context: RequestContext) => Promise<RunningSubscription>) | null;
  /** Where others are who read the outbox of an environment by themselves; nobody where absent. What they have not read is kept. */
  readonly readers?: (context: RequestContext) => Promise<readonly ChangePosition[]>;
  readonly onFailure: (error: PlinthError) => void;
  /** How often it looks for new environments; 5 s where absent. */
  readonly lookMilliseconds?: number;
}

const tidyMilliseconds = 3_600_000;
const mostRemoved = 5000;

/** What has to be done for the events of every environment: brought to Kafka, where that is used, and removed when they are old. */
export class EventWorker {
  readonly #options: EventWorkerOptions;
  readonly #rounds: Rounds;
  readonly #relays = new Map<string, RunningSubscription>();
  #tidied = 0;

  constructor(options: EventWorkerOptions) {
    this.#options = options;
    const { lookMilliseconds: restMilliseconds = 5000, onFailure } = options;
    this.#rounds = new Rounds({ look: () => this.#look(), restMilliseconds, onFailure });
  }

  start(): void {
    this.#rounds.start();
  }

  async close(): Promise<void> {
    await this.#rounds.close();
    await Promise.all([...this.#relays.values()].map((relay) => relay.close()));
  }

  async #look(): Promise<void> {
    const { database, relay, platform, environments } = this.#options;
    const isTidying = Date.now() - this.#tidied > tidyMilliseconds;
    if (relay === null && !isTidying) return;
    const { rows } = await database.query<EnvironmentPlace>(systemContext(platform), selectEnvironments);
    if (isTidying) this.#tidied = Date.now();
    for (const place of rows) {
      if (this.#rounds.signal.aborted) return;
      const { environmentId } = place;
      if (this.#relays.has(environmentId) && !isTidying) continue;
      const context = await systemContextAt(place, environments);
      if (context === null) continue;
      if (relay !== null && !this.#relays.has(environmentId)) this.#relays.set(environmentId, await relay(context));
      if (isTidying) await removeOldEvents(this.#options, context);
    }
  }
}

/** For how many days events of a type are kept. */
export interface TypeRetention {
  /** `source` of CloudEvents; whoever tells them where empty. */
  readonly source: string;
  /** `type` of CloudEvents. */
  readonly type: string;
  readonly days: number;
}

/** Declares, within the transaction of its publication, for how long an application wants events of its types kept: these, and no others from now on. */
export async function declareRetentions(
  context: RequestContext,
  transaction: Transaction,
  application: string,
  retentions: readonly TypeRetention[],
): Promise<void> {
  const here = [context.tenant.id, context.environment?.id ?? '', application] as const;
  await transaction.batch(context, [
    { statement: forgetRetention, values: here },
    ...(retentions.length === 0 ? [] : [{ statement: declareRetention, values: [...here, JSON.stringify(retentions)] }]),
  ]);
}

/** Removes events that are older than they are kept, each type for itself, and that every group over PostgreSQL, and every other reader, has consumed. */
export async function removeOldEvents(
  {
    database,
    schemaOf,
    retentionDays,
    readers = async () => [],
  }: Pick<EventWorkerOptions, 'database' | 'schemaOf' | 'retentionDays' | 'readers'>,
  context: RequestContext,
): Promise<void> {
  const here = [context.tenant.id, context.environment?.id ?? ''];
  await database.query(context, forgetOld, [...here, retentionDays]);
  await database.query(context, forgetDiscarded, [...here, retentionDays]);
  const { rows } = await database.query<{ position: string }>(context, selectGroups, here);
  const positions: readonly Partial<ChangePosition>[] = [
    ...rows.map(({ position }) => JSON.parse(position) as Partial<ChangePosition>),
    ...(await readers(context)),
  ];
  const consumed = positions.flatMap(({ last, missing = [] }) =>
    last === undefined ? [] : [Math.min(last, ...missing.map((range) => range.position - 1))],
  );
  const until = Math.min(Number.MAX_SAFE_INTEGER, ...consumed);
  const { rows: declared } = await database.query<TypeRetention>(context, selectRetention, here);
  // For what anybody tells, no application decides alone that others have it for less long.
  const kept = declared.map((each) => ({ ...each, days: each.source === '' ? Math.max(each.days, retentionDays) : each.days }));
  const days = JSON.stringify(Object.fromEntries(kept.map((each) => [`${each.source} ${each.type}`, each.days])));
  const least = Math.min(retentionDays, ...kept.map((each) => each.days));
  let removed = mostRemoved;
  while (removed >= mostRemoved) {
    const values = [until, retentionDays, mostRemoved, days, least];
    const gone = await whereThere(() => database.query(context, removeOld(schemaOf(context)), values));
    removed = gone?.count ?? 0;
  }
}

/** Tells of a publication within its transaction, which makes the environment one with events. */
export async function announcePublication(
  context: RequestContext,
  { transaction, schema }: { readonly transaction: Transaction; readonly schema: string },
  event: CloudEvent,
): Promise<void> {
  await transaction.batch(context, [
    { statement: registerEnvironment, values: [context.tenant.id, context.environment?.id ?? ''] },
    { statement: insertEvents(schema), values: [JSON.stringify([event])] },
  ]);
}
