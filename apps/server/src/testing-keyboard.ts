import type { Page } from 'playwright-core';

/** What a key has reached, kept in the page. */
interface Walk {
  reached: Set<Element>;
  /** What has the focus, and how it looks with it. */
  last: { element: Element; look: string } | null;
  unseen: string[];
  trapped: number;
  /** How often it went beyond the last place of the page. */
  beyond: number;
}
declare global {
  var plinthWalk: Walk | undefined;
}

/** More than any view has places that Tab goes to. */
const most = 400;

/**
 * What is wrong for who has no pointer, on a page as it stands: controls that Tab does not come to, places where the focus is not
 * to be seen, places that Tab does not leave, and what only a pointer can press.
 */
export async function keyboardFlawsOf(page: Page): Promise<string[]> {
  // Of an open menu the arrow keys lead to the items, and Tab leaves it.
  if (await page.getByRole('menu').first().isVisible()) return [];
  await page.evaluate(begin);
  let where = 'on';
  for (let pressed = 0; where === 'on' && pressed < most; pressed++) {
    await page.keyboard.press('Tab');
    where = await page.evaluate(look);
    // Where Tab is a key of the thing itself, Escape lets go of it, as its description says.
    if (where !== 'trapped') continue;
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    where = await page.evaluate(look);
  }
  if (where === 'trapped') return [await page.evaluate(() => `Tab does not leave ${document.activeElement?.outerHTML.slice(0, 160)}`)];
  return page.evaluate(summary);
}

function begin(): void {
  if (document.querySelector('[role="dialog"], dialog[open]') === null && document.activeElement instanceof HTMLElement)
    document.activeElement.blur();
  globalThis.plinthWalk = { reached: new Set(), last: null, unseen: [], trapped: 0, beyond: 0 };
}

/** Runs in the page: where the last key has led. */
function look(): 'on' | 'around' | 'trapped' {
  const walk = globalThis.plinthWalk;
  if (walk === undefined) return 'around';
  const lookOf = (element: Element) =>
    [
      element,
      element.parentElement,
      element.parentElement?.parentElement,
      element.closest('label'),
      element.querySelector('path, [data-focus]'),
    ]
      .filter((each) => each instanceof Element)
      .map((each) => {
        const { outline, boxShadow, borderColor, backgroundColor, color, opacity, stroke } = getComputedStyle(each);
        return [outline, boxShadow, borderColor, backgroundColor, color, opacity, stroke].join(' ');
      })
      .join('|');
  const now = document.activeElement;
  const { last } = walk;
  if (last !== null && last.element !== now && last.element.isConnected) {
    // Where React listens in a drawing of others, Chromium takes a group for a place to go to, though it says nothing.
    const ownFocus = last.element.matches('iframe, .cm-content, g:not([tabindex])');
    if (!ownFocus && lookOf(last.element) === last.look) walk.unseen.push(last.element.outerHTML.slice(0, 160));
  }
  if (now === null || now === document.body || now === document.documentElement) {
    // Tab begins where something was pressed before, so the first time round the beginning of the page is still ahead.
    walk.last = null;
    return ++walk.beyond > 2 ? 'around' : 'on';
  }
  if (last?.element === now) {
    if (now.matches('iframe')) return 'on';
    // In a dialog with one place, it is the next one.
    if (now.closest('[role="dialog"]') !== null) return 'around';
    return ++walk.trapped > 3 ? 'trapped' : 'on';
  }
  walk.trapped = 0;
  if (walk.reached.has(now)) return 'around';
  walk.reached.add(now);
  walk.last = { element: now, look: lookOf(now) };
  return 'on';
}

/** Runs in the page. */
function summary(): string[] {
  const { reached, unseen } = globalThis.plinthWalk ?? { reached: new Set<Element>(), unseen: [] };
  const short = (element: Element) => element.outerHTML.slice(0, 160);
  const over = [...document.querySelectorAll('[role="dialog"]')].filter((each) => each.checkVisibility()).at(-1) ?? document.body;
  const shown = (element: Element) =>
    element.closest('[inert]') === null &&
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !element.matches(':disabled, [aria-disabled="true"]');
  const controls = [
    ...over.querySelectorAll<HTMLElement>('a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]:not(iframe)'),
  ].filter(shown);
  // One place of many: the keys of the whole lead to the others.
  const wholes =
    '[role="tablist"], [role="tree"], [role="treegrid"], [role="grid"], [role="listbox"], [role="menu"], [role="toolbar"], [role="radiogroup"], [role="application"], [role="group"], [data-keys]';
  const missed = controls.filter((control) => {
    if (reached.has(control)) return false;
    if (control.matches('input[type="radio"]')) return false;
    const whole = control.closest(wholes);
    if (control.tabIndex < 0) return whole === null && !control.matches('h1, h2, h3, main, section, div, p, [role="dialog"]');
    return true;
  });
  const pressed = [...over.querySelectorAll<HTMLElement>('*')].filter(
    (each) =>
      getComputedStyle(each).cursor === 'pointer' &&
      (each.parentElement === null || getComputedStyle(each.parentElement).cursor !== 'pointer') &&
      shown(each) &&
      each.closest('a, button, label, summary, select, input, [role], [tabindex]') === null &&
      each.querySelector('a, button, input, label, [tabindex]') === null,
  );
  return [
    ...unseen.map((each) => `The focus is not to be seen on ${each}`),
    ...missed.map((each) => `Tab does not come to ${short(each)}`),
    ...pressed.map((each) => `Only a pointer can press ${short(each)}`),
  ];
}
