import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { figures, keepResult } from './measurement.ts';
import { measureStudio } from './studio/measured-studio.ts';
import { atRest, meter } from './studio/page-time.ts';
import { makeBigApplication } from './studio-page/big-application.ts';

/**
 * Joining an application of 10,000 records: from the call for it to its bars, with everything that others did heard, in a browser that
 * has not seen it before. Beside it the floor: what the server says of the branch, fetched and parsed by the same page.
 */
const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const rounds = Number(options.rounds);
const application = 'large';

await measureStudio(async ({ address, browser, client, signedIn }) => {
  await makeBigApplication(client, application, 4);
  const [joined, thread, fetched]: [number[], number[], number[]] = [[], [], []];
  // The first warms the server up.
  for (let round = 0; round <= rounds; round++) {
    await signedIn(async (page) => {
      await page.goto(`${address}/studio/main`);
      await page.getByRole('table').waitFor();
      await atRest(page);
      const alone = await fetchAlone(page);
      await atRest(page);
      const spent = await meter(page, ['TaskDuration']);
      const before = await spent();
      const took = await join(page);
      const until = await spent();
      if (round === 0) return;
      fetched.push(alone);
      joined.push(took);
      thread.push(until - before);
    });
  }
  keepResult(
    'studio-joining',
    [
      {
        name: 'an application of 10,000 records joined',
        value: figures(joined).median,
        goal: 1000,
        unit: 'ms',
        better: 'lower',
      },
    ],
    {
      setting: { rounds, browser: `Chromium ${browser.version()}`, what: 'milliseconds' },
      ...{ joined: figures(joined), processorOfThePagesThread: figures(thread), fetchedAndParsedAlone: figures(fetched) },
    },
  );
});

/** Milliseconds from the call for the application to its bars saying that everything is heard. */
function join(page: Page): Promise<number> {
  return page.evaluate(
    (path) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        const look = () => {
          if (document.querySelector('[role="status"][data-tone="good"]') === null) requestAnimationFrame(look);
          else resolve(performance.now() - began);
        };
        history.pushState(null, '', path);
        dispatchEvent(new PopStateEvent('popstate'));
        look();
      }),
    `/studio/main/${application}/-/comments`,
  );
}

/** Milliseconds until the branch is here as JSON. */
function fetchAlone(page: Page): Promise<number> {
  return page.evaluate(async (path) => {
    const began = performance.now();
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(`The branch was answered ${answer.status}.`);
    await answer.json();
    return performance.now() - began;
  }, `/api/main/applications/${application}/branch`);
}
