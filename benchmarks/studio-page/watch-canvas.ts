import type { Page } from 'playwright-core';

interface Watch {
  /** Resolves with the milliseconds. */
  painted: Promise<number>;
  expect(text: string): void;
}
declare const watch: Watch;

/** Makes the page ready to say how long it was from the last key to the frame of the canvas in which an expected text was painted. */
export async function watchCanvas(page: Page): Promise<void> {
  await page.evaluate(() => {
    let expected = '';
    let began = 0;
    let told: (milliseconds: number) => void = () => undefined;
    const watched: Watch = {
      painted: Promise.resolve(0),
      expect(text) {
        expected = text;
        watched.painted = new Promise((resolve) => {
          told = resolve;
        });
      },
    };
    Reflect.set(globalThis, 'watch', watched);
    addEventListener(
      'keydown',
      () => {
        began = performance.now();
        performance.mark('key');
      },
      { capture: true },
    );
    const inside = document.querySelector('iframe')?.contentDocument;
    if (!inside) throw new Error('There is no canvas.');
    const hasExpected = ({ target, addedNodes }: MutationRecord) =>
      [target, ...addedNodes].some(({ textContent }) => textContent?.includes(expected) === true);
    new MutationObserver((changes) => {
      if (expected === '' || !changes.some(hasExpected)) return;
      expected = '';
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        // What is posted in a frame arrives when the frame was painted.
        port1.onmessage = () => {
          told(performance.now() - began);
          performance.mark('painted');
        };
        port2.postMessage(null);
      });
    }).observe(inside.body, { subtree: true, childList: true, characterData: true });
  });
}

/** What is expected on the canvas from the next key on. */
export async function expectOnCanvas(page: Page, text: string): Promise<void> {
  await page.evaluate((expected) => watch.expect(expected), text);
}

/** How many milliseconds it was from the last key until what was expected was painted. Nothing is asked meanwhile, for that would be measured too. */
export function untilPainted(page: Page): Promise<number> {
  return page.evaluate(() => watch.painted);
}
