import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { StudioPage } from './studio-page/page.ts';
import { administrator, startTestPlatform, type TestPlatform } from './testing.ts';
import { newApplication } from './testing-live.ts';

declare const studioPage: StudioPage;

let running: TestPlatform;
let browser: Browser;
let bundle: string;
beforeAll(async () => {
  running = await startTestPlatform();
  browser = await chromium.connect(inject('chromium') ?? '');
  bundle = await bundled(join(import.meta.dirname, 'studio-page', 'page.ts'));
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

async function bundled(entry: string): Promise<string> {
  const lib = { entry, formats: ['iife' as const], name: 'page' };
  const built = await build({ configFile: false, logLevel: 'error', build: { write: false, minify: false, lib } });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('Nothing was built.');
  return output.output[0].code;
}

async function signedIn(): Promise<BrowserContext> {
  const context = await browser.newContext();
  const signIn = await context.request.post(`${running.address}/api/main/session`, {
    data: administrator,
    headers: { 'x-plinth-csrf': '1' },
  });
  expect(signIn.status()).toBeLessThan(300);
  return context;
}

/** A page of the platform with a session in it; the policy of its pages is in force. */
async function open(context: BrowserContext, target: Parameters<StudioPage['open']>[0], loaded?: Page): Promise<Page> {
  const page = loaded ?? (await context.newPage());
  if (loaded === undefined) await page.goto(`${running.address}/sign-in/main`);
  await page.evaluate(bundle);
  await page.evaluate((at) => studioPage.open(at), target);
  return page;
}
const add = async (page: Page, key: string) => expect(await page.evaluate((given) => studioPage.add(given), key)).toBeNull();
const stand = (page: Page) => page.evaluate(() => studioPage.stand());

test('two browsers work on one branch; one without a network loads its page again and loses nothing', async () => {
  const target = await newApplication(running, 'browsers');
  const [annas, bens] = [await signedIn(), await signedIn()];
  let anna = await open(annas, target);
  const ben = await open(bens, target);
  await add(anna, 'fromAnna');
  await add(ben, 'fromBen');
  for (const page of [anna, ben]) {
    await expect
      .poll(() => stand(page))
      .toMatchObject({ pages: ['fromAnna', 'fromBen'], pending: 0, connection: 'online', storageProblem: null });
  }
  await anna.evaluate(() => studioPage.show('page-fromAnna'));
  await expect.poll(async () => (await stand(ben)).people).toEqual(['page-fromAnna']);

  // The window is closed, the network is gone, and the next window finds what the last one had.
  await anna.close();
  await annas.route(/\/api\//, (route) => route.abort());
  await annas.routeWebSocket(/\/live/, (socket) => socket.close());
  anna = await open(annas, target);
  await expect.poll(() => stand(anna)).toMatchObject({ pages: ['fromAnna', 'fromBen'], connection: 'offline' });
  await add(anna, 'offline');
  await expect.poll(() => stand(anna)).toMatchObject({ pending: 1, storageProblem: null });
  await anna.reload();
  await open(annas, target, anna);
  expect(await stand(anna)).toMatchObject({ pages: ['fromAnna', 'fromBen', 'offline'], pending: 1 });
  await add(anna, 'more');
  await anna.evaluate(() => studioPage.undo());
  // WebSockets stay closed here: what is left of the network serves too.
  await annas.unroute(/\/api\//);
  await expect.poll(() => stand(ben)).toMatchObject({ pages: ['fromAnna', 'fromBen', 'offline'] });
  await expect.poll(() => stand(anna)).toMatchObject({ pending: 0 });
  await Promise.all([annas.close(), bens.close()]);
});
