import { readFiles } from '@plinth/app-definition';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { systemActor } from '@plinth/foundation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApplicationModel, applyMigration, importRecords, permissionsFor, recordStoreMigrations } from '../index.ts';
import { bankContext, type TestRecord, TestRecords } from '../testing.ts';
import { refusalOf } from '../testing-bank.ts';

const files = {
  'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
  'entities/branch.yaml':
    'label: Branch\ntitle: name\nfields:\n  name: { type: text, required: true }\n  closed: { type: boolean, default: false }\n',
  'entities/loan.yaml': `label: Loan
softDelete: true
history: true
fields:
  number: { type: integer, required: true, unique: true }
  branch: { type: reference, target: branch }
  amount: { type: decimal, scale: 2, required: true }
  fee: { type: decimal, scale: 2, computed: amount / 100 }
  status: { type: choice, default: '"open"', options: { open: Open, paid: Paid } }
relations:
  secures: { target: branch }
`,
  'roles.yaml': `all: { permissions: { branch: all, loan: all } }
north:
  permissions:
    branch: { operations: [ read ], rowRule: 'name != "South"' }
    loan: { operations: [ read, create, update, delete, import ], rowRule: 'branch.name = "North" and status = "open" and fee < 10' }
watcher: { permissions: { branch: [ read ], loan: { operations: [ read, update, delete ], rowRule: amount < 500 } } }
`,
};

