import { appendActions, createApplication, getBranch, publish, pullDefinition, pushDefinition } from '@plinth/api-contract';
import { currentSchemaVersion, pagesOf, readSnapshot, withDefaults } from '@plinth/app-definition';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf, looks } from './testing-look.ts';
import { openStudio } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

const at = { tenant: 'main', environment: 'development', application: 'careless' };
/** What can be published, and what people would suffer from. */
const careless = {
  'plinth.yaml': 'format: 1\nkey: careless\ntype: application\nlabel: Careless\nhomePage: orders\ntheme: faint\n',
  'roles.yaml': 'member:\n  heldBy: members\n  permissions:\n    order: all\n',
  'themes/faint.yaml': "label: Faint\nlight: { ink-2: '#dddddd' }\n",
  'entities/order.yaml':
    'label: Order\nlabelPlural: Orders\ntitle: number\nfields:\n  number: { type: text, required: true }\n  placed: date\n',
  'pages/orders.yaml': `label: Orders
path: ''
queries:
  latest: { entity: order, sort: [ -placed ] }
components:
  - ui.heading: { text: All orders, level: '4' }
  - ui.text-input: { name: wanted }
  - ui.table: { query: latest, columns: [ number, placed ] }
  - ui.image: { height: 80 }
`,
};
let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  const { client } = running;
  await client.call(createApplication, at, { key: 'careless', type: 'application', label: 'Careless' });
  await client.call(pushDefinition, at, { files: careless });
  await publish(client, at, { version: '1.0.0' });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const summary = (page: Page) => page.getByRole('banner').getByRole('button', { name: /^Show problems/ });
async function openProblems(page: Page): Promise<void> {
  await openStudio(page, running, 'careless', 'All orders');
  const inBar = summary(page);
  if (await inBar.isVisible()) await inBar.click();
  else
    await page
      .getByRole('contentinfo')
      .getByRole('button', { name: /problems/ })
      .click();
  await page.getByText('It sorts by Placed, which has no index').waitFor();
}

test('what people would suffer from is counted, told with where and why, and mended by a press', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await openStudio(page, running, 'careless', 'All orders');
  await expect.poll(() => summary(page).getAttribute('aria-label')).toMatch(/^Show problems: 0 to mend, \d+ to look at$/);
  await openProblems(page);
  const drawer = page.getByRole('region', { name: 'Problems and history' });
  const fixes = ['Set the level: a ui.heading', 'Name it: component wanted', 'Name it: a ui.table', 'Add an index: query latest'];
  for (const fix of fixes) {
    await drawer.getByRole('button', { name: fix }).click();
    await page.getByRole('button', { name: `Undo: ${fix}` }).waitFor();
    await drawer.getByRole('button', { name: fix }).waitFor({ state: 'detached' });
  }
  const faint = drawer.getByRole('button', { name: 'Remove its own colour: theme faint' });
  await faint.first().click();
  await faint.first().waitFor({ state: 'detached' });
  await expect.poll(() => summary(page).getAttribute('aria-label')).toBe('Show problems: 0 to mend, 1 to look at');
  await drawer.getByRole('button', { name: 'a ui.image' }).click();
  await page.getByRole('complementary', { name: 'Properties' }).getByLabel('Description', { exact: true }).waitFor();
  const { files } = await running.client.call(pullDefinition, at, {});
  expect(files['entities/order.yaml']).toContain('byPlaced');
  expect(files['pages/orders.yaml']).toContain('Orders');
  // As it was, for those who look next.
  await running.client.call(pushDefinition, at, { files: careless });
  await context.close();
  expect(complaints).toEqual([]);
});

test('kinds are told apart, and publishing lists what is worth a look', async () => {
  const { page, context } = await visit(browser, running);
  await openProblems(page);
  const kinds = page.getByRole('group', { name: 'Kinds of problems' });
  await kinds.getByRole('button', { name: 'Performance' }).click();
  await expect.poll(() => page.locator('.studio-problems > li').count()).toBe(1);
  await kinds.getByRole('button', { name: 'Accessibility' }).click();
  await page.getByText('It has no description').waitFor();
  expect(await page.getByText('which has no index').count()).toBe(0);
  await page.getByRole('banner').getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText(/things to look at$/).click();
  await page.getByRole('dialog').getByText('It has no description for those who do not see the picture.').waitFor();
  await context.close();
});

test('publishing refuses what is wrong, and leads there', async () => {
  const { snapshot, position } = await running.client.call(getBranch, at, {});
  const { definition } = readSnapshot(snapshot);
  const parent = definition === null ? '' : (pagesOf(definition)[0]?.id ?? '');
  const record = withDefaults({
    id: 'wrong',
    kind: 'component',
    parent,
    index: 'z1',
    component: 'ui.text',
    properties: { text: '= nobody.knows' },
  });
  const action = {
    id: 'break-it',
    type: 'RECORD_INSERT',
    actor: 'colleague',
    intent: 'Break it',
    schemaVersion: currentSchemaVersion,
    seen: position,
    payload: { record },
  };
  await running.client.call(appendActions, at, { expectedPosition: position, actions: [action] });
  const { page, context } = await visit(browser, running);
  await openStudio(page, running, 'careless', 'All orders');
  await expect.poll(() => summary(page).getAttribute('aria-label')).toMatch(/^Show problems: 1 to mend/);
  await page.getByRole('banner').getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('dialog').getByRole('alert').getByRole('button', { name: 'a ui.text' }).click();
  await page.getByRole('treeitem', { selected: true }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await running.client.call(pushDefinition, at, { files: careless });
  await context.close();
});

describe.each(looks)('%i pixels wide, in %s', (width, scheme) => {
  test('the panel has no flaw', async () => {
    const { page, context } = await visit(browser, running, width, scheme);
    if (width < 700) await page.addInitScript(() => localStorage.setItem('plinth-studio-panel-left', '{"open":false,"size":264}'));
    await openProblems(page);
    expect(await flawsOf(page, `problems-${width}-${scheme}`)).toEqual([]);
    await context.close();
  });
});
