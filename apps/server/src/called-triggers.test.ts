import { createHmac } from 'node:crypto';
import {
  createApplication,
  listConnectorTriggers,
  listDeadLetters,
  listTriggers,
  listWebhooks,
  pauseTrigger,
  planRelease,
  publish,
  pushDefinition,
  resumeTrigger,
  setConnector,
  setWebhookSecret,
  tailEvents,
} from '@plinth/api-contract';
import { signWebhook } from '@plinth/signed-webhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';

const environment = { tenant: 'main', environment: 'development' };
const orders = { ...environment, application: 'orders' };
const path = '/data/main/development/orders/-/webhooks/ordered';

const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://shop.example' }],
  paths: {
    '/subscriptions': {
      post: {
        operationId: 'subscribe',
        responses: { 201: { description: 'done' } },
        callbacks: { sent: { '{$request.body#/url}': { post: { responses: {} } } } },
      },
    },
  },
  webhooks: {
    ordered: {
      post: {
        requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { number: { type: 'integer' } } } } } },
        responses: {},
      },
    },
  },
});

const files = {
  'plinth.yaml': 'format: 1\nkey: orders\ntype: application\nlabel: Orders\n',
  'event-types/ordered.yaml': `type: com.shop.ordered
from: elsewhere
schema: { type: object, required: [ number ], properties: { number: { type: [ integer, string ] } } }
`,
  'external-triggers/ordered.yaml': 'connection: shop\ntrigger: ordered\nevent: ordered\neverySeconds: 1\n',
};

let running: TestPlatform;
let secret = '';

beforeAll(async () => {
  running = await startTestPlatform();
  const { client } = running;
  await client.call(setConnector, environment, { connection: 'shop', format: 'openapi', document, address: 'https://shop.example' });
  await client.call(createApplication, orders, { key: 'orders', type: 'application', label: 'Orders' });
  await client.call(pushDefinition, orders, { files });
  await publish(client, orders, { version: '1.0.0' });
  ({ secret } = await client.call(setWebhookSecret, orders, { webhook: 'ordered' }));
});
afterAll(() => running?.close());

async function post(body: string, headers: Record<string, string>, to = path) {
  const answer = await fetch(new URL(to, running.address), { method: 'POST', body, headers });
  return { status: answer.status, after: answer.headers.get('retry-after'), told: await answer.json() };
}

/** As Standard Webhooks sign. */
const send = (body: string, id: string, type = 'application/json') => {
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = signWebhook({ id, timestamp, body: Buffer.from(body) }, secret);
  return post(body, { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature, 'content-type': type });
};
/** As GitHub signs. */
const sendByBody = (body: string, by = secret) =>
  post(body, {
    'x-hub-signature-256': `sha256=${createHmac('sha256', by).update(body).digest('hex')}`,
    'content-type': 'application/json',
  });

const numbers = async () =>
  (await running.client.call(tailEvents, environment, { types: 'com.shop.ordered' })).items.map(
    ({ data }) => (data as { readonly number?: unknown }).number,
  );
const state = async () => (await running.client.call(listTriggers, orders, {})).items[0];

test('T11: webhooks and callbacks of a document can be heard, at the address of a webhook', async () => {
  const { client } = running;
  const { items } = await client.call(listConnectorTriggers, environment, { connection: 'shop' });
  expect(items.map(({ key, canBeHeard, isAsked }) => [key, canBeHeard, isAsked])).toEqual([
    ['ordered', true, false],
    ['sent', true, false],
  ]);
  expect(JSON.stringify(await client.call(planRelease, orders, {}))).not.toContain('cannot be heard');
  expect((await client.call(listWebhooks, orders, {})).items).toMatchObject([
    { webhook: 'ordered', trigger: 'ordered', process: null, event: null, isSet: true, path },
  ]);
});

test('T11, T5: what is signed is an event once, and a dead letter where it is none of its type', async () => {
  expect(await send('{"number":1}', 'a')).toMatchObject({ status: 202, told: { instance: null, repeated: false } });
  expect(await send('{"number":1}', 'a')).toMatchObject({ status: 202, told: { repeated: true } });
  expect(await sendByBody('{"number":2}')).toMatchObject({ status: 202, told: { repeated: false } });
  expect(await sendByBody('{"number":2}')).toMatchObject({ status: 202, told: { repeated: true } });
  expect(await send('number=3', 'b', 'application/x-www-form-urlencoded')).toMatchObject({ status: 202 });
  for (const [body, id] of [
    ['{"other":4}', 'c'],
    ['{"number"', 'd'],
    ['[5]', 'e'],
    ['', 'f'],
  ] as const)
    expect(await send(body, id)).toMatchObject({ status: 202, told: { repeated: false } });
  expect(await numbers()).toEqual([1, 2, '3']);
  expect(await state()).toMatchObject({ heard: 3, unfit: 4, error: null });
  const { items } = await running.client.call(listDeadLetters, environment, { group: 'orders.trigger.ordered' });
  expect(items.map(({ code }) => code)).toEqual(Array(4).fill('triggers.unfit'));
});

test('T11: nobody else tells anything', async () => {
  const before = await numbers();
  const refused = { status: 401, told: { code: 'webhooks.refused' } };
  expect(await post('{"number":9}', { 'content-type': 'application/json' })).toMatchObject(refused);
  expect(await sendByBody('{"number":9}', `${secret}x`)).toMatchObject(refused);
  expect(await post('{"number":9}', { 'x-hub-signature-256': 'sha256=no' })).toMatchObject(refused);
  expect(await post('{"number":9}', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, path.replace('ordered', 'sent'))).toMatchObject(
    refused,
  );
  expect(await numbers()).toEqual(before);
});

test('T11: one that is paused has what comes sent again, and takes it then', async () => {
  const { client } = running;
  await client.call(pauseTrigger, orders, { trigger: 'ordered' });
  expect(await send('{"number":7}', 'later')).toMatchObject({ status: 503, after: '60', told: { code: 'triggers.paused' } });
  await client.call(resumeTrigger, orders, { trigger: 'ordered' });
  expect(await send('{"number":7}', 'later')).toMatchObject({ status: 202, told: { repeated: false } });
  expect((await numbers()).at(-1)).toBe(7);
  // It is looked after as others are, and nothing of it fails.
  await expect.poll(async () => (await state())?.lookedAt, { timeout: 20_000 }).not.toBeNull();
  expect(await state()).toMatchObject({ failures: 0, error: null });
});
