import { createApplication, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { middleOf, openStudio } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

const target = { tenant: 'main', application: 'canvas' };
const files = {
  'plinth.yaml': 'format: 1\nkey: canvas\ntype: application\nlabel: Canvas\n',
  'pages/home.yaml': `label: Home
path: ''
components:
  - ui.heading: Above
  - ui.card:
      title: Box
      children:
        - ui.text: Inside
`,
};

let running: TestPlatform;
let browser: Browser;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'canvas', type: 'application', label: 'Canvas' });
  await running.client.call(pushDefinition, target, { files });
  ({ page, complaints } = await visit(browser, running));
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const row = (name: string) => page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem', { name });

test('a component is dragged from the palette onto a page that is looked at larger', async () => {
  const canvas = await openStudio(page, running, 'canvas', 'Above');
  await page.getByRole('button', { name: 'Larger' }).click();
  await page.getByRole('searchbox', { name: 'Find a component' }).fill('divider');
  const from = await middleOf(page.getByRole('button', { name: 'Divider' }));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const to = await middleOf(canvas.getByText('Inside'));
  await page.mouse.move(to.x, to.y - 40, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.locator('.overlay-drop').waitFor();
  await page.mouse.up();
  await canvas.getByRole('separator').waitFor({ state: 'attached' });
  await expect.poll(() => row('Divider').getAttribute('aria-level')).toBe('2');
});

test('what is not shown on a phone is there on a desk alone', async () => {
  const canvas = await openStudio(page, running, 'canvas', 'Above');
  await row('Box').click();
  await page.getByRole('complementary', { name: 'Properties' }).getByLabel('phone').check();
  await page.getByRole('button', { name: '390' }).click();
  await canvas.getByText('Inside').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '1280' }).click();
  await canvas.getByText('Inside').waitFor();
  expect(complaints).toEqual([]);
});
