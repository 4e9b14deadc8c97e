import { patienceMilliseconds, type TestMariadb, testMariadb } from '@plinth/mariadb/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testCalls } from '../testing-calls.ts';

const login = { kind: 'basic', login: 'test', password: 'test' } as const;
let database: TestMariadb | null;
let address = '';

beforeAll(async () => {
  database = await testMariadb();
  address = database?.url.replace('test:test@', '') ?? '';
  await database?.ask('create table t (id integer primary key auto_increment, name varchar(40) not null, price decimal(10,2), bytes blob)');
}, patienceMilliseconds);
afterAll(() => database?.close());

test('statements are asked with values, which are never part of them', async ({ skip }) => {
  if (database === null) return skip();
  const ask = await testCalls('mariadb', address, login);
  expect(await ask.test()).toMatchObject({ status: 200 });
  const hostile = `x'); drop table t; -- " $1`;
  expect(
    await ask('change', { sql: 'insert into t (name, price, bytes) values ($1, $2, 0x00ff), ($1, null, null)', values: [hostile, '1.50'] }),
  ).toEqual({ changed: 2, rows: [] });
  expect(await ask('query', { sql: 'select name, price, bytes from t where name = $1 order by id', values: [hostile], count: 1 })).toEqual({
    rows: [{ name: hostile, price: '1.50', bytes: 'AP8=' }],
    more: true,
  });
  expect(await ask('change', { sql: 'delete from t returning id' })).toMatchObject({ changed: 2 });
});

test('what only asks can change nothing, and what is refused is told', async ({ skip }) => {
  if (database === null) return skip();
  const ask = await testCalls('mariadb', address, login);
  await expect(ask('query', { sql: `insert into t (name) values ('x')` })).rejects.toMatchObject({ code: 'connectors.refused' });
  await expect(ask('query', { sql: 'select 1; select 2' })).rejects.toMatchObject({ code: 'connectors.refused' });
  await expect(ask('change', { sql: 'insert into t (name) values (null)' })).rejects.toMatchObject({
    details: { answer: expect.stringContaining('name') },
  });
  const hasty = await testCalls('mariadb', address, login, { milliseconds: 2000, attempts: 1 });
  await expect(hasty('query', { sql: 'select sleep(60) as x' })).rejects.toMatchObject({ code: 'outgoing.timed-out' });
  const wrong = await testCalls('mariadb', address, { ...login, password: 'wrong-password' }, { attempts: 1 });
  const error = (await wrong('query', { sql: 'select 1' }).catch((thrown: unknown) => thrown)) as Error;
  expect(error).toMatchObject({ code: 'outgoing.unreachable' });
  expect(JSON.stringify(error)).not.toContain('wrong-password');
});
