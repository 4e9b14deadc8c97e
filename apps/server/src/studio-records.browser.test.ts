import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApplication, createRecords, publish, pushDefinition } from '@plinth/api-contract';
import { type EmptyTestDatabase, emptyTestDatabase } from '@plinth/database/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf } from './testing-look.ts';
import { visit } from './testing-visit.ts';

const script = join(import.meta.dirname, '../../../../shared/data/chinook/chinook-postgresql.sql');
const hostile = '\u202E<script>alert(1)</script>\u200B🙂';
const shelf = { tenant: 'main', environment: 'development', application: 'shelf' };
const files = {
  'plinth.yaml': 'format: 1\nkey: shelf\ntype: application\nlabel: Shelf\n',
  'pages/home.yaml': "label: Home\npath: ''\ncomponents:\n  - ui.heading: Shelf\n",
  'roles.yaml': 'member:\n  heldBy: members\n  permissions:\n    book: all\n    author: all\n',
  'entities/author.yaml':
    'label: Author\nlabelPlural: Authors\ntitle: name\nsearch: [ name ]\nfields:\n  name: { type: text, required: true }\n',
  'entities/book.yaml': `label: Book
labelPlural: Books
title: name
search: [ name ]
history: true
fields:
  name: { type: text, required: true, maxLength: 60 }
  pages: { type: integer, minimum: '1' }
  author: { type: reference, target: author }
  read: boolean
`,
};

let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  const { client } = running;
  await client.call(createApplication, shelf, { key: 'shelf', type: 'application', label: 'Shelf' });
  await client.call(pushDefinition, shelf, { files });
  await publish(client, shelf, { version: '1.0.0' });
  const { ids } = await client.call(createRecords, shelf, { entity: 'author', records: [{ name: 'Ada Lovelace' }, { name: hostile }] });
  const records = Array.from({ length: 230 }, (_, number) => ({
    name: `Book ${String(number + 1).padStart(3, '0')}`,
    pages: number + 1,
    author: ids[number % 2],
  }));
  await client.call(createRecords, shelf, { entity: 'book', records });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const grid = (page: Page, name: string) => page.getByRole('grid', { name });

