import {
  createApplication,
  createClient,
  getApplication,
  getPage,
  listLauncher,
  publishRelease,
  pushDefinition,
  readSession,
  runQuery,
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
    const planned = await client.call(publishRelease, target, { version: '1.0.0', dryRun: true });
    expect(JSON.stringify(planned)).toContain('note');
    await client.call(publishRelease, target, { version: '1.0.0' });
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
