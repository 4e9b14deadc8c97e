import { type Browser, chromium, type Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf } from './testing-look.ts';
import { visit } from './testing-visit.ts';

describe('the bank in a browser', () => {
  let running: TestPlatform;
  let browser: Browser;

  beforeAll(async () => {
    [running, browser] = await Promise.all([startTestPlatform({ PLINTH_EXAMPLES: 'true' }), chromium.connect(inject('chromium') ?? '')]);
  });
  afterAll(async () => {
    await browser?.close();
    await running?.close();
  });

  test('somebody signs in, opens the bank and goes through its pages', async () => {
    const { page, context, complaints } = await visit(browser, running);
    await page.getByRole('link', { name: /Bank/ }).first().click();
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    for (const name of ['Clients', 'Loan desk', 'Districts']) {
      await page.getByRole('navigation').getByRole('link', { name }).first().click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      expect(await page.title()).toContain(name);
    }
    await context.close();
    expect(complaints).toEqual([]);
  });

  test('the page of an account says calmly that no core-banking system is connected', async () => {
    const { page, context, complaints } = await visit(browser, running);
    await page.goto(`${running.address}/apps/main/production/bank/clients`);
    await page.getByRole('grid', { name: 'Clients' }).getByRole('row').nth(1).getByRole('gridcell').first().click();
    await page.getByRole('grid', { name: 'Accounts' }).getByRole('row').nth(1).getByRole('gridcell').first().click();
    await page.getByText('No core-banking system is connected').waitFor();
    await page.getByRole('grid', { name: 'Who may act' }).getByRole('row').nth(1).waitFor();
    expect(await page.getByText('Movements', { exact: true }).count()).toBe(0);
    expect(await flawsOf(page, 'bank-account-unconnected')).toEqual([]);
    await context.close();
    expect(complaints).toEqual([]);
  });

  test('a loan is marked as paid, and chart and figures follow', async () => {
    const { page, context, complaints } = await visit(browser, running);
    await page.goto(`${running.address}/apps/main/production/bank/loans`);
    const runningLoans = async () => Number(/Running loans\s*(\d+)/.exec((await page.locator('main').textContent()) ?? '')?.[1]);
    await page.getByRole('grid', { name: 'Loans' }).getByRole('row').nth(1).waitFor();
    const before = await runningLoans();
    expect(before).toBeGreaterThan(10);
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Running', exact: true }).click();
    await page.getByRole('grid', { name: 'Loans' }).getByRole('row').nth(1).getByRole('button').last().click();
    await page.getByRole('menuitem', { name: 'Mark as paid' }).click();
    await page.getByRole('button', { name: 'Mark as paid' }).click();
    await expect.poll(runningLoans).toBe(before - 1);
    await context.close();
    expect(complaints).toEqual([]);
  });

  test('without a mouse, somebody sorts and walks a table, opens a client and changes the name in a form', async () => {
    const { page, context, complaints } = await visit(browser, running);
    await page.goto(`${running.address}/apps/main/production/bank/clients`);
    const grid = page.getByRole('grid', { name: 'Clients' });
    await grid.getByRole('row').nth(1).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('role') ?? document.activeElement?.tagName ?? '');
    const tabTo = async (target: Locator) => {
      for (let presses = 0; presses < 30; presses += 1) {
        await page.keyboard.press('Tab');
        if (await target.evaluate((element) => element === document.activeElement)) return;
      }
      throw new Error(`Tab does not reach ${target}.`);
    };

    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await tabTo(grid.getByRole('gridcell').first());
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const heading = grid.getByRole('columnheader', { name: 'Number' });
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('ascending');
    await expect.poll(() => grid.getByRole('row').nth(1).getByRole('gridcell').nth(1).textContent()).toBe('1');
    expect(await focused()).toBe('columnheader');
    for (const key of ['ArrowDown', 'ArrowDown', 'Home']) await page.keyboard.press(key);
    expect(await focused()).toBe('gridcell');
    await page.keyboard.press('Enter');
    await page.getByText('Client number').waitFor();
    await expect.poll(() => page.locator('main').textContent()).toMatch(/Client number\s*2(?!\d)/);

    const edit = page.getByRole('button', { name: 'Edit' });
    await expect.poll(() => edit.isEnabled()).toBe(true);
    await tabTo(edit);
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: 'Edit client' });
    await drawer.waitFor();
    await tabTo(drawer.getByLabel('Name', { exact: true }));
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Keys, Only');
    await tabTo(drawer.getByRole('button', { name: /calendar of Birth date/ }));
    await page.keyboard.press('Enter');
    const calendar = page.getByRole('dialog', { name: 'Calendar' });
    await calendar.getByRole('button').first().waitFor();
    await page.keyboard.press('Escape');
    await calendar.waitFor({ state: 'detached' });
    await tabTo(drawer.getByRole('combobox', { name: 'Sex' }));
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: 'Male', exact: true }).waitFor();
    expect(await drawer.getByRole('combobox', { name: 'Sex' }).getAttribute('aria-activedescendant')).not.toBeNull();
    // Escape leaves one thing at a time: the list or the calendar, not the form with what was typed.
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await tabTo(drawer.getByRole('button', { name: 'Save' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Keys, Only' }).waitFor();
    await drawer.waitFor({ state: 'detached' });
    await expect.poll(() => edit.evaluate((element) => element === document.activeElement)).toBe(true);
    await context.close();
    expect(complaints).toEqual([]);
  });
});
