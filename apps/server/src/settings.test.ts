import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  callFunction,
  createApplication,
  createRecord,
  evaluateDecision,
  getApplication,
  getBranch,
  getSettings,
  listAudit,
  listRecords,
  listSettings,
  planRelease,
  publish,
  pullDefinition,
  pushDefinition,
  runQuery,
  setSetting,
  startProcess,
  unsetSetting,
} from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { onAnotherServer } from './testing-another-server.ts';
import { newMember } from './testing-member.ts';

const target = { tenant: 'main', environment: 'development', application: 'shop' };
const production = { ...target, environment: 'production' };
const secret = 'a-planted-secret';

let running: TestPlatform;
let remote: Server;
let heard: string | undefined;

const filesFor = (origin: string) => ({
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\nhomePage: orders\n',
  'settings.yaml': `apiKey:
  type: text
  required: true
  secret: true
limit:
  type: decimal
  label: Largest order
  default: 100
note: text
region:
  type: choice
  required: true
  options:
    - { value: north, label: North }
    - { value: south, label: South }
`,
  'roles.yaml':
    'clerk:\n  heldBy: members\n  call: [ ask ]\n  evaluate: [ price ]\n  start: [ look ]\n  manage: [ look ]\n  permissions:\n    order: { operations: [ read, create ], rowRule: region = settings.region }\n',
  'entities/order.yaml': `fields:
  region: { type: text, default: settings.region }
  amount: { type: decimal, required: true, validations: [ { rule: amount <= settings.limit, message: is too much } ] }
  rest: { type: decimal, computed: settings.limit - amount }
`,
  'functions/ask.yaml': `grants: { fetch: [ '${origin}' ], secrets: { apiKey: '${origin}' } }
source: |
  export default async (input, { fetch, secret }) => (await fetch('${origin}', { headers: { authorization: secret('apiKey') } })).text();
`,
  'decisions/price.yaml': `inputs: { amount: number }
decisions: { price: { type: number, expression: 'amount * settings.limit' } }
`,
  'processes/look.yaml': `label: Large orders
nodes:
  start: startEvent
  priced: { type: businessRuleTask, attributes: { 'plinth:decision': price, 'plinth:resultVariable': price } }
  which: { type: exclusiveGateway, attributes: { default: small } }
  check: { type: userTask, label: Look at it }
  done: endEvent
flows:
  f1: { from: start, to: priced }
  f2: { from: priced, to: which }
  large: { from: which, to: check, condition: amount > settings.limit }
  small: { from: which, to: done }
  f5: { from: check, to: done }
`,
  'pages/orders.yaml': `label: Orders
path: ''
queries:
  large: { entity: order, filter: amount > settings.limit / 2, sort: [ amount ] }
components:
  - ui.heading: '= "At most " + string(settings.limit)'
`,
});

beforeAll(async () => {
  remote = createServer((request, answer) => {
    heard = request.headers.authorization;
    answer.end(`heard ${heard}`);
  }).listen(0, '127.0.0.1');
  await new Promise((done) => remote.once('listening', done));
  running = await startTestPlatform();
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'shop', type: 'application', label: 'Shop' });
  const files = filesFor(`http://127.0.0.1:${(remote.address() as AddressInfo).port}`);
  await running.client.call(pushDefinition, target, { files });
});
afterAll(async () => {
  await running?.close();
  remote?.close();
});

const set = (setting: string, value: unknown, at = target) => running.client.call(setSetting, at, { setting, value });
const order = (amount: number) => running.client.call(createRecord, target, { entity: 'order', values: { amount } });
const amounts = async (client = running.client) =>
  (await client.call(listRecords, target, { entity: 'order', sort: 'amount' })).items.map((each) =>
    Number((each as { amount?: unknown }).amount),
  );

test('a version is published only where each required setting has a value, and the plan says which has none', async () => {
  const messages = ['Api key is required and has no value', 'Region is required and has no value'];
  const refused = { code: 'settings.missing', status: 409, details: { violations: messages.map((message) => ({ message })) } };
  await expect(running.client.call(planRelease, target, {})).rejects.toMatchObject(refused);
  await expect(publish(running.client, target, {})).rejects.toMatchObject(refused);
  await set('apiKey', secret);
  await set('region', 'north');
  await publish(running.client, target, {});
  await expect(publish(running.client, production, {})).rejects.toMatchObject(refused);
});

test('rules, queries and pages read what the environment says, and go on with what it says next', async () => {
  expect(await order(80)).toMatchObject({ region: 'north', rest: '20' });
  await expect(order(120)).rejects.toMatchObject({ code: 'records.invalid' });
  await set('limit', '200.5');
  expect(await order(120)).toMatchObject({ rest: '80.5' });
  const shell = await running.client.call(getApplication, target, {});
  expect(shell.settings).toEqual({ limit: '200.5', note: null, region: 'north' });
  expect(shell.settingTypes).toEqual({ limit: 'number', note: 'string', region: 'string' });
  const asked = { query: 'query:orders.large', values: {} };
  expect((await running.client.call(runQuery, target, asked)).rows).toMatchObject([{ amount: '120' }]);
  await set('limit', 100);
  expect((await running.client.call(runQuery, target, asked)).rows).toMatchObject([{ amount: '80' }, { amount: '120' }]);
  expect(await amounts()).toEqual([80, 120]);
  await set('region', 'south');
  expect(await amounts()).toEqual([]);
  await set('region', 'north');
});

