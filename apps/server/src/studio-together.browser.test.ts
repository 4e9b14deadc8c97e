import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
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

async function reword(page: Page, canvas: FrameLocator, from: string, to: string): Promise<void> {
  const { x, y } = await middleOf(canvas.getByRole('heading', { name: from }));
  await page.mouse.dblclick(x, y);
  await page.locator('.overlay-text').fill(to);
  await page.keyboard.press('Enter');
  await canvas.getByRole('heading', { name: to }).waitFor();
}

test('two browsers work on one page; one without a network loads it again and loses nothing', async () => {
  const [anna, ben] = [await visit(browser, running), await visit(browser, running)];
  const annas = await openStudio(anna.page, running, 'tasks', 'All tasks');
  const bens = await openStudio(ben.page, running, 'tasks', 'All tasks');
  await reword(anna.page, annas, 'What is to do', 'What Anna wrote');
  await bens.getByRole('heading', { name: 'What Anna wrote' }).waitFor();
  await reword(ben.page, bens, 'What Anna wrote', 'What Ben wrote');
  await annas.getByRole('heading', { name: 'What Ben wrote' }).waitFor();

  // The page itself is still to be had, as from a cache; the platform behind it is not.
  await anna.context.route(/\/api\/main\/applications/, (route) => route.abort());
  await anna.context.routeWebSocket(/\/live/, (socket) => socket.close());
  await anna.page.reload();
  await annas.getByRole('heading', { name: 'What Ben wrote' }).waitFor();
  await reword(anna.page, annas, 'What Ben wrote', 'What waits');
  await anna.page.getByRole('status').filter({ hasText: 'Offline, 1 change waits' }).waitFor();
  await anna.page.reload();
  await annas.getByRole('heading', { name: 'What waits' }).waitFor();
  expect(await bens.getByRole('heading', { name: 'What Ben wrote' }).count()).toBe(1);
  // WebSockets stay closed: what is left of the network serves too.
  await anna.context.unroute(/\/api\/main\/applications/);
  await bens.getByRole('heading', { name: 'What waits' }).waitFor();
  await Promise.all([anna.context.close(), ben.context.close()]);
  expect(ben.complaints).toEqual([]);
});