test('records are found, sorted, changed in place, added and deleted', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/shelf/-/records/book`);
  const books = grid(page, 'Books');
  await books.getByRole('button', { name: 'Name' }).click();
  await books.getByText('Book 001').waitFor();
  expect(await books.getAttribute('aria-rowcount')).toBe('231');
  expect(await flawsOf(page, 'studio-records-1440-light')).toEqual([]);

  // Only what is in sight is drawn, and the last row comes when the keyboard goes there.
  expect(await books.getByRole('row').count()).toBeLessThan(80);
  await books.focus();
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+End');
      return books.getByText('Book 230').isVisible();
    })
    .toBe(true);

  await books.getByRole('button', { name: 'Pages' }).click();
  await books.getByRole('button', { name: 'Pages' }).click();
  await expect.poll(() => books.getByRole('row').nth(1).textContent()).toContain('Book 230');

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByLabel('Value').fill('Book 00');
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByText('9 records', { exact: true }).waitFor();

  // A wrong value stays where it was written, with what is wrong.
  await books.getByRole('gridcell', { name: '9', exact: true }).dblclick();
  await books.getByLabel('Pages').fill('0');
  await page.keyboard.press('Enter');
  await books.getByRole('alert').filter({ hasText: 'at least 1' }).waitFor();
  expect(await books.getByLabel('Pages').inputValue()).toBe('0');
  await books.getByLabel('Pages').fill('900');
  await page.keyboard.press('Enter');
  await books.getByRole('gridcell', { name: '900' }).waitFor();
  const panel = page.getByRole('complementary', { name: 'Properties' });
  await panel.getByText('Pages: 9 → 900').waitFor();

  await page.getByRole('button', { name: 'New Book' }).click();
  await panel.getByLabel('Name').fill(`Book 00 ${hostile}`);
  await panel.getByRole('combobox', { name: 'Author' }).fill('ada');
  await panel.getByRole('option', { name: 'Ada Lovelace' }).click();
  await panel.getByRole('button', { name: 'Create' }).click();
  await page.getByText('10 records', { exact: true }).waitFor();
  await panel.getByRole('heading', { name: /Book 00 .*script/ }).waitFor();
  expect(await flawsOf(page, 'studio-records-hostile')).toEqual([]);

  await panel.getByRole('button', { name: 'Delete this record' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('9 records', { exact: true }).waitFor();

  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export as CSV' }).click()]);
  const file = join(running.folder, 'books.csv');
  await saved.saveAs(file);
  const exported = await readFile(file, 'utf8');
  expect(exported.trim().split('\n')).toHaveLength(10);
  await context.close();
  // A value that is refused is no mistake of the page, but the browser tells of the answer.
  expect(complaints.filter((each) => !each.includes('422'))).toEqual([]);
});

test('cells of a spreadsheet are pasted, filled down and taken back; a wrong one keeps all out', async () => {
  const { page, context } = await visit(browser, running);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${running.address}/studio/main/shelf/-/records/book`);
  const books = grid(page, 'Books');
  await books.getByRole('button', { name: 'Name' }).click();
  await books.getByText('Book 012', { exact: true }).waitFor();
  const cell = (name: string) => books.getByRole('gridcell', { name, exact: true });
  const paste = async (text: string) => {
    await page.evaluate((given) => navigator.clipboard.writeText(given), text);
    await books.focus();
    await page.keyboard.press('Control+v');
  };
  await cell('Book 010').click();
  await paste('Pasted 1\t1,000\nPasted 2\t2,000\n');
  await page.getByText('4 cells changed').waitFor();
  await cell('2,000').waitFor();
  await page.getByRole('button', { name: 'Undo this' }).click();
  await cell('Book 010').waitFor();
  await cell('Book 011').waitFor();

  await paste('Fine\t0\n');
  await page.getByText('No cell was changed.').waitFor();
  expect(await books.locator('[aria-invalid]').count()).toBe(1);

  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+d');
  await page.getByText('2 cells changed').waitFor();
  expect(await cell('Book 010').count()).toBe(3);
  await page.keyboard.press('Control+c');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Book 010\nBook 010\nBook 010');
  await page.getByRole('button', { name: 'Undo this' }).click();
  await cell('Book 012').waitFor();

  await paste('Fine\t0\n');
  await page.getByText('No cell was changed.').waitFor();
  expect(await flawsOf(page, 'studio-records-refused')).toEqual([]);
  await context.close();
});

test.each([
  [1280, 'dark'],
  [820, 'light'],
  [390, 'dark'],
] as const)('%i pixels wide, in %s, it has no flaw', async (width, scheme) => {
  const { page, context } = await visit(browser, running, width, scheme);
  await page.goto(`${running.address}/studio/main/shelf/-/records/book`);
  await page.getByText('230 records').waitFor({ state: 'attached' });
  expect(await flawsOf(page, `studio-records-${width}-${scheme}`)).toEqual([]);
  await page.goto(`${running.address}/studio/main/shelf/-/sources`);
  await page.getByRole('heading', { name: 'Connect a database' }).waitFor();
  expect(await flawsOf(page, `studio-sources-${width}-${scheme}`)).toEqual([]);
  await context.close();
});

