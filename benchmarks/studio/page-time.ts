import type { CDPSession, Page } from 'playwright-core';

/** Until the page has had nothing to do for a moment. */
export function atRest(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise((resolve) => requestIdleCallback(() => setTimeout(() => requestIdleCallback(() => resolve()), 500))),
  );
}

/** Reads how many milliseconds of the processor the page's thread has spent on what Chromium calls so, such as `TaskDuration`. */
export async function meter(page: Page, names: readonly string[]): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * metrics.reduce((sum, { name, value }) => sum + (names.includes(name) ? value : 0), 0);
  };
}

/** Reads the bytes that the page's scripts hold, after what nobody holds was collected. */
export async function heapOf(page: Page): Promise<() => Promise<number>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  return async () => {
    // What only a finalizer frees is gone at the second time.
    for (let time = 0; time < 2; time++) await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
}
