import { readFiles } from '@plinth/app-definition';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { type Actor, systemActor } from '@plinth/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApplicationModel, applyMigration, permissionsFor, recordStoreMigrations } from '../index.ts';
import { bankContext, type TestRecord, TestRecords } from '../testing.ts';
import { refusalOf } from '../testing-bank.ts';
import { type AccessQuestion, explainAccess } from './explain-access.ts';

const files = {
  'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
  'entities/person.yaml': 'label: Person\nfields:\n  email: email\n  rank: integer\n',
  'entities/loan.yaml': `label: Loan
fields:
  adviser: { type: reference, target: person }
  status: { type: choice, options: { open: Open, paid: Paid } }
  amount: { type: decimal, scale: 2 }
  risk: integer
`,
  'roles.yaml': `all: { permissions: { person: all, loan: all } }
reader:
  permissions:
    person: { operations: [ read ], hidden: [ rank ] }
    loan: { operations: [ read ], hidden: [ risk ] }
adviser:
  permissions:
    loan:
      operations: [ read, update ]
      rowRule: adviser.email = user.email and (status = "open" or amount < 10.5)
      locked: [ status ]
careful: { permissions: { loan: { operations: [ delete ], rowRule: 'risk < 3 and adviser.rank > 1' } } }
blind: { permissions: { loan: { operations: [ read ], rowRule: 'adviser.rank > 1' } } }
`,
};

