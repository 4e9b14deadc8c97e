import { createApplication, createRecord, getBranch, listRecords, publish, pushDefinition } from '@plinth/api-contract';
import { entitiesOf, fieldsOf, readSnapshot } from '@plinth/app-definition';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { createEmptyApplication, middleOf } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const saved = (page: Page) =>
  page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor();

/** The fields as the server has them, each as `key: type`. */
async function storedFields(application: string): Promise<readonly string[]> {
  const { snapshot } = await running.client.call(getBranch, { tenant: 'main', application }, {});
  const { definition } = readSnapshot(snapshot);
  const [entity] = definition === null ? [] : entitiesOf(definition);
  return definition === null || entity === undefined
    ? []
    : fieldsOf(definition, entity.id).map(({ key, type, required }) => `${key}: ${type}${required ? ' required' : ''}`);
}

test('an entity with five types of fields, from an empty application to a published table, by the keyboard alone', async () => {
  await createEmptyApplication(running, 'library');
  const { page, context, complaints } = await visit(browser, running);
  const { keyboard } = page;
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
  /** Goes on with Tab until what is called so has the focus. */
  const reach = async (name: string) => {
    for (let step = 0; step < 200; step++) {
      if ((await focused()) === name) return;
      await keyboard.press('Tab');
    }
    throw new Error(`Tab never reaches ${name}.`);
  };
  const choose = async (words: string) => {
    await keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find anything' }).waitFor();
    await keyboard.type(words);
    await keyboard.press('Enter');
  };
  const row = (label: string) => page.getByRole('grid', { name: 'Fields' }).getByRole('row').filter({ hasText: label });

  await page.goto(`${running.address}/studio/main/library/entity`);
  await page.getByText('Saved', { exact: true }).waitFor();
  await reach('New entity');
  await keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Entity 1' }).waitFor();

  // A field is a label, a type and Enter; the next one can be written at once.
  await choose('add field');
  await expect.poll(focused).toBe('New field');
  const write = async (label: string, type: string) => {
    await keyboard.type(label);
    await keyboard.press('Tab');
    await keyboard.type(type);
    await keyboard.press('Enter');
    await row(label).waitFor();
    await expect.poll(focused).toBe('New field');
  };
  await write('Date of birth', 'Date');
  await write('E-mail', 'E-mail');
  await write('Fee', 'Money');
  await write('Kind', 'Choice');
  await expect
    .poll(() => storedFields('library'))
    .toEqual(['name: text required', 'dateOfBirth: date', 'eMail: email', 'fee: money', 'kind: choice']);

  // Up into the grid: rename, retype, move, undo by name.
  await keyboard.press('ArrowUp');
  await expect.poll(focused).toBe('Kind');
  await keyboard.press('Enter');
  await keyboard.type('Sort of reader');
  await keyboard.press('Enter');
  await row('Sort of reader').waitFor();
  await page.getByRole('button', { name: 'Undo: Rename field “Kind” to “Sort of reader”' }).waitFor();
  await keyboard.press('Alt+ArrowUp');
  await page.getByRole('button', { name: 'Undo: Move field “Sort of reader”' }).waitFor();
  await expect.poll(focused).toBe('Sort of reader');
  await keyboard.press('End');
  await keyboard.press('ArrowLeft');
  await keyboard.press('Enter');
  await keyboard.type('Adult, Child, School class');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Undo: Change choices of field “Sort of reader”' }).waitFor();
  await keyboard.press('Home');
  await keyboard.press('ArrowDown');
  await expect.poll(focused).toBe('Fee');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await keyboard.type('Whole');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Undo: Change type of field “Fee” to Whole number' }).waitFor();
  await keyboard.press('ArrowRight');
  await keyboard.press(' ');
  await expect.poll(() => storedFields('library')).toContain('fee: integer required');
  await keyboard.press('Control+z');
  await expect.poll(() => storedFields('library')).toContain('fee: integer');
  await keyboard.press('Control+Delete');
  await row('Fee').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo: Remove field “Fee”' }).waitFor();
  await keyboard.press('Control+z');
  await row('Fee').waitFor();

  // Who may use it: told as long as nobody may.
  await choose('show permissions');
  await page.getByText('Nobody may read or change these records yet').waitFor();
  for (const operation of ['Read', 'Create', 'Change']) {
    await reach(`Member: ${operation}`);
    await keyboard.press(' ');
    await expect.poll(() => page.getByLabel(`Member: ${operation}`).isChecked()).toBe(true);
  }
  await page.getByText('Make the table of entity1 with 5 fields.').waitFor();

  await saved(page);
  await reach('Publish');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: /^Publish version/ }).waitFor();
  await expect.poll(focused).toMatch(/^Publish version/);
  await keyboard.press('Enter');
  await page.getByRole('link', { name: 'Open the application' }).waitFor();
  const { items } = await running.client.call(
    listRecords,
    { tenant: 'main', environment: 'development', application: 'library' },
    { entity: 'entity1' },
  );
  expect(items).toEqual([]);
  await expect
    .poll(() => storedFields('library'))
    .toEqual(['name: text required', 'dateOfBirth: date', 'eMail: email', 'sortOfReader: choice', 'fee: integer']);
  await context.close();
  expect(complaints).toEqual([]);
});

