import { statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { compile } from '@plinth/expression';
import { testContext } from '@plinth/foundation/testing';
import { recordStoreMigrations } from '@plinth/record-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scope } from './fields.ts';
import { SqlBatch } from './in-postgres.ts';

let indexed: TestDatabase;
const page = { search: 'name 7', limit: 7, since: '2026-01-07', ids: ['name 1', 'name 2'], on: true };

beforeAll(async () => {
  indexed = await testDatabase({ migrations: recordStoreMigrations });
  await indexed.database.asOwner(testContext(), async (transaction) => {
    await transaction.script(`
      create table plinth.indexed as
        select 'name ' || i as c_s, i::numeric as c_n, date '2020-01-01' + i as c_d from generate_series(1, 20000) as i;
      create index on plinth.indexed (c_s); create index on plinth.indexed (c_n); create index on plinth.indexed (c_d);
      grant select on plinth.indexed to plinth_runtime; analyze plinth.indexed`);
  });
});
afterAll(() => indexed.close());

/** The plan of a search by a condition for which null means deny. */
async function planOf(text: string): Promise<string> {
  const batch = new SqlBatch([], page);
  const condition = batch.condition(compile(text, { scope }));
  // The first parameter of a batch are its rows.
  const search = statement(`explain (costs off) select 1 from plinth.indexed where $1::json is not null and ${condition}`);
  const { rows } = await indexed.database.query<{ 'QUERY PLAN': string }>(testContext(), search, batch.values);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.each([
  's = "name 5"',
  's = page.search',
  'page.search = s',
  'n = 5',
  'n = page.limit',
  'd = page.since and n > 3',
  's in ("name 1", "name 2")',
  's in page.ids',
  'n between 5 and 7',
  'd in [date("2026-01-01")..page.since]',
])('%s finds an index', async (text) => {
  const plan = await planOf(text);
  expect(plan).toContain('Index');
  expect(plan).not.toContain('Seq Scan');
});

test('what no index can serve is seen as such', async () => {
  expect(await planOf('contains(s, "5")')).toContain('Seq Scan');
});
