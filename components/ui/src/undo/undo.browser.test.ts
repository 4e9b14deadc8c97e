import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedGallery, openGallery } from '../../gallery/open-gallery.ts';

let gallery: OpenedGallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

test('buttons and keys step back and forth, but not while something is typed', async () => {
  const { page, complaints } = await gallery.open({ only: 'undo' });
  const count = page.getByRole('button', { name: /^Count/ });
  const undo = page.getByRole('button', { name: 'Undo' });
  const redo = page.getByRole('button', { name: 'Redo' });
  const is = (words: string) => expect.poll(() => count.textContent()).toBe(words);
  expect([await undo.isDisabled(), await redo.isDisabled()]).toEqual([true, true]);
  for (const words of ['Count: 1', 'Count: 2', 'Count: 3']) {
    await count.click();
    await is(words);
  }
  await undo.click();
  await is('Count: 2');
  await page.keyboard.press('Control+z');
  await is('Count: 1');
  await page.keyboard.press('Control+Shift+z');
  await is('Count: 2');
  await page.keyboard.press('Control+y');
  await is('Count: 3');
  expect(await redo.getAttribute('title')).toBe('There is nothing to redo.');
  await undo.click();
  await count.click();
  await is('Count: 3');
  expect(await redo.isDisabled()).toBe(true);
  await page.getByRole('textbox').fill('text');
  await page.keyboard.press('Control+z');
  await is('Count: 3');
  expect(complaints).toEqual([]);
});