test('a line drawn in the diagram becomes a reference, cards stay where they were put, and all of it works without a pointer', async () => {
  await createEmptyApplication(running, 'drawn');
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/drawn/-/diagram`);
  await page.getByRole('button', { name: 'New entity' }).first().click();
  const card = (label: string) => page.getByRole('group', { name: label, exact: true });
  await card('Entity 1').waitFor();
  await page.locator('.diagram-tools').getByRole('button', { name: 'New entity' }).click();
  await card('Entity 2').waitFor();
  await page.getByRole('button', { name: 'Show everything' }).click();

  const middle = async (label: string) => middleOf(card(label));
  const grip = card('Entity 1').locator('.diagram-grip');
  await card('Entity 1').hover();
  const from = await middleOf(grip);
  const to = await middle('Entity 2');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, from.y, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Undo: Add field “Entity 2”' }).waitFor();
  await expect.poll(() => storedFields('drawn')).toEqual(['name: text required', 'entity2: reference']);
  await page.locator('.react-flow__edge').waitFor({ state: 'attached' });

  // The layout put the referring one on the left; it is dragged away and stays there.
  const before = await middle('Entity 2');
  await page.mouse.move(before.x, before.y);
  await page.mouse.down();
  await page.mouse.move(before.x + 40, before.y + 90, { steps: 8 });
  await page.mouse.up();
  const placed = () => card('Entity 2').evaluate((element) => (element instanceof HTMLElement ? element.style.transform : ''));
  await expect.poll(async () => (await middle('Entity 2')).y).toBeGreaterThan(before.y + 60);
  const where = await placed();
  await saved(page);
  await page.reload();
  await card('Entity 2').waitFor();
  await expect.poll(placed).toBe(where);

  // By keys: to a card, move it, refer to another entity by the panel, open it.
  await card('Entity 2').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: 'Entity 2' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await expect.poll(placed).not.toBe(where);
  await page.getByLabel('Refer to').focus();
  await page.keyboard.type('Entity 1');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Undo: Add field “Entity 1”' }).waitFor();
  await page.getByRole('button', { name: 'Open Entity 2' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Entity 2' }).waitFor();
  await page.getByRole('button', { name: 'Show in the diagram' }).click();
  await card('Entity 1').dblclick();
  await page.getByRole('heading', { level: 1, name: 'Entity 1' }).waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});

test('who may do what: a matrix with rules and fields, seen as a role, and explained for a record', async () => {
  const application = 'leave';
  const target = { tenant: 'main', environment: 'development', application };
  const { client } = running;
  await client.call(createApplication, target, { key: application, type: 'application', label: 'Leave' });
  await client.call(pushDefinition, target, {
    files: {
      'plinth.yaml': 'format: 1\nkey: leave\ntype: application\nlabel: Leave\nhomePage: home\n',
      'roles.yaml': 'office: { heldBy: members, permissions: { request: all } }\nguest: { label: Guest }\n',
      'pages/home.yaml': "label: Home\npath: ''\n",
      'entities/request.yaml':
        'label: Request\ntitle: reason\nfields: { reason: { type: text, required: true }, email: email, approved: boolean }\n',
    },
  });
  await publish(client, target, { version: '1.0.0' });
  await client.call(createRecord, target, { entity: 'request', values: { reason: 'Holiday', email: 'nora@plinth.example' } });

  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/leave/role`);
  await page.getByRole('button', { name: 'Guest' }).click();
  await page.getByText('Nobody holds it yet').waitFor();
  await page.getByLabel('Request: Read').check();
  await page.getByLabel('Request: Change').check();
  await page.getByRole('button', { name: /^Undo: Change what “Guest” may do with “Request”/ }).waitFor();
  await page.getByRole('table', { name: 'Permissions' }).getByRole('button', { name: 'Request' }).click();
  const rule = page.getByLabel('Row rule');
  await rule.fill('email = user.mail');
  await page.getByText(/mail/).last().waitFor();
  await rule.fill('email = user.email');
  await page.getByText('gives boolean').waitFor();
  await rule.press('Enter');
  await page.getByRole('button', { name: 'Undo: Change the row rule of the permission of “Guest” on “Request”' }).waitFor();
  await page.getByLabel('Approved').selectOption({ label: 'Hidden' });
  await page.getByRole('button', { name: 'Undo: Hide “Approved” in the permission of “Guest” on “Request”' }).waitFor();
  await saved(page);
  await publish(client, target, {});

  await page.getByRole('button', { name: 'View as', exact: true }).click();
  // Every member holds the office's role as well, which sees everything; a visitor has the guest's alone.
  await page.getByText('Never seen: Approved').waitFor({ state: 'detached' });
  await page.getByLabel('Not signed in').check();
  await page.getByText('Never seen: Approved').waitFor();
  await page.getByRole('main').getByText('email = user.email').waitFor();
  await page.getByLabel('Not signed in').uncheck();
  await page.getByLabel('Entity of the record').selectOption({ label: 'Request' });
  await page.getByLabel('Record', { exact: true }).selectOption({ label: 'Holiday' });
  const told = page.getByRole('status').filter({ hasText: 'granted' });
  await told.waitFor();
  expect(await told.textContent()).toContain('email = user.email');
  await context.close();
  expect(complaints).toEqual([]);
});