describeDatabases((server) => {
  let database: TestDatabase;
  let model: ApplicationModel;
  let all: TestRecords;
  let own: TestRecord;
  let other: TestRecord;

  beforeAll(async () => {
    const on = server();
    database = await testDatabase({ migrations: recordStoreMigrations, ...(on === undefined ? {} : { server: on }) });
    const { definition, problems } = readFiles(files);
    expect(problems).toEqual([]);
    model = (await applyMigration({ ...bankContext([]), actor: systemActor }, database.database, { definition })).model;
    all = new TestRecords(database.database, model, bankContext(['all']));
    const [ada, bob] = [
      await all.create('person', { email: 'ada@example.com', rank: 1 }),
      await all.create('person', { email: 'bob@example.com', rank: 5 }),
    ];
    own = await all.create('loan', { adviser: ada.id, status: 'paid', amount: '10.00', risk: 2 });
    other = await all.create('loan', { adviser: bob.id, status: 'open', amount: '5.00', risk: null });
  });
  afterAll(() => database.close());

  const person = (roles: readonly string[], tenantRoles: Actor['tenantRoles'] = ['member']): Actor => ({
    ...bankContext(roles).actor,
    name: 'Ada',
    email: 'ada@example.com',
    tenantRoles,
  });
  const members = {
    find: async (_context: unknown, member: string): Promise<Actor | null> =>
      member === 'bob@example.com' ? { ...person(['adviser']), id: 'bob', name: 'Bob', email: 'bob@example.com' } : null,
  };
  const explain = (actor: Actor, id: string, question: Partial<AccessQuestion> = {}) => {
    const context = { ...bankContext([]), actor };
    const scope = { model, permissions: permissionsFor(context, model) };
    return explainAccess(context, { database: database.database, members }, scope, { entity: 'loan', id, ...question });
  };

  test('somebody learns which role and which conditions let them to a record, with the values', async () => {
    const { who, operations, fields } = await explain(person(['adviser']), own.id);
    expect(who).toEqual({ member: 'ada', name: 'Ada', roles: ['adviser'] });
    const grant = {
      role: 'adviser',
      rule: 'adviser.email = user.email and (status = "open" or amount < 10.5)',
      holds: true,
      conditions: [
        // The role may not read persons, so what the reference leads to is not shown, nor what it was compared with in effect.
        { text: 'adviser.email = user.email', holds: null, hidden: true, values: { 'user.email': 'ada@example.com' } },
        { text: 'status = "open"', holds: false, hidden: false, values: { status: 'paid' } },
        { text: 'amount < 10.5', holds: true, hidden: false, values: { amount: '10.00' } },
      ],
    };
    expect(operations).toEqual([
      { operation: 'read', allowed: true, reason: 'granted', grants: [grant] },
      { operation: 'update', allowed: true, reason: 'granted', grants: [grant] },
      { operation: 'delete', allowed: false, reason: 'no-role', grants: [] },
      { operation: 'create', allowed: false, reason: 'no-role', grants: [] },
    ]);
    expect(fields).toEqual([{ field: 'status', access: 'locked', because: [{ role: 'adviser', rule: grant.rule }] }]);
  });

  test('a record that is not the asker’s to read is nothing to explain, however it is asked for', async () => {
    expect(await refusalOf(explain(person(['adviser']), other.id))).toEqual(['records.not-found']);
    expect(await refusalOf(explain(person(['adviser'], ['administrator']), other.id, { member: 'bob@example.com' }))).toEqual([
      'records.not-found',
    ]);
    expect(await refusalOf(explain(person([], ['administrator']), other.id))).toEqual(['records.denied']);
    expect(await refusalOf(explain(person(['reader']), '00000000-0000-7000-8000-000000000000'))).toEqual(['records.not-found']);
    expect(await refusalOf(explain(person(['reader']), 'x'))).toEqual(['records.not-found']);
  });

  test('makers and administrators ask about others and about roles; members about themselves alone', async () => {
    for (const question of [{ member: 'bob@example.com' }, { roles: ['all'] }])
      expect(await refusalOf(explain(person(['reader']), own.id, question))).toEqual(['records.explanation-denied']);
    const maker = person(['reader'], ['maker']);
    const bob = await explain(maker, own.id, { member: 'bob@example.com' });
    expect(bob.who).toEqual({ member: 'bob', name: 'Bob', roles: ['adviser'] });
    expect(bob.operations[0]).toMatchObject({
      allowed: false,
      reason: 'no-rule',
      grants: [
        {
          holds: false,
          conditions: [{ holds: false, values: { 'adviser.email': 'ada@example.com', 'user.email': 'bob@example.com' } }, {}, {}],
        },
      ],
    });
    expect(bob.fields).toEqual([]);
    expect((await explain(maker, own.id, { member: 'bob@example.com', roles: ['all'] })).operations.map(({ allowed }) => allowed)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(await refusalOf(explain(maker, own.id, { member: 'eve@example.com' }))).toEqual(['records.unknown-member']);
    expect(await refusalOf(explain(maker, own.id, { roles: ['advisor'] }))).toEqual(['records.unknown-role']);
  });

  test('what is hidden from the asker is told by no value and by no answer', async () => {
    for (const { id } of [own, other]) {
      const explained = await explain(person(['reader', 'careful']), id);
      const [condition, second] = explained.operations[2]?.grants[0]?.conditions ?? [];
      expect(condition).toEqual({ text: 'risk < 3', holds: null, hidden: true, values: {} });
      expect(second).toEqual({ text: 'adviser.rank > 1', holds: null, hidden: true, values: {} });
      expect(explained.fields).toEqual([{ field: 'risk', access: 'hidden', because: [{ role: 'reader', rule: null }] }]);
    }
    // The same for who sees both.
    const seen = await explain(person(['all'], ['maker']), own.id, { roles: ['careful', 'reader'] });
    expect(seen.operations[2]).toMatchObject({
      allowed: false,
      reason: 'no-rule',
      grants: [
        {
          conditions: [
            { holds: true, values: { risk: 2 } },
            { holds: false, values: { 'adviser.rank': 1 } },
          ],
        },
      ],
    });
  });

  test('what cannot be decided is told as such, and what is not read is not deleted', async () => {
    const maker = person(['all'], ['maker']);
    const undecided = await explain(maker, other.id, { roles: ['careful', 'reader'] });
    expect(undecided.operations[2]).toMatchObject({
      allowed: false,
      grants: [{ holds: false, conditions: [{ holds: null, hidden: false, values: { risk: null } }, { holds: true }] }],
    });
    const unread = await explain(maker, own.id, { roles: ['careful'] });
    expect(unread.operations.map(({ reason }) => reason)).toEqual(['no-role', 'no-role', 'no-rule', 'no-role']);
    await all.update('person', String(own.adviser), { rank: 4 });
    const now = await explain(maker, own.id, { roles: ['careful'] });
    expect(now.operations[2]).toMatchObject({ allowed: false, reason: 'not-readable', grants: [{ holds: true }] });
  });

  test('what is explained is what a read and a write then meet', async () => {
    for (const roles of [
      ['adviser'],
      ['reader'],
      ['reader', 'careful'],
      ['blind'],
      ['blind', 'careful'],
      ['adviser', 'careful'],
      ['all'],
    ]) {
      for (const record of [own, other]) {
        const { operations, fields } = await explain(person(['all'], ['maker']), record.id, { roles });
        const [read, update, ,] = operations;
        const actor = person(roles);
        const records = new TestRecords(database.database, model, { ...bankContext([]), actor });
        const met = await records.get('loan', record.id).then(
          (found) => Object.keys(found),
          () => null,
        );
        expect(met !== null).toBe(read?.allowed);
        if (met !== null) for (const { field } of fields.filter(({ access }) => access === 'hidden')) expect(met).not.toContain(field);
        const written = await records.update('loan', record.id, {}).then(
          () => true,
          () => false,
        );
        expect(written).toBe(update?.allowed);
      }
    }
  });
});
