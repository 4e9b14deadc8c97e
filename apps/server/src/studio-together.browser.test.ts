import { createApplication, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { openStudio, reword, stockTasks } from './testing-studio.ts';
import { type Visit, visit } from './testing-visit.ts';

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

test('four browsers on one page: what each writes arrives in all', async () => {
  const { client } = running;
  // Ten are measured by the benchmark studio-sync.
  const target = { tenant: 'main', application: 'five' };
  const texts = Array.from({ length: 4 }, (_, at) => `Part ${at}`);
  await client.call(createApplication, target, { key: 'five', type: 'application', label: 'Five' });
  await client.call(pushDefinition, target, {
    files: {
      'plinth.yaml': 'format: 1\nkey: five\ntype: application\nlabel: Five\nhomePage: parts\n',
      'pages/parts.yaml': `label: Parts\npath: ''\ncomponents:\n${texts.map((text) => `  - ui.heading: ${text}\n`).join('')}`,
    },
  });
  const visits: Visit[] = [];
  const canvases: FrameLocator[] = [];
  // One after the other: what is tested is not how many sign in at once.
  for (const _ of texts) {
    const one = await visit(browser, running);
    visits.push(one);
    canvases.push(await openStudio(one.page, running, 'five', 'Part 0'));
  }
  const written = texts.map((text) => `${text}, written anew`);
  const rewordOwn = ({ page }: Visit, at: number) => reword(page, page.frameLocator('iframe'), texts[at] ?? '', written[at] ?? '');
  await Promise.all(visits.map(rewordOwn));
  for (const canvas of canvases) await expect.poll(() => canvas.getByRole('heading').allTextContents()).toEqual(['Parts', ...written]);
  await Promise.all(visits.map(({ context }) => context.close()));
  expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
});

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