test('what is used is asked about before it goes, a label that is too long stays to be mended, and keys follow labels until they are written', async () => {
  const application = 'used';
  await running.client.call(createApplication, { tenant: 'main' }, { key: application, type: 'application', label: 'Used' });
  await running.client.call(
    pushDefinition,
    { tenant: 'main', application },
    {
      files: {
        'plinth.yaml': 'format: 1\nkey: used\ntype: application\nlabel: Used\nhomePage: home\n',
        'roles.yaml': 'member: { heldBy: members, permissions: { book: { operations: [read], rowRule: year > 1900 } } }\n',
        'pages/home.yaml': "label: Home\npath: ''\n",
        'entities/book.yaml':
          'label: Book\ntitle: title0\nfields: { title0: { type: text, label: Title 0 }, year: integer, pages: integer }\n',
      },
    },
  );
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/used/entity`);
  const cell = (name: string) => page.getByRole('gridcell', { name, exact: true });
  await cell('Year').click();
  await page.keyboard.press('Delete');
  const question = page.getByRole('region', { name: 'Year is used in 1 place' });
  await question.getByText('Member · Book').waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await cell('Pages').click();
  await page.keyboard.press('Delete');
  await cell('Pages').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo: Remove field “Pages”' }).click();

  await cell('Pages').dblclick();
  await page.keyboard.insertText('x'.repeat(10_000));
  await page.keyboard.press('Enter');
  await page
    .getByText(/must not have more than 500 characters|500/)
    .first()
    .waitFor();
  const editor = page.getByRole('textbox', { name: 'Label of Pages' });
  // Nothing is lost by clicking elsewhere: what was refused waits.
  await cell('Year').click();
  expect((await editor.inputValue()).length).toBe(10_000);
  await editor.fill('Number of pages');
  await page.keyboard.press('Enter');
  await cell('numberOfPages').dblclick();
  await page.keyboard.type('pageCount');
  await page.keyboard.press('Enter');
  await cell('Number of pages').dblclick();
  await page.keyboard.insertText('\u202EPages of it 🙂');
  await page.keyboard.press('Enter');
  await expect.poll(() => storedFields(application)).toEqual(['title0: text', 'year: integer', 'pageCount: integer']);

  // What is written is kept by going elsewhere, and an expression is checked where it is written.
  await cell('Title 0').dblclick();
  await page.keyboard.type('Main title');
  await cell('Year').click();
  await page.getByRole('button', { name: 'Undo: Rename field “Title 0” to “Main title”' }).waitFor();
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const expression = page.getByRole('group', { name: 'Default of Year' });
  await page.keyboard.type('today()');
  await expression.getByText('it gives date where number belongs').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('today().year');
  await expression.getByText('gives number').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Undo: Change default of field “Year”' }).waitFor();
  await cell('today().year').waitFor();

  // By the pointer: the last row to the top.
  const handle = page.locator('tr[data-row]').nth(2).locator('.data-handle span');
  await handle.hover();
  const from = await middleOf(handle);
  const first = await middleOf(page.locator('tr[data-row]').first());
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y - 20, { steps: 3 });
  await page.mouse.move(first.x, first.y - 10, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => storedFields(application)).toEqual(['pageCount: integer', 'mainTitle: text', 'year: integer']);
  await context.close();
  expect(complaints).toEqual([]);
});
