import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf, settled } from './testing-look.ts';
import { openStudio, stockTasks } from './testing-studio.ts';
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

const rail = (page: Page) => page.getByRole('navigation', { name: 'Kinds of artefacts' });
const named = (page: Page, name: string) => rail(page).getByText(name, { exact: true });
const button = (page: Page, name: string) => rail(page).getByRole('button', { name, exact: true });
const boxOf = async (page: Page, name: string) => {
  const box = await button(page, name).locator('svg').boundingBox();
  if (box === null) throw new Error(`${name} is not drawn.`);
  return box;
};
const work = (page: Page) => page.locator('.studio-columns').boundingBox();

test('where the pointer rests the names stand beside the icons, over the work, until something is chosen', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await openStudio(page, running, 'tasks', 'All tasks');
  // Not over the canvas, which shows what the pointer is on.
  await page.mouse.move(700, 20);
  await settled(page);
  const [before, room] = [await boxOf(page, 'Roles'), await work(page)];
  await page.evaluate(() => {
    const columns = document.querySelector('.studio-columns');
    const changes: string[] = [];
    Reflect.set(globalThis, 'changesOfWork', changes);
    if (columns === null) throw new Error('There is no work.');
    const put = (all: MutationRecord[]) => changes.push(...all.map(({ type }) => type));
    new MutationObserver(put).observe(columns, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  expect(await named(page, 'Working together').isVisible()).toBe(false);
  await button(page, 'Roles').hover();
  await named(page, 'Working together').waitFor();
  await named(page, 'Roles').waitFor();
  expect(await boxOf(page, 'Roles')).toEqual(before);
  expect(await work(page)).toEqual(room);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'changesOfWork'))).toEqual([]);
  await page.mouse.move(700, 400);
  await named(page, 'Roles').waitFor({ state: 'hidden' });

  await button(page, 'Roles').hover();
  await named(page, 'Roles').waitFor();
  await page.keyboard.press('Escape');
  await named(page, 'Roles').waitFor({ state: 'hidden' });

  await page.mouse.move(700, 400);
  await button(page, 'Entities').hover();
  await named(page, 'Entities').waitFor();
  await named(page, 'Entities').click();
  await named(page, 'Entities').waitFor({ state: 'hidden' });
  await expect.poll(() => button(page, 'Entities').getAttribute('aria-current')).toBe('true');
  await context.close();
  expect(complaints).toEqual([]);
});

test('the keyboard stops at the rail once, walks it by arrows and sees the names', async () => {
  const { page, context } = await visit(browser, running);
  await openStudio(page, running, 'tasks', 'All tasks');
  expect(await rail(page).locator('button[tabindex="0"]').count()).toBe(1);
  await button(page, 'Pages').focus();
  await page.keyboard.press('ArrowDown');
  await named(page, 'Decisions').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  expect(await focused()).toBe('Decisions');
  await page.keyboard.press('End');
  expect(await focused()).toBe('Keep names in view');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('Pages');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await named(page, 'Decisions').waitFor({ state: 'hidden' });
  expect(await rail(page).evaluate((nav) => nav.contains(document.activeElement))).toBe(false);
  await page.keyboard.press('Shift+Tab');
  expect(await focused()).toBe('Pages');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await named(page, 'Decisions').waitFor({ state: 'hidden' });
  await page.getByText('Begin with a decision').waitFor();
  await context.close();
});

test('kept in view the names take their room, from a wide window on by themselves, and that is remembered', async () => {
  const { page, context } = await visit(browser, running);
  await openStudio(page, running, 'tasks', 'All tasks');
  const [before, narrow] = [await boxOf(page, 'Roles'), await work(page)];
  await button(page, 'Keep names in view').click();
  await named(page, 'Roles').waitFor();
  const wide = await work(page);
  expect((wide?.x ?? 0) - (narrow?.x ?? 0)).toBeGreaterThan(100);
  expect(await boxOf(page, 'Roles')).toEqual(before);
  await page.reload();
  await named(page, 'Roles').waitFor();
  await page.setViewportSize({ width: 820, height: 900 });
  await named(page, 'Roles').waitFor({ state: 'hidden' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await button(page, 'Keep names in view').click();
  await named(page, 'Roles').waitFor({ state: 'hidden' });
  await page.reload();
  await button(page, 'Roles').waitFor();
  expect(await named(page, 'Roles').isVisible()).toBe(false);
  await context.close();
  const large = await visit(browser, running, 1680);
  await openStudio(large.page, running, 'tasks', 'All tasks');
  await named(large.page, 'Roles').waitFor();
  await large.context.close();
});

test('a finger opens the names by their button and nothing else, on a phone too', async () => {
  const { context } = await visit(browser, running, 390);
  const kept = await context.storageState();
  await context.close();
  const phone = await browser.newContext({
    ...{ storageState: kept, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    ...{ reducedMotion: 'reduce', serviceWorkers: 'block' },
  });
  const page = await phone.newPage();
  await openStudio(page, running, 'tasks', 'All tasks');
  await button(page, 'Roles').tap();
  await expect.poll(() => button(page, 'Roles').getAttribute('aria-current')).toBe('true');
  expect(await named(page, 'Roles').isVisible()).toBe(false);
  await button(page, 'Show names').tap();
  await named(page, 'Roles').waitFor();
  await named(page, 'Entities').tap();
  await named(page, 'Roles').waitFor({ state: 'hidden' });
  await button(page, 'Show names').tap();
  await named(page, 'Roles').waitFor();
  await page.touchscreen.tap(370, 400);
  await named(page, 'Roles').waitFor({ state: 'hidden' });
  await phone.close();
});

/** Everything that is read in the rail is read to its end. */
async function cutNames(page: Page): Promise<string[]> {
  return await page
    .locator('.studio-rail')
    .locator('bdi, .studio-rail-title span')
    .evaluateAll((all) =>
      all.flatMap((each) => {
        const [own, sheet] = [each.getBoundingClientRect(), each.closest('.studio-rail-sheet')?.getBoundingClientRect()];
        const isCut = sheet === undefined || own.width === 0 || own.left < sheet.left || own.right > sheet.right;
        return isCut ? [each.textContent ?? ''] : [];
      }),
    );
}

const seen = [
  { width: 820, scheme: 'dark', locale: 'ar' },
  { width: 1440, scheme: 'light', locale: 'en' },
  { width: 1680, scheme: 'dark', locale: 'de' },
  { width: 1680, scheme: 'light', locale: 'ar' },
  { width: 390, scheme: 'light', locale: 'de' },
] as const;
// All of them where pictures are kept, for that takes a while.
test.each(process.env.PLINTH_PICTURES ? seen : seen.slice(0, 1))(
  'in $locale at $width pixels the open rail has no flaw and cuts no name',
  async ({ width, scheme, locale }) => {
    const { page, context } = await visit(browser, running, width, scheme);
    await context.addInitScript((language) => localStorage.setItem('plinth-locale', language), locale);
    await openStudio(page, running, 'tasks', 'All tasks');
    const nav = page.locator('.studio-rail');
    await nav.locator('button[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await nav.locator('.studio-rail-title span').first().waitFor();
    expect(await cutNames(page)).toEqual([]);
    expect(await flawsOf(page, `studio-rail-${locale}-${width}-${scheme}`)).toEqual([]);
    await context.close();
  },
);
