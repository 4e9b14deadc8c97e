import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { type Connector, ConnectorCalls } from '@plinth/connectors';
import { statement } from '@plinth/database';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import type { RequestContext } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { httpExchange, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { createSecrets } from '@plinth/secrets';
import { temporaryMasterKeys } from '@plinth/secrets/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConnectionStore, ConnectorStore, connectionMigrations, connectorOperations } from './index.ts';

const tenant = (letter: string) => ({ id: `00000000-0000-7000-8000-00000000000${letter}`, key: `tenant-${letter}` });
const acme = testContext({ tenant: tenant('a'), environment: { id: 'env1', key: 'development' } });
const production: RequestContext = { ...acme, environment: { id: 'env2', key: 'production' } };
const other: RequestContext = { ...acme, tenant: tenant('b') };
const maker: RequestContext = { ...acme, actor: { ...acme.actor, tenantRoles: ['maker'] } };

const document = (more = '') => `
openapi: 3.1.0
info: { title: Bank, version: '1' }
security: [{ key: [] }]
paths:
  /balance: { get: { operationId: balance, summary: The balance, responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Balance' } } } } } } }
  /pay: { post: { operationId: pay, responses: { '204': {} } } }
components:
  schemas: { Balance: { type: object, properties: { amount: { type: number } } }, Unused: { type: string } }
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
${more}`;
const planted = (index: number) => `planted-secret-${index}-${'x'.repeat(index)}`;

describeDatabases((server) => {
  let own: TestDatabase;
  let store: ConnectorStore;
  let bank: Server;
  let address: string;
  let listener: RequestListener;
  const calls = new ConnectorCalls({ exchange: httpExchange(outgoingSockets(readReachableHosts('127.0.0.1').hosts)) });

  beforeAll(async () => {
    own = await testDatabase({ migrations: connectionMigrations, server: server() });
    store = new ConnectorStore(own.database, createSecrets(temporaryMasterKeys()));
    bank = createServer((request, answer) => listener(request, answer));
    await new Promise<void>((done) => bank.listen(0, '127.0.0.1', done));
    address = `http://127.0.0.1:${(bank.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    bank?.close();
    await own?.close();
  });

  const call = async (id: string, input: object, context = acme) =>
    connectorOperations(store, calls)
      .find(({ contract }) => contract.id === id)
      ?.handle(context, input as never, {} as never);
  const set = (more: object = {}, context = acme) =>
    call('connectors.set', { connection: 'bank', format: 'openapi', document: document(), address, ...more }, context);
  const balance = (context = acme) => call('connectors.call', { connection: 'bank', action: 'balance', input: {} }, context);

  test('a document becomes a connection, whose actions are told and asked', async () => {
    const seen: unknown[] = [];
    listener = ({ headers }, answer) => {
      seen.push(headers['x-key']);
      answer.writeHead(200, { 'content-type': 'application/json' }).end('{"amount": 7}');
    };
    expect(await set({ secrets: { key: { kind: 'key', value: planted(0) } } })).toMatchObject({
      connection: {
        key: 'bank',
        title: 'Bank',
        address,
        actions: 2,
        credentials: [
          { name: 'key', kind: 'key', set: true },
          { name: 'certificate', kind: 'mutual-tls', set: false },
        ],
        setBy: acme.actor.id,
      },
      report: { counts: { taken: 2 } },
    });
    expect(await call('connectors.actions', { connection: 'bank', search: 'BAL' })).toEqual({
      items: [{ key: 'balance', title: 'The balance', effect: 'reads', deprecated: false }],
      total: 1,
    });
    expect(await call('connectors.action', { connection: 'bank', action: 'balance' })).toMatchObject({
      output: { properties: { body: { $ref: '#/types/Balance' } } },
      types: { Balance: { type: 'object' } },
    });
    expect(await balance(maker)).toMatchObject({ output: { status: 200, body: { amount: 7 } }, attempts: 1, mismatches: [] });
    expect(seen).toEqual([planted(0)]);
  });

  test('it belongs to one tenant and one environment', async () => {
    for (const context of [other, production]) {
      expect(await call('connectors.list', {}, context)).toEqual({ items: [] });
      for (const id of ['connectors.actions', 'connectors.action', 'connectors.call'])
        await expect(call(id, { connection: 'bank', action: 'balance', input: {} }, context)).rejects.toMatchObject({
          code: 'records.no-source',
        });
    }
  });

  test('a server of gRPC is asked what it has, with the secrets that are kept only where they were meant for', async () => {
    const seen: unknown[] = [];
    const silent = createHttp2Server().on('stream', (stream, headers) => {
      seen.push(headers.authorization);
      stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '12' }, { endStream: true });
    });
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const there = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const kept = 'syntax = "proto3"; message A {} service S { rpc Do(A) returns (A); }';
    const secrets = { token: { kind: 'bearer', token: planted(3) } };
    const asked = { connection: 'core', format: 'grpc', document: undefined };
    await set({ connection: 'core', format: 'proto', document: kept, secrets });
    await expect(set({ ...asked, address: there })).rejects.toMatchObject({ code: 'connectors.no-reflection' });
    expect(new Set(seen.splice(0))).toEqual(new Set([undefined]));
    await set({ connection: 'core', format: 'proto', document: kept, address: there, secrets });
    await expect(set({ ...asked, address: `${there}/` })).rejects.toMatchObject({ code: 'connectors.no-reflection' });
    expect(new Set(seen)).toEqual(new Set([`Bearer ${planted(3)}`]));
    await expect(set({ ...asked, connection: 'another', address: undefined })).rejects.toMatchObject({ code: 'connections.no-address' });
    await expect(set({ ...asked, address: 'http://169.254.169.254/' })).rejects.toMatchObject({ code: 'outgoing.refused' });
    await new ConnectionStore(own.database, createSecrets(temporaryMasterKeys())).remove(acme, 'core');
    silent.close();
  });

  test('makers try what only reads', async () => {
    listener = (_, answer) => answer.writeHead(204).end();
    const pay = { connection: 'bank', action: 'pay', input: {} };
    await expect(call('connectors.call', pay, maker)).rejects.toMatchObject({ code: 'connections.only-administrators' });
    expect(await call('connectors.call', pay)).toMatchObject({ output: { status: 204, body: null } });
  });

  test('an administrator says what asking again does, until there is another document', async () => {
    const effectOf = async (action: string) =>
      ((await call('connectors.action', { connection: 'bank', action })) as { effect: string }).effect;
    listener = (_, answer) => answer.writeHead(204).end();
    await call('connectors.set', { connection: 'bank', effects: { pay: 'reads' } });
    expect(await effectOf('pay')).toBe('reads');
    expect(await call('connectors.call', { connection: 'bank', action: 'pay', input: {} }, maker)).toMatchObject({ attempts: 1 });
    await call('connectors.set', { connection: 'bank', effects: { pay: 'repeatable', balance: 'once' } });
    expect([await effectOf('pay'), await effectOf('balance')]).toEqual(['repeatable', 'once']);
    expect(await call('connectors.set', { connection: 'bank', effects: { pay: null } })).toMatchObject({
      connection: { effects: { balance: 'once' } },
    });
    expect([await effectOf('pay'), await effectOf('balance')]).toEqual(['once', 'once']);
    await expect(call('connectors.set', { connection: 'bank', effects: { __proto__x: 'reads', pya: 'reads' } })).rejects.toMatchObject({
      code: 'connectors.no-action',
    });
    await set();
    expect([await effectOf('pay'), await effectOf('balance')]).toEqual(['once', 'reads']);
  });

  test('secrets are replaced while they are in use, and serve from then on', async () => {
    let valid = planted(1);
    listener = ({ headers }, answer) => {
      answer.writeHead(headers['x-key'] === valid ? 200 : 403, { 'content-type': 'application/json' }).end('{"amount": 1}');
    };
    await set({ secrets: { key: { kind: 'key', value: valid } } });
    let done = false;
    const codes = new Set<unknown>();
    const using = Array.from({ length: 2 }, async () => {
      while (!done)
        codes.add(
          await balance().then(
            () => 200,
            ({ code }: { code: string }) => code,
          ),
        );
    });
    try {
      for (let index = 2; index < 12; index++) {
        await call('connectors.set', { connection: 'bank', secrets: { key: { kind: 'key', value: planted(index) } } });
        valid = planted(index);
        expect(await balance()).toMatchObject({ attempts: 1 });
      }
    } finally {
      done = true;
    }
    await Promise.all(using);
    expect(codes.has(200)).toBe(true);
    // In the moment between the two, each side may know the other key.
    expect([...codes].filter((code) => code !== 200 && code !== 'connectors.refused')).toEqual([]);
  });

  test('fifty secrets are in nothing that is kept or told', async () => {
    listener = ({ headers }, answer) => {
      answer.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ headers }));
    };
    const told: unknown[] = [await call('connectors.list', {}), await call('connectors.action', { connection: 'bank', action: 'balance' })];
    for (let index = 0; index < 50; index++) {
      told.push(
        await call('connectors.set', {
          connection: 'bank',
          secrets: { key: { kind: 'key', value: planted(index) } },
          limits: { attempts: 1 },
        }),
      );
      told.push(
        await balance().catch(({ message, hint, details, stack }: Error & { hint: string; details: object }) => ({
          message,
          hint,
          details,
          stack,
        })),
      );
    }
    const { rows } = await own.database.query<{ all: string }>(acme, statement('select c::text as all from plinth.connection c'));
    const all = JSON.stringify([told, rows]);
    expect(rows).toHaveLength(1);
    for (let index = 0; index < 50; index++) {
      expect(all).not.toContain(planted(index));
      expect(all).not.toContain(Buffer.from(planted(index)).toString('base64').replaceAll('=', ''));
    }
  });

  test('how a connection stands is told, and a test signs in', async () => {
    let status = 204;
    const keys: unknown[] = [];
    listener = ({ headers }, answer) => {
      keys.push(headers['x-key']);
      answer.writeHead(status).end();
    };
    await set({ secrets: { key: { kind: 'key', value: planted(0) } }, limits: { attempts: 1 } });
    expect(await call('connectors.test', { connection: 'bank' })).toMatchObject({ status: 204, milliseconds: expect.any(Number) });
    expect(keys).toEqual([planted(0)]);
    expect(await call('connectors.state', { connection: 'bank' })).toEqual({ failures: 0, pausedUntil: null });
    status = 500;
    for (let at = 0; at < 5; at++) await expect(balance()).rejects.toMatchObject({ code: 'connectors.refused' });
    expect(await call('connectors.state', { connection: 'bank' })).toEqual({ failures: 5, pausedUntil: expect.stringMatching(/Z$/) });
    await expect(call('connectors.state', { connection: 'bank' }, other)).rejects.toMatchObject({ code: 'records.no-source' });
  });

  test('one secret is replaced or taken away, and the others stay', async () => {
    listener = (_, answer) => answer.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    await set({ document: document('    second: { type: http, scheme: bearer }'), secrets: { key: { kind: 'key', value: planted(0) } } });
    const second = { kind: 'bearer', token: planted(1) };
    expect(await call('connectors.set', { connection: 'bank', secrets: { second } })).toMatchObject({
      connection: { credentials: [{ set: true }, { set: true }, { set: false }] },
    });
    expect(await call('connectors.set', { connection: 'bank', secrets: { key: null } })).toMatchObject({
      connection: {
        credentials: [
          { name: 'key', set: false },
          { name: 'second', set: true },
          { name: 'certificate', set: false },
        ],
      },
    });
    await set({ secrets: { key: { kind: 'key', value: planted(0) } } });
  });

  test('secrets go nowhere else: with another address or document they are given anew', async () => {
    listener = (_, answer) => answer.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    for (const elsewhere of [{ address: 'https://attacker.example' }, { format: 'openapi', document: document() }]) {
      await set({ secrets: { key: { kind: 'key', value: planted(0) } } });
      expect(await call('connectors.set', { connection: 'bank', ...elsewhere })).toMatchObject({
        connection: { credentials: [{ set: false }, { set: false }] },
      });
      await expect(balance()).rejects.toMatchObject({ code: 'connectors.no-credential' });
    }
    await set({ secrets: { key: { kind: 'key', value: planted(0) } } });
    expect(await call('connectors.set', { connection: 'bank', address: `${address}/v2`, limits: { attempts: 2 } })).toMatchObject({
      connection: { address: `${address}/v2`, credentials: [{ set: true }, { set: false }], limits: { attempts: 2 } },
    });
  });

  test.each([
    [{ connection: 'none' }, 'connections.no-document'],
    [{ connection: 'none', document: 'x', format: 'constructor' }, 'connections.no-document'],
    [{ connection: 'none', document: '[', format: 'openapi' }, 'connectors.unreadable-document'],
    [{ connection: 'none', document: `a: ${'x'.repeat(6_000_000)}`, format: 'openapi' }, 'connectors.too-large-document'],
    [{ connection: 'none', document: 'openapi: 3.1.0', format: 'openapi' }, 'connections.no-address'],
    [{ connection: 'bank', secrets: { ghost: { kind: 'key', value: 'x' } } }, 'connections.unknown-credential'],
  ])('$0.connection $1 is refused and changes nothing', async (input, code) => {
    const before = await call('connectors.list', {});
    await expect(call('connectors.set', input)).rejects.toMatchObject({ code });
    expect(await call('connectors.list', {})).toEqual(before);
  });

  test('a system with a protocol of its own keeps its secrets to its own place, and has an address of its own kind', async () => {
    const binding = { protocol: 'system', system: 'cache', command: 'ping' } as const;
    const ping = {
      title: 'Ping',
      description: '',
      deprecated: false,
      input: {},
      output: {},
      effect: 'reads',
      credentials: [[]],
      binding,
    } as const;
    const servers = [{ address: 'cache://{host}', description: '', variables: {} }];
    const connector: Connector = {
      title: 'Cache',
      description: '',
      version: '1',
      source: { format: 'cache', version: '1' },
      servers,
      credentials: { login: { kind: 'basic' } },
      types: {},
      actions: { ping },
      triggers: {},
    };
    const secrets = { login: { kind: 'basic', login: 'a', password: planted(0) } } as const;
    const kept = new ConnectorStore(own.database, createSecrets(temporaryMasterKeys()));
    await expect(kept.set(acme, 'cache', { connector, secrets }, [])).rejects.toMatchObject({ code: 'connections.no-address' });
    for (const address of ['https://cache.example', 'cache://[', 'file:///etc/passwd'])
      await expect(kept.set(acme, 'cache', { connector, secrets, address }, [])).rejects.toMatchObject({ code: 'connections.no-address' });
    await kept.set(acme, 'cache', { connector, secrets, address: 'cache://one.example' }, []);
    expect(await kept.set(acme, 'cache', { address: 'cache://one.example/2' }, [])).toMatchObject({ credentials: [{ set: true }] });
    expect(await kept.set(acme, 'cache', { address: 'cache://two.example' }, [])).toMatchObject({ credentials: [{ set: false }] });
    // Further brokers and the keys of hosts say who it is as well; what the connector says to decide nothing does not.
    for (const parameters of [undefined, { hostkey: 'peer', prefix: 'request' } as const]) {
      const known = { ...connector, parameters };
      await kept.set(acme, 'cache', { connector: known, secrets, address: 'cache://one.example?hostkey=SHA256:one' }, []);
      for (const query of ['hostkey=SHA256:two', '', 'hostkey=SHA256:one&hostkey=SHA256:two']) {
        const given = { credentials: [{ set: true }], address: 'cache://one.example?hostkey=SHA256:one' };
        expect(await kept.set(acme, 'cache', { address: given.address, secrets }, [])).toMatchObject(given);
        const asked = { credentials: [{ set: false }] };
        expect(await kept.set(acme, 'cache', { address: `cache://one.example?${query}` }, [])).toMatchObject(asked);
      }
    }
    const harmless = { secrets, address: 'cache://one.example?prefix=a' };
    await kept.set(acme, 'cache', harmless, []);
    expect(await kept.set(acme, 'cache', { address: 'cache://one.example?prefix=b' }, [])).toMatchObject({ credentials: [{ set: true }] });
    for (const [address, code] of [
      ['cache://one.example?proxy=attacker.example', 'connections.unknown-parameter'],
      ['cache://one.example?constructor=1', 'connections.unknown-parameter'],
      ['cache://a:b@one.example', 'connections.secret-in-address'],
      ['cache://a@one.example', 'connections.secret-in-address'],
    ] as const)
      await expect(kept.set(acme, 'cache', { address }, [])).rejects.toMatchObject({ code });
    // Whoever says which authorities are trusted says who the peer is.
    const trusting = { ...connector, credentials: { login: { kind: 'basic' }, certificate: { kind: 'mutual-tls' } } } as const;
    const both = (authorities: string) => ({ ...secrets, certificate: { kind: 'mutual-tls', authorities } as const });
    const states = async (change: Parameters<typeof kept.set>[2]) =>
      (await kept.set(acme, 'cache', change, [])).credentials.map(({ set: is }) => is);
    expect(await states({ connector: trusting, secrets, address: 'cache://one.example' })).toEqual([true, false]);
    expect(await states({ secrets: { certificate: both('ours').certificate } })).toEqual([false, true]);
    expect(await states({ secrets: both('ours') })).toEqual([true, true]);
    expect(await states({ secrets: { certificate: { ...both('ours').certificate, certificate: 'c', key: 'k' } } })).toEqual([true, true]);
    expect(await states({ secrets: { certificate: both('attacker').certificate } })).toEqual([false, true]);
    expect(await states({ secrets: both('ours') })).toEqual([true, true]);
    expect(await states({ secrets: { certificate: null } })).toEqual([false, false]);
    await new ConnectionStore(own.database, createSecrets(temporaryMasterKeys())).remove(acme, 'cache');
  });

  test('a system that needs no document is set by its format alone', async () => {
    const binding = { protocol: 'system', system: 'cache', command: 'ping' } as const;
    const about = {
      title: 'Ping',
      description: '',
      deprecated: false,
      input: {},
      output: {},
      effect: 'reads',
      credentials: [[]],
      binding,
    } as const;
    const servers = [{ address: 'cache://{host}', description: '', variables: {} }];
    const source = { format: 'cache', version: '1' };
    const connector = {
      title: 'Cache',
      description: '',
      version: '1',
      source,
      servers,
      credentials: {},
      types: {},
      actions: { ping: about },
      triggers: {},
    };
    const report = {
      ...source,
      title: 'Cache',
      counts: { taken: 1, changed: 0, 'left out': 0, types: 0 },
      operations: [],
      types: [],
      notes: [],
    };
    const asked = new ConnectorCalls({
      exchange: () => Promise.reject(new Error('No HTTP.')),
      systems: { cache: async ({ command }) => ({ [command]: true }) },
    });
    const operations = connectorOperations(store, asked, { cache: async () => () => ({ connector, report }) });
    const handle = async (id: string, input: object) =>
      operations.find(({ contract }) => contract.id === id)?.handle(acme, input as never, {} as never);
    await handle('connectors.set', { connection: 'cache', format: 'cache', address: 'cache://one.example' });
    expect(await handle('connectors.call', { connection: 'cache', action: 'ping', input: {} })).toEqual({
      output: { ping: true },
      request: null,
      attempts: 1,
      mismatches: [],
    });
    await new ConnectionStore(own.database, createSecrets(temporaryMasterKeys())).remove(acme, 'cache');
  });

  test('a key is of one connection, whatever its kind', async () => {
    const databases = new ConnectionStore(own.database, createSecrets(temporaryMasterKeys()));
    await expect(databases.set(acme, 'bank', 'postgres://a:b@c/d', false)).rejects.toMatchObject({ code: 'connections.other-kind' });
    expect(await databases.list(acme)).toEqual([]);
    await databases.set(acme, 'shop', 'postgres://a:b@c/d', false);
    await expect(set({ connection: 'shop' })).rejects.toMatchObject({ code: 'connections.other-kind' });
    await databases.remove(acme, 'bank');
    expect(await call('connectors.list', {})).toEqual({ items: [] });
  });

  test('what one signs in with may be a secret setting of an application, as the environment says it now', async () => {
    const said = new Map([['env1 shop/apiKey', planted(30)]]);
    const asked: string[] = [];
    const secrets = createSecrets(temporaryMasterKeys());
    const kept = new ConnectorStore(own.database, secrets, async ({ environment }, application, setting) => {
      asked.push(`${environment?.id} ${application}/${setting}`);
      return said.get(`${environment?.id} ${application}/${setting}`) ?? null;
    });
    const operations = connectorOperations(kept, calls);
    const ask = (id: string, input: object, context = acme) =>
      operations.find(({ contract }) => contract.id === id)?.handle(context, input as never, {} as never);
    const setting = (name: string) => ({ secrets: { key: { kind: 'key', value: { setting: name } } } });
    const whole = { connection: 'told', format: 'openapi', document: document(), address };
    const seen: unknown[] = [];
    listener = ({ headers }, answer) => {
      seen.push(headers['x-key']);
      answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ amount: 7, note: headers['x-key'] }));
    };
    const told = await ask('connectors.set', { ...whole, ...setting('shop/apiKey') });
    expect(told).toMatchObject({ connection: { credentials: [{ name: 'key', set: true, settings: ['shop/apiKey'] }, { set: false }] } });
    const call = { connection: 'told', action: 'balance', input: {} };
    const answers = [await ask('connectors.call', call)];
    const before = await kept.open(acme, 'told');
    said.set('env1 shop/apiKey', planted(31));
    answers.push(await ask('connectors.call', call));
    expect(seen).toEqual([planted(30), planted(31)]);
    // What was remembered for the one is not used for the other.
    expect((await kept.open(acme, 'told')).id).not.toBe(before.id);
    expect(JSON.stringify([told, answers, await ask('connectors.list', {})])).not.toMatch(/planted-secret/);
    said.delete('env1 shop/apiKey');
    const missing = { code: 'connections.no-setting', status: 409 };
    await expect(ask('connectors.call', call)).rejects.toMatchObject(missing);
    await expect(ask('connectors.set', { ...whole, connection: 'untold', ...setting('shop/none') })).rejects.toMatchObject(missing);
    // Those of another environment are not asked for, and one of another address is to be named anew.
    await expect(ask('connectors.set', { ...whole, ...setting('shop/apiKey') }, production)).rejects.toMatchObject(missing);
    expect(asked.filter((each) => each.startsWith('env2'))).toEqual(['env2 shop/apiKey']);
    said.set('env1 shop/apiKey', planted(32));
    expect(await ask('connectors.set', { connection: 'told', address: 'https://elsewhere.example' })).toMatchObject({
      connection: { credentials: [{ name: 'key', set: false }, { set: false }] },
    });
  });
});
