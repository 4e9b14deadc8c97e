import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from '@plinth/api-contract';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { figures, keepResult } from './measurement.ts';
import { makeBigApplication } from './studio-page/big-application.ts';
import type { ByHand } from './studio-page/main.tsx';
import { startBundle } from './studio-page/start-bundle.ts';
import { expectOnCanvas, untilPainted, watchCanvas } from './studio-page/watch-canvas.ts';

declare const byHand: ByHand;

/**
 * The Studio over the real platform on a page of 2,500 components: opening it and painting an edit beside the same page written by
 * hand in React, what a drag costs a frame, what a thousand edits with undo leave in memory; joining an application of 10,000
 * records; and the bytes that the Studio needs to start. Each round in a browser context of its own, the sides in turn.
 */
const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, edits: { type: 'string', default: '1000' } },
});
const [rounds, manyEdits] = [Number(options.rounds), Number(options.edits)];
const editsEach = 30;
const dragSteps = 120;
const thread = ['TaskDuration'];
const administrator = { email: 'admin@plinth.example', password: 'measured, not guessed' };
const executablePath = process.env.PLINTH_CHROMIUM ?? '';
if (executablePath === '') throw new Error('There is no Chromium here. Install one, or name one in PLINTH_CHROMIUM.');

const folder = mkdtempSync(join(tmpdir(), 'plinth-studio-page-'));
chmodSync(folder, 0o755);
const platform = fork(join(import.meta.dirname, 'record-platform.ts'), {
  env: {
    PATH: process.env.PATH,
    PLINTH_DATA: folder,
    PLINTH_PORT: '0',
    PLINTH_EXAMPLES: 'false',
    PLINTH_LOG_LEVEL: 'error',
    PLINTH_ADMINISTRATOR_EMAIL: administrator.email,
    PLINTH_ADMINISTRATOR_PASSWORD: administrator.password,
  },
});
const root = join(import.meta.dirname, 'studio-page');
const outDir = join(folder, 'by-hand');
const configFile = join(import.meta.dirname, 'page-render', 'vite.config.ts');
await build({ root, configFile, mode: 'production', logLevel: 'error', build: { outDir, emptyOutDir: true } });
const floor = await preview({ root, configFile: false, logLevel: 'silent', build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
const floorAddress = floor.resolvedUrls?.local[0] ?? '';
const [address] = await once(platform, 'message');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

const opened: number[] = [];
const openedByHand: number[] = [];
const openThread: number[] = [];
const openThreadByHand: number[] = [];
const painted: number[] = [];
const paintedByHand: number[] = [];
const editThread: number[] = [];
const editThreadByHand: number[] = [];
/** What the page's thread does for an edit once it was painted: sending, keeping and checking it. */
const afterThread: number[] = [];
const frames: number[] = [];
const joined: number[] = [];
let growth = Number.NaN;
try {
  const storageState = await signIn();
  const cookie = storageState.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const client = createClient({ address: String(address), fetch, headers: { 'x-plinth-csrf': '1', cookie } });
  await makeBigApplication(client, 'page', 1);
  await makeBigApplication(client, 'large', 4);
  for (let round = 0; round < rounds; round++) {
    await within({ storageState }, async (page) => {
      opened.push(await openPage(page, 'page'));
      await edits(page, `round ${round}`);
      frames.push(await drag(page));
      if (round === rounds - 1) growth = await memoryOver(page, manyEdits);
    });
    await within({}, async (page) => {
      await page.goto(floorAddress);
      await page.waitForFunction(() => Reflect.has(globalThis, 'byHand'));
      await page.evaluate(() => byHand.settled());
      const spent = await meter(page, thread);
      const closed = await spent();
      openedByHand.push((await page.evaluate(() => byHand.open())).painted);
      await page.evaluate(() => byHand.settled());
      openThreadByHand.push((await spent()) - closed);
      for (let edit = 0; edit < editsEach; edit++) {
        await page.evaluate(() => byHand.settled());
        const before = await spent();
        paintedByHand.push(await page.evaluate(() => byHand.change()));
        editThreadByHand.push((await spent()) - before);
      }
    });
    await within({ storageState }, async (page) => {
      joined.push(await joinApplication(page, 'large'));
    });
  }
  const bundle = startBundle(join(import.meta.dirname, '..', 'apps', 'studio', 'dist'), 'index.html') / 1000;
  const p95 = painted.toSorted((a, b) => a - b)[Math.floor(painted.length * 0.95)] ?? Number.NaN;
  const lower = { better: 'lower' as const };
  const median = (values: readonly number[]) => figures(values).median;
  keepResult(
    'studio-page',
    [
      {
        name: '2,500 components opened in the Studio, against by hand in React',
        value: median(opened) / median(openedByHand),
        goal: 1.5,
        unit: '×',
        ...lower,
      },
      {
        name: '2,500 components opened in the Studio, against by hand, processor time of the page’s thread',
        value: median(openThread) / median(openThreadByHand),
        goal: 1.5,
        unit: '×',
        ...lower,
      },
      { name: '2,500 components opened in the Studio', value: median(opened), goal: 2000, unit: 'ms', ...lower },
      { name: 'one property edit painted, against by hand', value: median(painted) / median(paintedByHand), goal: 2, unit: '×', ...lower },
      {
        name: 'one property edit painted, against by hand, processor time of the page’s thread',
        value: median(editThread) / median(editThreadByHand),
        goal: 2,
        unit: '×',
        ...lower,
      },
      { name: 'one property edit painted, median', value: median(painted), goal: 50, unit: 'ms', ...lower },
      { name: 'one property edit painted, 95 of 100', value: p95, goal: 100, unit: 'ms', ...lower },
      { name: 'script, style and layout of a frame of a drag', value: median(frames), goal: 8, unit: 'ms', ...lower },
      { name: `growth of memory over ${manyEdits} edits with undo`, value: growth, goal: 5, unit: '%', ...lower },
      { name: 'an application of 10,000 records joined', value: median(joined), goal: 1000, unit: 'ms', ...lower },
      { name: 'start bundle, gzipped', value: bundle, goal: 350, unit: 'kB', ...lower },
    ],
    {
      setting: { rounds, editsEach, dragSteps, browser: `Chromium ${browser.version()}`, what: 'milliseconds' },
      ...{ opened: figures(opened), openedByHand: figures(openedByHand), painted: figures(painted), paintedByHand: figures(paintedByHand) },
      ...{ frames: figures(frames), joined: figures(joined) },
      processorOfOpening: { studio: figures(openThread), byHand: figures(openThreadByHand) },
      processorOfEdit: { studio: figures(editThread), byHand: figures(editThreadByHand), afterItWasPainted: figures(afterThread) },
    },
  );
} finally {
  await browser.close();
  await floor.close();
  platform.disconnect();
  await once(platform, 'exit');
  rmSync(folder, { recursive: true, force: true });
}

async function within(options: Parameters<typeof browser.newContext>[0], work: (page: Page) => Promise<void>): Promise<void> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  try {
    await work(page);
  } finally {
    await context.close();
  }
}

/** Until the page has had nothing to do for a moment. */
function atRest(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise((resolve) => requestIdleCallback(() => setTimeout(() => requestIdleCallback(() => resolve()), 500))),
  );
}