describe.skipIf(!existsSync(script))('a record shop in a database of its own (skipped where ../shared/data/chinook is missing)', () => {
  let shop: EmptyTestDatabase;
  beforeAll(async () => {
    shop = await emptyTestDatabase();
    const sql = await readFile(script, 'utf8');
    await shop.ask(`set role test_platform; ${sql.slice(sql.indexOf('CREATE TABLE'))}; create view "top 'albums" as
      select title, album_id as id from album where album_id < 4; create table "no 'columns" ()`);
    await running.client.call(createApplication, { tenant: 'main' }, { key: 'shop', type: 'application', label: 'Record shop' });
    const target = { tenant: 'main', application: 'shop' };
    const role = {
      'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Record shop\n',
      'roles.yaml': 'member:\n  heldBy: members\n',
    };
    await running.client.call(pushDefinition, target, { files: role });
  });
  afterAll(() => shop?.close());

  test('it is connected, becomes entities and pages in one act, and is browsed', async () => {
    const { page, context, complaints } = await visit(browser, running);
    await page.goto(`${running.address}/studio/main/shop/-/sources`);
    await page.getByLabel('Host').fill(shop.url);
    expect(await page.getByLabel('Host').inputValue()).toBe(new URL(shop.url).hostname);
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText(/^PostgreSQL .* answers, signed in as/).waitFor();
    await page.getByLabel('Name of the connection').fill('chinook');
    await page.getByLabel('Records may be changed there').check();
    expect(await flawsOf(page, 'studio-sources-connect')).toEqual([]);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();

    await page
      .getByRole('row', { name: /no 'columns/ })
      .getByText('it has no columns')
      .waitFor();
    await page.getByRole('button', { name: 'album', exact: true }).click();
    await page.getByRole('complementary', { name: 'Properties' }).getByText('artist_id').first().waitFor();
    expect(await flawsOf(page, 'studio-sources-tables')).toEqual([]);
    await page.getByLabel('Take playlist_track').uncheck();
    await page.getByRole('button', { name: 'Add 11 entities with their pages' }).click();
    await page.getByText(/^11 entities and 22 pages are part of the application/).waitFor();
    expect(await flawsOf(page, 'studio-sources-taken')).toEqual([]);

    await page.getByRole('button', { name: /^Undo: Add 11 entities/ }).click();
    await page.getByRole('button', { name: 'Add 12 entities with their pages' }).waitFor();
    await page.getByRole('button', { name: /^Redo: Add 11 entities/ }).click();
    await page.getByLabel('Take playlist_track').check();
    await page.getByRole('button', { name: 'Add 1 entity with its pages' }).click();
    await page.getByText(/^1 entity and 2 pages/).waitFor();

    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('button', { name: /^Publish version/ }).click();
    const application = page.getByRole('link', { name: 'Open the application' });
    await application.waitFor();
    const address = (await application.getAttribute('href')) ?? '';
    await page.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).click();

    await page.getByRole('button', { name: 'Browse records' }).click();
    await page.getByRole('button', { name: 'Albums', exact: true }).click();
    await page.getByText('347 records').waitFor();
    await grid(page, 'Albums').getByText('AC/DC').first().waitFor();
    expect(await page.getByText('only read').count()).toBe(0);
    const albums = grid(page, 'Albums');
    await albums.getByRole('gridcell', { name: 'Balls to the Wall', exact: true }).dblclick();
    await albums.getByLabel('Title').fill('Balls to the Hall');
    await page.keyboard.press('Enter');
    await albums.getByRole('gridcell', { name: 'Balls to the Hall', exact: true }).waitFor();
    await expect.poll(() => shop.ask('select title from album where album_id = 2')).toEqual([{ title: 'Balls to the Hall' }]);
    await page.goto(`${running.address}${address}/albums`);
    await expect.poll(() => grid(page, 'Albums').getAttribute('aria-rowcount')).toBe('348');
    // A view is shown like a table, and no more than shown.
    await page.goto(`${running.address}${address}/top-albums`);
    await expect.poll(() => grid(page, 'Top albums').getAttribute('aria-rowcount')).toBe('4');
    await grid(page, 'Top albums').getByRole('link', { name: 'Balls to the Hall' }).click();
    await page.getByRole('heading', { level: 1, name: 'Balls to the Hall' }).waitFor();
    expect(await page.getByRole('button', { name: /New|Edit|Delete/ }).count()).toBe(0);

    // Each environment has connections of its own, and a plan says which are missing.
    await page.goto(`${running.address}/studio/main/shop/-/versions`);
    await page
      .getByRole('button', { name: /^Release .* to / })
      .first()
      .click();
    await page
      .getByRole('dialog')
      .getByText(/has no connection chinook: Album, Artist and 10 others cannot be read/)
      .waitFor();
    expect(await flawsOf(page, 'studio-plan-lacking')).toEqual([]);
    await page.goto(`${running.address}/studio/main/shop/-/sources`);
    await page.getByLabel('Environment').selectOption('production');
    await page.getByText('No database is connected yet.').waitFor();
    await page.getByLabel('Environment').selectOption('development');
    await page.getByRole('button', { name: /^chinook/ }).click();
    await page.getByRole('button', { name: 'Disconnect this database' }).click();
    await page.getByRole('dialog').getByText('Disconnect chinook from development?').waitFor();
    expect(await flawsOf(page, 'studio-sources-disconnect')).toEqual([]);
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await page.getByText('No database is connected yet.').waitFor();
    await context.close();
    expect(complaints.filter((each) => !/40[45]/.test(each))).toEqual([]);
  });
});
