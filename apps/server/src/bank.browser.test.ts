import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { administrator, startTestPlatform, type TestPlatform } from './testing.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  var axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}

describe('the bank in a browser', () => {
  let running: TestPlatform;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    [running, browser] = await Promise.all([startTestPlatform({ PLINTH_EXAMPLES: 'true' }), chromium.connect(inject('chromium') ?? '')]);
  });
  afterAll(async () => {
    await browser?.close();
    await running?.close();
  });

  async function signedIn(width: number, scheme: 'light' | 'dark'): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: false });
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`${running.address}/sign-in/main`);
    await page.getByLabel('E-mail').fill(administrator.email);
    await page.getByLabel('Password', { exact: true }).fill(administrator.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: /Bank/ }).first().waitFor();
    return { page, context };
  }

  test('somebody signs in, opens the bank and goes through its pages', async () => {
    const { page, context } = await signedIn(1440, 'light');
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

  test('a loan is marked as paid, and chart and figures follow', async () => {
    const { page, context } = await signedIn(1440, 'light');
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

  test.each([
    [390, 'light'],
    [390, 'dark'],
    [1440, 'light'],
    [1440, 'dark'],
  ] as const)('at %i px, %s, axe finds nothing and nothing overflows', async (width, scheme) => {
    const { page, context } = await signedIn(width, scheme);
    for (const path of ['', '/clients', '/loans', '/districts']) {
      await page.goto(`${running.address}/apps/main/production/bank${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      // Through the debugger, which the page's policy does not bind.
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    }
    await context.close();
    expect(complaints).toEqual([]);
  });
});
