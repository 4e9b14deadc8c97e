import { findUnprotectedTables, statement } from '@plinth/database';
import { describeDatabases } from '@plinth/database/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyMigration } from './index.ts';
import { bankContext, smallBank, TestRecords } from './testing.ts';
import { refusalOf, TestBank } from './testing-bank.ts';

const theirs = { id: 'env2', key: 'test' };
const theirTenant = bankContext(['clerk'], theirs, 'b');

// Model and permissions below are those of the other tenant, as if whatever chooses them were broken: only the settings that the
// statements run under are the intruder's.
describeDatabases((server) => {
  let bank: TestBank;
  let owner: TestRecords;
  let rows: readonly string[];
  let client: string;
  let account: string;

  const intruders = {
    'the settings of another tenant and environment': bankContext(['clerk']),
    'another environment of the same tenant': bankContext(['clerk'], { id: 'env3', key: 'test' }, 'b'),
    'no environment': { ...theirTenant, environment: null },
    'no settings at all': { ...theirTenant, tenant: { id: '', key: '' }, environment: null },
  };

  async function asSuperuser(...texts: string[]): Promise<Record<string, unknown>[]> {
    const superuser = new Client(bank.test.superuser);
    await superuser.connect();
    try {
      let found: Record<string, unknown>[] = [];
      for (const text of texts) found = (await superuser.query(text)).rows;
      return found;
    } finally {
      await superuser.end();
    }
  }
  const tablesOf = async (schema: string) =>
    (
      await asSuperuser(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = '${schema}' order by 1`)
    ).map(({ name }) => String(name));
  async function everything(): Promise<string[]> {
    const all: string[] = [];
    for (const table of await tablesOf('env_env2')) {
      all.push(...(await asSuperuser(`select to_jsonb(t)::text as row from ${table} t order by 1`)).map(({ row }) => `${table} ${row}`));
    }
    return all;
  }

  beforeAll(async () => {
    bank = await TestBank.open(server());
    const { model } = await applyMigration(theirTenant, bank.test.database, { definition: smallBank() });
    owner = new TestRecords(bank.test.database, model, theirTenant);
    client = (await owner.create('client', { name: 'Ultramarine', email: 'u@rival.example', secret: 'vermilion' })).id;
    await owner.update('client', client, { name: 'Ultramarine Blue' });
    account = (await owner.create('account', { number: '7777', owner: client })).id;
    await owner.create('loan', { account, amount: '1200.00', months: 12 });
    rows = await everything();
  });
  afterAll(() => bank.test.close());

  test('the tenant itself sees its rows, so there is something to hide', async () => {
    expect(await owner.titles('client')).toEqual(['Ultramarine Blue']);
    expect(rows.length).toBeGreaterThanOrEqual(5);
  });

  describe.each(Object.entries(intruders))('row-level security alone, with %s', (_, context) => {
    const intruder = () => new TestRecords(bank.test.database, owner.scope.model, context, theirTenant);

    test('shows no row, count, search result or expansion', async () => {
      const records = intruder();
      for (const entity of ['client', 'account', 'loan', 'district']) {
        expect(await records.list(entity, { count: true }), entity).toMatchObject({ items: [], count: 0, next: null });
      }
      expect(await records.list('client', { search: 'vermilion' })).toMatchObject({ items: [] });
      expect(await records.list('account', { filter: 'owner.name = "Ultramarine Blue"', expand: ['owner'] })).toMatchObject({ items: [] });
      expect(await refusalOf(records.get('client', client))).toEqual(['records.not-found']);
      for (const table of await tablesOf('env_env2')) {
        expect(await bank.test.database.value(context, statement(`select count(*)::int from ${table}`)), table).toBe(0);
      }
    });

    test('lets nothing be written', async () => {
      const records = intruder();
      await expect(records.create('district', { name: 'Planted' })).rejects.toThrow();
      await expect(records.createMany('district', [{ name: 'Planted' }, { name: 'Twice' }])).rejects.toThrow();
      expect(await refusalOf(records.update('client', client, { name: 'Taken' }))).toEqual(['records.not-found']);
      expect(await refusalOf(records.delete('account', account))).toEqual(['records.not-found']);
      for (const table of await tablesOf('env_env2')) {
        const change = bank.test.database.query(context, statement(`delete from ${table}`));
        expect(
          await change.then(
            ({ count }) => count,
            (error: unknown) => String(error),
          ),
          table,
        ).toSatisfy((outcome) => outcome === 0 || String(outcome).includes('permission denied'));
      }
      expect(await everything()).toEqual(rows);
    });
  });

  test('with row-level security switched off the same statements do see the rows: nothing else hides them here', async () => {
    const records = new TestRecords(bank.test.database, owner.scope.model, intruders['the settings of another tenant and environment']);
    const tables = await tablesOf('env_env2');
    await asSuperuser(...tables.map((table) => `alter table ${table} disable row level security`));
    expect(await records.titles('client')).toEqual(['Ultramarine Blue']);
    await asSuperuser(...tables.map((table) => `alter table ${table} enable row level security`));
    expect(await records.titles('client')).toEqual([]);
  });

  test('every table that a publication makes has its forced policy, and one that loses it is named', async () => {
    expect(await findUnprotectedTables(bank.test.superuser)).toEqual([]);
    const [table = ''] = await tablesOf('env_env2');
    const broken: readonly (readonly [string, string, RegExp])[] = [
      [`alter table ${table} no force row level security`, `alter table ${table} force row level security`, /does not bind its owner/],
      [`alter table ${table} disable row level security`, `alter table ${table} enable row level security`, /is off/],
      [`create policy open on ${table} using (true)`, `drop policy open on ${table}`, /does not ask for the tenant/],
    ];
    for (const [breaking, mending, reason] of broken) {
      await asSuperuser(breaking);
      expect(await findUnprotectedTables(bank.test.superuser)).toEqual([
        { table: table.replaceAll('"', ''), reason: expect.stringMatching(reason) },
      ]);
      await asSuperuser(mending);
    }
    expect(await findUnprotectedTables(bank.test.superuser)).toEqual([]);
  });
});
