import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  assignRole,
  type Client,
  callFunction,
  createApplication,
  createRecord,
  emitEvent,
  getInstance,
  listDeadLetters,
  listEventGroups,
  listFunctions,
  listRecords,
  publish,
  publishEvents,
  pushDefinition,
  runFunctionDraft,
  setConnector,
  startProcess,
  tailEvents,
  testFunction,
  tryFunction,
} from '@plinth/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { newMember } from './testing-member.ts';
import { chain } from './testing-processes.ts';

const shop = { tenant: 'main', environment: 'production', application: 'shop' };

const functions: Readonly<Record<string, object>> = {
  total: {
    input: { prices: 'list<number>' },
    result: 'number',
    source: `interface Input { readonly prices: readonly number[] }
export default ({ prices }: Input): number => {
  console.log('adding', prices.length);
  if (prices.length === 0) throw new RangeError('nothing to add');
  return prices.reduce((sum, price) => sum + price, 0);
};
`,
    tests: {
      'adds them': { input: { prices: [1, 2] }, expect: 3 },
      'needs some': { input: { prices: [] }, fails: 'nothing to add' },
    },
  },
  remember: {
    input: { text: 'string' },
    grants: { records: { note: ['read', 'create'] } },
    source: `export default async ({ text }, { records }) => {
  const note = await records('note').create({ text });
  const { items } = await records('note').list({ filter: \`text = "\${text}"\` });
  return { id: note.id, found: items.length };
};
`,
  },
  forget: {
    input: { id: 'string' },
    grants: { records: { note: ['read'] } },
    source: `export default ({ id }, { records }) => records('note').delete(id);\n`,
  },
  reach: {
    input: { address: 'string' },
    grants: { fetch: ['http://127.0.0.1:1/', 'https://api.example.com'] },
    source: `export default async ({ address }, { fetch }) => (await fetch(address)).text();\n`,
  },
  rate: {
    input: { amount: 'number', key: 'string' },
    result: 'context<rate: number, key: string>',
    grants: { records: { note: ['create', 'read'] } },
    source: `export default async ({ amount }, { records, idempotencyKey }) => {
  if (amount < 0) throw Object.assign(new Error('nobody lends that'), { code: 'no-rate' });
  await records('note').create({ text: idempotencyKey.slice(0, 50) });
  return { rate: amount / 100, key: idempotencyKey };
};
`,
  },
  balance: {
    input: { id: 'string', action: 'string' },
    grants: { connections: { bank: ['balance'] } },
    source: `export default async ({ id, action }, { connection }) => (await connection('bank').call(action, { id })).body;
`,
  },
  hear: {
    startedBy: { events: ['ordered', 'paid'] },
    grants: { records: { beat: ['create'] }, events: ['kept'] },
    source: `export default async ({ event }, { records, tell, user, idempotencyKey }) => {
  if (event.data.item === 'bad') throw Object.assign(new Error('nobody sells that'), { code: 'sold-out' });
  await records('beat').create({ text: event.data.item + ' for ' + (await user()).name, key: idempotencyKey.slice(0, 100) });
  await tell('kept', { item: event.data.item }, { subject: event.subject });
};
`,
  },
  loop: {
    startedBy: { events: ['looped'] },
    grants: { events: ['looped'], records: { beat: ['create'] } },
    source: `export default async (_, { records, tell }) => {
  await records('beat').create({ text: 'loop' });
  await tell('looped', {});
};
`,
  },
  tick: {
    startedBy: { schedule: { at: 'R/PT1S', zone: 'Europe/Berlin' } },
    grants: { records: { beat: ['create'] } },
    source: `export default async ({ due }, { records }) => { await records('beat').create({ text: 'tick', key: due }); };
`,
  },
  announce: {
    input: { type: 'string', item: 'any' },
    grants: { events: ['ordered', 'kept'] },
    source: `export default ({ type, item }, { tell }) => tell(type, { item });
`,
  },
  promise: { result: 'number', source: `export default () => 'no number';\n` },
};

