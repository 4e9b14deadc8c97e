import {
  assignRole,
  type Client,
  createApplication,
  createRecord,
  deleteRecord,
  explainAccess,
  getApplication,
  getPage,
  listMembers,
  listRecords,
  publishRelease,
  pushDefinition,
  runQuery,
  updateRecord,
} from '@plinth/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { newMember } from './testing-member.ts';

const desk = { tenant: 'main', environment: 'development', application: 'desk' };

const files: Record<string, string> = {
  'plinth.yaml': 'format: 1\nkey: desk\ntype: application\nlabel: Desk\n',
  'entities/branch.yaml': 'label: Branch\ntitle: name\nfields:\n  name: { type: text, unique: true }\n',
  'entities/employee.yaml': `label: Employee
softDelete: true
userBy: email
userFields: [branch, level]
fields:
  email: { type: email, unique: true }
  branch: { type: reference, target: branch }
  level: { type: decimal, scale: 2 }
  salary: decimal
`,
  'entities/case.yaml': `label: Case
fields:
  branch: { type: reference, target: branch }
  status: { type: choice, options: { open: Open, closed: Closed }, default: '"open"' }
  level: { type: decimal, default: user.level, validations: [ { rule: user.level = null or level <= user.level, message: Above your level. } ] }
`,
  'roles.yaml': `manager:
  permissions: { branch: all, employee: all, case: all }
clerk:
  permissions:
    branch: [read]
    case: { operations: [read, create, update], rowRule: branch.id = user.branch.id and status != "closed" }
elsewhere:
  permissions:
    branch: [read]
    case: { operations: [read], rowRule: branch.id != user.branch.id }
`,
  'permission-tests.yaml': `own: { roles: [clerk], user: { branch: b1 }, entity: case, record: { branch: { id: b1 }, status: open }, allowed: [read, create, update], refused: [delete] }
other: { roles: [clerk], user: { branch: b2 }, entity: case, record: { branch: { id: b1 }, status: open }, refused: [read] }
unknown: { roles: [elsewhere], entity: case, record: { branch: { id: b1 } }, refused: [read] }
known: { roles: [elsewhere], user: { branch: b2 }, entity: case, record: { branch: { id: b1 } }, allowed: [read] }
vague: { roles: [elsewhere], user: { level: "1.5" }, entity: case, record: { branch: { id: b1 } }, refused: [read] }
unassigned: { roles: [clerk], user: { level: "1.5" }, entity: case, record: { status: open }, refused: [read] }
`,
  'pages/cases.yaml': `label: Cases
queries:
  cases: { entity: case, filter: level <= user.level }
components:
  - ui.text: { text: "= string(user.level + 1)" }
`,
};

let running: TestPlatform;
let clerk: Client;
let elsewhere: Client;
let north: string;
let south: string;
let employee: string;
beforeAll(async () => {
  running = await startTestPlatform();
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'desk', type: 'application', label: 'Desk' });
  await running.client.call(pushDefinition, desk, { files });
  expect(await running.client.call(publishRelease, desk, { version: '1.0.0', wait: 60 })).toMatchObject({ status: 'succeeded' });
  const give = async (roleKey: string, memberId: string) =>
    running.client.call(assignRole, { tenant: 'main' }, { applicationKey: 'desk', roleKey, memberId });
  await give('manager', (await running.client.call(listMembers, { tenant: 'main' }, {})).items[0]?.id ?? '');
  const made = await newMember(running, 'Cleo');
  await give('clerk', made.id);
  clerk = await made.withToken('*');
  const other = await newMember(running, 'otto', ['member', 'maker']);
  await give('elsewhere', other.id);
  elsewhere = await other.withToken('*');
  [north, south] = [await create('branch', { name: 'North' }), await create('branch', { name: 'South' })];
  employee = await create('employee', { email: 'cleo@plinth.example', branch: north, level: '2.50', salary: 1 });
  for (const [branch, status] of [
    [north, 'open'],
    [north, 'closed'],
    [south, 'open'],
    [null, 'open'],
  ])
    await create('case', { branch, status, level: 1 });
}, 60_000);
afterAll(() => running.close());

const create = async (entity: string, values: Readonly<Record<string, unknown>>, by = running.client) =>
  ((await by.call(createRecord, desk, { entity, values })) as { id: string }).id;
const change = (entity: string, id: string, values: Readonly<Record<string, unknown>>, by = running.client) =>
  by.call(updateRecord, desk, { entity, id, values });
const casesOf = async (by: Client) =>
  (await by.call(listRecords, desk, { entity: 'case' })).items as unknown as { id: string; branch: string; status: string }[];
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string; details: object }) => [error.code, error.details],
  );

