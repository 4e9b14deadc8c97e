import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { figures, keepResult } from './measurement.ts';
import { measureStudio } from './studio/measured-studio.ts';
import { atRest, heapOf } from './studio/page-time.ts';
import { makeBigApplication } from './studio-page/big-application.ts';

/**
 * What a thousand edits leave in the memory of the Studio on a page of 2,500 components, each taken back: the growth of what its
 * scripts hold, from the state in which everything that is bounded is full. Those are the steps that can be undone, of which there
 * are 1,000, what a replica remembers of its own entries of the log, the browser's own history of the field that is written in, and
 * what it compiles of the scripts. So as many edits come first that stay. Told for each two hundred, so that what goes on growing is
 * seen beside what only fluctuates.
 */
const { values: options } = parseArgs({
  options: { edits: { type: 'string', default: '1000' }, first: { type: 'string', default: '1000' } },
});
const [edits, first] = [Number(options.edits), Number(options.first)];
const parts = 5;
/** Before the first edit. */
let opened = 0;

await measureStudio(async ({ address, browser, client, signedIn }) => {
  await makeBigApplication(client, 'page', 1);
  const held = await signedIn(async (page) => {
    await open(page, address);
    const heap = await heapOf(page);
    opened = await heap();
    await editTimes(page, first);
    const bytes = [await heap()];
    for (let part = 0; part < parts; part++) {
      await editTimes(page, Math.round(edits / parts), true);
      bytes.push(await heap());
    }
    return bytes;
  });
  const [before = Number.NaN] = held;
  const growth = ((held.at(-1) ?? Number.NaN) - before) / before;
  keepResult(
    'studio-memory',
    [
      {
        name: `growth of memory over ${edits} edits with undo, all histories being full`,
        value: 100 * growth,
        goal: 1,
        unit: '%',
        better: 'lower',
      },
    ],
    { setting: { edits, first, browser: `Chromium ${browser.version()}`, what: 'bytes' }, opened, held, figures: figures(held) },
  );
});

/** The page with one of its buttons selected, at rest. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/studio/main/page`);
  const button = page.frameLocator('iframe').getByRole('button', { name: 'Close' }).first();
  await button.waitFor({ timeout: 60_000 });
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  await atRest(page);
  const box = await button.boundingBox();
  if (box === null) throw new Error('Nothing is drawn.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

async function editTimes(page: Page, times: number, undone = false): Promise<void> {
  const field = page.getByRole('complementary', { name: 'Properties' }).getByLabel('Text', { exact: true });
  for (let edit = 0; edit < times; edit++) {
    await field.fill(`${undone ? 'Kept for a moment' : 'Kept'}, ${edit}`);
    await field.press('Enter');
    if (undone) await page.getByRole('button', { name: /^Undo: / }).click();
  }
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  await atRest(page);
}
