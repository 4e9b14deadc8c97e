import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { middleOf, openStudio, stockTasks } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await stockTasks(running);
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
const outline = (page: Page) => page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem');

test('open, select on the canvas, change a property, undo, publish, and use it', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main`);
  await page.getByRole('link', { name: 'Tasks' }).click();
  const canvas = page.frameLocator('iframe');
  const { x, y } = await middleOf(canvas.getByRole('button', { name: 'New task' }));
  await page.mouse.click(x, y);
  await page.getByRole('heading', { level: 2, name: 'New task' }).waitFor();
  const text = page.getByRole('complementary', { name: 'Properties' }).getByLabel('Text', { exact: true });
  await text.fill('Add a task');
  await text.press('Enter');
  await canvas.getByRole('button', { name: 'Add a task' }).waitFor();
  await page.getByRole('button', { name: 'Undo: Change text of button “New task”' }).click();
  await canvas.getByRole('button', { name: 'New task' }).waitFor();
  await page.getByRole('button', { name: /^Redo:/ }).click();
  await canvas.getByRole('button', { name: 'Add a task' }).waitFor();
  await saved(page);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: 'Publish version 1.0.1' }).click();
  const [player] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: 'Open the application' }).click()]);
  await player.getByRole('button', { name: 'Add a task' }).waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});

test('what an address opens is fetched while the branch is still on its way', async () => {
  const { page, context, complaints } = await visit(browser, running);
  const fetched = page.waitForRequest(/\/page-builder-/);
  await page.route('**/api/main/applications/tasks/branch*', async (route) => {
    await fetched;
    await route.continue();
  });
  await openStudio(page, running, 'tasks', 'All tasks');
  await context.close();
  expect(complaints).toEqual([]);
});

test('dragged from the palette to between two components, then within the canvas, with a line where it goes', async () => {
  const { page, context, complaints } = await visit(browser, running);
  const canvas = await openStudio(page, running, 'tasks', 'All tasks');
  const drag = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.move(to.x, to.y, { steps: 4 });
  };
  const heading = canvas.getByRole('heading', { name: 'What is to do' });
  await drag(await middleOf(page.getByRole('button', { name: 'Divider', exact: true })), await middleOf(heading));
  await page.locator('.overlay-drop[data-shape="line"]').waitFor();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await canvas.getByRole('separator').count()).toBe(0);

  const under = async () => {
    const { x, y } = await middleOf(heading);
    return { x, y: y + 8 };
  };
  await drag(await middleOf(page.getByRole('button', { name: 'Divider', exact: true })), await under());
  await page.mouse.up();
  await canvas.getByRole('separator').waitFor({ state: 'attached' });
  const titles = async () => (await outline(page).allTextContents()).map((words) => words.trim());
  const inContent = ['What is to do', 'Divider', 'Tasks'];
  expect((await titles()).filter((title) => inContent.includes(title))).toEqual(inContent);
  await page.getByRole('button', { name: 'Undo: Add divider' }).waitFor();

  // In the lower half of the table.
  await drag(await middleOf(heading), await middleOf(canvas.getByText('Nothing here yet')));
  await page.mouse.up();
  await expect
    .poll(async () => (await titles()).filter((title) => inContent.includes(title)))
    .toEqual(['Divider', 'Tasks', 'What is to do']);
  await page.getByRole('button', { name: 'Undo: Move heading “What is to do”' }).click();
  await page.getByRole('button', { name: 'Undo: Add divider' }).click();
  await canvas.getByRole('separator').waitFor({ state: 'detached' });
  await saved(page);
  await context.close();
  expect(complaints).toEqual([]);
});

test('an application from nothing, by the keyboard alone', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main`);
  const { keyboard } = page;
  /** Goes on with Tab until what is called so has the focus. */
  const reach = async (role: 'button' | 'link' | 'application' | 'tree', name: string | RegExp) => {
    const wanted = page.getByRole(role, { name });
    await wanted.waitFor();
    for (let step = 0; step < 200; step++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`Tab never reaches ${String(name)}.`);
  };
  const choose = async (words: string) => {
    await keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find anything' }).waitFor();
    await keyboard.type(words);
    await keyboard.press('Enter');
  };
  await reach('button', 'New application');
  await keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Name').waitFor();
  await keyboard.type('Visitors’ book');
  await keyboard.press('Enter');
  const canvas = page.frameLocator('iframe');
  await canvas.getByRole('heading', { name: 'Home' }).waitFor();
  await page.getByText('This page is empty').waitFor();

  await choose('add stack');
  await choose('add heading');
  await reach('tree', 'Outline');
  const names = async () => (await outline(page).allTextContents()).map((words) => words.trim());
  await expect.poll(names).toEqual(['Stack', 'Heading']);
  await keyboard.press('Enter');
  await page.locator('.overlay-text').waitFor();
  await keyboard.type('Who was here');
  await keyboard.press('Enter');
  await canvas.getByRole('heading', { name: 'Who was here' }).waitFor();
  await choose('add button');
  await expect.poll(names).toEqual(['Stack', 'Who was here', 'Button']);
  await reach('application', /^Canvas/);
  await keyboard.press('Alt+ArrowUp');
  await expect.poll(names).toEqual(['Stack', 'Button', 'Who was here']);
  await keyboard.press('Control+d');
  await expect.poll(names).toEqual(['Stack', 'Button', 'Button', 'Who was here']);
  await keyboard.press('Alt+ArrowLeft');
  await expect.poll(names).toEqual(['Stack', 'Button', 'Who was here', 'Button']);
  await keyboard.press('Control+x');
  await expect.poll(names).toEqual(['Stack', 'Button', 'Who was here']);
  await keyboard.press('End');
  await keyboard.press('Control+v');
  await expect.poll(names).toEqual(['Stack', 'Button', 'Who was here', 'Button']);
  await keyboard.press('Delete');
  await keyboard.press('Control+z');
  await keyboard.press('Control+z');
  await expect.poll(names).toEqual(['Stack', 'Button', 'Who was here']);
  await keyboard.press('Control+y');
  await expect.poll(names).toEqual(['Stack', 'Button', 'Who was here', 'Button']);
  await saved(page);

  await reach('button', 'Publish');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: /^Publish version/ }).waitFor();
  await keyboard.press('Enter');
  const [player] = await Promise.all([
    context.waitForEvent('page'),
    page
      .getByRole('link', { name: 'Open the application' })
      .waitFor()
      .then(() => keyboard.press('Enter')),
  ]);
  await player.getByRole('heading', { name: 'Who was here' }).waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});

test('without a network the work goes on, and is saved when it is back', async () => {
  const { page, context } = await visit(browser, running);
  const canvas = await openStudio(page, running, 'tasks', 'All tasks');
  await context.setOffline(true);
  const heading = canvas.getByRole('heading', { name: 'What is to do' });
  const { x, y } = await middleOf(heading);
  await page.mouse.dblclick(x, y);
  await page.locator('.overlay-text').fill('What waits');
  await page.keyboard.press('Enter');
  await canvas.getByRole('heading', { name: 'What waits' }).waitFor();
  await page.getByRole('status').filter({ hasText: 'Offline, 1 change waits' }).waitFor();
  await context.setOffline(false);
  await saved(page);
  await page.reload();
  await canvas.getByRole('heading', { name: 'What waits' }).waitFor();
  await context.close();
});
