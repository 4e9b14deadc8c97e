import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { figures, keepResult } from './measurement.ts';
import { measureStudio } from './studio/measured-studio.ts';
import { atRest, heapOf } from './studio/page-time.ts';
import { makeBigApplication } from './studio-page/big-application.ts';

/**
 * What a thousand edits leave in the memory of the Studio on a page of 2,500 components, each taken back: the growth of what its
 * scripts hold, from the state in which everything that is bounded is full. Told for each two hundred, so that what goes on growing is
 * seen beside what only fluctuates.
 */
const { values: options } = parseArgs({
  options: { edits: { type: 'string', default: '1000' }, first: { type: 'string', default: '300' } },
});
const [edits, first] = [Number(options.edits), Number(options.first)];
const parts = 5;

await measureStudio(async ({ address, browser, client, signedIn }) => {
  await makeBigApplication(client, 'page', 1);
  const held = await signedIn(async (page) => {
    await open(page, address);
    const heap = await heapOf(page);
    await editAndUndo(page, first);
    const bytes = [await heap()];
    for (let part = 0; part < parts; part++) {
      await editAndUndo(page, Math.round(edits / parts));
      bytes.push(await heap());
    }
    return bytes;
  });
  const [before = Number.NaN] = held;
  const growth = ((held.at(-1) ?? Number.NaN) - before) / before;
  keepResult(
    'studio-memory',
    [{ name: `growth of memory over ${edits} edits with undo`, value: 100 * growth, goal: 1, unit: '%', better: 'lower' }],
    { setting: { edits, first, browser: `Chromium ${browser.version()}`, what: 'bytes' }, held, figures: figures(held) },
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

async function editAndUndo(page: Page, times: number): Promise<void> {
  const field = page.getByRole('complementary', { name: 'Properties' }).getByLabel('Text', { exact: true });
  for (let edit = 0; edit < times; edit++) {
    await field.fill(`Kept for a moment, ${edit}`);
    await field.press('Enter');
    await page.getByRole('button', { name: /^Undo: / }).click();
  }
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  await atRest(page);
}
