import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { keyboardFlawsOf } from './testing-keyboard.ts';
import { flawsOf } from './testing-look.ts';
import { type Language, lookerIn, messagesOf, placeOf, type SightName, sights } from './testing-sights.ts';
import { stockSights } from './testing-sights-stock.ts';
import { type Visit, visit } from './testing-visit.ts';

/** How everything is looked at. The last is a window of 1280 pixels that is magnified twice. */
const looks: readonly (readonly [language: Language, width: number, scheme: 'light' | 'dark'])[] = [
  ['de', 1440, 'light'],
  ['ar', 1280, 'dark'],
  ['en', 820, 'light'],
  ['en', 390, 'dark'],
  ['de', 640, 'light'],
];
const names = Object.keys(sights) as SightName[];
/** With pictures everything in every look, which takes most of an hour; otherwise what each place shows first, in one look each. */
const all = process.env.PLINTH_PICTURES !== undefined;
const firsts = names.filter((name) => placeOf(name) === name);
const seenIn = (look: number) => (all ? names : firsts.filter((_, at) => at % looks.length === look));
/** What is not there is told by the server too, and the console calls that an error. */
const notThere = /\/(missing|failed|gone|unpublished|invitation|set-up)$/;

let running: TestPlatform;
let browser: Browser;
let leave: (() => Promise<void>) | undefined;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform({ PLINTH_EXAMPLES: 'true' }), chromium.connect(inject('chromium') ?? '')]);
  leave = await stockSights(running);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await running?.close();
  await leave?.();
});

/** Chooses the language, and opens the panels as they are at first: what was seen before may have left them otherwise. */
async function begin(page: Page, language: Language): Promise<void> {
  await page.addInitScript((chosen) => {
    if (sessionStorage.getItem('seen') !== null) return;
    sessionStorage.setItem('seen', '');
    for (const side of ['left', 'right', 'bottom']) localStorage.removeItem(`plinth-studio-panel-${side}`);
    localStorage.setItem('plinth-locale', chosen);
  }, language);
}

describe.each(looks.map((look, at) => [...look, at] as const))('%s, %i pixels, %s', (language, width, scheme, at) => {
  let visitor: Visit;
  beforeAll(async () => {
    visitor = await visit(browser, running, width, scheme);
    // As long as it stands on a page of the platform, the pages of the sights have its process, with what that has parsed.
    await visitor.page.goto(`${running.address}/health/live`);
  });
  afterAll(() => visitor?.context.close());

  test.each(seenIn(at))('%s has no flaw, and needs no pointer', async (name) => {
    const { context } = visitor;
    const kept = await context.cookies();
    const { page, complaints } = await visitor.another();
    try {
      await begin(page, language);
      await sights[name](page, lookerIn(language, running.address));
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      const flaws = await flawsOf(page, `${name.replace('/', '-')}-${language}-${width}-${scheme}`);
      // What is only written for the sight is given up: the list closes, then the draft goes. Tab would keep it.
      if (name === 'page/expression') for (let step = 0; step < 2; step++) await page.keyboard.press('Escape');
      expect([...flaws, ...(await keyboardFlawsOf(page))]).toEqual([]);
      if (!notThere.test(name)) expect(complaints).toEqual([]);
    } finally {
      await page.close();
      await context.addCookies(kept);
    }
  });
});

test('every view and every tool of the Studio and of its home has its sight', () => {
  const declared = [...messagesOf('de').keys()].flatMap((key) => /^studio\.(?:view|tool)\.([\w-]+)$/.exec(key)?.[1] ?? []);
  expect(declared.length).toBeGreaterThan(20);
  expect(declared.filter((place) => !firsts.some((name) => name === place))).toEqual([]);
});
