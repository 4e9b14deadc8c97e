import type { Transaction } from '@plinth/database';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declareRetentions, removeOldEvents } from '../event-worker.ts';
import type { LogEventBus } from '../log-event-bus.ts';
import { event, testEventBus } from '../testing-contract.ts';
import { quickPace, subjectOf, type TestOutboxes, testOutboxes } from '../testing-outbox.ts';
import { postgresEventBus } from './postgres-event-bus.ts';

describe('events over PostgreSQL', () => {
  let outboxes: TestOutboxes;
  let buses: { bus: LogEventBus<Transaction>; other: LogEventBus<Transaction> };
  beforeAll(async () => {
    outboxes = await testOutboxes();
    const make = () => postgresEventBus({ ...outboxes, pace: quickPace });
    buses = { bus: await make(), other: await make() };
  });
  afterAll(async () => {
    await buses?.bus.close();
    await buses?.other.close();
    await outboxes?.close();
  });

  testEventBus(() => subjectOf(outboxes, buses));

  test('E10: an event of a transaction is published when that commits, late ones included, and never where it fails', async () => {
    const { bus } = buses;
    const context = await outboxes.environment();
    const running = await bus.subscribe(context, {
      group: 'late',
      handle: (within, { data }, transaction) => outboxes.note(within, transaction, 'late', String(data)),
    });
    const committed = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const late = outboxes.database.transaction(context, async (transaction) => {
      await bus.publish(context, [event('late')], transaction);
      written.resolve();
      await committed.promise;
    });
    await written.promise;
    const failed = outboxes.database.transaction(context, async (transaction) => {
      await bus.publish(context, [event('never')], transaction);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await bus.publish(context, [event('early')]);
    await expect.poll(() => outboxes.noted(context, 'late')).toEqual(['early']);
    committed.resolve();
    await late;
    await expect.poll(() => outboxes.noted(context, 'late')).toEqual(['early', 'late']);
    await running.close();
  });

  test('E11: what others wrote without a word is found by looking now and then', async () => {
    const context = await outboxes.environment();
    const { bus, other } = buses;
    const running = await bus.subscribe(context, {
      group: 'quiet',
      handle: (within, { data }, transaction) => outboxes.note(within, transaction, 'quiet', String(data)),
    });
    await outboxes.database.transaction(context, (transaction) => other.publish(context, [event('quiet')], transaction));
    await expect.poll(() => outboxes.noted(context, 'quiet')).toEqual(['quiet']);
    await running.close();
  });

  test('E12: the tables show nothing without their tenant', async () => {
    const context = await outboxes.environment();
    const running = await buses.bus.subscribe(context, { group: 'mine', handle: async () => {} });
    await running.close();
    const stranger = { ...context, tenant: { ...context.tenant, id: '00000000-0000-7000-8000-00000000ffff' } };
    expect(await buses.bus.groups(stranger)).toEqual([]);
    await expect(buses.bus.removeGroup(stranger, 'mine')).rejects.toMatchObject({ code: 'event-bus.no-group' });
    const rows = await asSuperuser(
      `select relname from pg_class where relnamespace = 'plinth'::regnamespace and relkind = 'r' and relname like 'event%' and not (relrowsecurity and relforcerowsecurity)`,
    );
    expect(rows).toEqual([]);
  });

  test('E21: each type is kept for as long as its teller says, and what anybody tells at least as long as all', async () => {
    const context = await outboxes.environment();
    const { bus } = buses;
    const [shop, other] = ['/data/t/e/shop', '/data/t/e/other'];
    const told = (data: string, type: string, source: string) => event(data, { type, source });
    await bus.publish(context, [
      told('short', 'shop.viewed', shop),
      told('long', 'shop.paid', shop),
      told('of another', 'shop.viewed', other),
      told('of anybody', 'bank.paid', '/bank'),
      told('usual', 'shop.other', shop),
    ]);
    await outboxes.database.transaction(context, (transaction) =>
      declareRetentions(context, transaction, 'shop', [
        { source: shop, type: 'shop.viewed', days: 1 },
        { source: shop, type: 'shop.paid', days: 30 },
        { source: '', type: 'bank.paid', days: 1 },
      ]),
    );
    const left = async (days: number) => {
      await asSuperuser(`update ${outboxes.schemaOf(context)}._outbox set at = now() - interval '${days} days'`);
      await removeOldEvents({ ...outboxes, retentionDays: 7 }, context);
      return (await bus.read(context, { after: null, limit: 10 })).items.map((item) => item.event.data);
    };
    expect(await left(2)).toEqual(['long', 'of another', 'of anybody', 'usual']);
    expect(await left(8)).toEqual(['long']);
    await outboxes.database.transaction(context, (transaction) => declareRetentions(context, transaction, 'shop', []));
    expect(await left(8)).toEqual([]);
  });

  test('E19: a clock that was wrong delays no attempt', async () => {
    const context = await outboxes.environment();
    // It would wait for a minute.
    const bus = await postgresEventBus({ ...outboxes, pace: { ...quickPace, retryMilliseconds: 60_000 } });
    let isBroken = true;
    const running = await bus.subscribe(context, {
      group: 'clock',
      handle: async (within, { data }, transaction) => {
        if (isBroken) throw new Error('not yet');
        await outboxes.note(within, transaction, 'clock', String(data));
      },
    });
    await bus.publish(context, [event('1')]);
    await expect.poll(async () => (await bus.groups(context))[0]?.failing?.attempts).toBe(1);
    isBroken = false;
    await asSuperuser(`update plinth.event_group set failing = jsonb_set(failing::jsonb, '{until}', to_jsonb(9000000000000000))
      where name = 'clock'`);
    await expect.poll(() => outboxes.noted(context, 'clock')).toEqual(['1']);
    await running.close();
    await bus.close();
  });

  test('E15: what is old and consumed by every group is removed, nothing else', async () => {
    const context = await outboxes.environment();
    const { bus } = buses;
    const count = async () => (await bus.read(context, { after: null, limit: 100 })).items.length;
    const tidy = (read = Number.MAX_SAFE_INTEGER) =>
      removeOldEvents({ ...outboxes, retentionDays: 7, readers: async () => [{ last: read, missing: [] }] }, context);
    await bus.publish(context, [event('1'), event('2')]);
    const running = await bus.subscribe(context, { group: 'reader', handle: async () => {} });
    const behind = async () => (await bus.groups(context)).map((state) => state.behind);
    await expect.poll(behind).toEqual([0]);
    await running.close();
    await tidy();
    expect(await count()).toBe(2);
    await asSuperuser(`update ${outboxes.schemaOf(context)}._outbox set at = now() - interval '8 days'`);
    await bus.publish(context, [event('3')]);
    await asSuperuser(`update ${outboxes.schemaOf(context)}._outbox set at = now() - interval '8 days'`);
    // Who reads by themselves and lags has not read it yet.
    await tidy(0);
    expect(await count()).toBe(3);
    await tidy();
    expect((await bus.read(context, { after: null, limit: 100 })).items.map((item) => item.event.data)).toEqual(['3']);
    const again = await bus.subscribe(context, {
      group: 'later',
      handle: (within, { data }, transaction) => outboxes.note(within, transaction, 'later', String(data)),
    });
    await expect.poll(() => outboxes.noted(context, 'later')).toEqual(['3']);
    await again.close();
  });

  async function asSuperuser(text: string): Promise<readonly Record<string, unknown>[]> {
    const client = new Client(outboxes.superuser);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }
});
