import { type Definition, type DefinitionRecord, definitionOf } from '@plinth/app-definition';
import { type ConnectorCalls, ConnectorTriggers, type Heard, type HearRequest, type OpenConnection, usualLimits } from '@plinth/connectors';
import { type Database, quoteIdentifier, statement } from '@plinth/database';
import { testDatabase } from '@plinth/database/testing';
import { type CloudEvent, deadLetterDesk, eventBusMigrations, type PlatformEventBus, postgresEventBus } from '@plinth/event-bus';
import { outboxOf } from '@plinth/event-bus/testing';
import type { JsonObject, PlinthError, RequestContext } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { platformTenant, tenancyMigrations } from '@plinth/tenancy';
import { declareTriggers } from './declare-triggers.ts';
import { externalTriggerMigrations } from './migrations.ts';
import { TriggerStore } from './trigger-store.ts';
import { TriggerWorker, type TriggerWorkerOptions } from './trigger-worker.ts';

/** A system that tests put words into the mouth of; a position in what it said is the cursor. */
class TestSystem {
  readonly said: Heard[] = [];
  /** What it does instead of answering. */
  fails: Error | null = null;
  /** Who hears it at this moment, and who did at the same time as another. */
  listeners = 0;
  together = 0;
  looks = 0;
  /** Waits within a look, where a test wants one that lasts. */
  hold: Promise<void> = Promise.resolve();

  say(...data: readonly (JsonObject | { readonly id: string | null; readonly data: JsonObject })[]): void {
    for (const each of data) {
      const told =
        'data' in each && 'id' in each
          ? (each as { readonly id: string | null; readonly data: JsonObject })
          : { id: `s${this.said.length}`, data: each as JsonObject };
      this.said.push({ subject: 'x', ...told });
    }
  }

  async hear({ cursor, take, command, signal }: HearRequest): Promise<void> {
    this.looks++;
    if (++this.listeners > 1) this.together++;
    try {
      await this.hold;
      if (this.fails !== null) throw this.fails;
      let at = Number(cursor ?? 0);
      for (;;) {
        const some = this.said.slice(at);
        at += some.length;
        if (some.length > 0) await take(some, at);
        if (command !== 'stay') return;
        await new Promise((resolve) => setTimeout(resolve, 10));
        if (signal.aborted) throw new Error('it was ended');
      }
    } finally {
      this.listeners--;
    }
  }
}

export interface TestTriggers {
  readonly database: Database;
  readonly bus: PlatformEventBus;
  readonly store: TriggerStore;
  readonly system: TestSystem;
  readonly failures: readonly { readonly error: PlinthError; readonly tenant: string }[];
  /** The environment of a tenant, from 0. */
  context(tenant?: number): RequestContext;
  /** Sets the connection anew. */
  change(): void;
  /** Deletes the application, or brings it back. */
  setRunning(runs: boolean): void;
  declare(definition: Definition, tenant?: number): Promise<void>;
  worker(options?: Partial<TriggerWorkerOptions>): TriggerWorker;
  /** Data of the events of a tenant, the oldest first. */
  told(tenant?: number): Promise<readonly CloudEvent[]>;
  setTenant(status: string, tenant?: number): Promise<void>;
  close(): Promise<void>;
}

/** The same with more triggers like it. */
export function hearingMany(count: number): Definition {
  const definition = hearing({ trigger: 'stay' });
  const first = definition.records.get('t1');
  const more = Array.from({ length: count - 1 }, (_, at) => ({ ...first, id: `more${at}`, key: `more${at}` }) as DefinitionRecord);
  return definitionOf([...definition.records.values(), ...more]);
}

/** An application that hears `orders` of `shop` as events whose data has a number. */
export function hearing(changes: JsonObject = {}, schema: JsonObject = { type: 'object', required: ['number'] }): Definition {
  const records = [
    { id: 'app', kind: 'app', key: 'books', label: 'Books', type: 'application' },
    {
      id: 'e1',
      kind: 'event-type',
      key: 'order',
      label: 'Order',
      type: 'com.example.order',
      from: 'elsewhere',
      version: 1,
      compatibility: 'backward',
      schema,
    },
    {
      id: 't1',
      kind: 'external-trigger',
      key: 'orders',
      label: 'Orders',
      connection: 'shop',
      trigger: 'ask',
      input: {},
      event: 'e1',
      everySeconds: 1,
      ...changes,
    },
  ];
  return definitionOf(records as unknown as DefinitionRecord[]);
}

