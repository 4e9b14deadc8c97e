import { createApplication, publish, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf } from './testing-look.ts';
import { middleOf } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

const target = { tenant: 'main', environment: 'development', application: 'greetings' };
const files = {
  'plinth.yaml': 'format: 1\nkey: greetings\ntype: application\nlabel: Greetings\n',
  'roles.yaml': 'member:\n  heldBy: members\n',
  'pages/home.yaml': `label: Home
path: ''
state: { name: { type: string, initial: Ada } }
components:
  - ui.card:
      title: Greeting
      children:
        - ui.heading: "{{ state.name }} is here"
        - ui.text: Welcome
  - ui.text-input: { label: Name, value: = state.name, on: { change: { do: setState, values: { name: = event.value } } } }
`,
};

let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'greetings', type: 'application', label: 'Greetings' });
  await running.client.call(pushDefinition, target, { files });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const outline = (page: Page) => page.getByRole('tree', { name: 'Outline' });
const properties = (page: Page) => page.getByRole('complementary', { name: 'Properties' });
const saved = (page: Page) =>
  page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor();

test('a part of a page becomes a composite, which is used twice and changed once', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/greetings`);
  const canvas = page.frameLocator('iframe');
  await canvas.getByRole('heading', { name: 'Ada is here' }).waitFor();

  await outline(page).getByRole('treeitem', { name: 'Greeting' }).click();
  await properties(page).getByRole('button', { name: 'Make a composite of it' }).click();
  await properties(page).getByRole('button', { name: 'Open the composite' }).waitFor();
  await canvas.getByRole('heading', { name: 'Ada is here' }).waitFor();
  // Pointing at what it draws selects the composite as a whole.
  const { x, y } = await middleOf(canvas.getByText('Welcome'));
  await outline(page).getByRole('treeitem', { name: 'Name' }).click();
  await page.mouse.click(x, y);
  await properties(page).getByRole('button', { name: 'Open the composite' }).waitFor();
  expect(await flawsOf(page, 'studio-composite-use')).toEqual([]);

  await outline(page).getByRole('treeitem', { name: 'Name' }).click();
  await page.getByRole('searchbox', { name: 'Find a component' }).fill('greeting');
  await page.getByRole('heading', { name: 'Your composites' }).waitFor();
  await page.getByRole('button', { name: 'Greeting' }).last().click();
  await properties(page).getByLabel('Name', { exact: true }).first().fill('Bo');
  await page.keyboard.press('Tab');
  await canvas.getByRole('heading', { name: 'Bo is here' }).waitFor();

  await properties(page).getByRole('button', { name: 'Open the composite' }).click();
  await properties(page).getByRole('heading', { name: 'Composite' }).waitFor();
  await canvas.getByText('Welcome').waitFor();
  expect(await flawsOf(page, 'studio-composite')).toEqual([]);
  // Another name of a parameter is written wherever it is given.
  await properties(page).getByLabel('Name', { exact: true }).first().fill('who');
  await page.keyboard.press('Tab');
  await saved(page);
  const text = await middleOf(canvas.getByText('Welcome'));
  await page.mouse.dblclick(text.x, text.y);
  await page.locator('.overlay-text').fill('Good day');
  await page.keyboard.press('Enter');
  await canvas.getByText('Good day').waitFor();
  await saved(page);

  await page
    .getByRole('link', { name: /^Home/ })
    .or(page.getByRole('button', { name: /^Home/ }))
    .first()
    .click();
  await canvas.getByRole('heading', { name: 'Ada is here' }).waitFor();
  await expect.poll(() => canvas.getByText('Good day').count()).toBe(2);
  await publish(running.client, target, { version: '1.0.0' });
  expect(complaints).toEqual([]);
  await context.close();
});

test('people see each where it stands, with what it is given there', async () => {
  const { page: player, context, complaints } = await visit(browser, running);
  await player.goto(`${running.address}/apps/main/development/greetings`);
  await player.getByRole('heading', { name: 'Ada is here' }).waitFor();
  await player.getByRole('heading', { name: 'Bo is here' }).waitFor();
  await player.getByLabel('Name').fill('Cy');
  await player.getByRole('heading', { name: 'Cy is here' }).waitFor();
  await player.getByRole('heading', { name: 'Bo is here' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('a composite is made components again where it stands', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/greetings`);
  const canvas = page.frameLocator('iframe');
  await canvas.getByRole('heading', { name: 'Bo is here' }).waitFor();
  await outline(page).getByRole('treeitem', { name: 'Greeting' }).last().click();
  await properties(page)
    .getByRole('button', { name: /^Detach/ })
    .click();
  await outline(page).getByRole('treeitem', { name: 'Good day' }).waitFor();
  await canvas.getByRole('heading', { name: 'Bo is here' }).waitFor();
  await saved(page);
  expect(complaints).toEqual([]);
  await context.close();
});
