import {
  createApplication,
  createClient,
  createRecord,
  deleteRecord,
  getApplication,
  getPage,
  listLauncher,
  planRelease,
  publish,
  pushDefinition,
  readSession,
  runQuery,
  updateRecord,
} from '@plinth/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';

const files = {
  'plinth.yaml': 'format: 1\nkey: notes\ntype: application\nlabel: Notes\nhomePage: notes\n',
  'roles.yaml': 'writer:\n  heldBy: members\n  permissions:\n    note: all\n',
  'entities/note.yaml':
    'label: Note\nlabelPlural: Notes\ntitle: text\nfields:\n  text: { type: text, required: true, maxLength: 200 }\n  stars: { type: integer, minimum: 0, maximum: 5 }\n',
  'pages/notes.yaml': [
    'label: Notes',
    "path: ''",
    'state: { least: number }',
    'queries:',
    '  notes: { entity: note, filter: state.least = null or stars >= state.least, sort: [ text ], count: true }',
    '  byStars: { entity: note, aggregate: { groupBy: { stars: stars }, measures: { notes: count } } }',
    'components:',
    '  - ui.heading: Notes',
    '  - ui.table: { name: table, query: notes, columns: [ text, stars ] }',
    '',
  ].join('\n'),
};

let running: TestPlatform;
beforeAll(async () => {
  running = await startTestPlatform();
});
afterAll(() => running.close());

const tenant = { tenant: 'main' };
const target = { tenant: 'main', environment: 'development', application: 'notes' };

describe('from files to a page', () => {
  test('an application is made, pushed and published', async () => {
    const { client } = running;
    await client.call(createApplication, tenant, { key: 'notes', type: 'application', label: 'Notes' });
    await client.call(pushDefinition, target, { files });
    const planned = await client.call(planRelease, target, { version: '1.0.0' });
    expect(JSON.stringify(planned)).toContain('note');
    await publish(client, target, { version: '1.0.0' });
  });

  test('the Player gets the application and its page', async () => {
    const shell = await running.client.call(getApplication, target, {});
    expect(shell).toMatchObject({
      application: { key: 'notes', version: '1.0.0', homePage: 'notes' },
      pages: [{ key: 'notes', path: '' }],
    });
    expect(shell.entities[0]).toMatchObject({ key: 'note', fields: [{ key: 'text', required: true }, { key: 'stars' }] });
    const plan = await running.client.call(getPage, target, { page: 'notes' });
    expect(plan.components.map(({ component }) => component)).toEqual(['ui.heading', 'ui.table']);
    expect(plan.queries.find(({ key }) => key === 'notes')).toMatchObject({ inputs: { 'state.least': 'state.least' } });
  });

  test('queries answer, with the page’s values', async () => {
    const plan = await running.client.call(getPage, target, { page: 'notes' });
    const idOf = (key: string) => plan.queries.find((query) => query.key === key)?.id ?? '';
    const all = await running.client.call(runQuery, target, { query: idOf('notes'), values: { 'state.least': null } });
    expect(all).toEqual({ rows: [], nextCursor: null, count: 0 });
    expect(await running.client.call(runQuery, target, { query: idOf('byStars'), values: {} })).toEqual({
      rows: [],
      nextCursor: null,
      count: null,
    });
  });

  test('records are created, changed and deleted, and pages see it', async () => {
    const { client } = running;
    const created = await client.call(createRecord, target, { entity: 'note', values: { text: 'First', stars: 3 } });
    expect(created).toMatchObject({ version: 1, title: 'First', text: 'First', stars: 3 });
    const { id } = created as { id: string };
    const changed = await client.call(updateRecord, target, { entity: 'note', id, ifMatch: '"1"', values: { stars: 5 } });
    expect(changed).toMatchObject({ version: 2, stars: 5 });
    await expect(client.call(updateRecord, target, { entity: 'note', id, ifMatch: '"1"', values: { stars: 1 } })).rejects.toMatchObject({
      status: 412,
    });
    await expect(client.call(createRecord, target, { entity: 'note', values: { stars: 9 } })).rejects.toMatchObject({
      status: 422,
      details: {
        violations: expect.arrayContaining([expect.objectContaining({ path: '/text' }), expect.objectContaining({ path: '/stars' })]),
      },
    });
    const plan = await client.call(getPage, target, { page: 'notes' });
    const query = plan.queries.find(({ key }) => key === 'notes')?.id ?? '';
    const found = (least: number) => client.call(runQuery, target, { query, values: { 'state.least': least } });
    expect(await found(4)).toMatchObject({ count: 1, rows: [{ text: 'First' }] });
    expect(await found(6)).toMatchObject({ count: 0, rows: [] });
    await client.call(deleteRecord, target, { entity: 'note', id });
    expect(await found(4)).toMatchObject({ count: 0 });
  });

  test('the launcher lists it', async () => {
    const { applications } = await running.client.call(listLauncher, tenant, {});
    expect(applications).toMatchObject([{ key: 'notes', environment: { key: 'development' }, version: '1.0.0' }]);
  });
});

describe('who may', () => {
  test('a visitor gets nothing but the way in', async () => {
    const { visitor } = running;
    expect(await visitor.call(readSession, tenant, {})).toMatchObject({ member: null });
    await expect(visitor.call(getApplication, target, {})).rejects.toMatchObject({ status: 401 });
    await expect(visitor.call(createApplication, tenant, { key: 'x', type: 'application', label: 'X' })).rejects.toMatchObject({
      status: 401,
    });
  });

  test('another tenant and environment do not exist', async () => {
    await expect(running.client.call(getApplication, { ...target, tenant: 'other' }, {})).rejects.toMatchObject({ status: 404 });
    await expect(running.client.call(getApplication, { ...target, environment: 'moon' }, {})).rejects.toMatchObject({ status: 404 });
    await expect(running.client.call(getApplication, { ...target, environment: 'production' }, {})).rejects.toMatchObject({
      code: 'application.not-released',
    });
  });

  test('a forged token is refused', async () => {
    const forged = createClient({ address: running.address, fetch, headers: { authorization: 'Bearer plt_main_forged' } });
    await expect(forged.call(readSession, tenant, {})).rejects.toMatchObject({ status: 401 });
  });
});

test('health tells whether the database answers', async () => {
  expect((await fetch(`${running.address}/health/ready`)).status).toBe(200);
});
