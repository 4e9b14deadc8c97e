import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestPlatform } from './testing.ts';
import { type Visit, visit } from './testing-visit.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  var axe: { run(of: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}

/** Widths and colours in which the Studio's views are looked at: one, and all of them where pictures are kept, for that takes minutes. */
export const looks: readonly (readonly [number, 'light' | 'dark'])[] = process.env.PLINTH_PICTURES
  ? [
      [1440, 'light'],
      [1280, 'dark'],
      [820, 'light'],
      [390, 'dark'],
    ]
  : [[1440, 'light']];

/** How one comes to each thing that there is to see, by its name. */
export type Sights = Readonly<Record<string, (page: Page) => Promise<void>>>;

interface LookOptions {
  /** Where a sight is one of errors, which the console tells. */
  readonly mayComplain?: boolean;
  readonly all?: readonly (readonly [number, 'light' | 'dark'])[];
  /** What each page begins with. */
  prepare?(page: Page, width: number): Promise<void>;
}

/**
 * A test for each sight in each look: nothing is wrong with it. The sights of a look share what their browser has loaded and kept, and
 * each has a page of its own, which is left as soon as it was seen, for who stays would be shown as present to the next one.
 */
export function lookAt(
  family: string,
  sights: Sights,
  place: () => { readonly browser: Browser; readonly running: TestPlatform },
  { mayComplain = false, all = looks, prepare }: LookOptions = {},
): void {
  describe.each(all)('%i pixels wide, in %s', (width, scheme) => {
    let visitor: Visit;
    beforeAll(async () => {
      const { browser, running } = place();
      visitor = await visit(browser, running, width, scheme);
      // As long as it stands on a page of the platform, the pages of the sights have its process, with what that has parsed.
      await visitor.page.goto(`${running.address}/health/live`);
    });
    afterAll(() => visitor?.context.close());
    test.each(Object.keys(sights))('%s has no flaw', async (name) => {
      const { page, complaints } = await visitor.another();
      try {
        await prepare?.(page, width);
        await sights[name]?.(page);
        expect(await flawsOf(page, `${family}-${name}-${width}-${scheme}`)).toEqual([]);
        if (!mayComplain) expect(complaints).toEqual([]);
      } finally {
        await page.close();
      }
    });
  });
}

/**
 * What is wrong with the look of a page as it stands: whatever axe-core finds, width beyond the window, icons that nobody
 * drew, and controls that something else covers. With `PLINTH_PICTURES`, a folder, a picture of it is kept there by the name given.
 */
export async function flawsOf(page: Page, picture: string): Promise<string[]> {
  await settled(page);
  const folder = process.env.PLINTH_PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${picture}.png`) });
  // Through the debugger, which the page's policy does not bind.
  await page.evaluate(axeSource);
  // What passes is not put down, and no selector is looked for: that takes longer than to find what is wrong. In a frame, where there is
  // no axe, nobody need wait for its answer.
  const options = { resultTypes: ['violations'], selectors: false, iframes: false };
  const { violations } = await page.evaluate((how) => globalThis.axe.run(document, how), options);
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ...(await page.evaluate(beyondTheWindow)),
    ...(await page.locator('[data-unknown-icon]').evaluateAll((icons) => icons.map((icon) => `unknown icon: ${icon.outerHTML}`))),
    ...(await page.evaluate(coveredControls)),
  ];
}

/** Waits until nothing is on its way and nothing moves. */
export async function settled(page: Page): Promise<void> {
  // A page whose frames come and go is at times never counted as idle, though nothing is on its way: what it shows decides then.
  await page.waitForLoadState('networkidle', { timeout: 10_000 }).catch((error: Error) => {
    if (error.name !== 'TimeoutError') throw error;
  });
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.evaluate(stillness);
}

/** Runs in the page: waits until nothing has moved for a tenth of a second. */
async function stillness(): Promise<void> {
  const moving = () => document.getAnimations().some((each) => each instanceof CSSTransition);
  for (let calm = 0; calm < 4; calm = moving() ? 0 : calm + 1) await new Promise((resolve) => setTimeout(resolve, 25));
}

/** Runs in the page: how far it can be scrolled sideways. */
function beyondTheWindow(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`The page is ${scrollWidth - clientWidth} px wider than the window.`] : [];
}

/** Runs in the page: controls whose middle a pointer does not reach, though scrolled to the middle of the window. */
function coveredControls(): string[] {
  // What is open over the page covers it for a while, and rightly.
  const over = [...document.querySelectorAll('[role="dialog"], [role="listbox"], [role="menu"], [data-names="over"]')].filter((each) =>
    each.checkVisibility(),
  );
  const controls = (over.at(-1) ?? document).querySelectorAll('a[href], button, input, textarea, [role="combobox"], [role="tab"]');
  return [...controls].flatMap((control) => {
    // What is inert is no control as long as it is.
    if (control.closest('[inert]') !== null || !control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return [];
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const { left, top, width, height } = control.getBoundingClientRect();
    const label = control.closest('label');
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    const reached = hit && [control, label].some((each) => each && (each.contains(hit) || hit.contains(each)));
    // What is only there for screen readers is a pixel large; what only the keyboard brings in waits above the window.
    return reached || width <= 1 || height <= 1 || top + height <= 0
      ? []
      : [`${control.outerHTML.slice(0, 160)} is covered by ${hit?.outerHTML.slice(0, 160)}`];
  });
}
