import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  applicationAsyncApi,
  assignRole,
  type Client,
  createApplication,
  createRecord,
  emitEvent,
  foreseeEventGroup,
  getDelivery,
  listDeadLetters,
  listDeliveries,
  listEventGroups,
  listInstances,
  listReceivers,
  listRecords,
  publish,
  publishEvents,
  pushDefinition,
  redeliver,
  redriveDeadLetters,
  removeReceiver,
  seekEventGroup,
  setReceiver,
  startProcess,
  tailEvents,
} from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { talk } from './testing-channel.ts';
import { newMember } from './testing-member.ts';
import { chain, inputs } from './testing-processes.ts';

const orders = { tenant: 'main', environment: 'production', application: 'orders' };
const here = { tenant: 'main', environment: 'production' };

const message = (name: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:o"><message id="m" name="${name}"/><process id="p" isExecutable="true"/></definitions>`;
const placed = (more: object = {}, required = ['amount']) =>
  JSON.stringify({
    type: 'com.example.order.placed',
    version: 1,
    compatibility: 'full',
    schema: { type: 'object', required, properties: { amount: { type: 'number', minimum: 0 }, note: { type: 'string' }, ...more } },
  });

const files = (type: string) => ({
  'plinth.yaml': 'format: 1\nkey: orders\ntype: application\nlabel: Orders\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true }\n',
  'entities/secret.yaml': 'label: Secret\nfields:\n  text: { type: text }\n',
  'event-types/placed.yaml': type,
  'event-types/paid.yaml': JSON.stringify({
    type: 'com.bank.paid',
    from: 'elsewhere',
    schema: { type: 'object', required: ['amount'], properties: { amount: { type: 'number' } } },
  }),
  'roles.yaml': `seller:
  emit: [ placed ]
  start: [ tell, await ]
  manage: [ heard, await, tell ]
  permissions:
    note: all
    secret: all
buyer:
  permissions:
    note: [ read ]
`,
  // Begins with an event of others, and keeps what it says.
  'processes/heard.yaml': JSON.stringify({
    ...JSON.parse(
      chain({
        s: { type: 'startEvent', content: '<messageEventDefinition messageRef="m"/>' },
        keep: {
          type: 'serviceTask',
          attributes: { 'plinth:does': 'record.create', 'plinth:entity': 'note' },
          content: inputs({ text: '&quot;paid &quot; + string(event.data.amount)' }),
        },
        e: 'endEvent',
      }),
    ),
    document: message('com.bank.paid'),
  }),
  // Waits for one that is about its own order.
  'processes/await.yaml': JSON.stringify({
    ...JSON.parse(
      chain({
        s: 'startEvent',
        w: { type: 'receiveTask', attributes: { messageRef: 'm', 'plinth:correlationKey': '=order' } },
        e: 'endEvent',
      }),
    ),
    document: message('com.example.order.placed'),
  }),
  // Tells one in the transaction of its step.
  'processes/tell.yaml': chain({
    s: 'startEvent',
    t: {
      type: 'serviceTask',
      attributes: { 'plinth:does': 'event.emit', 'plinth:event': 'placed', 'plinth:subject': '=order' },
      content: inputs({ amount: 'amount' }),
    },
    e: 'endEvent',
  }),
});

let running: TestPlatform;
let seller: Client;
let buyer: Client;
const tokens: string[] = [];
beforeAll(async () => {
  running = await startTestPlatform();
  const { client } = running;
  await client.call(createApplication, { tenant: 'main' }, { key: 'orders', type: 'application', label: 'Orders' });
  await client.call(pushDefinition, orders, { files: files(placed()) });
  await publish(client, orders, { version: '1.0.0' });
  const person = async (name: string) => {
    const member = await newMember(running, name);
    await client.call(assignRole, { tenant: 'main' }, { applicationKey: 'orders', roleKey: name, memberId: member.id });
    return member;
  };
  const [one, other] = [await person('seller'), await person('buyer')];
  [seller, buyer] = [await one.withToken('*'), await other.withToken('*')];
  for (const each of [one, other]) tokens.push(await each.token('*'));
}, 120_000);
afterAll(() => running?.close());

test('an event is told by who may, if its data is what its type says, with its schema in the AsyncAPI document', async () => {
  const { cursor } = await running.client.call(tailEvents, here, { limit: 1 });
  const { id } = await seller.call(emitEvent, orders, { type: 'placed', data: { amount: 12 }, subject: 'order/1', id: 'click-1' });
  expect(id).toBe('click-1');
  const { items } = await running.client.call(tailEvents, here, { after: cursor, types: 'com.*' });
  expect(items).toMatchObject([
    {
      ...{ specversion: '1.0', id, type: 'com.example.order.placed', source: '/data/main/production/orders', subject: 'order/1' },
      ...{ data: { amount: 12 }, dataschema: expect.stringMatching(/#\/components\/schemas\/event\.placed\.v1$/) },
    },
  ]);
  for (const data of [{}, { amount: -1 }, { amount: '12' }, { amount: 1, other: 1 }])
    await expect(seller.call(emitEvent, orders, { type: 'placed', data })).rejects.toMatchObject({ code: 'events.wrong-data' });
  for (const [by, type] of [
    [buyer, 'placed'],
    [seller, 'paid'],
    [seller, 'constructor'],
  ] as const)
    await expect(by.call(emitEvent, orders, { type, data: { amount: 1 } })).rejects.toMatchObject({ code: 'events.no-type', status: 404 });
  const document = (await seller.call(applicationAsyncApi, orders, {})) as {
    operations: Record<string, { action: string }>;
    components: { schemas: Record<string, { properties: { data: object; type: object } }> };
  };
  expect(document.operations['event.placed.v1']).toMatchObject({ action: 'send' });
  expect(Object.keys(document.operations)).not.toContain('event.paid.v1');
  expect(document.components.schemas['event.placed.v1']?.properties).toMatchObject({
    type: { const: 'com.example.order.placed' },
    data: { required: ['amount'] },
  });
});

test('an event starts a process once, however often it comes; what does not fit is a dead letter at once, and mended nothing is lost', async () => {
  const { client } = running;
  const paid = (id: string, amount: unknown) => ({
    specversion: '1.0',
    id,
    source: '/bank',
    type: 'com.bank.paid',
    subject: id,
    data: { amount },
  });
  await client.call(publishEvents, here, {
    events: [paid('a', 5), paid('a', 5), paid('bad', 'much'), paid('evil', { $date: 'x' }), paid('b', 7)],
  });
  await client.call(publishEvents, here, { events: [paid('a', 5)] });
  const texts = async () =>
    (await seller.call(listRecords, orders, { entity: 'note', sort: 'text' })).items.map((record) => (record as { text?: unknown }).text);
  await expect.poll(texts, { timeout: 20_000 }).toEqual(['paid 5', 'paid 7']);
  const group = async () => (await client.call(listEventGroups, here, {})).items.find((each) => each.group === 'orders.processes');
  await expect.poll(group, { timeout: 20_000 }).toMatchObject({ behind: 0, deadLetters: 2, failing: null });
  const { items: letters } = await client.call(listDeadLetters, here, { group: 'orders.processes' });
  expect(letters.map(({ code, attempts }) => [code, attempts])).toEqual([
    ['event-bus.unfit', 1],
    ['event-bus.unfit', 1],
  ]);
  await client.call(redriveDeadLetters, here, { ids: letters.map(({ id }) => id) });
  const waiting = async () => (await client.call(listDeadLetters, here, { group: 'orders.processes' })).items;
  await expect.poll(waiting, { timeout: 20_000 }).toMatchObject([
    { waiting: false, attempts: 2 },
    { waiting: false, attempts: 2 },
  ]);
  expect(await texts()).toEqual(['paid 5', 'paid 7']);
});

test('a process tells an event in its transaction, and the one that waits for that subject hears it', async () => {
  const start = async (process: string, variables: Record<string, unknown>) =>
    (await seller.call(startProcess, orders, { process, variables })).id;
  const [mine, other] = [await start('await', { order: 'order/7' }), await start('await', { order: 'order/8' })];
  const { client } = running;
  const { cursor } = await client.call(tailEvents, here, { limit: 1 });
  const told = await start('tell', { order: 'order/7', amount: 3 });
  const event = async () => (await client.call(tailEvents, here, { after: cursor, types: 'com.example.*' })).items;
  await expect.poll(event, { timeout: 20_000 }).toMatchObject([{ subject: 'order/7', data: { amount: 3 } }]);
  const instance = async () => (await seller.call(listInstances, orders, { process: 'tell' })).items.find(({ id }) => id === told);
  await expect.poll(instance, { timeout: 20_000 }).toMatchObject({ status: 'completed' });
  const waiting = async () => (await seller.call(listInstances, orders, { process: 'await' })).items.map(({ id, status }) => [id, status]);
  await expect.poll(waiting, { timeout: 20_000 }).toEqual(
    expect.arrayContaining([
      [mine, 'completed'],
      [other, 'active'],
    ]),
  );
});

test('events are sent to a receiver, signed, once each and only those it wants; a consumer that is set back sends them again', async () => {
  const { client } = running;
  const got: { path: string; headers: Record<string, unknown>; body: string }[] = [];
  const system = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    got.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(204).end();
  });
  await new Promise<void>((listening) => system.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${(system.address() as AddressInfo).port}/hooks`;
  const given = { receiver: 'erp', toldBy: 'orders', types: ['com.example.*'], filter: 'event.data.amount > 10' };
  const { secret, receiver } = await client.call(setReceiver, here, { ...given, address });
  expect(receiver).toMatchObject({ key: 'erp', address, waiting: 0, stopped: null });
  for (const [at, amount] of [20, 5, 30].entries())
    await seller.call(emitEvent, orders, { type: 'placed', data: { amount }, subject: 'order/r', id: `sent-${at}` });
  const amounts = () => got.map(({ body }) => (JSON.parse(body) as { data: { amount: number } }).data.amount).sort();
  await expect.poll(amounts, { timeout: 20_000 }).toEqual([20, 30]);
  const [first] = got;
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = first?.headers ?? {};
  const key = Buffer.from(String(secret).slice('whsec_'.length), 'base64');
  expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${first?.body}`).digest('base64')}`);
  const log = async () => (await client.call(listDeliveries, here, { receiver: 'erp' })).items;
  await expect.poll(async () => (await log()).map(({ state }) => state), { timeout: 20_000 }).toEqual(['taken', 'taken']);
  const [newest] = await log();
  expect(await client.call(getDelivery, here, { receiver: 'erp', delivery: newest?.id ?? '' })).toMatchObject({
    event: { type: 'com.example.order.placed', source: '/data/main/production/orders' },
    tries: [{ status: 204 }],
  });

  const group = 'receiver_erp';
  expect(await client.call(foreseeEventGroup, here, { group, to: 'start' })).toMatchObject({
    skipped: 0,
    types: [{ type: 'com.example.order.placed', count: expect.any(Number) }],
  });
  await client.call(seekEventGroup, here, { group, to: 'start' });
  await expect.poll(() => got.filter(({ headers }) => headers['webhook-id'] === id).length, { timeout: 20_000 }).toBe(2);
  // Who reads may search what is kept, and no more than is shown.
  const found = await client.call(tailEvents, here, { text: 'ORDER/R', positions: true });
  expect(found.items.map(({ subject }) => subject)).toEqual(['order/r', 'order/r', 'order/r']);
  await client.call(seekEventGroup, here, { group, to: { after: found.positions?.[2] ?? '' } });
  const last = found.items.map((event) => event.id)[2];
  await expect.poll(() => got.filter(({ body }) => (JSON.parse(body) as { id: string }).id === last).length, { timeout: 20_000 }).toBe(3);

  for (const by of [seller, buyer]) {
    await expect(by.call(listReceivers, here, {})).rejects.toMatchObject({ status: 403 });
    await expect(by.call(setReceiver, here, { ...given, address })).rejects.toMatchObject({ status: 403 });
    await expect(by.call(redeliver, here, { receiver: 'erp', what: { state: 'failed' } })).rejects.toMatchObject({ status: 403 });
  }
  const refused: readonly (readonly [change: object, code: string])[] = [
    [{ receiver: 'bad', address: 'http://erp.example/' }, 'receivers.bad-address'],
    [{ receiver: 'bad' }, 'receivers.no-address'],
    [{ receiver: 'erp', filter: 'event.data.' }, 'expression.invalid'],
    [{ receiver: 'erp', types: ['*x'] }, 'plinth.invalid-input'],
    [{ receiver: 'Ä' }, 'plinth.invalid-input'],
  ];
  for (const [change, code] of refused)
    await expect(client.call(setReceiver, here, change as typeof given), code).rejects.toMatchObject({ code });
  await client.call(removeReceiver, here, { receiver: 'erp' });
  expect((await client.call(listEventGroups, here, {})).items.map((each) => each.group)).not.toContain(group);
  await new Promise((closed) => system.close(closed));
});

test('a version that breaks what others rely on is refused with what and where; one that only adds is published', async () => {
  const { client } = running;
  const change = async (type: string, version: string) => {
    await client.call(pushDefinition, orders, { files: files(type) });
    return publish(client, orders, { version });
  };
  await expect(change(placed({}, ['amount', 'note']), '2.0.0')).rejects.toMatchObject({
    code: 'events.incompatible',
    details: {
      violations: [
        {
          path: expect.stringMatching(/^\/records\/[^/]+\/schema\/note$/),
          message: 'events that were told before are not taken at /note: must be there, and may be missing',
        },
      ],
    },
  });
  const wider = placed({ country: { type: 'string' } });
  await expect(change(wider, '2.0.0')).rejects.toMatchObject({ code: 'events.version-not-raised' });
  await change(wider.replace('"version":1', '"version":2'), '2.0.0');
  await expect(client.call(pushDefinition, orders, { files: files(placed({ x: { not: {} } })) })).rejects.toMatchObject({
    details: { violations: [{ message: expect.stringMatching(/placed.yaml:1:\d+ is a word that cannot be compared between versions$/) }] },
  });
});

test('an open page hears of the entities that it shows and its viewer may read, at once for many changes, and of nothing else', async () => {
  const path = '/data/main/production/orders/-/live';
  const look = async (token = '') => {
    const told = await talk(running.address, path, { authorization: `Bearer ${token}` });
    told.say({ type: 'watch', entities: ['note', 'secret', 'constructor'] });
    await told.next('watching');
    return told;
  };
  const [own, others] = [await look(tokens[0]), await look(tokens[1])];
  const write = (entity: string) => seller.call(createRecord, orders, { entity, values: { text: 'seen' } });
  await Promise.all([write('secret'), write('note'), write('note')]);
  expect(await own.next('changed')).toEqual({ type: 'changed', entities: [], own: expect.arrayContaining(['secret', 'note']) });
  expect(await others.next('changed')).toEqual({ type: 'changed', entities: ['note'], own: [] });
  await write('note');
  await others.next('changed');
  expect(others.heard.filter(({ type }) => type === 'changed')).toHaveLength(2);
  for (const { socket } of [own, others]) socket.close();
  const stranger = await talk(running.address, path.replace('orders', 'nothing'), { authorization: `Bearer ${tokens[0]}` });
  stranger.say({ type: 'watch', entities: ['note'] });
  expect(await stranger.next('problem')).toMatchObject({ problem: { status: 404 } });
  stranger.socket.close();
});
