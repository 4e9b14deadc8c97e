import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedGallery, openGallery } from '../../gallery/open-gallery.ts';

let gallery: OpenedGallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

test('an empty form is refused, lists why and focuses the first input', async () => {
  const { page, told } = await gallery.open({ only: 'form' });
  const form = page.getByRole('form', { name: 'New loan' });
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByRole('alert').waitFor();
  expect(await form.getByRole('alert').textContent()).toContain('Amount is needed.');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
  expect(await told('form', 'saved')).toEqual([]);
});

test('what the server refuses stands at its input, and a mended value is saved by the keyboard', async () => {
  const { page, told } = await gallery.open({ only: 'form' });
  const form = page.getByRole('form', { name: 'Change loan' });
  const amount = form.getByLabel(/Amount/);
  await amount.fill('600000');
  await amount.press('Enter');
  await form.getByText('At most 500,000 without a manager.').first().waitFor();
  expect(await amount.getAttribute('aria-invalid')).toBe('true');
  await amount.fill('400000.50');
  await form.getByLabel('Note').press('Control+Enter');
  await expect.poll(() => told('form', 'saved')).toMatchObject([{ record: { id: 'loan-1', amount: '400000.50' } }]);
});

test('a new record begins with the defaults as values, which are sent as they stand', async () => {
  const { page, told } = await gallery.open({ only: 'form' });
  const form = page.getByRole('form', { name: 'New loan' });
  expect(await form.getByLabel(/Months/).inputValue()).toBe('24');
  expect(await form.getByLabel(/Status/).inputValue()).toBe('Decision due');
  expect(await form.getByText('Not saved yet').count()).toBe(0);
  await form.getByLabel(/Loan/).fill('77');
  await form.getByRole('combobox', { name: 'Client' }).pressSequentially('Dvo');
  await page.getByRole('option', { name: 'Dvořák, Tomáš' }).click();
  await form.getByLabel(/Amount/).fill('1000');
  await form.getByLabel('Note').press('Control+Enter');
  await expect.poll(() => told('form', 'saved')).toMatchObject([{ record: { status: 'decision', months: '24' } }]);
});

test('a default that somebody empties is sent as nothing', async () => {
  const { page, told } = await gallery.open({ only: 'form' });
  const form = page.getByRole('form', { name: 'New loan' });
  await form.getByLabel(/Months/).fill('');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Months is needed.').first().waitFor();
  expect(await told('form', 'saved')).toEqual([]);
});

test('what a record is linked to is fetched, and only the difference is saved', async () => {
  const { page, told } = await gallery.open({ only: 'form' });
  const form = page.getByRole('form', { name: 'Change loan' });
  const chosen = form.getByRole('list', { name: 'Guarantors: 3 chosen' });
  await chosen.waitFor();
  await chosen.getByRole('button', { name: 'Remove Novák, Petr' }).click();
  const picker = form.getByRole('combobox', { name: 'Guarantors' });
  await picker.pressSequentially('Horá');
  await page.getByRole('option', { name: 'Horáková, Alžběta' }).waitFor();
  await expect.poll(() => picker.getAttribute('aria-busy')).toBeNull();
  await picker.press('ArrowDown');
  await picker.press('Enter');
  await picker.press('Escape');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => told('form', 'saved')).toMatchObject([{ record: { guarantors: { add: ['client-8'], remove: ['client-1'] } } }]);
  await expect
    .poll(() =>
      form
        .getByRole('list', { name: /^Guarantors/ })
        .getByRole('listitem')
        .allTextContents(),
    )
    .toEqual(['Svobodová, Jana', 'Dvořák, Tomáš', 'Horáková, Alžběta']);
});

test('the application’s rules hold before anything is sent', async () => {
  const { page, told } = await gallery.open({ only: 'form' });
  const form = page.getByRole('form', { name: 'Change loan' });
  await form.getByLabel(/Months/).fill('72');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('A loan runs at most 60 months.').first().waitFor();
  expect(await told('form', 'submit')).toEqual([]);
});
