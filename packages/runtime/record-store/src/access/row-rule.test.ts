import { readFiles } from '@plinth/app-definition';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { type RequestContext, systemActor } from '@plinth/foundation';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Access, type ApplicationModel, applyMigration, recordStoreMigrations } from '../index.ts';
import { bankContext, type TestRecord, TestRecords } from '../testing.ts';
import { explainAccess } from './explain-access.ts';
import { rowRule } from './row-rule.ts';
import { ruleRecord } from './rule-record.ts';
import type { UserValues } from './user-values.ts';

const files = {
  'plinth.yaml': 'format: 1\nkey: desk\ntype: application\nlabel: Desk\n',
  'entities/team.yaml': 'label: Team\nsoftDelete: true\nfields:\n  code: text\n  size: integer\n',
  'entities/person.yaml': 'label: Person\nfields:\n  email: email\n  level: integer\n  team: { type: reference, target: team }\n',
  'entities/employee.yaml':
    'label: Employee\nuserBy: email\nuserFields: [ branch, level ]\nfields:\n  email: { type: email, unique: true }\n  branch: text\n  level: integer\n',
  'entities/task.yaml': `label: Task
fields:
  name: text
  branch: text
  amount: { type: decimal, scale: 2 }
  count: integer
  due: date
  done: boolean
  tags: { type: multiChoice, options: { a: A, b: B } }
  owner: { type: reference, target: person }
  deputy: { type: reference, target: person }
`,
  'roles.yaml': 'worker:\n  permissions:\n    task: [ read ]\n',
};

const members = { find: async () => null };
const branches = ['north', 'south', 'ada@example.com'];
const users: readonly UserValues[] = [
  {
    id: 'ada',
    name: 'north',
    email: 'ada@example.com',
    roles: ['worker'],
    groups: ['north', 'red'],
    attributes: { branch: 'north', level: 1 },
  },
  { id: 'bob', name: 'south', email: 'bob@example.com', roles: ['worker'], groups: [], attributes: { branch: null, level: 2 } },
  { id: 'visitor', name: 'Anonymous', email: null, roles: ['worker'], groups: [] },
];

const quoted = fc.constantFrom(...branches, 'red').map((text) => JSON.stringify(text));
const texts = fc.constantFrom('name', 'branch', 'owner.email', 'deputy.email', 'owner.team.code');
const numbers = fc.constantFrom('amount', 'count', 'owner.level', 'owner.team.size');
const values = fc.oneof(quoted, fc.constantFrom('user.email', 'user.name', 'user.id', 'user.branch'), texts);
const digits = fc.constantFrom('0', '1', '2', '1.5', '-1', '9007199254740993');
const orders = fc.constantFrom('<', '<=', '>', '>=');
const conditions = fc.oneof(
  fc.tuple(texts, fc.constantFrom('=', '!=', '<', '>='), values).map((parts) => parts.join(' ')),
  fc.tuple(values, fc.constantFrom('=', '!='), texts).map((parts) => parts.join(' ')),
  fc.tuple(texts, fc.constantFrom('=', '!=')).map(([path, operator]) => `${path} ${operator} null`),
  fc.tuple(numbers, fc.oneof(orders, fc.constantFrom('=', '!=')), fc.oneof(digits, numbers)).map((parts) => parts.join(' ')),
  fc.tuple(texts, quoted, values).map(([path, first, second]) => `${path} in (${first}, ${second})`),
  texts.map((path) => `${path} in user.groups`),
  fc.tuple(numbers, fc.oneof(orders, fc.constantFrom('=', '!='))).map((parts) => `${parts.join(' ')} user.level`),
  fc.constantFrom('user.branch = null', 'user.branch != null', 'not(user.level = 2)', 'user.branch in (branch, name)'),
  values.map((value) => `user.name in (${value}, "south")`),
  fc.tuple(fc.constantFrom('user.groups', 'tags'), fc.oneof(texts, quoted)).map(([list, item]) => `list contains(${list}, ${item})`),
  fc.tuple(numbers, digits, numbers).map(([of, low, high]) => `${of} between ${low} and ${high}`),
  fc.tuple(numbers, digits).map(([of, low]) => `${of} in [${low}..2]`),
  fc.tuple(texts, values).map(([text, part]) => `contains(${text}, ${part})`),
  fc.tuple(numbers, numbers).map(([a, b]) => `${a} + ${b} > 1`),
  texts.map((text) => `string length(${text}) > 4`),
  fc
    .constantFrom('done', 'done = true', 'due >= date("2026-01-01")', 'owner = null', 'owner.id = deputy.id', 'createdBy = user.id')
    .filter((text) => text !== 'owner = null'),
  fc.tuple(texts, texts).map(([a, b]) => `(if ${a} = null then "north" else ${b}) = user.name`),
);
const rules = fc.letrec<{ rule: string }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small' },
    conditions,
    fc.tuple(tie('rule'), fc.constantFrom('and', 'or'), tie('rule')).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    tie('rule').map((rule) => `not(${rule})`),
  ),
})).rule;

