import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { figures, keepResult } from './measurement.ts';
import type { ChangeSide, Measured, PageSide } from './page-render/main.tsx';

/**
 * A page of 500 components, run from its plan, beside the same page written by hand in React with the same widgets; and
 * 1,000 changes of one value among 5,000 components beside signals written by hand. One bundle, built as the Player's is;
 * each opening in a browser context of its own, so that nothing is warm, and the sides in turn. Both sides must make the
 * same DOM, and each change must be in the document before the next.
 */
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const rounds = Number(options.rounds);
const changesEach = 1000;
const openingsToWarm = 5;
const pageSides = ['plan', 'byHand'] as const;
const changeSides = ['plan', 'signalsInReact', 'signals'] as const;

const executablePath = process.env.PLINTH_CHROMIUM ?? '';
if (executablePath === '') throw new Error('There is no Chromium here. Install one, or name one in PLINTH_CHROMIUM.');
const root = join(import.meta.dirname, 'page-render');
const outDir = mkdtempSync(join(tmpdir(), 'plinth-page-render-'));
await build({ root, configFile: join(root, 'vite.config.ts'), mode: 'production', logLevel: 'warn', build: { outDir, emptyOutDir: true } });
const server = await preview({
  root,
  configFile: false,
  logLevel: 'silent',
  build: { outDir },
  preview: { port: 0, host: '127.0.0.1' },
});
const address = server.resolvedUrls?.local[0] ?? '';
// Without a limit of frames nothing hides in the wait for the next one.
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-frame-rate-limit', '--disable-gpu-vsync'],
});

type Series = Record<string, number[]>;
const openings: Record<PageSide, Series> = { plan: {}, byHand: {} };
const changes: Record<ChangeSide, Series> = { plan: {}, signalsInReact: {}, signals: {} };
const markups = new Map<string, string>();
try {
  for (let round = 0; round < rounds; round++) {
    for (const side of turned(pageSides, round)) await inNewPage(browser, (page, metrics) => measureOpening(side, page, metrics));
    for (const side of turned(changeSides, round)) await inNewPage(browser, (page, metrics) => measureChanges(side, page, metrics));
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true, force: true });
}

const page500 = '500 components against the page written by hand';
const changing5000 = `${changesEach.toLocaleString('en')} changes among 5,000 components`;
keepResult(
  'page-render',
  [
    ratio(`${page500}, to the painted frame`, 1.5, openings.plan.painted, openings.byHand.painted),
    ratio(`${page500}, processor time of the page's thread`, 1.5, openings.plan.threadTime, openings.byHand.threadTime),
    ratio(`${page500}, opened once more, to the painted frame`, 1.5, openings.plan.paintedWarm, openings.byHand.paintedWarm),
    ratio(`${changing5000}, against signals that React renders`, 2, changes.plan.inDocument, changes.signalsInReact.inDocument),
    ratio(`${changing5000}, each laid out, against signals that write text nodes`, 2, changes.plan.laidOut, changes.signals.laidOut),
    ratio(
      `${changing5000}, in the document only, against signals that write text nodes`,
      2,
      changes.plan.inDocument,
      changes.signals.inDocument,
    ),
  ],
  {
    setting: { rounds, changesEach, openingsToWarm, browser: `Chromium ${browser.version()}`, what: 'milliseconds; no limit of frames' },
    openings: summary(openings),
    changes: summary(changes),
  },
);

async function inNewPage(within: Browser, work: (page: Page, metrics: () => Promise<Series>) => Promise<void>): Promise<void> {
  const context = await within.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    const failures: Error[] = [];
    page.on('pageerror', (error) => failures.push(error));
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(address);
    await page.waitForFunction(() => Reflect.has(globalThis, 'measured'));
    await page.evaluate(() => measured.settled());
    await work(page, await timesSince(session));
    if (failures[0] !== undefined) throw failures[0];
  } finally {
    await context.close();
  }
}

async function measureOpening(side: PageSide, page: Page, metrics: () => Promise<Series>): Promise<void> {
  const { committed, painted } = await page.evaluate((asked) => measured.open(asked), side);
  await page.evaluate(() => measured.settled());
  await compareMarkup('opening', page);
  keep(openings[side], { committed: [committed], painted: [painted], ...(await metrics()) });
  let warm = { committed: 0, painted: 0 };
  for (let opening = 0; opening < openingsToWarm; opening++) {
    await page.evaluate(() => measured.leave());
    await page.evaluate(() => measured.settled());
    warm = await page.evaluate((asked) => measured.open(asked), side);
    await page.evaluate(() => measured.settled());
  }
  keep(openings[side], { committedWarm: [warm.committed], paintedWarm: [warm.painted] });
}

async function measureChanges(side: ChangeSide, page: Page, metrics: () => Promise<Series>): Promise<void> {
  const opened = await page.evaluate((asked) => measured.openChanging(asked), side);
  await page.evaluate(() => measured.settled());
  const { threadTime = [] } = await metrics();
  await compareMarkup('changes', page);
  await page.evaluate((count) => measured.change(count, false), changesEach);
  const inDocument = await page.evaluate((count) => measured.change(count, false), changesEach);
  await page.evaluate(() => measured.settled());
  const laidOut = await page.evaluate((count) => measured.change(count, true), changesEach);
  keep(changes[side], { inDocument: [inDocument], laidOut: [laidOut], openedPainted: [opened.painted], openedThreadTime: threadTime });
}

/** Processor time of the page's thread from now on, in milliseconds. */
async function timesSince(session: CDPSession): Promise<() => Promise<Series>> {
  const now = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return new Map(metrics.map(({ name, value }) => [name, value * 1000]));
  };
  const before = await now();
  return async () => {
    const after = await now();
    const since = (name: string) => [(after.get(name) ?? Number.NaN) - (before.get(name) ?? Number.NaN)];
    return {
      threadTime: since('TaskDuration'),
      scriptTime: since('ScriptDuration'),
      styleTime: since('RecalcStyleDuration'),
      layoutTime: since('LayoutDuration'),
    };
  };
}

function keep(into: Series, values: Readonly<Series>): void {
  for (const [name, added] of Object.entries(values)) into[name] = [...(into[name] ?? []), ...added];
}

/** Each round begins with another side. */
function turned<Side>(sides: readonly Side[], round: number): readonly Side[] {
  return sides.map((_, turn) => sides[(round + turn) % sides.length] as Side);
}

function ratio(name: string, goal: number, ours: readonly number[] = [], floor: readonly number[] = []) {
  return { name, value: figures(ours).median / figures(floor).median, goal, better: 'lower' as const, unit: '×' };
}

function summary(measuredSides: Readonly<Record<string, Series>>) {
  return Object.fromEntries(
    Object.entries(measuredSides).map(([side, series]) => [
      side,
      Object.fromEntries(Object.entries(series).map(([name, values]) => [name, figures(values)])),
    ]),
  );
}

/** Every side of every round must show the same. */
async function compareMarkup(what: string, page: Page): Promise<void> {
  const markup = await page.evaluate(() => measured.markup());
  const first = markups.get(what) ?? markup;
  if (markup === '' || markup !== first) throw new Error(`The sides show different things:\n${firstDifference(first, markup)}`);
  markups.set(what, first);
}

function firstDifference(one: string, other: string): string {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  const from = Math.max(0, at - 200);
  return `${one.slice(from, at + 200)}\n---\n${other.slice(from, at + 200)}`;
}

declare global {
  /** Set by the page that measures. */
  var measured: Measured;
}
