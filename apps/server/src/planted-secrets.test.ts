import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  applicationOpenApi,
  assignRole,
  type Client,
  callConnectorAction,
  callExternalAction,
  connectorState,
  createApplication,
  createClient,
  createToken,
  getConnectorAction,
  listAudit,
  listConnectors,
  planRelease,
  publish,
  pullDefinition,
  pushDefinition,
  readSession,
  setConnector,
  signIn,
  testConnector,
} from '@plinth/api-contract';
import { type EmptyTestDatabase, emptyTestDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { administrator } from './testing.ts';
import { type ServerProcess, startServerProcess } from './testing-server-process.ts';

const shop = { tenant: 'main', environment: 'development', application: 'shop' };
const systems = 10;
const planted: string[] = [];
/** Signs that JSON, addresses, HTML and SQL each write in another way. */
const signs = `"'+/%&=<\\`;
/** Begins with a text that nobody else writes, and that is the same in all of these. */
const plant = (what: string, at: number) => {
  const secret = `planted-${what}-${at}-${'0123456789abcdef'.repeat(2)}${signs}`;
  planted.push(secret);
  return secret;
};
const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Echo', version: '1' },
  paths: {
    '/echo': { get: { operationId: 'echo', responses: { 200: { content: { 'application/json': { schema: {} } } } } } },
    '/fail': { get: { operationId: 'fail', responses: { 200: { content: { 'application/json': { schema: {} } } } } } },
  },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      query: { type: 'apiKey', in: 'query', name: 'key' },
      oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'http://127.0.0.1/', scopes: {} } } },
    },
  },
});
const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'external-actions/echo.yaml': 'connection: system0\naction: echo\neffect: reads\n',
  'external-actions/fail.yaml': 'connection: system0\naction: fail\neffect: reads\n',
  'roles.yaml': 'caller: { ask: [ echo, fail ] }\n',
};

let database: EmptyTestDatabase;
let server: ServerProcess;
let folder: string;
let echo: Server;
let echoAddress: string;
let client: Client;
let said = '';
const heard: string[] = [];
/** Keys that the system takes. */
let valid = new Set<string>();
const seen: string[] = [];

