import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { build, preview } from 'vite';
import { figures, keepResult } from './measurement.ts';
import { measureStudio } from './studio/measured-studio.ts';
import { atRest, meter } from './studio/page-time.ts';
import { threadTimes } from './studio/thread-time.ts';
import { makeBigApplication } from './studio-page/big-application.ts';
import type { ByHand } from './studio-page/main.tsx';
import { startBundle } from './studio-page/start-bundle.ts';
import { expectOnCanvas, untilPainted, watchCanvas } from './studio-page/watch-canvas.ts';

declare const byHand: ByHand;

/**
 * The Studio over the real platform on a page of 2,500 components: opening it and painting an edit beside the same page written by
 * hand in React, what a drag costs a frame, and the bytes that the Studio needs to start. Each round in a browser context of its own,
 * the sides in turn.
 */
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(options.rounds);
const editsEach = 30;
const dragSteps = 120;
const thread = ['TaskDuration'];

const root = join(import.meta.dirname, 'studio-page');
const outDir = join(tmpdir(), `plinth-studio-page-${process.pid}`);
const configFile = join(import.meta.dirname, 'page-render', 'vite.config.ts');
await build({ root, configFile, mode: 'production', logLevel: 'error', build: { outDir, emptyOutDir: true } });
const floor = await preview({ root, configFile: false, logLevel: 'silent', build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
const floorAddress = floor.resolvedUrls?.local[0] ?? '';

const opened: number[] = [];
const openedByHand: number[] = [];
const openThread: number[] = [];
const openThreadByHand: number[] = [];
const painted: number[] = [];
const paintedByHand: number[] = [];
const editThread: number[] = [];
const editThreadByHand: number[] = [];
/** What the page's thread does for an edit in all: also sending, keeping, checking and telling of it once it was painted. */
const wholeThread: number[] = [];
const frames: number[] = [];
try {
  await measureStudio(async ({ address, browser, client, signedIn, within }) => {
    await makeBigApplication(client, 'page', 1);
    for (let round = 0; round < rounds; round++) {
      await signedIn(async (page) => {
        opened.push(await openPage(page, address));
        await edits(page, `round ${round}`);
        frames.push(await drag(page));
      });
      await within(editsByHand);
    }
    keep(browser.version());
  });
} finally {
  await floor.close();
  rmSync(outDir, { recursive: true, force: true });
}

function keep(version: string): void {
  const bundle = startBundle(join(import.meta.dirname, '..', 'apps', 'studio', 'dist'), 'index.html').bytes / 1000;
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
      { name: 'start bundle, gzipped', value: bundle, goal: 350, unit: 'kB', ...lower },
    ],
    {
      setting: { rounds, editsEach, dragSteps, browser: `Chromium ${version}`, what: 'milliseconds' },
      ...{ opened: figures(opened), openedByHand: figures(openedByHand), painted: figures(painted), paintedByHand: figures(paintedByHand) },
      frames: figures(frames),
      processorOfOpening: { studio: figures(openThread), byHand: figures(openThreadByHand) },
      processorOfEdit: { studio: figures(editThread), byHand: figures(editThreadByHand), studioInAll: figures(wholeThread) },
    },
  );
}

async function editsByHand(page: Page): Promise<void> {
  await page.goto(floorAddress);
  await page.waitForFunction(() => Reflect.has(globalThis, 'byHand'));
  await page.evaluate(() => byHand.settled());
  const spent = await meter(page, thread);
  const closed = await spent();
  openedByHand.push((await page.evaluate(() => byHand.open())).painted);
  await page.evaluate(() => byHand.settled());
  openThreadByHand.push((await spent()) - closed);
  // As in the Studio, a key is pressed while the pointer rests on the page.
  const { x, y } = await page.evaluate(() => byHand.reach());
  await page.mouse.move(x, y);
  const taken = await threadTimes(page, async () => {
    for (let edit = 0; edit < editsEach; edit++) {
      await page.evaluate(() => byHand.reach());
      await page.evaluate(() => byHand.settled());
      await page.evaluate(() => byHand.expect());
      await page.keyboard.press('Enter');
      paintedByHand.push(await page.evaluate(() => byHand.painted()));
    }
  });
  editThreadByHand.push(...taken);
}

/** From the moment in which the application is there to the frame with the last section of its page, in milliseconds. */
async function openPage(page: Page, address: string): Promise<number> {
  // The application without its page first, so that the Studio itself is warm.
  await page.goto(`${address}/studio/main/page/-/comments`);
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
  const taken = await threadTimes(page, async () => {
    for (let edit = 0; edit < editsEach; edit++) {
      const text = `${name}, edit ${edit}.`;
      await field.fill(text);
      await expectOnCanvas(page, text);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve))));
      const before = await spent();
      await page.keyboard.press('Enter');
      painted.push(await untilPainted(page));
      await atRest(page);
      wholeThread.push((await spent()) - before);
    }
  });
  editThread.push(...taken);
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