/** From the moment in which the application is there to the frame with the last section of its page, in milliseconds. */
async function openPage(page: Page, application: string): Promise<number> {
  // The application without its page first, so that the Studio itself is warm.
  await page.goto(`${address}/studio/main/${application}/-/comments`);
  await page.getByRole('heading', { name: 'Comments' }).waitFor();
  await atRest(page);
  const spent = await meter(page, thread);
  const before = await spent();
  const took = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        const look = () => {
          const inside = document.querySelector('iframe')?.contentDocument;
          if ((inside?.querySelectorAll('section').length ?? 0) < 100) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
        };
        document.querySelector<HTMLButtonElement>('nav.studio-rail button')?.click();
        look();
      }),
  );
  const milliseconds = await took;
  openThread.push((await spent()) - before);
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  await atRest(page);
  return milliseconds;
}

/** Edits of one property by the keyboard, each painted, and all that follows from it done, before the next. */
async function edits(page: Page, name: string): Promise<void> {
  // Rounds before have called it otherwise already.
  const button = page
    .frameLocator('iframe')
    .getByRole('button', { name: /^(Refuse|round )/ })
    .first();
  const box = await button.boundingBox();
  if (box === null) throw new Error('Nothing is drawn.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const field = page.getByRole('complementary', { name: 'Properties' }).getByLabel('Text', { exact: true });
  await field.waitFor();
  await watchCanvas(page);
  const spent = await meter(page, thread);
  for (let edit = 0; edit < editsEach; edit++) {
    const text = `${name}, edit ${edit}.`;
    await field.fill(text);
    await expectOnCanvas(page, text);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve))));
    const before = await spent();
    await page.keyboard.press('Enter');
    painted.push(await untilPainted(page));
    const until = await spent();
    editThread.push(until - before);
    await atRest(page);
    afterThread.push((await spent()) - until);
  }
}

