import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedGallery, openGallery } from '../../gallery/open-gallery.ts';

let gallery: OpenedGallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

test('the rule that fired stands out and is said in words; the others are not', async () => {
  const { page } = await gallery.open({ only: 'decision-table' });
  const table = page.getByRole('table', { name: /Risk class/ });
  expect(await table.getByRole('rowheader').allInnerTexts()).toEqual([expect.stringMatching(/^small\s*fired$/), 'known', 'fresh', 'heavy']);
  const colourOf = (rule: number) =>
    table
      .getByRole('rowheader')
      .nth(rule)
      .evaluate((cell) => getComputedStyle(cell).backgroundColor);
  expect(await colourOf(0)).not.toBe(await colourOf(1));
  expect(await table.getByRole('columnheader').allInnerTexts()).toEqual([
    'Rule',
    'Monthly payment',
    'Months with the bank',
    'Statement',
    'Risk class',
    'Note',
  ]);
  await page.context().close();
});

test('a wide and long table is scrolled by the keyboard, on a phone too, its header in sight', async () => {
  const { page } = await gallery.open({ only: 'decision-table', width: 390 });
  const region = page.getByRole('region', { name: /Many columns/ });
  await region.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => region.evaluate(({ scrollLeft, scrollTop }) => scrollLeft > 0 && scrollTop > 0)).toBe(true);
  const top = (selector: string) =>
    region
      .locator(selector)
      .first()
      .evaluate((each) => each.getBoundingClientRect().top);
  expect(Math.abs((await top('thead th')) - (await region.evaluate((each) => each.getBoundingClientRect().top)))).toBeLessThan(3);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.context().close();
});

test.each(['decision-table', 'decision-result'])('%s in a picture', async (only) => {
  for (const [width, scheme] of [
    [390, 'dark'],
    [1440, 'light'],
  ] as const) {
    const { page, complaints } = await gallery.open({ only, width, scheme });
    const folder = process.env.PLINTH_PICTURES;
    if (folder) await page.screenshot({ path: join(folder, `${only}-${width}-${scheme}.png`), fullPage: true });
    expect(complaints).toEqual([]);
    await page.context().close();
  }
});

test('the steps of a decision name the rule that fired, with its note, and why something is not known', async () => {
  const { page } = await gallery.open({ only: 'decision-result' });
  const decision = page.getByRole('region', { name: 'Loan decision' });
  expect(await decision.getByRole('listitem').filter({ hasText: 'Risk class' }).textContent()).toMatch(
    /Monthly payment: 1389[\s\S]*Rule small[\s\S]*<= 1500[\s\S]*Of small loans/,
  );
  expect(await decision.textContent()).toMatch(/Limit\s*500,000/);
  expect(await decision.textContent()).toMatch(/coApplicant, rule 3, input 1: there is no co-applicant/);
  const more = decision.getByText('What it was asked with');
  await more.focus();
  await page.keyboard.press('Enter');
  expect(await decision.getByRole('listitem').filter({ hasText: 'Loan' }).last().isVisible()).toBe(true);
  await page.context().close();
});
