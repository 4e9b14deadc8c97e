import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { berkaPresent, importBerka, publishBank } from './testing-berka.ts';
import { visit } from './testing-visit.ts';

const files = ['district.asc', 'client.asc', 'account.asc', 'disp.asc', 'order.asc', 'loan.asc', 'card.asc'];

describe.skipIf(!berkaPresent)('a real bank in a browser (skipped where ../shared/data/berka is missing)', () => {
  let running: TestPlatform;
  let browser: Browser;

  beforeAll(async () => {
    [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
    await publishBank(running);
    await importBerka(running, files);
  });
  afterAll(async () => {
    await browser?.close();
    await running?.close();
  });

  test('somebody finds a client, opens the loans, filters by status, edits a loan and sees the chart change', async () => {
    const { page, context, complaints } = await visit(browser, running);
    await page.getByRole('link', { name: /Bank/ }).first().click();
    const go = (name: string) => page.getByRole('navigation').getByRole('link', { name }).first().click();

    // By the files: client 2, born 1945-02-04 and living in district 1, owns account 2, which has loan 4959 of 80,952.
    await go('Clients');
    const clients = page.getByRole('grid', { name: 'Clients' });
    await expect.poll(() => clients.getAttribute('aria-rowcount')).toBe('5370');
    await page.getByRole('searchbox', { name: 'Find a client' }).fill('2');
    await clients.getByRole('link', { name: 'Client 2', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Client 2' }).waitFor();
    await page.getByText('Hl.m. Praha, Prague').waitFor();
    await page.getByRole('tab', { name: 'Loans' }).click();
    const loan = page.getByRole('grid', { name: 'Loans' }).getByRole('row', { name: /Loan 4959/ });
    await loan.waitFor();
    expect(await loan.textContent()).toContain('80,952');

    await go('Loan desk');
    const loans = page.getByRole('grid', { name: 'Loans' });
    const rowCount = async () => Number(await loans.getAttribute('aria-rowcount')) - 1;
    await expect.poll(rowCount).toBe(682);
    expect(await chartValues(page)).toEqual({
      'Finished, paid': '203',
      'Finished, unpaid': '31',
      Running: '403',
      'Running, in debt': '45',
    });
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Running, in debt' }).click();
    await expect.poll(rowCount).toBe(45);

    const drawn = await drawnShapes(page);
    expect(drawn.length).toBeGreaterThanOrEqual(4);
    const first = loans.getByRole('row').nth(1);
    const name = (await first.getByRole('gridcell').first().textContent()) ?? '';
    await first.getByRole('gridcell').first().click();
    const drawer = page.getByRole('dialog', { name });
    await drawer.getByRole('combobox', { name: /Status/ }).click();
    await page.getByRole('option', { name: 'Finished, paid' }).click();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Loan saved.').waitFor();

    await expect.poll(rowCount).toBe(44);
    expect(await loans.getByRole('row', { name }).count()).toBe(0);
    await expect.poll(() => chartValues(page)).toMatchObject({ 'Finished, paid': '204', 'Running, in debt': '44' });
    await expect.poll(() => drawnShapes(page)).not.toEqual(drawn);
    await context.close();
    expect(complaints).toEqual([]);
  });
});

/** What the chart of loans says to those who do not see it: the values by their category. */
async function chartValues(page: Page): Promise<Record<string, string>> {
  const rows = page.getByRole('table', { name: 'Loans by status' }).locator('tbody tr');
  return Object.fromEntries(
    await rows.evaluateAll((all) =>
      all.map((row) => [row.querySelector('th')?.textContent ?? '', row.querySelector('td')?.textContent ?? '']),
    ),
  );
}

/** The outlines that the chart is drawn with. */
function drawnShapes(page: Page): Promise<(string | null)[]> {
  return page
    .getByRole('img', { name: /Loans by status/ })
    .locator('path')
    .evaluateAll((paths) => paths.map((path) => path.getAttribute('d')));
}
