import type { Page } from 'playwright-core';

/** What is read of an event of Chromium's trace; times in microseconds, `tdur` those of the processor. */
interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const task = 'ThreadControllerImpl::RunTask';

/**
 * Does the work while Chromium traces, and gives the milliseconds of the processor that the page's thread took from each `key` that the
 * page marked to the next `painted`: all its tasks in between, that of the key too, and not the one in which it was told that it was painted.
 */
export async function threadTimes(page: Page, work: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser of its own.');
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  let trace: Buffer;
  try {
    await work();
  } finally {
    trace = await browser.stopTracing();
  }
  return threadTimesOf((JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] }).traceEvents);
}

/** The same of a trace. */
export function threadTimesOf(events: readonly TraceEvent[]): number[] {
  const marks = events
    .filter(({ name, cat }) => cat.includes('blink.user_timing') && (name === 'key' || name === 'painted'))
    .sort((a, b) => a.ts - b.ts);
  const [first] = marks;
  if (first === undefined) throw new Error('The page marked no key.');
  const tasks = events.filter(({ name, pid, tid }) => name === task && pid === first.pid && tid === first.tid);
  return marks.flatMap((key, at) => {
    const painted = marks[at + 1];
    if (key.name !== 'key' || painted?.name !== 'painted') return [];
    const between = tasks.filter(({ ts, dur = 0 }) => ts + dur > key.ts && ts + dur <= painted.ts);
    return [between.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000];
  });
}
