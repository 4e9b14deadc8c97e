import type { Page } from 'playwright-core';

declare const watch: { edits: number[]; expected: string };

/** From the last key until the frame of the canvas with the expected text was painted, in milliseconds; for each edit. */
export async function watchCanvas(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = { edits: [] as number[], expected: '' };
    Reflect.set(globalThis, 'watch', watched);
    let began = 0;
    addEventListener(
      'keydown',
      () => {
        began = performance.now();
      },
      { capture: true },
    );
    const inside = document.querySelector('iframe')?.contentDocument;
    if (!inside) throw new Error('There is no canvas.');
    new MutationObserver(() => {
      const { expected } = watched;
      if (expected === '' || !(inside.body.textContent ?? '').includes(expected)) return;
      watched.expected = '';
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        // What is posted in a frame arrives when the frame was painted.
        port1.onmessage = () => watched.edits.push(performance.now() - began);
        port2.postMessage(null);
      });
    }).observe(inside.body, { subtree: true, childList: true, characterData: true });
  });
}

/** Expects a text on the canvas after what `act` does by the keyboard; gives how long it took. */
export async function paintedAfter(page: Page, expected: string, act: () => Promise<void>): Promise<number> {
  const before = await page.evaluate((text) => {
    watch.expected = text;
    return watch.edits.length;
  }, expected);
  await act();
  await page.waitForFunction((count) => watch.edits.length > count, before);
  return page.evaluate((at) => watch.edits[at] ?? Number.NaN, before);
}
