import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedGallery, openGallery } from '../../gallery/open-gallery.ts';

let gallery: OpenedGallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

test('an action that a row refuses is there, says why, and does nothing; one that is never granted is not there', async () => {
  const { page, told } = await gallery.open({ only: 'table/allowed' });
  const table = page.getByRole('grid', { name: 'Loans to approve' });
  const menus = table.getByRole('button', { name: /^Actions of/ });
  await menus.nth(1).click();
  const refused = page.getByRole('menuitem', { name: /Approve/ });
  expect(await refused.getAttribute('aria-disabled')).toBe('true');
  expect(await refused.textContent()).toContain('You may not change this');
  expect(await page.getByRole('menuitem').allTextContents()).not.toContain('Remove');
  await refused.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  await menus.nth(0).click();
  await page.getByRole('menuitem', { name: 'Approve' }).click();
  expect(await told('table', 'rowAction')).toMatchObject([{ action: 'approve', row: { allowed: ['update'] } }]);
});

test('a button and the single action of a row say why they do nothing', async () => {
  const { page, told } = await gallery.open({ only: 'table/allowed' });
  const single = page.getByRole('grid', { name: 'One action' }).getByRole('button', { name: 'Approve' });
  expect(await single.nth(1).getAttribute('title')).toBe('Approve: You may not change this');
  await single.nth(1).click({ force: true });
  const button = page.getByRole('button', { name: 'Approve the other' });
  expect(await button.getAttribute('title')).toBe('You may not change this');
  await button.click({ force: true });
  await page.getByRole('button', { name: 'Approve', exact: true }).last().click();
  expect([await told('table', 'rowAction'), (await told('button', 'click')).length]).toEqual([[], 1]);
});

test('arrow keys move, space selects, control C copies, Enter opens', async () => {
  const { page, told } = await gallery.open({ only: 'table' });
  const grid = page.getByRole('grid', { name: 'Loans', exact: true });
  await grid.locator('[data-row="0"][data-column="1"]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset)).toMatchObject({ row: '1', column: '2' });
  await page.keyboard.press(' ');
  await page.keyboard.press('Control+c');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^5,?315\tSvobodová, Jana\t/);
  expect(await told('table', 'selectionChange')).toMatchObject([{ selection: [{ number: 5315 }] }]);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.waitForURL(/loan-2/);
});

test('headers sort, and filters narrow the rows', async () => {
  const { page } = await gallery.open({ only: 'table' });
  const grid = page.getByRole('grid', { name: 'Loans', exact: true });
  await grid
    .getByRole('button', { name: 'Sort by Amount' })
    .or(grid.getByRole('button', { name: 'Amount', exact: true }))
    .first()
    .click();
  expect(await grid.locator('[role=columnheader][aria-sort=ascending]').textContent()).toContain('Amount');
  await grid.locator('[role=columnheader]', { hasText: 'Status' }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('checkbox', { name: 'In arrears' }).check();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('button', { name: /Remove filter: Status/ }).waitFor();
  const states = await grid.locator('[role=row][aria-rowindex] [data-column="8"]').allTextContents();
  expect(new Set(states.filter((state) => state !== 'Status'))).toEqual(new Set(['In arrears']));
});

test('chosen columns are remembered', async () => {
  const { page } = await gallery.open({ only: 'table' });
  await page.getByRole('button', { name: 'Columns' }).first().click();
  await page.getByRole('checkbox', { name: 'Region' }).uncheck();
  await page.reload();
  await page.getByRole('grid', { name: 'Loans', exact: true }).waitFor();
  expect(await page.getByRole('columnheader', { name: /Region/ }).count()).toBe(0);
});

test('of ten thousand rows only those in sight are in the document', async () => {
  const { page } = await gallery.open({ only: 'table/many' });
  const grid = page.getByRole('grid');
  await grid.locator('[data-row="0"][data-column="1"]').focus();
  await page.keyboard.press('Control+End');
  await grid.locator('[data-row="9999"]').first().waitFor();
  expect(await grid.getByRole('row').count()).toBeLessThan(60);
});
