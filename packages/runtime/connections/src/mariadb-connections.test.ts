import { statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { testContext } from '@plinth/foundation/testing';
import { patienceMilliseconds, type TestMariadb, testMariadb } from '@plinth/mariadb/testing';
import { outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { createSecrets } from '@plinth/secrets';
import { temporaryMasterKeys } from '@plinth/secrets/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AttachedDatabases, ConnectionStore, connectionMigrations, connectionOperations } from './index.ts';

const acme = testContext({ environment: { id: 'env1', key: 'development' } });
const beside = outgoingSockets(readReachableHosts('127.0.0.1').hosts);
const nowhere = outgoingSockets(readReachableHosts('10.0.0.1').hosts);

let shop: TestMariadb | null;
let own: TestDatabase;
let store: ConnectionStore;

beforeAll(async () => {
  shop = await testMariadb();
  await shop?.ask(`create table artist (id integer primary key, name text not null);\ninsert into artist values (1, 'AC/DC')`);
  own = await testDatabase({ migrations: connectionMigrations });
  store = new ConnectionStore(own.database, createSecrets(temporaryMasterKeys()));
}, patienceMilliseconds);
afterAll(async () => {
  await own?.close();
  await shop?.close();
});

const call = async (id: string, input: object, socket = beside) =>
  connectionOperations(store, socket)
    .find(({ contract }) => contract.id === id)
    ?.handle(acme, input as never, {} as never);

test('a MariaDB is tested, set, told, introspected, read and changed as a PostgreSQL is', async ({ skip }) => {
  if (shop === null) return skip();
  const address = shop.url;
  expect(await call('connections.test', { address })).toMatchObject({
    product: 'mariadb',
    database: shop.name,
    version: expect.stringContaining('MariaDB'),
  });
  expect(await call('connections.set', { connection: 'music', address })).toMatchObject({
    key: 'music',
    product: 'mariadb',
    database: shop.name,
    login: 'test',
  });
  const told = JSON.stringify(await call('connections.list', {}));
  expect(told).toContain('"product":"mariadb"');
  expect(told).not.toContain('test:test');
  expect(await call('sources.introspect', { connection: 'music', key: 'music', label: 'Music', attach: true })).toMatchObject({
    files: { 'entities/artist.yaml': expect.stringContaining('connection: music') },
    report: { database: { name: shop.name }, counts: { objects: { changed: 0, 'left out': 0 } } },
  });
  const sources = new AttachedDatabases(store, beside);
  const names = statement('select name from artist');
  expect((await (await sources.find(acme, 'music')).query(acme, names)).rows).toEqual([{ name: 'AC/DC' }]);
  const add = () => sources.change(acme, 'music', (there) => there.query(acme, statement(`insert into artist values (2, 'Accept')`)));
  await expect(add()).rejects.toMatchObject({ code: 'records.only-read' });
  await sources.close();
});

test('it is reached only where the operator lets it, and errors say no password', async ({ skip }) => {
  if (shop === null) return skip();
  await expect(call('connections.test', { address: shop.url }, nowhere)).rejects.toMatchObject({ code: 'outgoing.refused' });
  const wrong = shop.url.replace('test:test@', 'test:hunter22222@');
  const error = (await call('connections.test', { address: wrong }).catch((thrown: unknown) => thrown)) as Error & { code: string };
  expect(error.code).toBe('database.source-unreachable');
  expect(`${error.message}${JSON.stringify(error)}`).not.toContain('hunter22222');
  for (const address of [
    'mariadb://a:b@h',
    'mariadb://a@h/x',
    'mariadb://a:b@h/x?socketPath=/run/s',
    'mysql://a:b@/x',
    'mariadb://%zz:b@h/x',
  ])
    await expect(call('connections.test', { address })).rejects.toMatchObject({ code: 'database.bad-address' });
});
