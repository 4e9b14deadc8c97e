import { type DefinitionFiles, readFiles } from '@plinth/app-definition';
import { findUnprotectedTables } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { PlinthError } from '@plinth/foundation';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyMigration, applyMigrationIn, planMigration, recordStoreMigrations } from '../index.ts';
import { bankContext, TestRecords } from '../testing.ts';

const context = bankContext(['clerk']);
let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase({ migrations: recordStoreMigrations });
});
afterEach(() => database.close());

/** A definition with one entity of these fields. */
function things(fields: string, application = 'bank') {
  const files: DefinitionFiles = {
    'plinth.yaml': `format: 1\nkey: ${application}\ntype: application\nlabel: Bank\n`,
    'entities/thing.yaml': `id: e_thing\nlabel: Thing\nfields:\n${fields}`,
    'roles.yaml': 'clerk:\n  permissions:\n    thing: all\n',
  };
  const { definition, problems } = readFiles(files);
  expect(problems).toEqual([]);
  return definition;
}

const publish = async (fields: string, options: { allowDrops?: boolean } = {}) => {
  const { model, plan } = await applyMigration(context, database.database, { definition: things(fields), ...options });
  return { records: new TestRecords(database.database, model, context), plan };
};

test('a renamed field keeps its values, a new required one is filled by its default', async () => {
  const before = await publish('  name: { id: f_name, type: text }\n');
  const { id } = await before.records.create('thing', { name: 'Kept' });
  const after = await publish('  label: { id: f_name, type: text }\n  rank: { type: integer, required: true, default: 7 }\n');
  expect(after.plan.problems).toEqual([]);
  expect(await after.records.get('thing', id)).toMatchObject({ label: 'Kept', rank: 7 });
});

test('a widened type keeps values; what would lose them is refused and nothing is changed', async () => {
  const before = await publish('  size: { id: f_size, type: integer }\n');
  const { id } = await before.records.create('thing', { size: 12 });
  const wider = await publish('  size: { id: f_size, type: decimal }\n');
  expect(await wider.records.get('thing', id)).toMatchObject({ size: '12' });
  const refused = await publish('  size: { id: f_size, type: boolean }\n').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(PlinthError);
  expect((refused as PlinthError).code).toBe('records.impossible-migration');
  const required = await publish('  size: { id: f_size, type: decimal }\n  more: { type: text, required: true }\n').catch(
    (error: unknown) => error,
  );
  expect((required as PlinthError).code).toBe('records.impossible-migration');
  expect(await wider.records.get('thing', id)).toMatchObject({ size: '12' });
});

test('a rule that existing records break is refused by name, one that they keep is made', async () => {
  const { records } = await publish('  code: { id: f_code, type: text }\n');
  for (const code of ['a', 'a']) await records.create('thing', { code });
  const unique = await planMigration(context, database.database, {
    definition: things('  code: { id: f_code, type: text, unique: true }\n'),
  });
  expect(unique.problems).toMatchObject([{ entity: 'thing', field: 'code' }]);
  const short = await publish('  code: { id: f_code, type: text, maxLength: 3 }\n');
  expect(short.plan.problems).toEqual([]);
});

test('a field called like a table of another application does not put that table at risk', async () => {
  const stock = things('  name: text\n', 'stock');
  const { model } = await applyMigration(context, database.database, { definition: stock });
  expect(model.entities.get('thing')?.table).toBe('stock_thing');
  await publish('  stockThing: text\n');
  const { plan } = await publish('  name: text\n', { allowDrops: true });
  const sql = plan.steps.map((step) => step.sql).join('\n');
  expect(sql).toMatch(/drop column/);
  expect(sql).not.toMatch(/drop table/);
  expect((await planMigration(context, database.database, { definition: stock })).steps).toEqual([]);
});

test('tables of many applications have names of their own, and each is planned by its own', async () => {
  const same = ['a-b', 'a'].map((application) => things('  name: text\n', application));
  const made = [];
  for (const definition of same) made.push((await applyMigration(context, database.database, { definition })).model);
  const again = await applyMigration(context, database.database, {
    definition: readFiles({
      'plinth.yaml': 'format: 1\nkey: a\ntype: application\nlabel: A\n',
      'entities/thing.yaml': 'id: e_thing\nlabel: Thing\nfields:\n  name: text\n',
      'entities/bThing.yaml': 'label: B\nfields:\n  name: text\n',
    }).definition,
  });
  const tables = [...made.map((model) => model.entities.get('thing')?.table), again.model.entities.get('bThing')?.table];
  expect(tables).toEqual(['a_b_thing', 'a_thing', 'a_b_thing_2']);
});

test('a removed field is kept out of sight unless drops are allowed', async () => {
  const before = await publish('  name: { id: f_name, type: text }\n  old: { id: f_old, type: text }\n');
  const { id } = await before.records.create('thing', { name: 'N', old: 'O' });
  const hidden = await publish('  name: { id: f_name, type: text }\n');
  expect(Object.keys(await hidden.records.get('thing', id))).not.toContain('old');
  expect(hidden.plan.warnings).not.toEqual([]);
  const back = await publish('  name: { id: f_name, type: text }\n  old: { id: f_old, type: text }\n');
  expect(await back.records.get('thing', id)).toMatchObject({ old: 'O' });
  const dropped = await publish('  name: { id: f_name, type: text }\n', { allowDrops: true });
  expect(dropped.plan.steps.map(({ kind }) => kind)).toContain('drop');
});

test('within a transaction that fails nothing stays', async () => {
  const definition = things('  name: { id: f_name, type: text }\n');
  const failed = database.database.asOwner(context, async (transaction) => {
    await applyMigrationIn(context, transaction, { definition });
    throw new Error('the publication failed');
  });
  await expect(failed).rejects.toThrow('the publication failed');
  expect((await planMigration(context, database.database, { definition })).steps.length).toBeGreaterThan(0);
});

test('every table is bound to its environment', async () => {
  await publish('  name: { id: f_name, type: text }\n');
  expect(await findUnprotectedTables(database.superuser)).toEqual([]);
});

test('a row rule has its index as long as it asks for it, and a rule that none can serve is warned of', async () => {
  const ruled = (rule: string) => {
    const files = {
      'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
      'entities/thing.yaml': 'label: Thing\nfields:\n  owner: email\n  note: text\n',
      'roles.yaml': `own: { permissions: { thing: { operations: [ read ], rowRule: '${rule}' } } }\n`,
    };
    return applyMigration(context, database.database, { definition: readFiles(files).definition });
  };
  const sqlOf = async (rule: string) => (await ruled(rule)).plan.steps.map(({ summary }) => summary);
  expect(await sqlOf('owner = user.email')).toContain('Index thing by owner.');
  expect(await sqlOf('user.email = owner')).toEqual([]);
  const { plan } = await ruled('contains(note, user.name)');
  expect(plan.steps.map(({ summary }) => summary)).toEqual(['Remove an index of thing.']);
  expect(plan.warnings).toEqual([
    'No index serves the row rule of own for thing: each of its lists looks at every record. Compare a field with a value of user or a constant, or join such a condition by and.',
  ]);
  expect(await sqlOf('createdBy = user.id')).toEqual(['Index thing by createdBy.']);
});
