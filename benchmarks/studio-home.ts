import { parseArgs } from 'node:util';
import { createApplication } from '@plinth/api-contract';
import type { Page } from 'playwright-core';
import { figures, keepResult } from './measurement.ts';
import { measureStudio } from './studio/measured-studio.ts';
import { atRest } from './studio/page-time.ts';

/**
 * The home of a tenant of 1,000 applications: shown, searched, another page of it, and all of them shown one page after the other.
 * From the press to the frame with the answer. Beside it the floor: the same question asked and parsed by the page alone.
 */
const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, applications: { type: 'string', default: '1000' } },
});
const [rounds, count] = [Number(options.rounds), Number(options.applications)];
const atOnce = 10;

await measureStudio(async ({ address, browser, client, signedIn }) => {
  for (let from = 0; from < count; from += atOnce) {
    const keys = Array.from({ length: Math.min(atOnce, count - from) }, (_, at) => from + at);
    await Promise.all(
      keys.map((number) => {
        const label = `${['Loans', 'Claims', 'Orders', 'Assets', 'Visits'][number % 5]} of branch ${number}`;
        return client.call(createApplication, { tenant: 'main' }, { key: `application-${number}`, type: 'application', label });
      }),
    );
  }
  const [shown, searched, more, alone]: [number[], number[], number[], number[]] = [[], [], [], []];
  let everything = Number.NaN;
  // The first warms the server up.
  for (let round = 0; round <= rounds; round++) {
    await signedIn(async (page) => {
      await page.goto(`${address}/studio/main/application-1/-/comments`);
      await page.getByRole('heading', { name: 'Comments' }).waitFor();
      await atRest(page);
      const asked = await fetchAlone(page);
      await atRest(page);
      const home = await pressed(page, 'a.studio-mark', 50);
      await atRest(page);
      const next = await pressed(page, '.studio-home-more button', 100);
      await atRest(page);
      const search = await searchFor(page, `branch ${(round * 137) % count}`);
      if (round === 0) return;
      alone.push(asked);
      shown.push(home);
      more.push(next);
      searched.push(search);
      if (round === rounds) everything = await showAll(page);
    });
  }
  const lower = { better: 'lower' as const, unit: 'ms' };
  keepResult(
    'studio-home',
    [
      { name: `the home of ${count} applications shown`, value: figures(shown).median, goal: 500, ...lower },
      { name: 'another page of it shown', value: figures(more).median, goal: 500, ...lower },
      { name: 'searched, from the last letter to the answer', value: figures(searched).median, goal: 500, ...lower },
    ],
    {
      setting: { rounds, applications: count, browser: `Chromium ${browser.version()}`, what: 'milliseconds' },
      ...{ shown: figures(shown), another: figures(more), searched: figures(searched), askedAndParsedAlone: figures(alone) },
      allShownPageAfterPage: everything,
    },
  );
});

/** Milliseconds from a press to the frame in which the table has so many rows. */
function pressed(page: Page, button: string, rows: number): Promise<number> {
  return page.evaluate(
    ([selector, wanted]) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        const look = () => {
          if (document.querySelectorAll('.studio-table tbody tr').length < wanted) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
        };
        document.querySelector<HTMLElement>(selector)?.click();
        look();
      }),
    [button, rows] as const,
  );
}

/** Milliseconds from the last letter of a search to the frame that shows only what answers it. */
async function searchFor(page: Page, words: string): Promise<number> {
  const field = page.getByRole('searchbox', { name: 'Search by name or key' });
  await field.fill(words.slice(0, -1));
  await atRest(page);
  const took = page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        let began = 0;
        addEventListener('input', () => (began = performance.now()), { capture: true, once: true });
        const isThere = () => {
          const rows = [...document.querySelectorAll('.studio-table tbody tr')];
          return rows.length > 0 && rows.every(({ textContent }) => textContent?.includes(wanted) === true);
        };
        const look = () => {
          if (began === 0 || document.querySelector('.studio-table [aria-busy]') !== null || !isThere()) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
        };
        look();
      }),
    words,
  );
  await field.press('End');
  await field.pressSequentially(words.slice(-1));
  return took;
}

/** Milliseconds until every application is there, one page after the other. */
async function showAll(page: Page): Promise<number> {
  await page.getByRole('searchbox', { name: 'Search by name or key' }).fill('');
  await page.locator('.studio-home-more button').waitFor();
  await atRest(page);
  return page.evaluate(
    (all) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        const look = () => {
          const there = document.querySelectorAll('.studio-table tbody tr').length;
          if (there >= all) return resolve(performance.now() - began);
          document.querySelector<HTMLElement>('.studio-home-more button:not([data-loading])')?.click();
          requestAnimationFrame(look);
        };
        look();
      }),
    count,
  );
}

/** Milliseconds until the first page of the list is here as JSON. */
function fetchAlone(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const began = performance.now();
    const answer = await fetch('/api/main/applications?sort=label');
    if (!answer.ok) throw new Error(`The list was answered ${answer.status}.`);
    await answer.json();
    return performance.now() - began;
  });
}