describe('what the application keeps about who asks', () => {
  test('finds their records, however the address is written', async () => {
    expect((await casesOf(clerk)).map(({ branch, status }) => [branch, status])).toEqual([[north, 'open']]);
    await change('employee', employee, { branch: south });
    expect((await casesOf(clerk)).map(({ branch }) => branch)).toEqual([south]);
    await change('employee', employee, { branch: north });
  });

  test('decides what may be written, and what a rule of a field says', async () => {
    const own = await create('case', { branch: north }, clerk);
    const made = (await casesOf(clerk)).find(({ id }) => id === own);
    expect(made).toMatchObject({ level: '2.5', status: 'open' });
    expect(await refusal(create('case', { branch: south }, clerk))).toMatchObject(['records.denied', {}]);
    expect(await refusal(change('case', own, { branch: south }, clerk))).toMatchObject(['records.denied', {}]);
    expect(await refusal(change('case', own, { level: 3 }, clerk))).toMatchObject([
      'records.invalid',
      { violations: [{ path: '/level', message: 'Above your level.' }] },
    ]);
    await running.client.call(deleteRecord, desk, { entity: 'case', id: own });
  });

  test('is known to pages with its types, and nothing else of the record is', async () => {
    const shell = await clerk.call(getApplication, desk, {});
    expect(shell.person?.attributes).toEqual({ branch: { id: north }, level: '2.50' });
    expect(shell.userTypes).toEqual({ branch: 'context<id: string>', level: 'number' });
    const { queries } = await clerk.call(getPage, desk, { page: 'cases' });
    const found = async () => (await clerk.call(runQuery, desk, { query: queries[0]?.id ?? '', values: {} })).rows.length;
    expect(await found()).toBe(1);
    await change('employee', employee, { level: '0.50' });
    expect(await found()).toBe(0);
    await change('employee', employee, { level: '2.50' });
  });

  test('explains itself, with values of others only to who may read them', async () => {
    const [first] = await casesOf(clerk);
    const asked = { entity: 'case', id: first?.id ?? '' };
    const conditionOf = async (by: Client, more: object = {}) =>
      (await by.call(explainAccess, desk, { ...asked, ...more })).operations[0]?.grants.find(({ role }) => role === 'clerk')?.conditions[0];
    const told = { holds: true, hidden: false, values: { 'branch.id': north, 'user.branch.id': north } };
    expect(await conditionOf(clerk)).toMatchObject(told);
    expect(await conditionOf(running.client, { member: 'cleo@plinth.example' })).toMatchObject(told);
  });
});

describe('of whom there is no record', () => {
  test('nothing is let in by a rule that asks for it, not even by one that says no to it', async () => {
    expect(await casesOf(elsewhere)).toEqual([]);
    const otto = await create('employee', { email: 'otto@plinth.example', level: 1 });
    // A record that does not say is no better than none.
    expect(await casesOf(elsewhere)).toEqual([]);
    await change('employee', otto, { branch: north });
    expect((await casesOf(elsewhere)).map(({ branch }) => branch)).toEqual(expect.arrayContaining([south]));
    // A maker may ask about others, and learns nothing of what they may not read.
    const [asked] = await casesOf(elsewhere);
    const about = { entity: 'case', id: asked?.id ?? '', member: 'cleo@plinth.example' };
    const { operations } = await elsewhere.call(explainAccess, desk, about);
    expect(operations[0]?.grants[0]?.conditions[0]).toEqual({
      text: 'branch.id = user.branch.id',
      holds: null,
      hidden: true,
      values: { 'branch.id': south },
    });
    await running.client.call(deleteRecord, desk, { entity: 'employee', id: otto });
    expect(await casesOf(elsewhere)).toEqual([]);
    expect((await elsewhere.call(getApplication, desk, {})).person?.attributes).toEqual({});
  });

  test('and of whom there are two, in two spellings, neither counts', async () => {
    const twice = await create('employee', { email: 'Cleo@plinth.example', branch: south });
    expect(await casesOf(clerk)).toEqual([]);
    expect(await refusal(create('case', { branch: south }, clerk))).toMatchObject(['records.denied', {}]);
    await running.client.call(deleteRecord, desk, { entity: 'employee', id: twice });
    expect(await casesOf(clerk)).toHaveLength(1);
  });
});

describe('what cannot be published', () => {
  const problems = async (file: string, from: string, to: string) => {
    const text = files[file] ?? '';
    expect(text).toContain(from);
    const found = await refusal(running.client.call(pushDefinition, desk, { files: { ...files, [file]: text.replace(from, to) } }));
    const { violations = [] } = (found?.[1] ?? {}) as { violations?: { message: string; hint?: string }[] };
    return violations.map(({ message, hint }) => `${message} (${hint})`).join('\n');
  };

  test.each([
    [
      'a field that user does not have',
      'roles.yaml',
      'user.branch.id and',
      'user.brunch.id and',
      'has no "brunch"',
      'Did you mean branch?',
    ],
    ['a comparison of another type', 'roles.yaml', 'user.branch.id and', 'user.level and', 'cannot be compared', ''],
    ['a person by something that two may have', 'entities/employee.yaml', 'email, unique: true', 'email', 'email is not unique', ''],
    [
      'a person by something that is no address',
      'entities/employee.yaml',
      'userBy: email',
      'userBy: salary',
      'salary is no e-mail address',
      '',
    ],
    [
      'a value that everybody has',
      'entities/employee.yaml',
      'userFields: [branch, level]',
      'userFields: [email]',
      "user.email is the person's own already",
      '',
    ],
    ['a field that is not there', 'entities/employee.yaml', 'userFields: [branch, level]', 'userFields: [branch, levle]', 'levle', ''],
    ['two entities of people', 'entities/branch.yaml', 'title: name', 'title: name\nuserBy: name', 'is who signs in already', ''],
    [
      'a test about nothing',
      'permission-tests.yaml',
      'user: { branch: b2 }',
      'user: { brunch: b2 }',
      'user has no brunch',
      'Did you mean branch?',
    ],
    ['a test of another type', 'permission-tests.yaml', 'level: "1.5"', 'level: [1]', 'level must be', ''],
    ['a test that fails', 'permission-tests.yaml', 'user: { branch: b2 }', 'user: { branch: b1 }', 'read is allowed', ''],
    ['a binding of another type', 'pages/cases.yaml', 'user.level + 1', 'user.levl + 1', 'has no "levl"', 'Did you mean level?'],
  ])('%s', async (_what, file, from, to, message, hint) => {
    const found = await problems(file, from, to);
    expect(found).toContain(message);
    expect(found).toContain(hint);
  });
});
