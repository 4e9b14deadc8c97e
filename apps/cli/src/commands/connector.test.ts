import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { callConnectorAction, listConnectorActions, listConnectors, setConnector } from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answers, runIn, temporaryFolder } from '../testing.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const files: Readonly<Record<string, string>> = {
  'shop.yaml': `openapi: 3.1.0
info: { title: "Shop\\u001b[31m", version: '1' }
servers: [{ url: 'https://shop.example' }]
paths: { /pets: { get: { responses: { '200': { content: { application/json: { schema: { $ref: 'pet.yaml#/Pet' } } } } } }, post: { requestBody: 7 } } }`,
  'pet.yaml': 'Pet: { type: object }',
  'api/bank/v1/accounts.proto':
    'syntax = "proto3"; package bank.v1; import "bank/money.proto"; service A { rpc Get (bank.Money) returns (bank.Money); }',
  'api/bank/money.proto': 'syntax = "proto3"; package bank; message Money { int64 units = 1; }',
  'schema.graphql': 'type Query { ping: Boolean }',
  'events.yaml': 'asyncapi: 3.0.0',
  'service.wsdl': '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>',
};
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true });
    await writeFile(join(folder.path, name), text);
  }
});
afterAll(() => folder.remove());

const run = (words: readonly string[], answers: Answers = []) => runIn(folder.path, ['connector', ...words], answers);

test('a document and the files beside it become a connector, and each operation is told', async () => {
  const { code, out } = await run(['import', 'openapi', 'shop.yaml', '--report', 'json', '--out', 'made.json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    format: 'openapi',
    counts: { taken: 1, changed: 0, 'left out': 1, types: 1 },
    operations: [
      { name: 'GET /pets', outcome: 'taken', as: 'getPets' },
      { name: 'POST /pets', outcome: 'left out', reason: 'What it sends cannot be found: #/paths/~1pets/post/requestBody is no object.' },
    ],
  });
  expect(JSON.parse(await readFile(join(folder.path, 'made.json'), 'utf8'))).toMatchObject({ types: { Pet: { type: 'object' } } });
});

test('nothing of a document steers the terminal', async () => {
  const { out } = await run(['import', 'openapi', 'shop.yaml']);
  expect(out).toContain('✗ POST /pets: What it sends cannot be found');
  expect(out).toContain('1 operations taken, 0 with changes, 1 left out; 1 types.');
  expect(out).not.toContain('\u001b[31m');
});

test('imports of .proto files begin in a folder above', async () => {
  const { out } = await run(['import', 'proto', 'api/bank/v1/accounts.proto', '--json']);
  expect(JSON.parse(out)).toMatchObject({ counts: { taken: 1, types: 1 }, notes: [] });
});

test.each(['graphql schema.graphql', 'asyncapi events.yaml', 'wsdl service.wsdl'])('%s', async (words) => {
  expect((await run(['import', ...words.split(' ')])).code).toBe(0);
});

test('what is missing or wrong is said', async () => {
  for (const words of [
    [],
    ['import'],
    ['import', 'corba', 'x'],
    ['import', 'openapi'],
    ['forget'],
    ['set'],
    ['set', 'bank', 'openapi'],
    ['call', 'bank'],
  ])
    expect([words, (await run(words)).code]).toEqual([words, 2]);
  expect((await run(['import', 'openapi', 'none.yaml'])).notes).toContain('none.yaml cannot be read');
  expect((await run(['import', 'openapi', 'schema.graphql'])).notes).toContain('The document cannot be read');
  expect((await run(['call', 'bank', 'x', '--input', '{"secret'])).notes).not.toContain('secret');
});

const connection = {
  key: 'bank',
  title: 'Bank',
  source: { format: 'openapi', version: '3.1.0' },
  address: 'https://bank.example',
  actions: 2,
  triggers: 0,
  credentials: [{ name: 'key', kind: 'key', set: true }],
  limits: { milliseconds: 30_000, bytes: 1_000_000, attempts: 4, perSecond: 50 },
  setAt: '2026-11-29T00:00:00.000Z',
  setBy: 'ada',
};

test('connections are set, told and used', async () => {
  const set = await run(
    ['set', 'bank', 'openapi', 'shop.yaml', '-e', 'test', '--address', 'https://bank.example'],
    [[setConnector, () => ({ connection, report: null })]],
  );
  expect(set.calls[0]).toMatchObject({
    path: { tenant: 'acme', environment: 'test', connection: 'bank' },
    body: { format: 'openapi', document: files['shop.yaml'], address: 'https://bank.example' },
  });
  expect(set.out).toContain('bank of test leads to https://bank.example.');
  const system = await run(
    ['set', 'inbox', 'sftp', '--address', 'sftp://files.example'],
    [[setConnector, () => ({ connection, report: null })]],
  );
  expect(system.calls[0]?.body).toEqual({ format: 'sftp', address: 'sftp://files.example' });
  expect((await run(['list'], [[listConnectors, () => ({ items: [connection] })]])).out).toMatch(
    /bank +Bank +https:\/\/bank\.example +2 +key/,
  );
  const item = { key: 'balance', title: 'The balance', effect: 'reads', deprecated: false };
  expect((await run(['actions', 'bank', 'bal'], [[listConnectorActions, () => ({ items: [item], total: 1 })]])).out).toMatch(
    /balance +The balance +reads/,
  );
  const said = { method: 'GET', address: 'https://bank.example/balance', headers: {}, body: null };
  const called = await run(
    ['call', 'bank', 'balance', '--input', '{"id": 1}'],
    [[callConnectorAction, () => ({ output: { status: 200 }, request: said, attempts: 1, mismatches: [] })]],
  );
  expect(called.calls[0]).toMatchObject({ path: { connection: 'bank', action: 'balance' }, body: { input: { id: 1 } } });
  expect(JSON.parse(called.out)).toMatchObject({ output: { status: 200 } });
});