const nothing = { title: '', description: '', payload: {}, input: {} } as const;
const binding = (command: string, hears: 'asking' | 'staying') => ({ protocol: 'system', system: 'test', command, hears }) as const;

export async function testTriggers(tenants = 1): Promise<TestTriggers> {
  const { database, close } = await testDatabase({
    migrations: [...tenancyMigrations, ...eventBusMigrations, ...externalTriggerMigrations],
  });
  const contexts = Array.from({ length: tenants }, (_, at) =>
    testContext({
      tenant: { id: `00000000-0000-7000-8000-00000000000${at + 1}`, key: `tenant-${at}` },
      environment: { id: `e${at}`, key: 'test' },
    }),
  );
  const contextOf = (tenant = 0) => contexts[tenant] ?? testContext();
  const schemaOf = ({ environment }: RequestContext) => `env_${environment?.id}`;
  for (const context of contexts) {
    await database.query(context, statement('insert into plinth.tenant (tenant_id, key, name) values ($1, $2, $2)'), [
      context.tenant.id,
      context.tenant.key,
    ]);
    await database.asOwner(context, (transaction) =>
      transaction.script(outboxOf(quoteIdentifier(schemaOf(context)), context.environment?.id ?? '')),
    );
  }
  const bus = await postgresEventBus({ database, schemaOf });
  const system = new TestSystem();
  const failures: { error: PlinthError; tenant: string }[] = [];
  const workers: TriggerWorker[] = [];
  let version = 0;
  let runs = true;
  const open = async (): Promise<OpenConnection> => ({
    id: `shop-${version}`,
    connector: {
      ...{ title: 'Shop', description: '', version: '1', source: { format: 'test', version: '1' }, servers: [], types: {}, actions: {} },
      credentials: { login: { kind: 'basic' } },
      triggers: { ask: { ...nothing, binding: binding('ask', 'asking') }, stay: { ...nothing, binding: binding('stay', 'staying') } },
    },
    address: 'test://shop.example',
    secrets: { login: { kind: 'basic', login: 'x', password: 'a-secret-password' } },
    limits: usualLimits,
  });
  const calls: Pick<ConnectorCalls, 'call' | 'systemSecrets' | 'forgetTokens'> = {
    call: () => Promise.reject(new Error('nothing is called')),
    systemSecrets: async (_, { secrets }) => secrets,
    forgetTokens() {},
  };
  return {
    ...{ database, bus, system, failures, store: new TriggerStore(database), context: contextOf },
    change: () => void version++,
    setRunning(now) {
      runs = now;
    },
    declare: (definition, tenant) =>
      database.transaction(contextOf(tenant), (transaction) => declareTriggers(contextOf(tenant), transaction, 'books', definition)),
    worker(options = {}) {
      const worker = new TriggerWorker({
        ...{ database, bus, open, runs: async () => runs, platform: platformTenant, letters: deadLetterDesk(database) },
        triggers: new ConnectorTriggers({ calls, systems: { test: (request) => system.hear(request) } }),
        environments: async ({ tenant }) =>
          contexts.flatMap((each) => (each.tenant.id === tenant.id && each.environment !== null ? [each.environment] : [])),
        onFailure: (error, { tenant }) => void failures.push({ error, tenant }),
        ...{ leaseMilliseconds: 300, lookMilliseconds: 20, retryMilliseconds: 10 },
        ...options,
      });
      workers.push(worker);
      worker.start();
      return worker;
    },
    told: async (tenant) => (await bus.read(contextOf(tenant), { after: null, limit: 1000 })).items.map(({ event }) => event),
    setTenant: async (status, tenant) => {
      await database.asOwner(contextOf(tenant), (transaction) =>
        transaction.query(contextOf(tenant), statement('update plinth.tenant set status = $2 where tenant_id = $1'), [
          contextOf(tenant).tenant.id,
          status,
        ]),
      );
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await bus.close();
      await close();
    },
  };
}