/** Reads how many milliseconds of the processor the page's thread has spent on these. */
async function meter(page: Page, names: readonly string[]): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * metrics.reduce((sum, { name, value }) => sum + (names.includes(name) ? value : 0), 0);
  };
}

/** Milliseconds of script, style and layout for each step of a drag over the page. */
async function drag(page: Page): Promise<number> {
  const spent = await meter(page, ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration']);
  const from = await page.getByRole('button', { name: 'Divider', exact: true }).boundingBox();
  const over = await page.locator('iframe').boundingBox();
  if (from === null || over === null) throw new Error('There is nothing to drag, or nowhere.');
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(over.x + 200, over.y + 100);
  const before = await spent();
  for (let step = 0; step < dragSteps; step++) {
    await page.mouse.move(over.x + 200 + step, over.y + 100 + step * 3);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  const after = await spent();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  return (after - before) / dragSteps;
}

/** Growth of the heap over so many edits, each taken back, in percent of what it was after the first hundred. */
async function memoryOver(page: Page, count: number): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const field = page.getByRole('complementary', { name: 'Properties' }).getByLabel('Text', { exact: true });
  const button = await page.frameLocator('iframe').getByRole('button', { name: 'Close' }).first().boundingBox();
  if (button === null) throw new Error('Nothing is drawn.');
  await page.mouse.click(button.x + button.width / 2, button.y + button.height / 2);
  const editAndUndo = async (times: number) => {
    for (let edit = 0; edit < times; edit++) {
      await field.fill(`Kept for a moment, ${edit}`);
      await field.press('Enter');
      await page.getByRole('button', { name: /^Undo: / }).click();
    }
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  };
  await editAndUndo(Math.min(100, count));
  const before = await heap();
  await editAndUndo(count);
  return (100 * ((await heap()) - before)) / before;
}

/** From the call for the application to its bars, with everything that others do heard; in milliseconds. */
async function joinApplication(page: Page, application: string): Promise<number> {
  await page.goto(`${address}/studio/main`);
  await atRest(page);
  return page.evaluate(
    (path) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        const look = () => {
          if (document.querySelector('[role="status"][data-tone="good"]') === null) requestAnimationFrame(look);
          else resolve(performance.now() - began);
        };
        history.pushState(null, '', path);
        dispatchEvent(new PopStateEvent('popstate'));
        look();
      }),
    `/studio/main/${application}/-/comments`,
  );
}

/** The cookies of one person who is signed in, for every context. */
async function signIn() {
  const context = await browser.newContext();
  const answer = await context.request.post(`${address}/api/main/session`, { data: administrator, headers: { 'x-plinth-csrf': '1' } });
  if (!answer.ok()) throw new Error(`Signing in was answered ${answer.status()}.`);
  const state = await context.storageState();
  await context.close();
  return state;
}
