import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Database, isolated, type Migration, statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { type CloudEvent, eventBusMigrations } from '@plinth/event-bus';
import type { RequestContext } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { httpExchange, isListedHost, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { createSecrets, masterKeysOf } from '@plinth/secrets';
import { WebhookSecrets, webhookMigrations } from '@plinth/signed-webhooks';
import { EventReceivers, type EventReceiversOptions } from './event-receivers.ts';
import { receiverMigrations } from './migrations.ts';
import { groupOf } from './receiver-store.ts';

const platformTenant = { id: '00000000-0000-0000-0000-000000000000', key: 'platform' };

/** Tenants as the platform sees them, as far as the worker asks. */
const tenants: Migration = {
  package: 'receivers-test',
  number: 1,
  name: 'tenants',
  sql: `create table plinth.tenant (tenant_id uuid primary key, key text not null, name text not null, status text not null default 'active');
${isolated('plinth.tenant')}
create policy platform on plinth.tenant for select using ((select current_setting('plinth.tenant', true) = '${platformTenant.id}'));`,
};

const insertTenant = statement(`insert into plinth.tenant (tenant_id, key, name) values ($1, $2, $2)`);

/** Receivers of two tenants, without the bus: events are given to them as it would. */
export interface TestReceivers {
  readonly database: Database;
  readonly superuser: TestDatabase['superuser'];
  readonly receivers: EventReceivers;
  /** What the platform published of itself. */
  readonly told: readonly CloudEvent[];
  readonly webhooks: WebhookSecrets;
  context(tenant?: number): RequestContext;
  /** Gives an event to a receiver as its group would. */
  hear(key: string, event: CloudEvent, tenant?: number): Promise<void>;
  close(): Promise<void>;
}

export async function testReceivers(more: Partial<EventReceiversOptions> = {}): Promise<TestReceivers> {
  const { database, superuser, close } = await testDatabase({
    migrations: [tenants, ...eventBusMigrations, ...webhookMigrations, ...receiverMigrations],
  });
  const contexts = [0, 1].map((at) =>
    testContext({
      tenant: { id: `00000000-0000-7000-8000-00000000000${at + 1}`, key: `tenant-${at}` },
      environment: { id: `e${at}`, key: 'production' },
    }),
  );
  for (const context of contexts) await database.query(context, insertTenant, [context.tenant.id, context.tenant.key]);
  const contextOf = (tenant = 0) => contexts[tenant] ?? testContext();
  const secrets = createSecrets(masterKeysOf('test', new Map([['test', Buffer.alloc(32, 7)]])));
  const { hosts } = readReachableHosts('public,127.0.0.1');
  const webhooks = new WebhookSecrets(database, secrets);
  const told: CloudEvent[] = [];
  const receivers = new EventReceivers({
    ...{ database, secrets, webhooks, platform: platformTenant, retentionDays: 7, lookMilliseconds: 20 },
    exchange: httpExchange(outgoingSockets(hosts)),
    isListed: (host) => isListedHost(hosts, host),
    environments: async ({ tenant }) => contexts.flatMap((each) => (each.tenant.id === tenant.id ? (each.environment ?? []) : [])),
    bus: { publish: async (_context, events) => void told.push(...events), wake() {} },
    onFailure: (error) => {
      throw error;
    },
    onStopped() {},
    ...more,
  });
  return {
    ...{ database, superuser, receivers, told, webhooks },
    context: contextOf,
    hear: (key, event, tenant) =>
      database.transaction(contextOf(tenant), (transaction) => receivers.hear(contextOf(tenant), groupOf(key), event, transaction)),
    async close() {
      await receivers.worker.close();
      await close();
    },
  };
}

/** A request as a receiver got it. */
export interface Got {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A system that receives, and answers what it is told to; without an answer it hangs. */
export interface TestSystem {
  readonly address: string;
  readonly got: Got[];
  answer: (got: Got) => { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string } | null;
  close(): Promise<void>;
}

export async function testSystem(): Promise<TestSystem> {
  const got: Got[] = [];
  const server: Server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) };
    got.push(one);
    const answer = system.answer(one);
    if (answer === null) return;
    response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const system: TestSystem = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    answer: () => ({ status: 204 }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return system;
}

let made = 0;

export function event(data: CloudEvent['data'], parts: Partial<CloudEvent> = {}): CloudEvent {
  const source = '/data/tenant-0/production/shop';
  return { specversion: '1.0', id: `event-${made++}`, source, type: 'shop.order.placed', subject: 'order/1', data, ...parts } as CloudEvent;
}
