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

test('several references are added, taken away and walked through by the keyboard alone, and each is told', async () => {
  const { page, told } = await gallery.open({ only: 'multi-reference-picker' });
  const picker = page.getByRole('combobox', { name: 'Guarantors', exact: true });
  const last = async () =>
    ((await told('multi-reference-picker', 'change')).at(-1) as { value: { id: string }[] }).value.map(({ id }) => id);
  await picker.pressSequentially('Dvo');
  await page.getByRole('option', { name: 'Dvořák, Tomáš' }).waitFor();
  await expect.poll(() => picker.getAttribute('aria-busy')).toBeNull();
  await picker.press('ArrowDown');
  await picker.press('Enter');
  expect(await last()).toEqual(['client-3']);
  await page.getByText('Dvořák, Tomáš added').waitFor();
  // The list stays open for more; what is chosen has its tick and goes by choosing it again.
  const option = page.getByRole('option', { name: 'Novák, Petr' });
  await option.waitFor();
  await option.click();
  expect(await last()).toEqual(['client-3', 'client-1']);
  expect(await page.getByRole('option', { name: 'Dvořák, Tomáš' }).getAttribute('aria-selected')).toBe('true');
  await picker.press('Escape');
  await picker.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Delete');
  expect(await last()).toEqual(['client-1']);
  expect(await picker.evaluate((element) => element === document.activeElement)).toBe(true);
  await picker.press('Backspace');
  expect(await last()).toEqual([]);
  await page.getByText('Novák, Petr taken away').waitFor();
});

test('of many references the first are shown, and all of them when asked', async () => {
  const { page } = await gallery.open({ only: 'multi-reference-picker/many' });
  const list = page.getByRole('list', { name: 'Invited: 40 chosen' });
  expect(await list.getByText(/^Guest number/).count()).toBe(12);
  await list.getByRole('button', { name: 'Show all 40' }).click();
  expect(await list.getByText(/^Guest number/).count()).toBe(40);
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