const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true, maxLength: 50 }\n',
  'entities/beat.yaml': 'label: Beat\nfields:\n  text: { type: text }\n  key: { type: text }\n',
  ...Object.fromEntries(
    ['ordered', 'kept', 'looped', 'paid'].map((key) => [
      `event-types/${key}.yaml`,
      JSON.stringify({
        ...{ type: `com.example.${key}`, from: key === 'paid' ? 'elsewhere' : 'here' },
        schema: { type: 'object', properties: { item: { type: 'string' } }, ...(key === 'looped' ? {} : { required: ['item'] }) },
      }),
    ]),
  ),
  'roles.yaml': `clerk:
  call: [ total, remember, announce ]
  permissions:
    note: [ read ]
boss:
  emit: [ ordered, looped ]
  start: [ lend ]
  manage: [ lend ]
  call: [ ${Object.keys(functions).join(', ')} ]
  permissions:
    note: all
    beat: [ read ]
`,
  'processes/lend.yaml': chain(
    {
      s: 'startEvent',
      ask: {
        type: 'serviceTask',
        attributes: { 'plinth:does': 'function.call', 'plinth:function': 'rate', 'plinth:resultVariable': 'answer' },
      },
      e: 'endEvent',
    },
    {
      nodes: {
        none: { type: 'boundaryEvent', attributes: { attachedToRef: 'ask' }, content: '<errorEventDefinition/>' },
        refused: 'endEvent',
      },
      flows: { g: { from: 'none', to: 'refused' } },
    },
  ),
  ...Object.fromEntries(Object.entries(functions).map(([key, text]) => [`functions/${key}.yaml`, JSON.stringify(text)])),
};

let running: TestPlatform;
let boss: Client;
let clerk: Client;
let reader: Client;
let maker: Client;
beforeAll(async () => {
  running = await startTestPlatform();
  const { client } = running;
  await client.call(createApplication, { tenant: 'main' }, { key: 'shop', type: 'application', label: 'Shop' });
  await client.call(pushDefinition, shop, { files });
  await publish(client, shop, { version: '1.0.0' });
  const person = async (name: string, roleKey: string, tenantRole: 'member' | 'maker' = 'member') => {
    const member = await newMember(running, name, [tenantRole]);
    await client.call(assignRole, { tenant: 'main' }, { applicationKey: 'shop', roleKey, memberId: member.id });
    return member;
  };
  const [chief, employee] = [await person('boss', 'boss'), await person('clerk', 'clerk')];
  [boss, clerk, reader] = [await chief.withToken('*'), await employee.withToken('*'), await chief.withToken('records:write')];
  maker = await (await person('maker', 'clerk', 'maker')).withToken('*');
}, 60_000);
afterAll(() => running.close());

const call = (name: string, input: Record<string, unknown>, by = boss) => by.call(callFunction, shop, { function: name, input });
const problem = (work: Promise<unknown>) =>
  work.then(
    () => ({ code: 'done', message: '', details: {} as Record<string, unknown> }),
    (error: { code: string; message: string; details: Record<string, unknown> }) => error,
  );

