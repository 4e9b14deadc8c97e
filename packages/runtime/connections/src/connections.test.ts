import { statement } from '@plinth/database';
import { describeDatabases, type EmptyTestDatabase, emptyTestDatabase, type TestDatabase, testDatabase } from '@plinth/database/testing';
import type { RequestContext } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { createSecrets } from '@plinth/secrets';
import { temporaryMasterKeys } from '@plinth/secrets/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AttachedDatabases, ConnectionStore, connectionMigrations, connectionOperations } from './index.ts';

const tenant = (letter: string) => ({ id: `00000000-0000-7000-8000-00000000000${letter}`, key: `tenant-${letter}` });
const acme = testContext({ tenant: tenant('a'), environment: { id: 'env1', key: 'development' } });
const production: RequestContext = { ...acme, environment: { id: 'env2', key: 'production' } };
// The same names, another tenant.
const other: RequestContext = { ...acme, tenant: tenant('b') };
const beside = outgoingSockets(readReachableHosts('127.0.0.1').hosts);
const names = statement('select name from public.artist order by name');

describeDatabases((server) => {
  let shop: EmptyTestDatabase;
  let own: TestDatabase;
  let store: ConnectionStore;
  let now = 1_000_000;

  beforeAll(async () => {
    shop = await emptyTestDatabase(server());
    await shop.ask(
      `set role test_platform; create table artist (id integer primary key, name text not null); insert into artist values (1, 'AC/DC')`,
    );
    own = await testDatabase({ migrations: connectionMigrations, server: server() });
    store = new ConnectionStore(own.database, createSecrets(temporaryMasterKeys()));
  });
  afterAll(async () => {
    await own?.close();
    await shop?.close();
  });

  const call = async (id: string, input: object, context = acme, socket = beside) =>
    connectionOperations(store, socket)
      .find(({ contract }) => contract.id === id)
      ?.handle(context, input as never, {} as never);
  const set = (address = shop.url, context = acme) => call('connections.set', { connection: 'shop', address }, context);
  const password = () => new URL(shop.url).password;

  test('a connection is set, told without its password, and kept sealed', async () => {
    const details = await set();
    const { host, username, pathname } = new URL(shop.url);
    expect(details).toMatchObject({
      key: 'shop',
      host,
      database: pathname.slice(1),
      login: username,
      writable: false,
      setBy: acme.actor.id,
    });
    const told = await call('connections.list', {});
    expect(told).toEqual({ items: [details] });
    expect(JSON.stringify(told)).not.toContain(password());
    const { rows } = await own.database.query<{ all: string }>(acme, statement('select c::text as all from plinth.connection c'));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.all).not.toContain(password());
  });

  test('it belongs to one tenant and one environment', async () => {
    await set();
    const sources = new AttachedDatabases(store, beside);
    expect((await (await sources.find(acme, 'shop')).query(acme, names)).rows).toEqual([{ name: 'AC/DC' }]);
    for (const context of [other, production]) {
      await expect(sources.find(context, 'shop')).rejects.toMatchObject({ code: 'records.no-source' });
      expect(await call('connections.list', {}, context)).toEqual({ items: [] });
      await expect(call('connections.remove', { connection: 'shop' }, context)).rejects.toMatchObject({ code: 'records.no-source' });
      const input = { connection: 'shop', key: 'shop', label: 'Shop' };
      await expect(call('sources.introspect', input, context)).rejects.toMatchObject({ code: 'records.no-source' });
    }
    // Not even the sealed text is of use elsewhere.
    const { sealed } = await store.sealed(acme, 'shop');
    await expect(store.open(other, 'shop', sealed)).rejects.toMatchObject({ code: 'secrets.unreadable' });
    await expect(store.open(production, 'shop', sealed)).rejects.toMatchObject({ code: 'secrets.unreadable' });
    await expect(store.open(acme, 'shop2', sealed)).rejects.toMatchObject({ code: 'secrets.unreadable' });
    await sources.close();
  });

  test('what is removed is used for four seconds at most', async () => {
    await set();
    const sources = new AttachedDatabases(store, beside, { now: () => now });
    await sources.find(acme, 'shop');
    await call('connections.remove', { connection: 'shop' });
    now += 3999;
    await sources.find(acme, 'shop');
    now += 1;
    await expect(sources.find(acme, 'shop')).rejects.toMatchObject({ code: 'records.no-source' });
    await sources.close();
  });

  test('records are changed only where an administrator said so, from the next look at the connection on', async () => {
    await set();
    const sources = new AttachedDatabases(store, beside, { now: () => now });
    const add = (id: number) =>
      sources.change(acme, 'shop', (there) => there.query(acme, statement(`insert into public.artist values (${id}, 'Accept')`)));
    await expect(add(2)).rejects.toMatchObject({ code: 'records.only-read' });
    await call('connections.set', { connection: 'shop', address: shop.url, writable: true });
    expect(await call('connections.list', {})).toMatchObject({ items: [{ key: 'shop', writable: true }] });
    now += 4000;
    await add(2);
    // All of it or nothing.
    await expect(
      sources.change(acme, 'shop', async (there) => {
        await there.query(acme, statement('delete from public.artist'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    // What reads cannot write, and writing is no way to make tables where the login may not.
    const found = await sources.find(acme, 'shop');
    await expect(found.query(acme, statement('delete from public.artist'))).rejects.toMatchObject({ code: '25006' });
    expect((await found.query(acme, names)).rows).toEqual([{ name: 'AC/DC' }, { name: 'Accept' }]);
    for (const context of [other, production])
      await expect(sources.change(context, 'shop', async () => null)).rejects.toMatchObject({ code: 'records.no-source' });
    await set();
    now += 4000;
    await expect(add(3)).rejects.toMatchObject({ code: 'records.only-read' });
    await shop.ask('delete from artist where id = 2');
    await sources.close();
  });

  test('an application of what may be changed offers it', async () => {
    const input = { connection: 'shop', key: 'shop', label: 'Shop', attach: true };
    const roles = async () => ((await call('sources.introspect', input)) as { files: Record<string, string> }).files['roles.yaml'];
    await set();
    expect(await roles()).not.toContain('editor');
    await call('connections.set', { connection: 'shop', address: shop.url, writable: true });
    expect(await roles()).toMatch(/editor[\s\S]*read, create, update, delete/);
    await set();
  });

  test('an address is tried without being kept', async () => {
    const { pathname, username } = new URL(shop.url);
    expect(await call('connections.test', { address: shop.url }, other)).toEqual({
      product: 'postgres',
      database: pathname.slice(1),
      login: username,
      version: expect.stringMatching(/^\d+/),
    });
    expect(await call('connections.list', {}, other)).toEqual({ items: [] });
    const wrong = call('connections.test', { address: shop.url.replace(password(), 'hunter2') });
    await expect(wrong).rejects.toMatchObject({ code: 'database.source-unreachable' });
  });

  test('what leads nowhere is refused, is not kept, and no message says the password', async () => {
    const wrong = shop.url.replace(password(), 'hunter2');
    for (const address of [
      wrong,
      'postgres://a:hunter2@127.0.0.1:1/x',
      'http://a:hunter2@127.0.0.1/x',
      'hunter2',
      'postgres:///x',
      `postgres://a:hunter2@127.0.0.1:1/${'x'.repeat(1900)}`,
    ]) {
      const error: unknown = await call('connections.set', { connection: 'wrong', address }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: expect.stringMatching(/^database\.(?:bad-address|source-unreachable)$/) });
      expect(`${(error as Error).message} ${(error as { hint: string }).hint}`).not.toContain('hunter2');
    }
    expect(JSON.stringify(await call('connections.list', {}))).not.toContain('wrong');
  });

  test('nothing of the machine itself is reached: no sockets, files, or logins of its environment', async () => {
    const { host, pathname, username } = new URL(shop.url);
    for (const address of [
      `postgres://${username}@${host}${pathname}`,
      `postgres://:secret@${host}${pathname}`,
      `postgres://a:b@%2Fvar%2Frun%2Fpostgresql${pathname}`,
      `postgres://a:b@/x?host=/var/run/postgresql`,
      `${shop.url}?host=/var/run/postgresql`,
      `${shop.url}?sslkey=/etc/passwd`,
      `${shop.url}?options=-c%20default_transaction_read_only%3Doff`,
      'socket:/var/run/postgresql',
    ])
      await expect(call('connections.set', { connection: 'own', address })).rejects.toMatchObject({ code: 'database.bad-address' });
  });

  test('only what the operator lists is connected to, by whatever leads there', async () => {
    await set();
    const nothing = outgoingSockets(readReachableHosts('public').hosts);
    const refused = { code: 'outgoing.refused', message: expect.not.stringContaining(password()) };
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254', '10.0.0.1']) {
      const url = new URL(shop.url);
      const address = shop.url.replace(`@${url.hostname}`, `@${host}`);
      await expect(call('connections.test', { address }, acme, nothing)).rejects.toMatchObject(refused);
      await expect(call('connections.set', { connection: 'own', address }, acme, nothing)).rejects.toMatchObject(refused);
    }
    // What was set before the list became shorter is not reached any longer either.
    const input = { connection: 'shop', key: 'shop', label: 'Shop' };
    await expect(call('sources.introspect', input, acme, nothing)).rejects.toMatchObject(refused);
    const sources = new AttachedDatabases(store, nothing);
    const found = await sources.find(acme, 'shop');
    await expect(found.query(acme, names)).rejects.toMatchObject(refused);
    await sources.close();
    expect(await call('connections.list', {})).toMatchObject({ items: [{ key: 'shop' }] });
  });

  test('an application is made of what it has, to own or to read there', async () => {
    await set();
    const application = { key: 'shop', label: 'Shop' };
    const made = (await call('sources.introspect', { connection: 'shop', ...application })) as {
      files: Record<string, string>;
      report: object;
    };
    expect(Object.keys(made.files)).toEqual([
      'entities/artist.yaml',
      'pages/artist.yaml',
      'pages/artists.yaml',
      'plinth.yaml',
      'roles.yaml',
    ]);
    expect(made.report).toMatchObject({ counts: { objects: { taken: 1, changed: 0, 'left out': 0 } } });
    const attached = (await call('sources.introspect', { connection: 'shop', ...application, attach: true })) as typeof made;
    expect(attached.files['entities/artist.yaml']).toContain(
      'source: { connection: shop, schema: public, table: artist, key: [ id ], keyType: integer }',
    );
    const none = (await call('sources.introspect', { connection: 'shop', ...application, tables: [] })) as typeof made;
    expect(none.report).toMatchObject({ objects: [{ name: 'artist', outcome: 'left out', reason: 'it was not chosen' }] });
    expect(Object.keys(none.files)).toEqual(['plinth.yaml', 'roles.yaml']);
    const missing = call('sources.introspect', { connection: 'shop', ...application, schemas: ['nothing'] });
    await expect(missing).rejects.toMatchObject({ code: 'database.no-schema' });
  });
});
