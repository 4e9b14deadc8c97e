import { readFiles } from '@plinth/app-definition';
import { statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { systemActor } from '@plinth/foundation';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyMigration, recordStoreMigrations } from '../index.ts';
import { bankContext, type TestRecord, TestRecords } from '../testing.ts';
import { refusalOf } from '../testing-bank.ts';

const files = {
  'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
  'entities/client.yaml': 'label: Client\nfields:\n  name: text\n',
  // A tree of accounts that goes with its client, and notes that only lose it.
  'entities/account.yaml': `label: Account
history: true
fields:
  client: { type: reference, target: client, onDelete: cascade }
  parent: { type: reference, target: account, onDelete: cascade }
  kind: { type: text, maxLength: 20 }
`,
  'entities/card.yaml': 'label: Card\nsoftDelete: true\nfields:\n  account: { type: reference, target: account, onDelete: cascade }\n',
  'entities/note.yaml': `label: Note
history: true
fields:
  client: { type: reference, target: client, onDelete: clear }
  text: { type: text, maxLength: 20 }
`,
  'roles.yaml': `manager: { permissions: { client: all, account: all, card: all, note: all } }
clerk:
  permissions:
    client: all
    account: { operations: [ read, delete ], rowRule: kind = "own" }
    card: [ read, delete ]
    note: { operations: [ read, update ], rowRule: text = "own" }
reader: { permissions: { client: all, account: [ read ], card: [ read ], note: all } }
locked:
  permissions:
    client: all
    account: all
    card: all
    note: { operations: [ read, update ], locked: [ client ] }
blind: { permissions: { client: all, account: [ delete ], card: all, note: all } }
`,
};

let database: TestDatabase;
let all: TestRecords;
const people = new Map<string, TestRecords>();
let client: TestRecord;
beforeAll(async () => {
  database = await testDatabase({ migrations: recordStoreMigrations });
  const { definition, problems } = readFiles(files);
  expect(problems).toEqual([]);
  const plinth = { ...bankContext([]), actor: systemActor };
  const { model } = await applyMigration(plinth, database.database, { definition });
  all = new TestRecords(database.database, model, plinth);
  for (const role of ['manager', 'clerk', 'reader', 'locked', 'blind'])
    people.set(role, new TestRecords(database.database, model, bankContext([role])));
});
afterAll(() => database.close());
beforeEach(async () => {
  client = await all.create('client', { name: 'Ada' });
});

const as = (role: string): TestRecords => people.get(role) ?? all;
const accountOf = (values: Readonly<Record<string, unknown>> = {}) => all.create('account', { client: client.id, kind: 'own', ...values });
const isThere = (entity: string, { id }: TestRecord) =>
  all.get(entity, id).then(
    () => true,
    () => false,
  );
const ask = async (text: string) => (await database.database.query<Record<string, unknown>>(bankContext([]), statement(text))).rows;
const events = async () =>
  (await ask('select event from env_env1._outbox')).map(({ event }) => event as { readonly type: string; readonly subject: string });

describe('a deletion takes nothing along that the person could not delete', () => {
  test('what they could goes with it, to any depth and in circles, each with its history and event', async () => {
    const account = await accountOf();
    const child = await all.create('account', { parent: account.id, kind: 'own' });
    await all.update('account', account.id, { parent: child.id });
    const card = await all.create('card', { account: child.id });
    await as('clerk').delete('client', client.id);
    expect([await isThere('account', account), await isThere('account', child), await isThere('card', card)]).toEqual([
      false,
      false,
      false,
    ]);
    const told = (await events())
      .map(({ type, subject }) => `${type.split('.').at(-1)} ${subject}`)
      .filter((each) => each.startsWith('deleted'));
    expect(told.sort()).toEqual(
      [`deleted account/${account.id}`, `deleted account/${child.id}`, `deleted card/${card.id}`, `deleted client/${client.id}`].sort(),
    );
    const history = await ask(`select id, operation, by from env_env1.bank_account_history where operation = 'deleted'`);
    expect(history.filter(({ id }) => id === account.id || id === child.id)).toHaveLength(2);
    expect(history[0]).toMatchObject({ by: 'ada' });
  });

  test.each([
    ['by no role', 'reader', 'own'],
    ['by the rule of the row', 'clerk', 'other'],
    ['for they may not even read it', 'blind', 'own'],
  ])('what they could not keeps the record: %s', async (_why, role, kind) => {
    const account = await accountOf({ kind });
    expect(await refusalOf(as(role).delete('client', client.id))).toEqual(['records.dependents-denied']);
    expect(await refusalOf(as(role).deleteMany('client', [{ id: client.id }]))).toEqual(['records.dependents-denied']);
    expect([await isThere('account', account), await isThere('client', client)]).toEqual([true, true]);
  });

  test('what is deep below counts, and what was deleted softly goes too', async () => {
    const account = await accountOf();
    await all.create('account', { parent: account.id, kind: 'other' });
    expect(await refusalOf(as('clerk').delete('client', client.id))).toEqual(['records.dependents-denied']);
    const card = await all.create('card', { account: account.id });
    await all.delete('card', card.id);
    await as('manager').delete('client', client.id);
    expect(await ask(`select id from env_env1.bank_card where id = '${card.id}'`)).toEqual([]);
  });
});

describe('a deletion clears no reference that the person could not change', () => {
  test('what they could is changed like by anybody: version, history, event', async () => {
    const note = await all.create('note', { client: client.id, text: 'own' });
    await as('clerk').delete('client', client.id);
    expect(await all.get('note', note.id)).toMatchObject({ client: null, version: 2, updatedBy: 'ada' });
    expect((await all.history('note', note.id)).items[0]).toMatchObject({ operation: 'updated', changes: { client: { after: null } } });
    expect(await events()).toContainEqual(expect.objectContaining({ type: 'plinth.record.updated', subject: `note/${note.id}` }));
  });

  test.each([
    ['by the rule of the row', 'clerk', 'other'],
    ['for the reference is locked', 'locked', 'own'],
  ])('what they could not keeps the record: %s', async (_why, role, text) => {
    const note = await all.create('note', { client: client.id, text });
    expect(await refusalOf(as(role).delete('client', client.id))).toEqual(['records.dependents-denied']);
    expect(await all.get('note', note.id)).toMatchObject({ client: client.id, version: 1 });
  });
});

test('a record and what would go with it, both asked for', async () => {
  const parent = await accountOf();
  const child = await accountOf({ parent: parent.id });
  await as('manager').deleteMany('account', [{ id: parent.id }, { id: child.id, version: 1 }]);
  expect([await isThere('account', parent), await isThere('account', child)]).toEqual([false, false]);
  const told = (await events()).filter(({ type, subject }) => type === 'plinth.record.deleted' && subject === `account/${child.id}`);
  expect(told).toHaveLength(1);
});

test('many at once, in one transaction', async () => {
  const other = await all.create('client', { name: 'Bob' });
  const kept = await accountOf({ client: other.id, kind: 'other' });
  const account = await accountOf();
  const both = [{ id: client.id }, { id: other.id }];
  expect(await refusalOf(as('clerk').deleteMany('client', both))).toEqual(['records.dependents-denied']);
  expect([await isThere('account', account), await isThere('account', kept)]).toEqual([true, true]);
  await as('manager').deleteMany('client', both);
  expect([await isThere('account', account), await isThere('account', kept)]).toEqual([false, false]);
});