describeDatabases((server) => {
  let database: TestDatabase;
  let model: ApplicationModel;
  let all: TestRecords;
  let north: TestRecords;
  let here: TestRecord;
  let middle: TestRecord;
  let number = 0;

  beforeAll(async () => {
    const own = server();
    database = await testDatabase({ migrations: recordStoreMigrations, ...(own === undefined ? {} : { server: own }) });
    const { definition, problems } = readFiles(files);
    expect(problems).toEqual([]);
    const plinth = { ...bankContext([]), actor: systemActor };
    model = (await applyMigration(plinth, database.database, { definition })).model;
    const as = (role: string) => new TestRecords(database.database, model, bankContext([role]));
    [all, north] = [as('all'), as('north')];
    [here, middle] = [await all.create('branch', { name: 'North' }), await all.create('branch', { name: 'Middle' })];
  });
  afterAll(() => database.close());

  const loan = (values: Record<string, unknown> = {}) => ({ number: ++number, branch: here.id, amount: '100.00', ...values });
  const stored = async (id: string) => all.get('loan', id);
  const count = async () => (await all.list('loan', { count: true, limit: 1 })).count;

  describe('a record is not made outside of the rule', () => {
    test.each([
      ['by a value that is given', () => ({ status: 'paid' })],
      ['by a value that is computed', () => ({ amount: '2000.00' })],
      ['by what a reference leads to', () => ({ branch: middle.id })],
      ['by a reference that leads to nothing', () => ({ branch: null })],
      ['by a status that nobody gave', () => ({ status: null })],
    ])('%s', async (_what, values) => {
      const before = await count();
      expect(await refusalOf(north.create('loan', loan(values())))).toEqual(['records.denied']);
      expect(await refusalOf(north.createMany('loan', [loan(), loan(values())]))).toEqual(['records.denied']);
      expect(await count()).toBe(before);
    });

    test('and is made within it', async () => {
      expect(await north.create('loan', loan())).toMatchObject({ fee: '1.00', status: 'open' });
    });
  });

  describe('a record is not changed out of the rule, nor into it', () => {
    test.each([
      ['by a value', () => ({ status: 'paid' })],
      ['by what is computed of it', () => ({ amount: '1000.00' })],
      ['by a reference', () => ({ branch: middle.id })],
      ['by nothing in place of something', () => ({ branch: null })],
    ])('%s', async (_what, values) => {
      const inside = await all.create('loan', loan());
      const other = await all.create('loan', loan());
      expect(await refusalOf(north.update('loan', inside.id, values()))).toEqual(['records.denied']);
      const both = [
        { id: other.id, values: { amount: '7.00' } },
        { id: inside.id, values: values() },
      ];
      expect(await refusalOf(north.updateMany('loan', both))).toEqual(['records.denied']);
      for (const { id } of [inside, other])
        expect(await stored(id)).toMatchObject({ version: 1, amount: '100.00', status: 'open', branch: here.id });
      const outside = await all.create('loan', loan(values()));
      expect(await refusalOf(north.update('loan', outside.id, { branch: here.id, status: 'open', amount: '1.00' }))).toEqual([
        'records.not-found',
      ]);
      expect((await stored(outside.id)).version).toBe(1);
    });

    test('however the row behind the rule’s reference changes meanwhile', async () => {
      const branch = await all.create('branch', { name: 'North' });
      const inside = await all.create('loan', loan({ branch: branch.id }));
      expect(await north.update('loan', inside.id, { amount: '3.00' })).toMatchObject({ amount: '3.00' });
      await all.update('branch', branch.id, { name: 'Middle' });
      expect(await refusalOf(north.update('loan', inside.id, { amount: '4.00' }))).toEqual(['records.not-found']);
    });
  });

  test('what was deleted comes back only for who may delete it as it is now', async () => {
    const inside = await all.create('loan', loan());
    await north.delete('loan', inside.id);
    const branch = await all.create('branch', { name: 'North' });
    const moved = await all.create('loan', loan({ branch: branch.id }));
    await north.delete('loan', moved.id);
    await all.update('branch', branch.id, { name: 'Middle' });
    expect(await refusalOf(north.restore('loan', moved.id))).toEqual(['records.not-found']);
    const watcher = new TestRecords(database.database, model, bankContext(['north', 'watcher']));
    const large = await all.create('loan', loan({ amount: '700.00', branch: branch.id }));
    await all.delete('loan', large.id);
    expect(await refusalOf(watcher.restore('loan', large.id))).toEqual(['records.not-found']);
    expect(await north.restore('loan', inside.id)).toMatchObject({ id: inside.id, version: 3 });
  });

  test('links are written from records within the rule, to records within the reader’s', async () => {
    const south = await all.create('branch', { name: 'South' });
    const inside = await all.create('loan', loan());
    const outside = await all.create('loan', loan({ status: 'paid' }));
    expect(await refusalOf(north.update('loan', inside.id, { secures: [south.id] }))).toEqual(['records.invalid', '/secures']);
    expect(await refusalOf(north.update('loan', outside.id, { secures: [here.id] }))).toEqual(['records.not-found']);
    expect(await refusalOf(north.create('loan', loan({ status: 'paid', secures: [here.id] })))).toEqual(['records.denied']);
    const linked = await north.update('loan', inside.id, { secures: [here.id] });
    expect((await all.get('loan', linked.id, ['secures'])).secures).toMatchObject([{ id: here.id }]);
  });

  test('an import keeps the rows within the rule and reports the others, new and known ones alike', async () => {
    const { id } = await all.create('loan', loan({ number: 9001, amount: '5.00' }));
    const paid = await all.create('loan', loan({ number: 9002, status: 'paid' }));
    const mapping = {
      kind: 'import' as const,
      id: 'import:loans',
      key: 'loans',
      label: 'Loans',
      entity: 'loan',
      fields: { number: 'number(no)', amount: 'number(amount)', branch: 'branch', status: 'status' },
      lookups: { branch: 'name' },
      matchBy: ['number'],
      onError: 'skip' as const,
    };
    const csv =
      'no,amount,branch,status\n9001,6,North,open\n9001x,1,North,open\n9002,6,North,open\n9003,6,North,open\n9004,6,Middle,open\n9005,6,North,paid\n9006,2000,North,open\n';
    const [first] = (await all.list('branch', { filter: 'name = "North"', sort: [{ field: 'createdAt', direction: 'asc' }] })).items;
    for (const other of (await all.list('branch', { filter: 'name = "North"' })).items)
      if (other.id !== first?.id) await all.update('branch', other.id, { name: 'Elsewhere' });
    const context = bankContext(['north']);
    const target = { database: database.database, model, permissions: permissionsFor(context, model), import: mapping };
    async function* bytes() {
      yield Buffer.from(csv);
    }
    const report = await importRecords(context, target, bytes());
    expect({ ...report, rows: report.rows.map(({ row }) => row) }).toMatchObject({
      imported: 1,
      updated: 1,
      failed: 5,
      rows: [3, 4, 6, 7, 8],
    });
    expect(await stored(id)).toMatchObject({ version: 2, amount: '6.00' });
    expect(await stored(paid.id)).toMatchObject({ version: 1, amount: '100.00' });
    const { items } = await all.list('loan', { filter: 'number > 9002' });
    expect(items.map((item) => item.number)).toEqual([9003]);
  });
});
