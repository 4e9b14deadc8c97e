import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  assignRole,
  type Client,
  callFunction,
  createApplication,
  createRecord,
  getInstance,
  listFunctions,
  listRecords,
  publish,
  pushDefinition,
  runFunctionDraft,
  setConnector,
  startProcess,
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
  promise: { result: 'number', source: `export default () => 'no number';\n` },
};

const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true, maxLength: 50 }\n',
  'roles.yaml': `clerk:
  call: [ total, remember ]
  permissions:
    note: [ read ]
boss:
  start: [ lend ]
  manage: [ lend ]
  call: [ ${Object.keys(functions).join(', ')} ]
  permissions:
    note: all
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
    expect(await keysOf(boss)).toEqual(['balance', 'forget', 'promise', 'rate', 'reach', 'remember', 'total']);
    expect(await keysOf(clerk)).toEqual(['remember', 'total']);
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
    expect(failure.details).toMatchObject({ stack: [expect.stringContaining('total.ts:4:')], logs: [{ level: 'info', text: 'adding 0' }] });
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
