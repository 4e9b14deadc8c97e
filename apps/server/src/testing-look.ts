import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  var axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
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
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ...(await page.evaluate(beyondTheWindow)),
    ...(await page.locator('[data-unknown-icon]').evaluateAll((icons) => icons.map((icon) => `unknown icon: ${icon.outerHTML}`))),
    ...(await page.evaluate(coveredControls)),
  ];
}

/** Waits until nothing is on its way and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
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
  const over = [...document.querySelectorAll('[role="dialog"], [role="listbox"], [role="menu"]')].filter((each) => each.checkVisibility());
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
