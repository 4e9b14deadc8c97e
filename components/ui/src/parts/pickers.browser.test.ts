import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedGallery, openGallery } from '../../gallery/open-gallery.ts';

let gallery: OpenedGallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

test('a reference is found by typing and chosen by Enter', async () => {
  const { page, told } = await gallery.open({ only: 'reference-picker' });
  const picker = page.getByRole('combobox', { name: 'Client', exact: true });
  await picker.pressSequentially('Dvo');
  await page.getByRole('option', { name: 'Dvořák, Tomáš' }).waitFor();
  await picker.press('ArrowDown');
  await picker.press('Enter');
  expect(await told('reference-picker', 'change')).toMatchObject([{ value: { id: 'client-3' } }]);
});

test('a date is typed, refused when there is no such day, and chosen in the calendar', async () => {
  const { page, told } = await gallery.open({ only: 'date-input' });
  const date = page.getByRole('textbox', { name: 'Granted on', exact: true });
  await date.fill('29/02/2024');
  await date.press('Tab');
  expect((await told('date-input', 'change')).at(-1)).toEqual({ value: '2024-02-29' });
  await date.fill('31/02/2024');
  await date.blur();
  expect(await date.getAttribute('aria-invalid')).toBe('true');
  await date.fill('29/02/2024');
  await date.press('Alt+ArrowDown');
  await page.getByRole('button', { name: /28 February 2024/ }).click();
  expect((await told('date-input', 'change')).at(-1)).toEqual({ value: '2024-02-28' });
});

test('a menu opens, moves and chooses by keyboard', async () => {
  const { page, told } = await gallery.open({ only: 'menu' });
  await page.getByRole('button', { name: 'Actions' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Edit' }).waitFor();
  await page.getByRole('menuitem', { name: 'Edit' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await told('menu', 'select')).toEqual([{ key: 'copy' }]);
});

test.each(['dialog', 'drawer'])('a %s takes the focus, closes with Escape and gives it back', async (only) => {
  const { page } = await gallery.open({ only });
  await page.getByRole('button', { name: 'Open' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve the loan?' });
  await dialog.waitFor();
  await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Open');
});
