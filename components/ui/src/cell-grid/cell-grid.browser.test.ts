import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedGallery, openGallery } from '../../gallery/open-gallery.ts';

let gallery: OpenedGallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

test('formulas are computed, edited in the cell or above the sheet, and say what is wrong', async () => {
  const { page, complaints } = await gallery.open({ only: 'cell-grid/formulas' });
  const cell = (address: string) => page.locator(`[data-address="${address}"]`);
  const is = (address: string, text: string) => expect.poll(() => cell(address).textContent()).toBe(text);
  await is('A2', '800.5');
  await is('B0', '9606');
  await is('A0', '1200.5');
  expect(await cell('A0').getAttribute('data-number')).toBe('true');
  await is('C0', '#CYCLE');
  const status = page.getByRole('status');
  expect(await status.textContent()).toBe('The formula depends on itself: C0 → C0');
  const content = page.getByRole('textbox', { name: 'Content of C0' });
  expect(await content.inputValue()).toBe('=C0 + 1');
  await content.fill('=B0 / 2');
  await content.press('Enter');
  await is('C0', '4803');
  expect(await status.textContent()).toBe('');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-address'))).toBe('C1');
  await cell('C0').click();
  await page.keyboard.type('=C0');
  await page.keyboard.press('Enter');
  await cell('C0').click();
  // What is wrong comes and goes without moving the cells.
  await cell('A1').dblclick();
  expect(await page.getByRole('textbox', { name: 'Edit A1' }).inputValue()).toBe('-400');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('-200.5');
  await page.keyboard.press('Enter');
  await is('A2', '1000');
  await is('C0', '#CYCLE');
  await cell('A3').click();
  await page.keyboard.type('=A2 +');
  await page.keyboard.press('Enter');
  await is('A3', '#FORMULA');
  await cell('A3').click();
  await page.keyboard.press('Delete');
  await is('A3', '');
  expect(complaints).toEqual([]);
});