test('decisions and processes read what the environment says, and go on with what it says next', async () => {
  const price = async () => (await running.client.call(evaluateDecision, target, { decision: 'price', inputs: { amount: 3 } })).result;
  const started = async () => (await running.client.call(startProcess, target, { process: 'look', variables: { amount: 150 } })).status;
  await set('limit', 100);
  expect([await price(), await started()]).toEqual([300, 'active']);
  await set('limit', 200);
  expect([await price(), await started()]).toEqual([600, 'completed']);
  await expect(
    running.client.call(evaluateDecision, target, { decision: 'price', inputs: { amount: 3, settings: { limit: 1 } } }),
  ).rejects.toMatchObject({ status: 422 });
  await set('limit', 100);
});

test('another server reads a change within five seconds', async () => {
  await onAnotherServer(running, async (there) => {
    expect((await there.call(getSettings, target, {})).values.note).toBeNull();
    await set('note', 'Closed on Monday');
    await expect
      .poll(async () => (await there.call(getSettings, target, {})).values.note, { timeout: 5000, interval: 100 })
      .toBe('Closed on Monday');
    await running.client.call(unsetSetting, target, { setting: 'note' });
    await expect.poll(async () => (await there.call(getSettings, target, {})).values.note, { timeout: 5000, interval: 100 }).toBeNull();
  });
});

test('a secret is sent where it is granted, and told to nobody', async () => {
  expect((await running.client.call(callFunction, target, { function: 'ask', input: {} })).result).toBe('heard [apiKey]');
  expect(heard).toBe(secret);
  const { items } = await running.client.call(listSettings, target, {});
  expect(items.find(({ key }) => key === 'apiKey')).toMatchObject({ isSet: true, value: null, secret: true, problem: null });
  const told = [
    items,
    await set('apiKey', secret),
    await running.client.call(getApplication, target, {}),
    await running.client.call(pullDefinition, target, {}),
    await running.client.call(getBranch, target, {}),
    await running.client.call(listAudit, { tenant: 'main' }, { limit: 100 }),
    await running.ask('select s::text from plinth.setting s'),
  ];
  expect(JSON.stringify(told)).not.toContain(secret);
  expect(JSON.stringify(told)).not.toContain(Buffer.from(secret).toString('base64').replaceAll('=', ''));
});

test('what does not fit, is not there, or is needed, is refused and changes nothing', async () => {
  const before = await running.client.call(listSettings, target, {});
  await expect(set('limit', 'much')).rejects.toMatchObject({
    code: 'settings.wrong-value',
    message: 'The value of limit must be a number.',
  });
  for (const value of ['west', null, '', ['north'], { a: 1 }]) await expect(set('region', value)).rejects.toMatchObject({ status: 422 });
  await expect(set('apiKey', { a: secret })).rejects.toMatchObject({ code: 'settings.wrong-value' });
  await expect(set('note', 'x'.repeat(100_000))).rejects.toMatchObject({ status: 413 });
  await expect(set('limits', 1)).rejects.toMatchObject({ code: 'settings.no-setting', hint: 'Is limit meant?' });
  await expect(set('constructor', 1)).rejects.toMatchObject({ code: 'settings.no-setting' });
  await expect(set('__proto__', 1)).rejects.toMatchObject({ status: 400 });
  const unset = (setting: string) => running.client.call(unsetSetting, target, { setting });
  await expect(unset('region')).rejects.toMatchObject({ code: 'settings.needed' });
  await expect(unset('note')).rejects.toMatchObject({ code: 'settings.no-setting' });
  await expect(set('limit', 1, { ...target, application: 'other' })).rejects.toMatchObject({ code: 'repository.not-found' });
  expect(await running.client.call(listSettings, target, {})).toEqual(before);
  expect(JSON.stringify((await running.client.call(listSettings, production, {})).items.map(({ isSet }) => isSet))).not.toContain('true');
});

test('makers see what is set and cannot set it; other members see neither', async () => {
  const maker = await (await newMember(running, 'maker', ['maker'])).withToken('*');
  const member = await (await newMember(running, 'clerk')).withToken('*');
  expect((await maker.call(listSettings, target, {})).items).toHaveLength(4);
  for (const client of [maker, member]) {
    await expect(client.call(setSetting, target, { setting: 'limit', value: 1 })).rejects.toMatchObject({ status: 403 });
    await expect(client.call(unsetSetting, target, { setting: 'limit' })).rejects.toMatchObject({ status: 403 });
  }
  await expect(member.call(listSettings, target, {})).rejects.toMatchObject({ status: 403 });
  expect((await member.call(getSettings, target, {})).values).toMatchObject({ region: 'north' });
  await expect(running.visitor.call(getSettings, target, {})).rejects.toMatchObject({ status: 401 });
});
