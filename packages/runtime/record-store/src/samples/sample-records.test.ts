import { type Definition, type DefinitionFiles, readFiles } from '@plinth/app-definition';
import { type Database, statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { PlinthError, type RequestContext, systemActor } from '@plinth/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApplicationModel, fillSamples, loadModel, makeSampleTables, recordStoreMigrations, removeSampleTables } from '../index.ts';
import { bankContext, smallBank, TestRecords } from '../testing.ts';

const places = { id: '0198aaaa000070008000000000000001', key: 'sample-1', isSample: true } as const;
/** Ada, who is known by her address, before a draft that nobody published. */
const context: RequestContext = { ...bankContext([], places), actor: { ...bankContext([]).actor, email: 'ada@plinth.example' } };
const system: RequestContext = { ...context, actor: systemActor };

let opened: TestDatabase;
let database: Database;
beforeAll(async () => {
  opened = await testDatabase({ migrations: recordStoreMigrations });
  database = opened.database;
});
afterAll(() => opened?.close());

const read = (files: DefinitionFiles): Definition => {
  const { definition, problems } = readFiles({ 'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n', ...files });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return definition;
};
const filled = async (definition: Definition) => {
  const areNew = await makeSampleTables(context, database, { definition });
  const model = await loadModel(context, database, definition);
  return { areNew, notes: await fillSamples(context, database, model), records: recordsOf(model) };
};
const recordsOf = (model: ApplicationModel) => new TestRecords(database, model, context, system);

test('every entity has records that its own rules let in, with references, links and choices', async () => {
  const { areNew, notes, records } = await filled(smallBank());
  expect([areNew, notes]).toEqual([true, []]);
  for (const entity of ['district', 'client', 'account', 'loan'])
    expect([entity, (await records.list(entity, { limit: 100 })).items.length]).toEqual([entity, 8]);
  const loans = (await records.list('loan', { expand: ['account'], limit: 100 })).items;
  expect(new Set(loans.map(({ status }) => status))).toEqual(new Set(['open', 'paid', 'bad']));
  expect(loans.every(({ account }) => /^\d+$/.test((account as { number: string }).number))).toBe(true);
  expect(loans.every(({ createdBy }) => createdBy === 'ada')).toBe(true);
});

test('tables that fit stay with what was changed in them; others are made anew', async () => {
  const { records } = await filled(smallBank());
  await records.create('district', { name: 'Written by a colleague' });
  const titles = async () => (await records.list('district', { limit: 100 })).items.map(({ name }) => name);
  expect(await makeSampleTables(context, database, { definition: smallBank() })).toBe(false);
  expect(await titles()).toContain('Written by a colleague');
  const definition = read({ 'entities/district.yaml': 'fields: { name: { type: text, required: true }, size: integer }\n' });
  const again = await filled(definition);
  expect(again.areNew).toBe(true);
  expect((await again.records.list('district', { limit: 100 })).items.map(({ name }) => name)).not.toContain('Written by a colleague');
});

test('what no value fits has no samples and says so; what needs it neither; everything else does', async () => {
  const { notes, records } = await filled(
    read({
      'entities/odd.yaml': "label: Odd\nfields: { code: { type: text, required: true, pattern: '(lorem|ipsum)-x+-y' } }\n",
      'entities/never.yaml':
        'label: Never\nfields: { n: { type: integer, validations: [ { rule: n > 1000000, message: is too small } ] } }\n',
      'entities/part.yaml': 'label: Part\nfields: { odd: { type: reference, target: odd, required: true } }\n',
      'entities/paper.yaml': 'label: Paper\nfields: { scan: { type: file, required: true } }\n',
      'entities/tree.yaml': 'label: Tree\nfields: { name: text, above: { type: reference, target: tree } }\n',
    }),
  );
  expect(notes.map((note) => note.replace(/:.*/, '')).sort()).toEqual([
    'Never has no samples',
    'Odd has no samples',
    'Paper has no samples',
    'Part has no samples',
  ]);
  expect(notes.join(' ')).toContain('is too small');
  expect((await records.list('tree', { limit: 100 })).items).toHaveLength(8);
});

test('narrow limits are kept to, and what must differ differs', async () => {
  const { notes, records } = await filled(
    read({
      'entities/tight.yaml': `fields:
  short: { type: text, maxLength: 2, unique: true }
  long: { type: text, minLength: 60, maxLength: 80, required: true }
  grade: { type: integer, minimum: 1, maximum: 5, required: true }
  share: { type: decimal, scale: 3, minimum: 0, maximum: 1, required: true }
  since: { type: date, minimum: '2030-01-01', required: true }
  until: { type: date, required: true, validations: [ { rule: until > since or since = date("2030-01-01"), message: is before } ] }
`,
    }),
  );
  expect(notes).toEqual([]);
  const { items } = await records.list('tight', { limit: 100 });
  expect(new Set(items.map(({ short }) => short)).size).toBe(8);
  expect(items.every(({ grade }) => Number(grade) >= 1 && Number(grade) <= 5)).toBe(true);
});

test('who makes the link is one of the people of the application', async () => {
  const { records } = await filled(
    read({ 'entities/person.yaml': 'userBy: email\nfields: { name: text, email: { type: email, unique: true, required: true } }\n' }),
  );
  expect((await records.list('person', { limit: 100 })).items.map(({ email }) => email)).toContain('ada@plinth.example');
});

test('all of it can be taken away, and never what is not a sample', async () => {
  await filled(smallBank());
  await removeSampleTables(context, database);
  const schemas = statement('select count(*)::int as count from pg_namespace where nspname = $1');
  expect(await database.value(context, schemas, [`env_${places.id}`])).toBe(0);
  const real = bankContext(['clerk']);
  for (const forbidden of [
    () => removeSampleTables(real, database),
    () => makeSampleTables(real, database, { definition: smallBank() }),
    () => removeSampleTables({ ...real, environment: null }, database),
  ])
    await expect(forbidden()).rejects.toBeInstanceOf(PlinthError);
});
