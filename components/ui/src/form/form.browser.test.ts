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

test('the application’s rules hold before anything is sent', async () => {
  const { page, told } = await gallery.open({ only: 'form' });
  const form = page.getByRole('form', { name: 'Change loan' });
  await form.getByLabel(/Months/).fill('72');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('A loan runs at most 60 months.').first().waitFor();
  expect(await told('form', 'submit')).toEqual([]);
});
