import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listActions } from '@plinth/api-contract';
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { administrator, startTestPlatform, type TestPlatform } from './testing.ts';
import { openStudio, reword, stockTasks } from './testing-studio.ts';
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

const heading = (canvas: FrameLocator, name: string) => canvas.getByRole('heading', { name }).waitFor();
const status = (page: Page, said: string) => page.getByRole('status').filter({ hasText: said }).waitFor();

/** Everything that was ever written, as the log has it. */
async function written(): Promise<string> {
  const { entries } = await running.client.call(listActions, { tenant: 'main', application: 'tasks' }, { after: 0 });
  return JSON.stringify(entries);
}

test('the device keeps the Studio’s own files and nothing else, and the Player is not served from them', async () => {
  const { page, context, complaints } = await visit(browser, running, 1440, 'light', 'allow');
  await openStudio(page, running, 'tasks', 'All tasks');
  await page.evaluate(() => navigator.serviceWorker.ready);
  // Under its service worker now.
  await page.reload();
  await page.frameLocator('iframe').getByRole('heading', { name: 'All tasks' }).waitFor();
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(`${running.address}/studio-worker.js`);
  const kept = await page.evaluate(async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    return (await Promise.all(caches_.map((cache) => cache.keys()))).flat().map(({ url }) => new URL(url).pathname);
  });
  const pages = kept.filter((path) => !path.startsWith('/assets/studio/'));
  expect(pages.sort()).toEqual(['/studio', '/studio-canvas/']);
  expect(kept.length).toBeGreaterThan(20);
  await page.goto(`${running.address}/apps/main`);
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  expect(complaints).toEqual([]);
  await context.close();
});

/** The platform as it is, but for the text of its service worker. */
async function withWorker(script: () => string): Promise<{ readonly address: string; close(): void }> {
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === '/studio-worker.js') {
      outgoing.setHeader('content-type', 'text/javascript');
      outgoing.setHeader('content-security-policy', "default-src 'none'; connect-src 'self'");
      outgoing.end(script());
      return;
    }
    const { method, headers, url } = incoming;
    const onward = request(running.address + url, { method, headers } as never, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.closeAllConnections() };
}

test('a new version is fetched whole beside the old one and takes over when no window has the old one open', async () => {
  const first = await (await fetch(`${running.address}/studio-worker.js`)).text();
  const [name = ''] = /plinth-studio-[0-9a-f]{16}/.exec(first) ?? [];
  let script = first;
  const front = await withWorker(() => script);
  const at = { ...running, address: front.address };
  const { page, context } = await visit(browser, at, 1440, 'light', 'allow');
  await openStudio(page, at, 'tasks', 'All tasks');
  const cachesNow = () => page.evaluate(() => caches.keys());
  await page.evaluate(() => navigator.serviceWorker.ready);
  // A window is of a version from its next load on.
  await page.reload();
  expect(await cachesNow()).toEqual([name]);
  script = first.replace(name, 'plinth-studio-next');
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state)).toBe('installed');
  expect(await cachesNow()).toEqual([name, 'plinth-studio-next']);
  await page.goto(`${front.address}/apps/main`);
  await expect.poll(cachesNow).toEqual(['plinth-studio-next']);
  await context.setOffline(true);
  await page.goto(`${front.address}/studio/main/tasks`);
  await heading(page.frameLocator('iframe'), 'All tasks');
  await context.close();
  front.close();
});

test('without any network the Studio starts, is edited, is loaded again, opens in a second window, and merges on return', async () => {
  const { page, context } = await visit(browser, running, 1440, 'light', 'allow');
  const canvas = await openStudio(page, running, 'tasks', 'All tasks');
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(scope).toBe(`${running.address}/studio`);

  await context.setOffline(true);
  await page.reload();
  await heading(canvas, 'All tasks');
  await reword(page, canvas, 'What is to do', 'Written without a network');
  await status(page, 'Offline, 1 change waits');
  await page.reload();
  await heading(canvas, 'Written without a network');
  await reword(page, canvas, 'Written without a network', 'Written after a second load');
  await status(page, 'Offline, 2 changes wait');

  const second = await context.newPage();
  const there = await openStudio(second, running, 'tasks', 'All tasks');
  // What the other window has to send is taken over from it, and each shows what the other does.
  await heading(there, 'Written after a second load');
  await reword(second, there, 'All tasks', 'Written in a second window');
  await heading(canvas, 'Written in a second window');
  for (const window of [page, second]) await status(window, 'Offline, 3 changes wait');
  expect(await written()).not.toContain('Written');

  await context.setOffline(false);
  for (const [window, shown] of [[page, canvas] as const, [second, there] as const]) {
    await heading(shown, 'Written after a second load');
    await heading(shown, 'Written in a second window');
    await status(window, 'Saved');
  }
  expect(await written()).toMatch(/Written without a network.*Written after a second load/);
  await context.close();
});

test('a session that ends while one edits: the same person signs in again in place, and what was done meanwhile is sent', async () => {
  const { page, context } = await visit(browser, running, 1440, 'light', 'allow');
  const canvas = await openStudio(page, running, 'tasks', 'Written in a second window');
  await page.evaluate(() => fetch('/api/main/session', { method: 'DELETE', headers: { 'x-plinth-csrf': '1' } }));
  const asked = page.getByRole('alert').filter({ hasText: 'You are signed out' });
  await asked.waitFor();
  await reword(page, canvas, 'Written in a second window', 'Written while signed out');
  await asked.filter({ hasText: '1 change is kept' }).waitFor();
  expect(await written()).not.toContain('Written while signed out');
  await asked.getByLabel('Password', { exact: true }).fill('not the password');
  await page.keyboard.press('Enter');
  await asked
    .getByText(/password/i)
    .nth(1)
    .waitFor();
  await asked.getByLabel('Password', { exact: true }).fill(administrator.password);
  await page.keyboard.press('Enter');
  await status(page, 'Saved');
  await asked.waitFor({ state: 'detached' });
  expect(await written()).toContain('Written while signed out');
  await context.close();
});
