import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callConnectorAction, getConnectorAction, listConnectorActions, listConnectors, setConnector } from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform } from './testing.ts';

const path = { tenant: 'main', environment: 'development' };
const secret = 'a-planted-secret';
let running: Awaited<ReturnType<typeof startTestPlatform>>;
let bank: Server;
let address: string;

beforeAll(async () => {
  bank = createServer((request, answer) => {
    answer.writeHead(request.headers['x-key'] === secret ? 200 : 403, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ amount: 7, sent: request.headers['x-key'] }));
  });
  await new Promise<void>((done) => bank.listen(0, '127.0.0.1', done));
  const { port } = bank.address() as AddressInfo;
  address = `http://127.0.0.1:${port}`;
  running = await startTestPlatform({ PLINTH_OUTGOING_HOSTS: `127.0.0.1:${port}` });
});
afterAll(async () => {
  await running?.close();
  bank?.close();
});

const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Bank', version: '1' },
  security: [{ key: [] }],
  paths: {
    '/balance/{id}': {
      get: {
        operationId: 'balance',
        description: 'x'.repeat(3_000_000),
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Balance' } } } } },
      },
    },
  },
  components: {
    schemas: { Balance: { type: 'object', properties: { amount: { type: 'number' } } } },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  },
});

test('a connection through a connector is set, told and used over the API, and its secret stays inside', async () => {
  const { client } = running;
  const input = { connection: 'bank', format: 'openapi', document, address, secrets: { key: { kind: 'key' as const, value: secret } } };
  const set = await client.call(setConnector, path, input);
  expect(set).toMatchObject({
    connection: { key: 'bank', actions: 1, credentials: [{ set: true }, { name: 'certificate', set: false }] },
    report: { counts: { taken: 1 } },
  });
  const { items } = await client.call(listConnectors, path, {});
  expect(items).toEqual([set.connection]);
  expect(await client.call(listConnectorActions, path, { connection: 'bank' })).toMatchObject({ items: [{ key: 'balance' }], total: 1 });
  expect(await client.call(getConnectorAction, path, { connection: 'bank', action: 'balance' })).toMatchObject({
    input: { properties: { id: { type: 'string' } }, required: ['id'] },
    types: { Balance: { type: 'object', properties: { amount: { type: 'number' } } } },
  });
  const answer = await client.call(callConnectorAction, path, { connection: 'bank', action: 'balance', input: { id: 'a' } });
  expect(answer).toMatchObject({ output: { status: 200, body: { amount: 7, sent: '•••' } }, attempts: 1, mismatches: [] });
  expect(JSON.stringify([set, items, answer])).not.toContain(secret);
});

test('what goes wrong is a problem that says what and where', async () => {
  const { client } = running;
  const ask = (input: Record<string, unknown>, action = 'balance') =>
    client.call(callConnectorAction, path, { connection: 'bank', action, input });
  await expect(ask({ id: 7 })).rejects.toMatchObject({
    code: 'connectors.wrong-input',
    details: { violations: [{ path: '/id', message: 'must be string' }] },
  });
  await expect(ask({}, 'balanse')).rejects.toMatchObject({ code: 'connectors.no-action', hint: 'Is balance meant?' });
  const wrongKey = { key: { kind: 'key' as const, value: 'another-secret' } };
  await client.call(setConnector, path, { connection: 'bank', secrets: wrongKey });
  await expect(ask({ id: 'a' })).rejects.toMatchObject({
    code: 'connectors.refused',
    status: 502,
    details: { answer: { status: 403, body: { sent: '•••' } } },
  });
  await client.call(setConnector, path, { connection: 'bank', address: 'http://169.254.169.254', secrets: wrongKey });
  await expect(ask({ id: 'a' })).rejects.toMatchObject({ code: 'outgoing.refused' });
});