describeDatabases((server) => {
  let database: TestDatabase;
  let model: ApplicationModel;
  let tasks: readonly TestRecord[];
  const context: RequestContext = bankContext(['worker']);
  const plinth: RequestContext = { ...context, actor: systemActor };

  beforeAll(async () => {
    const own = server();
    database = await testDatabase({ migrations: recordStoreMigrations, ...(own === undefined ? {} : { server: own }) });
    const { definition, problems } = readFiles(files);
    expect(problems).toEqual([]);
    model = (await applyMigration(plinth, database.database, { definition })).model;
    const all = new TestRecords(database.database, model, plinth);
    const pick = <Item>(items: readonly Item[], at: number) => items[at % items.length] ?? null;
    await all.create('employee', { email: 'ada@example.com', branch: 'north', level: 1 });
    await all.create('employee', { email: 'bob@example.com', level: 2 });
    const teams = [];
    for (const [code, size] of [
      ['north', 1],
      [null, 2],
      ['red', null],
      ['south', 2],
    ] as const)
      teams.push(await all.create('team', { code, size }));
    const people = [null];
    const persons: (TestRecord | null)[] = [...people];
    for (const [at, email] of ['ada@example.com', 'bob@example.com', null, 'ada@example.com'].entries())
      persons.push(await all.create('person', { email, level: pick([1, null, 2], at), team: pick([...teams, null], at)?.id ?? null }));
    // Rules see no more of what was deleted than of what never was.
    await all.delete('team', teams[3]?.id ?? '');
    for (let at = 0; at < 60; at++) {
      await all.create('task', {
        name: pick([...branches, null, 'red'], at),
        branch: pick([null, ...branches], at * 3 + 1),
        amount: pick(['1.00', '1.50', null, '-1.00', '0.00'], at),
        count: pick([null, 1, 2, 0], at + (at >> 2)),
        due: pick(['2025-12-31', '2026-01-01', null], at),
        done: pick([true, null, false], at >> 1),
        tags: pick([['a'], [], null, ['a', 'b']], at),
        owner: pick(persons, at + (at >> 3))?.id ?? null,
        deputy: pick(persons, at * 3)?.id ?? null,
      });
    }
    tasks = (await all.list('task', { limit: 500, expand: ['owner.team', 'deputy.team'] })).items;
    expect(tasks).toHaveLength(60);
  });
  afterAll(() => database.close());

  test('a list has just the records that the rule’s closure lets somebody to', { timeout: 120_000 }, async () => {
    const task = model.entities.get('task');
    if (task === undefined) throw new Error('There is no task.');
    const [permission] = model.permissions;
    if (permission === undefined) throw new Error('There is no permission.');
    let granted = 0;
    let explained = 0;
    await fc.assert(
      fc.asyncProperty(rules, async (rule) => {
        const ruled = { ...model, permissions: [{ ...permission, rowRule: rule }] };
        for (const user of users) {
          const records = new TestRecords(database.database, ruled, context);
          const scope = { model: ruled, permissions: { access: new Access(ruled, ['worker'], user.email !== null), user } };
          const { items, count } = await records.listAs(scope, 'task', { limit: 500, count: true });
          const expected = tasks.filter((record) => rowRule(ruled, task, rule).holds(ruleRecord(ruled, task, record), user));
          expect(items.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
          expect(count).toBe(expected.length);
          granted += expected.length;
          // A single record is looked at in another way.
          const one = tasks[granted % tasks.length];
          const refusal = await records.getAs(scope, 'task', one?.id ?? '').then(
            () => null,
            (error: { code: string }) => error.code,
          );
          expect(refusal).toBe(one !== undefined && expected.includes(one) ? null : 'records.not-found');
          // Nor do explanations tell anything else, condition by condition.
          const { id, name, email, groups } = user;
          const asking = {
            ...context,
            actor: { ...context.actor, id, name, email, groups, applicationRoles: { 'desk@test': ['worker'] } },
          };
          const everything = { model: ruled, permissions: { access: new Access(ruled, null), user } };
          const asked = { entity: 'task', id: one?.id ?? '' };
          const { operations } = await explainAccess(asking, { database: database.database, members }, everything, asked);
          const { conditions, holds } = rowRule(ruled, task, rule);
          const [grant] = operations[0]?.grants ?? [];
          const record = ruleRecord(ruled, task, one ?? {});
          expect(grant?.holds).toBe(holds(record, user));
          // What is behind a reference to a deleted record is not shown.
          for (const [at, told] of (grant?.conditions ?? []).entries())
            if (!told.hidden) expect([told.text, told.holds]).toEqual([conditions[at]?.text, conditions[at]?.answer(record, user)]);
          explained += (grant?.conditions ?? []).filter(({ hidden }) => !hidden).length;
        }
      }),
      { numRuns: 150, seed: 20 },
    );
    // Rules that let nobody to anything would agree on everything.
    expect(granted).toBeGreaterThan(1000);
    expect(explained).toBeGreaterThan(300);
  });
});
