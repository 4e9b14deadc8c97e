import {
  assignRole,
  type Client,
  createApplication,
  createRecord,
  getApplication,
  getPage,
  listMembers,
  publishRelease,
  pushDefinition,
  runQuery,
} from '@plinth/api-contract';
import { readFiles } from '@plinth/app-definition';
import { knownComponents, meaningCheck } from '@plinth/app-host';
import { uiManifests } from '@plinth/ui-components/manifests';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { newMember } from './testing-member.ts';

const shelf = { tenant: 'main', environment: 'development', application: 'shelf' };
const files: Record<string, string> = {
  'plinth.yaml': 'format: 1\nkey: shelf\ntype: application\nlabel: Shelf\n',
  'entities/book.yaml': 'label: Book\ntitle: name\nfields:\n  name: text\n  shelf: text\n',
  'roles.yaml': 'reader:\n  permissions: { book: [read] }\nkeeper:\n  permissions: { book: all }\n',
  'composites/bookList.yaml': `parameters: { shelf: string, book: any }
events: { chosen: 'context<id: string>' }
queries:
  books: { entity: book, filter: shelf = parameters.shelf, sort: [ name ] }
components:
  - ui.slot
  - ui.table:
      label: Books
      query: books
      columns: [ name ]
      on:
        rowClick: { do: emit, event: chosen, values: { id: = event.row.id } }
  - ui.button:
      text: Remove
      on:
        click: { do: deleteRecord, entity: book, id: = parameters.book.id, version: = parameters.book.version }
`,
  'pages/home.yaml': `path: ''
roles: [ keeper ]
queries:
  all: { entity: book }
components:
  - composite.bookList:
      shelf: A
      book: = all.first
      on:
        chosen: { do: notify, message: '= event.id' }
      children:
        - ui.heading: Shelf A
`,
  'pages/free.yaml': 'components:\n  - ui.heading: For all\n',
};
const ports = { componentIds: new Set(uiManifests.map(({ id }) => id)), checkMeaning: meaningCheck(knownComponents(uiManifests)) };

test.each([
  ['a parameter that there is not', 'pages/home.yaml', 'shelf: A', 'shelv: A', 'shelv'],
  ['a value of another type', 'pages/home.yaml', 'shelf: A', 'shelf: "= all.rows"', 'where string belongs'],
  ['an event that there is not', 'pages/home.yaml', 'chosen: {', 'choosen: {', 'composite.bookList has no event choosen'],
  ['a slot that there is not', 'pages/home.yaml', 'children:', 'slots: { head: [ ui.divider ] }\n      children:', 'has no slot head'],
  ['what the event does not have', 'pages/home.yaml', '= event.id', '= event.key', 'has no "key"'],
  ['what the event does not carry', 'composites/bookList.yaml', 'values: { id:', 'values: { key:', 'event chosen has no key'],
  ['a name of the page around it', 'composites/bookList.yaml', 'parameters.shelf,', 'home.first.shelf,', 'home'],
  ['a type that there is not', 'composites/bookList.yaml', 'shelf: string', 'shelf: strng', 'strng'],
] as const)('told before publication: %s', (_what, file, right, wrong, message) => {
  const text = files[file] ?? '';
  expect(text).toContain(right);
  expect(readFiles(files, ports).problems).toEqual([]);
  const { problems } = readFiles({ ...files, [file]: text.replace(right, wrong) }, ports);
  expect(problems[0]).toMatchObject({ file, message: expect.stringContaining(message) });
});

describe('a published composite', () => {
  let running: TestPlatform;
  let reader: Client;
  beforeAll(async () => {
    running = await startTestPlatform();
    const { client } = running;
    await client.call(createApplication, { tenant: 'main' }, { key: 'shelf', type: 'application', label: 'Shelf' });
    await client.call(pushDefinition, shelf, { files });
    expect(await client.call(publishRelease, shelf, { version: '1.0.0', wait: 60 })).toMatchObject({ status: 'succeeded' });
    const rosa = await newMember(running, 'rosa');
    const roles = { keeper: (await client.call(listMembers, { tenant: 'main' }, {})).items[0]?.id ?? '', reader: rosa.id };
    for (const [roleKey, memberId] of Object.entries(roles))
      await client.call(assignRole, { tenant: 'main' }, { applicationKey: 'shelf', roleKey, memberId });
    for (const [name, on] of [
      ['Emma', 'A'],
      ['Ulysses', 'B'],
    ])
      await client.call(createRecord, shelf, { entity: 'book', values: { name, shelf: on } });
    reader = await rosa.withToken('records:*');
  });
  afterAll(() => running.close());

  test('comes with each page on which it stands, once, and is no page itself', async () => {
    const { client } = running;
    const home = await client.call(getPage, shelf, { page: 'home' });
    expect(Object.keys(home.composites ?? {})).toEqual(['bookList']);
    expect(home.composites?.bookList?.queries).toMatchObject([{ key: 'books', inputs: { 'parameters.shelf': 'parameters.shelf' } }]);
    expect(home.versions).toHaveProperty(['ui.table']);
    const shell = await client.call(getApplication, shelf, {});
    expect(shell.pages.map(({ key }) => key).toSorted()).toEqual(['free', 'home']);
    await expect(client.call(getPage, shelf, { page: 'bookList' })).rejects.toMatchObject({ status: 404 });
    expect(await client.call(getPage, shelf, { page: 'free' })).not.toHaveProperty('composites');
  });

  test('runs its queries for those who may open a page with it, and for nobody else', async () => {
    const { client } = running;
    const { composites, queries } = await client.call(getPage, shelf, { page: 'home' });
    const query = composites?.bookList?.queries[0]?.id ?? '';
    const asked = { query, values: { 'parameters.shelf': 'B' } };
    expect((await client.call(runQuery, shelf, asked)).rows).toMatchObject([{ name: 'Ulysses' }]);
    await expect(reader.call(runQuery, shelf, asked)).rejects.toMatchObject({ status: 403 });
    // What the composite deletes is a record of the page, which so knows whether that is allowed.
    const all = await client.call(runQuery, shelf, { query: queries[0]?.id ?? '', values: {} });
    expect(all.rows[0]).toMatchObject({ allowed: expect.arrayContaining(['delete']), version: 1 });
  });
});
