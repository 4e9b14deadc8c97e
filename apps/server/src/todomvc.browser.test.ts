import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { publishExample } from './testing-example.ts';
import { flawsOf } from './testing-look.ts';
import { type Visit, visit } from './testing-visit.ts';

let running: TestPlatform;
let browser: Browser;
let visited: Visit;
let page: Page;
beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await publishExample(running, 'todomvc');
  visited = await visit(browser, running);
  page = visited.page;
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const open = async (path: string, heading: string) => {
  await page.goto(`${running.address}/apps/main/production/${path}`);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
};
const button = (name: string) => page.getByRole('button', { name, exact: true });
const box = (name: string) => page.getByRole('textbox', { name, exact: true });
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
const todos = () => page.getByRole('listitem').getByRole('button', { name: /^(?!Delete)/ });
const are = (...tasks: readonly string[]) =>
  expect
    .poll(() =>
      page
        .getByRole('list', { name: 'Todos' })
        .isVisible()
        .then((shown) => (shown ? todos().allTextContents() : [])),
    )
    .toEqual(tasks);
const newTodo = () => box('New todo');
const left = (words: string) => page.getByText(words, { exact: true }).waitFor();
const filter = (name: string) => page.getByRole('navigation', { name: 'Filters' }).getByRole('link', { name });

test('without todos there is only the line for a new one, with the focus in it', async () => {
  await open('todomvc', 'todos');
  await page.waitForLoadState('networkidle');
  expect(await newTodo().evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.getByRole('checkbox').count()).toBe(0);
  expect(await page.getByText('left').count()).toBe(0);
  expect(await flawsOf(page, 'todomvc-empty')).toEqual([]);
});

test('a new todo is trimmed, an empty one is none, the line is emptied for the next', async () => {
  await page.keyboard.type('   ');
  await page.keyboard.press('Enter');
  await newTodo().fill('');
  await page.keyboard.type('  Buy milk ');
  await page.keyboard.press('Enter');
  await are('Buy milk');
  await left('1 item left');
  expect(await newTodo().inputValue()).toBe('');
  await page.keyboard.type('Pay rent');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Call Eva');
  await page.keyboard.press('Enter');
  await are('Buy milk', 'Pay rent', 'Call Eva');
  await left('3 items left');
});

test('a todo is completed; all are marked and unmarked at once; the box of all follows', async () => {
  const all = page.getByRole('checkbox', { name: 'Mark all as complete' });
  expect(await button('Clear completed').count()).toBe(0);
  await page.getByRole('checkbox', { name: 'Completed: Pay rent' }).press('Space');
  await left('2 items left');
  expect(await focused()).toBe('Completed: Pay rent');
  await all.check();
  await left('0 items left');
  await expect.poll(() => page.getByRole('listitem').getByRole('checkbox', { checked: true }).count()).toBe(3);
  await page.getByRole('checkbox', { name: 'Completed: Buy milk' }).uncheck();
  await expect.poll(() => all.isChecked()).toBe(false);
  await all.check();
  await left('0 items left');
  await all.uncheck();
  await left('3 items left');
});

test('a double click edits: Enter and leaving save, Escape gives up, an emptied one is deleted', async () => {
  await button('Buy milk').dblclick();
  expect(await page.getByRole('checkbox', { name: 'Completed: Buy milk' }).count(), 'other controls are hidden').toBe(0);
  expect(await box('Todo').inputValue()).toBe('Buy milk');
  await box('Todo').fill('  Buy oat milk ');
  await page.keyboard.press('Enter');
  await are('Buy oat milk', 'Pay rent', 'Call Eva');
  await button('Pay rent').dblclick();
  await box('Todo').fill('Pay the rent');
  await newTodo().click();
  await are('Buy oat milk', 'Pay the rent', 'Call Eva');
  await button('Call Eva').press('F2');
  await box('Todo').fill('Call nobody');
  await page.keyboard.press('Escape');
  await are('Buy oat milk', 'Pay the rent', 'Call Eva');
  expect(await focused()).toBe('Call Eva');
  await page.keyboard.press('Enter');
  await box('Todo').fill('   ');
  await page.keyboard.press('Enter');
  await are('Buy oat milk', 'Pay the rent');
});

test('the button that deletes is shown where the pointer or the focus is', async () => {
  const remove = button('Delete Pay the rent');
  const shown = () => remove.evaluate((element) => element.checkVisibility({ opacityProperty: true }));
  await newTodo().click();
  expect(await shown()).toBe(false);
  await page.getByRole('listitem').nth(1).hover();
  await expect.poll(shown).toBe(true);
  await newTodo().hover();
  await remove.focus();
  await expect.poll(shown).toBe(true);
  await page.keyboard.press('Enter');
  await are('Buy oat milk');
});

test('routes filter, are marked, and survive a reload, as todos do', async () => {
  for (const task of ['Water plants', 'Feed cat']) {
    await newTodo().fill(task);
    await newTodo().press('Enter');
  }
  await are('Buy oat milk', 'Water plants', 'Feed cat');
  await page.getByRole('checkbox', { name: 'Completed: Water plants' }).check();
  expect(await filter('All').getAttribute('aria-current')).toBe('page');
  await filter('Active').click();
  await are('Buy oat milk', 'Feed cat');
  await filter('Completed').press('Enter');
  await are('Water plants');
  expect(page.url()).toMatch(/\/todomvc\/completed$/);
  await page.reload();
  await are('Water plants');
  expect(await filter('Completed').getAttribute('aria-current')).toBe('page');
  expect(await filter('All').getAttribute('aria-current')).toBeNull();
  await page.goBack();
  await are('Buy oat milk', 'Feed cat');
  await left('2 items left');
});

test('the completed are cleared, and what is for todos is gone with the last', async () => {
  await button('Clear completed').click();
  await button('Clear completed').waitFor({ state: 'detached' });
  await filter('All').click();
  await are('Buy oat milk', 'Feed cat');
  await page.getByRole('checkbox', { name: 'Mark all as complete' }).check();
  await button('Clear completed').click();
  await page.getByRole('navigation', { name: 'Filters' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('list', { name: 'Todos' }).count()).toBe(0);
  expect(visited.complaints).toEqual([]);
});
