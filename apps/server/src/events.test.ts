import {
  applicationAsyncApi,
  type Client,
  createRecord,
  discardDeadLetters,
  listDeadLetters,
  listEventGroups,
  publishEvents,
  redriveDeadLetters,
  removeEventGroup,
  seekEventGroup,
  tailEvents,
  updateRecord,
} from '@plinth/api-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { newMember } from './testing-member.ts';
import { openShop, shop } from './testing-processes.ts';

const here = { tenant: 'main', environment: 'production' };
let running: TestPlatform;
let boss: Client;
let maker: Client;
let member: Client;
let withKafka = false;
beforeAll(async () => {
  const response = await fetch(`${inject('testServers')}/kafka`, { method: 'POST' });
  const { host, port, message } = (await response.json()) as { host?: string; port?: number; message?: string };
  if (!response.ok && process.env.CI !== undefined) throw new Error(message);
  withKafka = response.ok;
  // What is promised is the same without Kafka, and is looked at without it where it is missing.
  running = await startTestPlatform(withKafka ? { PLINTH_KAFKA_BROKERS: `${host}:${port}` } : {});
  ({ boss } = await openShop(running));
  member = await (await newMember(running, 'member')).withToken('*');
  maker = await (await newMember(running, 'maker', ['member', 'maker'])).withToken('*');
}, 150_000);
afterAll(() => running?.close());

test('publications, changes of records and processes are events, read by a cursor as they come', async () => {
  const { client } = running;
  const first = await client.call(tailEvents, here, { limit: 500 });
  expect(first.items.map(({ type, subject }) => `${type} ${subject}`)).toContain('plinth.application.published shop/1.0.0');
  const waiting = client.call(tailEvents, here, { after: first.cursor, waitSeconds: 10 });
  const made = (await boss.call(createRecord, shop, { entity: 'note', values: { text: 'of an event' } })) as {
    id: string;
    version: number;
  };
  expect((await waiting).items.length).toBeGreaterThan(0);
  await boss.call(updateRecord, shop, { entity: 'note', id: made.id, values: { text: 'changed' }, ifMatch: `"${made.version}"` });
  // Processes of the shop begin and end meanwhile, and are told of too.
  const { items, cursor } = await client.call(tailEvents, here, { after: first.cursor, types: 'plinth.record.*', limit: 500 });
  const ofNote = { source: '/data/main/production/shop', subject: `note/${made.id}`, data: { entity: 'note', id: made.id } };
  expect(items.filter(({ subject }) => subject === ofNote.subject)).toMatchObject([
    { specversion: '1.0', type: 'plinth.record.created', ...ofNote },
    { specversion: '1.0', type: 'plinth.record.updated', ...ofNote },
  ]);
  const after = await client.call(tailEvents, here, { after: cursor, types: 'plinth.record.*', limit: 500 });
  expect(after.items.filter(({ subject }) => subject === ofNote.subject)).toEqual([]);
});

test('events of others are published once by their ids; nobody may speak for Plinth', async () => {
  const { client } = running;
  const { cursor } = await client.call(tailEvents, here, { limit: 1 });
  const order = { specversion: '1.0', id: 'o-1', source: '/erp', type: 'erp.order', subject: 'order/1', data: { total: '12.50' } };
  expect(await client.call(publishEvents, here, { events: [order] })).toEqual({ published: 1 });
  const { items } = await client.call(tailEvents, here, { after: cursor, types: 'erp.*' });
  expect(items).toEqual([order]);
  for (const forged of [
    { ...order, type: 'plinth.record.created' },
    { ...order, source: '/data/main/production/shop' },
    { ...order, specversion: '0.3' },
  ])
    await expect(client.call(publishEvents, here, { events: [order, forged] })).rejects.toMatchObject({ code: 'event-bus.bad-event' });
});

test('only who administers publishes, redrives and sees dead letters; makers see that something came, members nothing', async () => {
  const ids = ['00000000-0000-7000-8000-000000000001'];
  const administering = [
    (by: Client) => by.call(publishEvents, here, { events: [{}] }),
    (by: Client) => by.call(listDeadLetters, here, {}),
    (by: Client) => by.call(redriveDeadLetters, here, { ids }),
    (by: Client) => by.call(discardDeadLetters, here, { ids, reason: 'spoilt' }),
    (by: Client) => by.call(seekEventGroup, here, { group: 'plinth.kafka', to: 'start' }),
    (by: Client) => by.call(removeEventGroup, here, { group: 'plinth.kafka' }),
  ];
  for (const call of administering) for (const by of [maker, member]) await expect(call(by)).rejects.toMatchObject({ status: 403 });
  await expect(member.call(tailEvents, here, {})).rejects.toMatchObject({ status: 403 });
  await expect(member.call(listEventGroups, here, {})).rejects.toMatchObject({ status: 403 });
  const { items } = await maker.call(tailEvents, here, { limit: 500 });
  expect(items.find(({ type }) => type === 'erp.order')).toEqual({
    ...{ specversion: '1.0', id: 'o-1', source: '/erp', type: 'erp.order', subject: 'order/1' },
  });
  expect(items.find(({ type }) => type === 'plinth.record.created')?.data).toBeDefined();
  await expect(running.client.call(tailEvents, here, { after: 'bm9uc2Vuc2U' })).rejects.toMatchObject({ code: 'event-bus.bad-cursor' });
  await expect(running.client.call(seekEventGroup, here, { group: 'nobody', to: 'end' })).rejects.toMatchObject({
    code: 'event-bus.no-group',
  });
  expect(await running.client.call(listDeadLetters, here, { text: 'x' })).toEqual({ items: [] });
});

test('what is published comes into Kafka, where that is configured', async ({ skip }) => {
  if (!withKafka) skip('Kafka is missing');
  const relay = async () => (await running.client.call(listEventGroups, here, {})).items.find(({ group }) => group === 'plinth.kafka');
  // Another test of this run may have killed the broker just now.
  await expect.poll(relay, { timeout: 80_000 }).toMatchObject({ behind: 0, deadLetters: 0, failing: null });
}, 90_000);

test('the AsyncAPI document tells the events of what the roles of the caller show', async () => {
  const document = (await boss.call(applicationAsyncApi, shop, {})) as {
    asyncapi: string;
    components: { messages: Record<string, { name: string }> };
  };
  expect(document.asyncapi).toBe('3.0.0');
  expect(document.components.messages['note.created']).toMatchObject({ name: 'plinth.record.created' });
  const reached = JSON.stringify(document).match(/"#\/[^"]+"/g) ?? [];
  for (const reference of new Set(reached)) {
    const path = (JSON.parse(reference) as string).slice(2).split('/');
    expect(
      path.reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], document),
      reference,
    ).toBeDefined();
  }
  expect(Object.keys(document.components.messages)).toContain('process.approval.started');
  const ofNobody = (await running.visitor.call(applicationAsyncApi, shop, {})) as typeof document;
  expect(Object.keys(ofNobody.components.messages)).toEqual(['application.published']);
  await expect(member.call(applicationAsyncApi, shop, {})).rejects.toMatchObject({ status: 403 });
});