describe('functions of an application', () => {
  test('are called with their input and give their result', async () => {
    expect(await call('total', { prices: [1, 2.5] })).toMatchObject({ result: 3.5, logs: [], requests: [], cpu: expect.any(Number) });
  });

  test('are listed for those who may call them, and not there for others', async () => {
    const keysOf = async (client: Client) => (await client.call(listFunctions, shop, {})).items.map(({ key }) => key);
    expect(await keysOf(boss)).toEqual(Object.keys(functions).sort());
    expect(await keysOf(clerk)).toEqual(['announce', 'remember', 'total']);
    expect((await problem(call('reach', {}, clerk))).code).toBe('functions.no-function');
    expect((await problem(call('missing', {}))).code).toBe('functions.no-function');
  });

  test('are given nothing that they do not take, and nothing comes out that they do not promise', async () => {
    expect(await problem(call('total', { prices: 'many' }))).toMatchObject({
      code: 'functions.wrong-input',
      message: expect.stringContaining('prices is no list'),
    });
    expect((await problem(call('total', { prices: [1, 'x'] }))).message).toContain('prices[2] is no number');
    expect((await problem(call('total', { price: 1 }))).message).toContain('it takes no price');
    expect((await problem(call('promise', {}))).code).toBe('functions.wrong-result');
  });

  test('makers see where one failed and what it logged; others that it did', async () => {
    const other = await problem(call('total', { prices: [] }));
    expect(other).toMatchObject({ code: 'functions.failed', message: expect.stringContaining('RangeError: nothing to add') });
    expect(other.details).not.toHaveProperty('stack');
    const failure = await problem(call('total', { prices: [] }, maker));
    expect(failure.details).toMatchObject({
      stack: [expect.stringContaining('total.ts:4:')],
      logs: [{ level: 'info', text: 'adding 0', place: 'total.ts:3:11' }],
    });
  });

  test('act on records as their caller', async () => {
    expect(await call('remember', { text: 'milk' })).toMatchObject({ result: { found: 1 } });
    const refused = await problem(call('remember', { text: 'bread' }, clerk));
    expect(refused.code).toBe('functions.failed');
    const { items } = await boss.call(listRecords, shop, { entity: 'note' });
    expect(items.map((note) => (note as { text?: unknown }).text)).toEqual(['milk']);
    // The token writes records alone, so what is called with it reads none.
    expect((await problem(call('remember', { text: 'eggs' }, reader))).message).toContain('records:read');
  });

  test('do nothing that they are not granted, whatever their caller may do', async () => {
    const { id } = await boss.call(createRecord, shop, { entity: 'note', values: { text: 'stays' } });
    expect((await problem(call('forget', { id }))).message).toContain('may not delete records of note');
    // Makers see where it asked.
    const asking = `export default async ({ id }, { records }) => {\n  await 0;\n  await records('note').delete(id);\n};`;
    const draft = await problem(maker.call(runFunctionDraft, shop, { function: 'forget', source: asking, input: { id } }));
    expect(draft.details).toMatchObject({ stack: [expect.stringContaining('forget.ts:3:')], thrown: 'functions.not-granted' });
    expect((await boss.call(listRecords, shop, { entity: 'note', filter: 'text = "stays"' })).items).toHaveLength(1);
  });

  test('reach only what is granted and what the server may reach', async () => {
    const server = createServer((_, response) => response.end('canary')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      expect((await problem(call('reach', { address: `http://127.0.0.1:${port}/` }))).message).toContain('may not send requests to');
      expect((await problem(call('reach', { address: 'file:///etc/passwd' }))).message).toContain('may not send requests to');
    } finally {
      server.close();
    }
  });

  test('call the actions of connections that they are granted, and never see what one signs in with', async () => {
    const secret = 'a-planted-secret';
    const bank = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ of: request.url, amount: request.headers['x-key'] === secret ? 7 : 0, key: request.headers['x-key'] }));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => bank.once('listening', resolve));
    const { port } = bank.address() as AddressInfo;
    const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
    const document = JSON.stringify({
      ...{ openapi: '3.1.0', info: { title: 'Bank', version: '1' }, security: [{ key: [] }] },
      paths: {
        '/balance/{id}': { get: { operationId: 'balance', parameters, responses: { 200: { content: { 'application/json': {} } } } } },
        '/close/{id}': { post: { operationId: 'close', parameters, responses: { 200: {} } } },
      },
      components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    });
    try {
      expect((await problem(call('balance', { id: 'a', action: 'balance' }))).message).toContain('bank');
      const secrets = { key: { kind: 'key' as const, value: secret } };
      const address = `http://127.0.0.1:${port}`;
      await running.client.call(setConnector, shop, { connection: 'bank', format: 'openapi', document, address, secrets });
      const { result } = await call('balance', { id: 'a', action: 'balance' });
      expect(result).toEqual({ of: '/balance/a', amount: 7, key: '•••' });
      expect((await problem(call('balance', { id: 'a', action: 'close' }))).message).toContain('may not call close of the connection bank');
    } finally {
      bank.close();
    }
  });

  test('are called by processes, with what they take of the variables, and their errors are those of BPMN', {
    timeout: 60_000,
  }, async () => {
    const ends = async (amount: number) => {
      const { id } = await boss.call(startProcess, shop, { process: 'lend', variables: { amount, other: 1 } });
      await expect.poll(async () => (await boss.call(getInstance, shop, { instance: id })).status, { timeout: 45_000 }).toBe('completed');
      return boss.call(getInstance, shop, { instance: id });
    };
    const lent = await ends(250);
    expect(lent.variables).toMatchObject({
      answer: { rate: { $number: '2.5' }, key: expect.stringMatching(new RegExp(`^${lent.id}\\.\\d+$`)) },
    });
    // Plinth itself called it, so what it wrote is there for whoever may see it.
    const { items } = await boss.call(listRecords, shop, { entity: 'note', filter: `starts with(text, "${lent.id}")` });
    expect(items).toHaveLength(1);
    expect((await ends(-1)).variables).not.toHaveProperty('answer');
  });

  const beats = async (text: string) =>
    (await boss.call(listRecords, shop, { entity: 'beat', filter: `starts with(text, "${text}")`, limit: 100 })).items as unknown as {
      text: string;
      key: string;
    }[];
  const lettersOf = async (group: string) =>
    (await running.client.call(listDeadLetters, shop, { group })).items.map(({ code, event }) => [code, (event as { type?: string }).type]);

  test('S1 S2 are started by events, once for each, as Plinth, and tell events of their own', { timeout: 60_000 }, async () => {
    await boss.call(emitEvent, shop, { type: 'ordered', data: { item: 'tea' }, subject: 'order/7', id: 'order-7' });
    await boss.call(emitEvent, shop, { type: 'ordered', data: { item: 'tea' }, subject: 'order/7', id: 'order-7' });
    await running.client.call(publishEvents, shop, {
      events: [
        { specversion: '1.0', id: 'p1', source: '/bank', type: 'com.example.paid', data: { item: 7 } },
        { specversion: '1.0', id: 'p2', source: '/bank', type: 'com.example.paid', data: { item: 'rent' } },
      ],
    });
    await expect.poll(async () => (await beats('rent')).length, { timeout: 30_000 }).toBe(1);
    expect((await beats('tea')).map(({ text }) => text)).toEqual(['tea for Plinth']);
    expect((await beats('tea'))[0]?.key).toMatch(/^hear-[0-9a-f-]{36}$/);
    // What does not fit is a dead letter at once, and nobody after it waits.
    expect(await lettersOf('shop.functions.hear')).toEqual([['event-bus.unfit', 'com.example.paid']]);
    const { items } = await running.client.call(tailEvents, shop, { limit: 100, types: 'com.example.kept' });
    expect(items).toMatchObject([{ subject: 'order/7', data: { item: 'tea' }, plinthchain: 1 }, { data: { item: 'rent' } }]);
  });

  test('S3 tell what they are granted, as far as their caller may, with data that fits', async () => {
    const announce = (type: string, item: unknown, by = boss) => problem(call('announce', { type, item }, by));
    expect((await announce('ordered', 'told')).code).toBe('done');
    expect((await announce('ordered', 7)).message).toContain('/data/item');
    // Granted to the function and not to its caller; the other way round.
    for (const refused of [await announce('kept', 'x'), await announce('ordered', 'x', clerk), await announce('looped', 'x')])
      expect(refused).toMatchObject({ code: 'functions.failed', message: expect.stringMatching(/no type of event|may not tell/i) });
    await expect.poll(async () => (await beats('told')).length, { timeout: 30_000 }).toBe(1);
  });

  test('S4 are started at their times, once for each', { timeout: 60_000 }, async () => {
    await expect.poll(async () => (await beats('tick')).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
    const times = (await beats('tick')).map(({ key }) => key);
    expect(new Set(times).size).toBe(times.length);
    for (const time of times) expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  test('S5 a circle of functions comes to an end, and one that fails is tried again', { timeout: 60_000 }, async () => {
    await boss.call(emitEvent, shop, { type: 'looped', data: {} });
    await expect.poll(() => lettersOf('shop.functions.loop'), { timeout: 45_000 }).toEqual([['event-bus.unfit', 'com.example.looped']]);
    expect(await beats('loop')).toHaveLength(16);
    await boss.call(emitEvent, shop, { type: 'ordered', data: { item: 'bad' }, id: 'bad-1' });
    const failing = async () =>
      (await running.client.call(listEventGroups, shop, {})).items.find(({ group }) => group === 'shop.functions.hear')?.failing;
    await expect.poll(failing, { timeout: 30_000 }).toMatchObject({ event: 'bad-1', code: 'functions.failed' });
  });

  test('have test cases', async () => {
    const { passed, failed, tests } = await boss.call(testFunction, shop, { function: 'total' });
    expect([passed, failed]).toEqual([2, 0]);
    expect(tests).toMatchObject([{ test: 'adds them', passed: true, problem: null }, { test: 'needs some' }]);
  });

  test('are not published where they do not compile, or a test case does not pass', { timeout: 30_000 }, async () => {
    const broken = async (change: object) => {
      const text = JSON.stringify({ ...functions.total, ...change });
      await running.client.call(pushDefinition, shop, { files: { ...files, 'functions/total.yaml': text } });
      return problem(publish(running.client, shop, { version: '1.1.0' }));
    };
    expect(await broken({ source: 'export default (' })).toMatchObject({
      code: 'functions.invalid',
      message: expect.stringContaining('line 1'),
    });
    expect(await broken({ startedBy: { schedule: { at: '99 * * * *' } } })).toMatchObject({ code: 'process-store.bad-schedule' });
    expect(await broken({ startedBy: { schedule: { at: '0 8 * * *', zone: 'Mars/Base' } } })).toMatchObject({
      code: 'process-store.bad-schedule',
    });
    const wrong = { 'is wrong': { input: { prices: [1] }, expect: 2 } };
    expect((await broken({ tests: wrong })).message).toContain('"is wrong" of the function total does not pass: It gives 1 instead of 2.');
    const pushed = (change: object) =>
      problem(
        running.client.call(pushDefinition, shop, {
          files: { ...files, 'functions/total.yaml': JSON.stringify({ ...functions.total, ...change }) },
        }),
      );
    for (const change of [
      { input: { prices: 'numbr' } },
      { grants: { records: { nota: ['read'] } } },
      { grants: { fetch: ['file:///etc'] } },
      { grants: { events: ['orderd'] } },
      { grants: { events: ['paid'] } },
      { startedBy: { events: ['missing'] } },
    ])
      expect((await pushed(change)).code).toBe('repository.invalid-files');
  });

  test('are run by makers as they are written, on records, and elsewhere only as far as they are released', async () => {
    const run = (source: string, grants = {}, by = maker, name = 'reach') =>
      by.call(runFunctionDraft, shop, { function: name, source, grants, input: { a: 1 } });
    const found = await run(`export default async (_, { records }) => (await records('note').list()).items.length;`, {
      records: { note: ['read'] },
    });
    expect(found).toMatchObject({ result: expect.any(Number), requests: [{ what: 'records.list note', problem: null }] });
    expect(found.memory).toBeGreaterThan(100_000);
    // What nobody checked by a schema is refused by name all the same, and is no failure of the server.
    const odd = ["get('x')", "get('')", "get('../../x')", "list({ filter: '((' })", "list({ cursor: 'zz' })", "list({ sort: '-nope' })"];
    const asked = `export default (_, { records }) => Promise.all([${odd.map((each) => `records('note').${each}.then(() => 'done', ({ code }) => code)`).join()}]);`;
    const { result: codes } = await run(asked, { records: { note: ['read'] } });
    expect(codes).toHaveLength(odd.length);
    for (const code of codes as string[]) expect(code).not.toMatch(/done|internal/);
    const writes = `export default (_, { records }) => records('note').create({ text: 'x' });`;
    // The maker is a clerk, who reads notes alone.
    const refused = await problem(run(writes, { records: { note: ['create'] } }));
    expect(refused.details).toMatchObject({ requests: [{ what: 'records.create note', problem: 'records.denied' }] });
    const fetches = `export default async (_, { fetch }) => (await fetch('http://127.0.0.1:1/')).status;`;
    expect((await problem(run(fetches, { fetch: ['http://127.0.0.1:1/'] }))).message).not.toContain('may not send requests');
    expect((await problem(run(fetches, { fetch: ['http://127.0.0.1:1'] }))).message).toContain('may not send requests');
    expect((await problem(run(fetches, { fetch: ['http://127.0.0.1:1/'] }, maker, 'total'))).message).toContain('may not send requests');
    expect((await problem(run(writes, {}, boss))).code).toBe('tenancy.forbidden');
  });

  test('are tried by makers while they are written', async () => {
    const source = 'export default ({ a }: { a: number }) => a * 2;';
    expect(await maker.call(tryFunction, { tenant: 'main' }, { name: 'draft', source, input: { a: 4 } })).toMatchObject({ result: 8 });
    const broken = await problem(maker.call(tryFunction, { tenant: 'main' }, { name: 'draft', source: 'export default (', input: {} }));
    expect(broken).toMatchObject({ code: 'functions.invalid', details: { line: 1 } });
    expect((await problem(clerk.call(tryFunction, { tenant: 'main' }, { name: 'draft', source }))).code).toBe('tenancy.forbidden');
  });
});
