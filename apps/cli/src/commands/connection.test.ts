import { listConnections, removeConnection, setConnection, testConnection } from '@plinth/api-contract';
import { expect, test } from 'vitest';
import { type Answers, bank, runIn } from '../testing.ts';
import { FakeProblem } from '../testing-platform.ts';

const run = (words: readonly string[], answers: Answers = []) => runIn(bank, ['connection', ...words], answers);
const shop = {
  key: 'shop',
  product: 'postgres',
  host: 'db.example.com',
  database: 'shop',
  login: 'reader',
  writable: false,
  setAt: '2026-11-29T00:00:00.000Z',
  setBy: 'ada',
};
const address = 'postgres://reader:hunter2@db.example.com/shop';

test('lists what an environment has, without passwords', async () => {
  const { out, calls } = await run(
    ['-e', 'production'],
    [[listConnections, () => ({ items: [shop, { ...shop, key: 'music', writable: true }] })]],
  );
  expect(calls[0]?.path).toEqual({ tenant: 'acme', environment: 'production' });
  expect(out).toMatch(/shop +PostgreSQL +db\.example\.com +shop +reader +only read/);
  expect(out).toMatch(/music .*may be changed/);
});

test('sets one, only to be read unless it is said', async () => {
  const answers: Answers = [[setConnection, ({ body }) => ({ ...shop, writable: (body as { writable: boolean }).writable })]];
  const read = await run(['set', 'shop', address], answers);
  expect(read.calls[0]).toMatchObject({
    path: { tenant: 'acme', environment: 'development', connection: 'shop' },
    body: { address, writable: false },
  });
  const changed = await run(['set', 'shop', address, '--writable'], answers);
  expect(changed.calls[0]?.body).toEqual({ address, writable: true });
  expect(changed.out + changed.notes).not.toContain('hunter2');
});

test('tests an address and removes a connection', async () => {
  const answer = { product: 'postgres', database: 'shop', login: 'reader', version: '18.1' };
  expect((await run(['test', address], [[testConnection, () => answer]])).out).toContain('PostgreSQL 18.1 answers');
  const removed = await run(['remove', 'shop', '-e', 'test', '--json'], [[removeConnection, () => null]]);
  expect(JSON.parse(removed.out)).toEqual({ removed: 'shop' });
});

test('what is missing or refused is said', async () => {
  for (const words of [['set'], ['set', 'shop'], ['test'], ['remove'], ['forget', 'shop']]) expect((await run(words)).code).toBe(2);
  const refused = await run(['set', 'shop', address], [[setConnection, () => new FakeProblem(403, 'outgoing.refused')]]);
  expect(refused.code).toBe(1);
  expect(refused.notes).toContain('outgoing.refused');
  expect(refused.notes).not.toContain('hunter2');
});
