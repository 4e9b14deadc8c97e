import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '@plinth/foundation';
import { httpExchange, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { afterEach, describe, expect, test } from 'vitest';
import { type OpenConnection, usualLimits } from '../connection.ts';
import { importGraphql } from '../graphql/import-graphql.ts';
import { importOpenApi } from '../openapi/import-openapi.ts';
import { ConnectorCalls } from './connector-calls.ts';

const { connector } = importOpenApi(`
openapi: 3.1.0
info: { title: Bank, version: '1' }
security: [{ key: [] }, { oauth: [] }]
paths:
  /accounts/{id}:
    get:
      operationId: account
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: filter, in: query, style: deepObject, explode: true, schema: { type: object } }
        - { name: ids, in: query, explode: false, schema: { type: array, items: { type: integer } } }
        - { name: X-Trace, in: header, schema: { type: string } }
      responses: { '200': { content: { application/json: { schema: { type: object, required: [balance], properties: { balance: { type: number } } } } } } }
  /payments:
    post: &post
      operationId: pay
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [amount], properties: { amount: { type: number } } } } } }
      responses: { '201': { content: { application/json: { schema: {} } } } }
  /safe-payments:
    post: { <<: *post, operationId: payOnce, parameters: [{ name: Idempotency-Key, in: header, schema: { type: string } }] }
  /upload:
    post:
      operationId: upload
      requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { file: { type: string, format: binary }, note: { type: string } } } } } }
      responses: { '204': {} }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'http://127.0.0.1/', scopes: {} } } }
`);

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const secret = 'a-secret-of-length';
const connectionTo = (address: string, more: Partial<OpenConnection> = {}): OpenConnection => ({
  id: address,
  connector,
  address,
  secrets: { key: { kind: 'key', value: secret } },
  limits: { ...usualLimits, milliseconds: 2000 },
  ...more,
});

const waits: number[] = [];
function calls(now = () => Date.now()): ConnectorCalls {
  waits.length = 0;
  const exchange = httpExchange(outgoingSockets(readReachableHosts('127.0.0.1').hosts));
  return new ConnectorCalls({
    exchange,
    clock: { now },
    random: () => 1,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
  });
}
const signal = new AbortController().signal;
const ask = (connection: OpenConnection, name: string, input: JsonObject, by = calls()) => by.call({ signal }, connection, name, input);
const sendJson = (answer: ServerResponse, value: unknown, status = 200) =>
  answer.writeHead(status, { 'content-type': 'application/json' }).end(typeof value === 'string' ? value : JSON.stringify(value));
async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

describe('an action is asked', () => {
  test('with its parameters where they belong, signed in, and its answer is exact', async () => {
    const address = await serve((request, answer) => {
      expect(request.url).toBe('/v1/accounts/a%2Fb%3F%20%C3%A4?filter%5Bname%5D%5Blike%5D=x%26y&ids=1,2');
      expect(request.headers).toMatchObject({ 'x-key': secret, 'x-trace': 'T 1', accept: 'application/json' });
      sendJson(answer, '{"balance": 12345678901234567.89, "small": 0.1}');
    });
    const input = { id: 'a/b? ä', filter: { name: { like: 'x&y' } }, ids: [1, 2], xTrace: 'T 1' };
    const { output, attempts, mismatches } = await ask(connectionTo(`${address}/v1/`), 'account', input);
    expect(output).toMatchObject({ status: 200, body: { balance: '12345678901234567.89', small: 0.1 } });
    expect([attempts, mismatches]).toEqual([1, []]);
  });

  test('with bytes in a form of parts', async () => {
    let seen = '';
    const address = await serve(async (request, answer) => {
      seen = await textOf(request);
      answer.writeHead(204).end();
    });
    await ask(connectionTo(address), 'upload', { body: { file: Buffer.from('bytes!').toString('base64'), note: 'n\r\nx: y' } });
    expect(seen).toContain('name="file"; filename="file"\r\ncontent-type: application/octet-stream\r\n\r\nbytes!\r\n');
    expect(seen).toContain('name="note"\r\ncontent-type: text/plain; charset=utf-8\r\n\r\nn\r\nx: y\r\n');
  });

  test('by a token, which is asked for once and anew when it is refused', async () => {
    let given = 0;
    const seen: string[] = [];
    const address = await serve(async (request, answer) => {
      if (request.url === '/token') {
        expect(await textOf(request)).toBe('grant_type=client_credentials&scope=read');
        sendJson(answer, { access_token: `token-number-${++given}`, expires_in: 3600 });
      } else {
        const { authorization = '' } = request.headers;
        seen.push(authorization);
        if (authorization === 'Bearer token-number-1' && seen.length > 2) sendJson(answer, {}, 401);
        else sendJson(answer, { balance: 1, told: authorization });
      }
    });
    const oauth = {
      kind: 'oauth2',
      clientId: 'c',
      clientSecret: 'the-client-secret',
      tokenAddress: `${address}/token`,
      scopes: ['read'],
    } as const;
    const by = calls();
    const connection = connectionTo(address, { secrets: { oauth } });
    await Promise.all([1, 2].map(() => ask(connection, 'account', { id: '1' }, by)));
    const { output, attempts } = await ask(connection, 'account', { id: '1' }, by);
    expect([given, attempts, seen]).toEqual([2, 2, [...Array(3).fill('Bearer token-number-1'), 'Bearer token-number-2']]);
    expect(output).toMatchObject({ body: { told: 'Bearer •••' } });
  });

  test('what does not fit is not sent', async () => {
    const connection = connectionTo('http://127.0.0.1:1');
    await expect(ask(connection, 'acount', {})).rejects.toMatchObject({ code: 'connectors.no-action', hint: 'Is account meant?' });
    await expect(ask(connection, 'account', { id: 1, x: 1 })).rejects.toMatchObject({
      code: 'connectors.wrong-input',
      details: { violations: [{ path: '/id' }, { path: '/x' }] },
    });
    for (const id of ['..', '.', ''])
      await expect(ask(connection, 'account', { id })).rejects.toMatchObject({ code: 'connectors.unwritable-input' });
    await expect(ask(connection, 'account', { id: '1', xTrace: 'a\r\nx-key: b' })).rejects.toMatchObject({
      code: 'connectors.unwritable-input',
    });
    await expect(ask(connectionTo('http://127.0.0.1:1', { secrets: {} }), 'account', { id: '1' })).rejects.toMatchObject({
      code: 'connectors.no-credential',
    });
  });
});

describe('what fails', () => {
  test('is repeated where that does no harm, later each time', async () => {
    let asked = 0;
    const address = await serve((_, answer) => sendJson(answer, { balance: 1 }, ++asked < 4 ? 500 : 200));
    expect(await ask(connectionTo(address), 'account', { id: '1' })).toMatchObject({ attempts: 4 });
    expect(waits).toEqual([200, 400, 800]);
  });

  test('is not repeated where it might be done twice, unless the system tells them apart', async () => {
    const keys: unknown[] = [];
    const address = await serve(({ headers }, answer) => {
      keys.push(headers['idempotency-key']);
      sendJson(answer, {}, keys.length === 2 ? 201 : 500);
    });
    await expect(ask(connectionTo(address), 'pay', { body: { amount: 1 } })).rejects.toMatchObject({ code: 'connectors.refused' });
    expect(keys).toEqual([undefined]);
    keys.length = 0;
    expect(await ask(connectionTo(address), 'payOnce', { body: { amount: 1 } })).toMatchObject({ attempts: 2 });
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  test('is repeated when the system says so, if that is in time', async () => {
    let asked = 0;
    const address = await serve((_, answer) => {
      answer.setHeader('retry-after', asked++ === 0 ? '1' : '60');
      sendJson(answer, {}, 429);
    });
    await expect(ask(connectionTo(address), 'pay', { body: { amount: 1 } })).rejects.toMatchObject({
      code: 'connectors.refused',
      details: { answer: { status: 429 } },
    });
    expect([asked, waits]).toEqual([2, [1000]]);
  });

  test('again and again is left alone for a while, and then tried by one', async () => {
    let asked = 0;
    let now = 0;
    const address = await serve((_, answer) => {
      asked++;
      answer.destroy();
    });
    const by = calls(() => now);
    const pay = () => ask(connectionTo(address), 'pay', { body: { amount: 1 } }, by).catch((error: { code: string }) => error.code);
    const codes: unknown[] = [];
    for (let count = 0; count < 7; count++) codes.push(await pay());
    expect(codes).toEqual([...Array(5).fill('outgoing.broke-off'), 'connectors.paused', 'connectors.paused']);
    now += 10_001;
    expect(await Promise.all([pay(), pay()])).toEqual(['outgoing.broke-off', 'connectors.paused']);
    expect(asked).toBe(6);
  });

  test('is told without any secret, even if the system repeats it', async () => {
    const address = await serve(({ headers }, answer) =>
      sendJson(answer, { why: `no such key ${String(headers['x-key'])}`, [secret]: [secret] }, 403),
    );
    const error = await ask(connectionTo(address), 'account', { id: '1' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'connectors.refused', details: { answer: { status: 403, body: { why: 'no such key •••' } } } });
    expect(JSON.stringify(error)).not.toContain(secret);
  });
});

describe('systems that lie', () => {
  test.each([
    ['text/html', '<html>', 'connectors.unreadable-answer'],
    ['application/json', '{"a":', 'connectors.unreadable-answer'],
    ['application/json', Buffer.from([0x22, 0xff, 0x22]), 'connectors.unreadable-answer'],
    ['application/json; charset=klingon', '{}', 'connectors.unreadable-answer'],
    ['application/json', Buffer.alloc(2_000_000, ' '), 'outgoing.too-large'],
  ])('%s (%#)', async (type, body, code) => {
    const address = await serve((_, answer) => answer.writeHead(200, { 'content-type': type }).end(body));
    const connection = connectionTo(address, { limits: { ...usualLimits, bytes: 1_000_000 } });
    await expect(ask(connection, 'account', { id: '1' })).rejects.toMatchObject({ code });
  });

  test('or changed say so', async () => {
    const address = await serve((_, answer) => sendJson(answer, { balance: 'much' }));
    const { mismatches } = await ask(connectionTo(address), 'account', { id: '1' });
    expect(mismatches).toEqual([{ path: '/body/balance', message: 'must be number' }]);
  });

  test('who is sent on shows nobody else who asks, and is never sent inside', async () => {
    const seen: unknown[] = [];
    const other = await serve(({ headers }, answer) => {
      seen.push(headers['x-key']);
      sendJson(answer, { balance: 2 });
    });
    let location = `${other}/elsewhere`;
    const address = await serve((_, answer) => answer.writeHead(302, { location }).end());
    expect(await ask(connectionTo(address), 'account', { id: '1' })).toMatchObject({ output: { body: { balance: 2 } } });
    expect(seen).toEqual([undefined]);
    location = 'http://169.254.169.254/latest/meta-data';
    await expect(ask(connectionTo(address), 'account', { id: '1' })).rejects.toMatchObject({ code: 'outgoing.refused' });
    location = 'file:///etc/passwd';
    await expect(ask(connectionTo(address), 'account', { id: '1' })).rejects.toMatchObject({ code: 'connectors.refused' });
    location = '/accounts/1';
    await expect(ask(connectionTo(address), 'account', { id: '1' })).rejects.toMatchObject({ code: 'connectors.refused' });
  });
});

test('more than a connection may ask waits its turn', async () => {
  const address = await serve((_, answer) => sendJson(answer, { balance: 1 }));
  const by = calls(() => 1000);
  const connection = connectionTo(address, { limits: { ...usualLimits, perSecond: 2, milliseconds: 700 } });
  const codes = [];
  for (let count = 0; count < 6; count++)
    codes.push(
      await ask(connection, 'account', { id: '1' }, by).then(
        () => 'done',
        (error: { code: string }) => error.code,
      ),
    );
  expect(codes).toEqual(['done', 'done', 'done', 'done', 'connectors.too-many', 'connectors.too-many']);
  expect(waits).toEqual([500]);
});

test('a GraphQL system is asked by its operations, and its errors are errors', async () => {
  const { connector: graphql } = importGraphql('type Query { balance(id: ID!): Float }');
  let told: object = { data: { balance: 7 } };
  let asked: unknown;
  const address = await serve(async (request, answer) => {
    asked = JSON.parse(await textOf(request));
    sendJson(answer, told);
  });
  const connection = connectionTo(`${address}/graphql`, { connector: graphql, secrets: { token: { kind: 'bearer', token: secret } } });
  expect(await ask(connection, 'balance', { id: 'a' })).toMatchObject({ output: 7, mismatches: [] });
  expect(asked).toEqual({ query: 'query($id: ID!) { balance(id: $id) }', variables: { id: 'a' } });
  told = { data: { balance: null }, errors: [{ message: `not with ${secret}` }] };
  await expect(ask(connection, 'balance', { id: 'a' })).rejects.toMatchObject({
    code: 'connectors.refused',
    details: { answer: { body: { errors: [{ message: 'not with •••' }] } } },
  });
});

test('whoever asked can go away, which is no failure of the system', async () => {
  const address = await serve(() => {});
  const by = calls();
  for (let count = 0; count < 6; count++) {
    const asked = by.call({ signal: AbortSignal.timeout(20) }, connectionTo(address), 'account', { id: '1' });
    await expect(asked).rejects.toMatchObject({ code: 'plinth.cancelled' });
  }
});
