import { JsonText, type RecordPage } from '@plinth/api-contract';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { PlinthError, type RequestContext } from '@plinth/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApplicationModel, applyMigration, recordOperations, recordStoreMigrations } from './index.ts';
import { bankContext, smallBank } from './testing.ts';

let database: TestDatabase;
let model: ApplicationModel;
const context = bankContext(['clerk']);

beforeAll(async () => {
  database = await testDatabase({ migrations: recordStoreMigrations });
  ({ model } = await applyMigration(context, database.database, { definition: smallBank() }));
});
afterAll(() => database.close());

async function call(id: string, input: object, by: RequestContext = context) {
  const operations = recordOperations({
    database: database.database,
    applications: { find: async () => model },
    members: { find: async () => null },
  });
  const operation = operations.find(({ contract }) => contract.id === id);
  const answer = await operation?.handle(by, input as never, { application: 'bank' });
  return answer instanceof JsonText ? { ...(JSON.parse(answer.text) as Record<string, unknown>), etag: answer.etag } : answer;
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof PlinthError ? error.code : String(error)),
  );

test('a record lives through its operations', async () => {
  const made = (await call('records.create', { entity: 'district', values: { name: 'Prague' } })) as { id: string };
  expect(made).toMatchObject({ name: 'Prague', version: 1, etag: '1' });
  const at = { entity: 'district', id: made.id };
  expect(await call('records.update', { ...at, values: { unemployment: '1.50' }, ifMatch: '"1"' })).toMatchObject({
    unemployment: '1.50',
    etag: '2',
  });
  expect(await codeOf(call('records.update', { ...at, values: {}, ifMatch: '"1"' }))).toBe('records.version-conflict');
  expect(await codeOf(call('records.delete', { ...at, ifMatch: 'yesterday' }))).toBe('records.version-malformed');
  expect(await call('records.get', { ...at, fields: 'name' })).toEqual({ id: made.id, version: 2, name: 'Prague', etag: '2' });
  expect(await call('records.delete', { ...at, ifMatch: '"2"' })).toBeNull();
  expect(await codeOf(call('records.get', at))).toBe('records.not-found');
});

test('lists are pages with a cursor', async () => {
  const { ids } = (await call('records.createMany', { entity: 'district', records: ['B', 'C', 'A'].map((name) => ({ name })) })) as {
    ids: string[];
  };
  expect(ids).toHaveLength(3);
  const query = { entity: 'district', sort: '-name', limit: 2 };
  const first = (await call('records.list', { ...query, count: true })) as RecordPage;
  expect([first.items.map(({ title }) => title), first.count]).toEqual([['C', 'B'], 3]);
  const second = (await call('records.list', { ...query, cursor: first.next })) as RecordPage;
  expect([second.items.map(({ title }) => title), second.next, second.count]).toEqual([['A'], null, null]);
});

test('with an idempotency key a record is made once, also when both calls run at the same time', async () => {
  const input = { entity: 'client', values: { name: 'Once' }, idempotencyKey: 'k1' };
  const [a, b] = (await Promise.all([call('records.create', input), call('records.create', input)])) as { id: string }[];
  expect(a?.id).toBe(b?.id);
  expect(await codeOf(call('records.create', { ...input, values: { name: 'Twice' } }))).toBe('records.idempotency-mismatch');
});

test('who holds no role gets nothing', async () => {
  expect(await codeOf(call('records.list', { entity: 'client' }, bankContext([])))).toBe('records.denied');
  expect(await codeOf(call('records.create', { entity: 'client', values: {} }, bankContext([])))).toBe('records.denied');
});