beforeAll(async () => {
  echo = createServer((request, answer) => {
    const { 'x-key': key = '' } = request.headers;
    seen.push(String(key));
    const status = request.url === '/token' ? 200 : !valid.has(String(key)) ? 403 : request.url?.startsWith('/fail') ? 422 : 200;
    // The worst of systems: it tells whatever it was told.
    const told = { headers: request.headers, url: request.url, list: Object.values(request.headers) };
    answer.writeHead(status, { 'content-type': 'application/json', 'x-told': JSON.stringify(told).slice(0, 4000) });
    answer.end(JSON.stringify(request.url === '/token' ? { access_token: `given-${plantedToken}`, expires_in: 3600 } : told));
  });
  await new Promise<void>((done) => echo.listen(0, '127.0.0.1', done));
  echoAddress = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
  [database, folder] = await Promise.all([emptyTestDatabase(), mkdtemp(join(tmpdir(), 'plinth-planted-'))]);
  server = await startServerProcess({
    DATABASE_URL: database.url,
    PLINTH_DATA: join(folder, 'data'),
    PLINTH_LOG_LEVEL: 'trace',
    PLINTH_TRACING: 'true',
    NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'testing-keep-spans.ts'))}`,
    KEPT_SPANS: join(folder, 'spans'),
    PLINTH_OUTGOING_HOSTS: '127.0.0.1',
  });
  for (const stream of [server.process.stdout, server.process.stderr])
    stream?.on('data', (part) => {
      said += String(part);
    });
  // Everything that any operation answers is kept.
  const listening: typeof fetch = async (...given) => {
    const response = await fetch(...given);
    heard.push(await response.clone().text(), JSON.stringify([...response.headers]));
    return response;
  };
  const visitor = createClient({ address: server.address, fetch, headers: { 'x-plinth-csrf': '1' } });
  const signedIn = await visitor.fetch(signIn, shop, administrator);
  const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const session = createClient({ address: server.address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
  const { token } = await session.call(createToken, shop, { name: 'tests', scopes: ['*'] });
  client = createClient({ address: server.address, fetch: listening, headers: { authorization: `Bearer ${token}` } });
  const { member } = await session.call(readSession, shop, {});
  await client.call(createApplication, shop, { key: 'shop', type: 'application', label: 'Shop' });
  await client.call(pushDefinition, shop, { files });
  await publish(client, shop, { version: '1.0.0' });
  await client.call(assignRole, shop, { applicationKey: 'shop', roleKey: 'caller', memberId: member?.id ?? '' });
}, 120_000);
afterAll(async () => {
  await server?.end('SIGTERM');
  await database?.close();
  echo?.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
});

const plantedToken = plant('token', 0);
const secretsOf = (at: number) => ({
  key: { kind: 'key' as const, value: plant('key', at) },
  query: { kind: 'key' as const, value: plant('query', at) },
  oauth: {
    kind: 'oauth2' as const,
    clientId: `client-${at}`,
    clientSecret: plant('client', at),
    tokenAddress: `${echoAddress}/token`,
    refreshToken: plant('refresh', at),
  },
});
const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

test('secrets are rotated while they are in use under load: no call fails, and none that begins later uses an old one', {
  timeout: 240_000,
}, async () => {
  for (let at = 0; at < systems; at++) {
    const secrets = secretsOf(at);
    valid.add(secrets.key.value);
    await client.call(setConnector, shop, {
      connection: `system${at}`,
      format: 'openapi',
      document,
      address: echoAddress,
      secrets,
      limits: { perSecond: 10_000 },
    });
  }
  let rotating = true;
  const outcomes = new Map<string, number>();
  const load = Array.from({ length: 4 }, async () => {
    while (rotating) {
      const ended = await outcome(client.call(callExternalAction, shop, { action: 'echo' }));
      outcomes.set(ended, (outcomes.get(ended) ?? 0) + 1);
    }
  });
  for (let round = 0; round < 10; round++) {
    const before = [...valid];
    const value = plant('rotated', round);
    // As one does it: the system takes both, then the connection has the new one, then the old one ends.
    valid.add(value);
    await client.call(setConnector, shop, { connection: 'system0', secrets: { key: { kind: 'key', value } } });
    const from = seen.length;
    const done = outcomes.get('done') ?? 0;
    await expect.poll(() => (outcomes.get('done') ?? 0) - done, { timeout: 60_000 }).toBeGreaterThan(8);
    const later = seen.slice(from).filter((key) => key !== '');
    // What was under way may still have the one before; of four at a time that is four at most.
    expect(later.filter((key) => key !== value).length).toBeLessThanOrEqual(4);
    expect(later.at(-1)).toBe(value);
    valid = new Set([...before.filter((key) => !key.startsWith('planted-rotated') && !key.startsWith('planted-key-0-')), value]);
  }
  rotating = false;
  await Promise.all(load);
  expect([...outcomes.keys()]).toEqual(['done']);
});

test('none of fifty planted secrets is in database, logs, traces, answers or exported files, though the system repeats them all', {
  timeout: 120_000,
}, async () => {
  for (let at = 0; at < systems; at++) {
    const place = { connection: `system${at}` };
    for (const action of ['echo', 'fail']) await outcome(client.call(callConnectorAction, shop, { ...place, action, input: {} }));
    await outcome(client.call(getConnectorAction, shop, { ...place, action: 'echo' }));
    await outcome(client.call(testConnector, shop, place));
    await outcome(client.call(connectorState, shop, place));
  }
  for (const action of ['echo', 'fail']) await outcome(client.call(callExternalAction, shop, { action }));
  await client.call(listConnectors, shop, {});
  await client.call(listAudit, shop, {});
  await client.call(applicationOpenApi, shop, {});
  await outcome(client.call(planRelease, shop, { version: '1.0.1' }));
  await client.call(pullDefinition, shop, {});
  const tables = await database.ask(
    "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
  );
  const dump = [];
  for (const { name } of tables)
    for (const row of await database.ask(`select t::text as row from ${String(name)} t`)) dump.push(String(row.row));
  const stored = await Promise.all(
    (await readdir(join(folder, 'data'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  );
  expect(planted.length).toBeGreaterThanOrEqual(50);
  expect(tables.length).toBeGreaterThan(20);
  expect(dump.join().length).toBeGreaterThan(10_000);
  expect(said).toContain('connectors.call');
  expect(heard.join()).toContain('•••');
  const traces = await readFile(join(folder, 'spans'), 'utf8');
  for (const told of ['gateway.request', 'connectors.call', 'database.statements', 'setStatus']) expect(traces).toContain(told);
  const places = { database: dump.join('\n'), log: said, traces, answers: heard.join('\n'), files: stored.join('\n') };
  expect(leaksIn(places)).toEqual([]);
  // One attribute with a part of one of them in base64 would have been seen.
  const [secret = ''] = planted;
  const attribute = JSON.stringify(['setAttribute', 'http.request.header', Buffer.from(`user:${secret}`).toString('base64')]);
  expect(leaksIn({ ...places, traces: `${traces}${attribute}\n` })).toEqual([`traces has ${secret}`]);
});

function leaksIn(places: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(places).flatMap(([place, text]) => {
    const searched = text.toLowerCase();
    return planted.flatMap((secret) =>
      spellings(secret).some((spelling) => searched.includes(spelling)) ? [`${place} has ${secret}`] : [],
    );
  });
}

/**
 * In small letters, as is searched: what JSON, addresses, HTML and SQL leave as it is, in base64 wherever it begins, and in the
 * hexadecimal that PostgreSQL shows bytes in.
 */
function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret.slice(0, -signs.length));
  const shifted = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [bytes.toString(), bytes.toString('hex'), ...shifted].map((spelling) => spelling.toLowerCase());
}
