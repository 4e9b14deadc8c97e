import { getBranch, listRecords } from '@plinth/api-contract';
import { entitiesOf, fieldsOf, readSnapshot } from '@plinth/app-definition';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { createEmptyApplication } from './testing-studio.ts';
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
