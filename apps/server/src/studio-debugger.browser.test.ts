import { createApplication, publish, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf, lookAt } from './testing-look.ts';
import { visit } from './testing-visit.ts';

const target = { tenant: 'main', environment: 'development', application: 'shop' };
const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true }\n',
  'roles.yaml': 'clerk:\n  heldBy: members\n  permissions: { note: all }\n',
  'functions/total.yaml': JSON.stringify({
    label: 'Total of prices',
    input: { prices: 'list<number>' },
    result: 'number',
    grants: { records: { note: ['read', 'create'] } },
    source: `/** Adds what is there. */
export default async ({ prices }, { records }) => {
  let sum = 0;
  for (const price of prices) {
    sum += withTax(price);
  }
  if (sum > 100) throw new RangeError('too much');
  return sum;
};

function withTax(price: number): number {
  const tax = price / 10;
  return price + tax;
}
`,
    tests: { 'adds them': { input: { prices: [10, 20] }, expect: 33 } },
  }),
};

let running: TestPlatform;
let browser: Browser;
beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  const { client } = running;
  await client.call(createApplication, target, { key: 'shop', type: 'application', label: 'Shop' });
  await client.call(pushDefinition, target, { files });
  await publish(client, target, { version: '1.0.0' });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const source = (page: Page) => page.getByRole('textbox', { name: 'Source of the function' });
const open = async (page: Page) => {
  await page.goto(`${running.address}/studio/main/shop/function/function:total`);
  await source(page).waitFor();
};
/** Puts the cursor into a line of the source, as somebody with a keyboard does. */
const goTo = async (page: Page, line: number) => {
  await source(page).press('Control+Home');
  for (let at = 1; at < line; at++) await page.keyboard.press('ArrowDown');
};
const state = (page: Page) => page.getByRole('status').filter({ hasText: /Stands|Runs|Nothing is being/ });

test('a function is debugged with the keyboard alone', { timeout: 120_000 }, async () => {
  const { page, context, complaints } = await visit(browser, running);
  await open(page);
  await goTo(page, 5);
  await page.keyboard.press('F9');
  await page.keyboard.press('F5');
  await state(page).getByText('Stands at the breakpoint in line 5').waitFor();
  await expect.poll(() => page.locator('.cm-standing').textContent()).toContain('withTax(price)');
  const values = page.getByRole('region', { name: 'Values' });
  await values.getByText('price', { exact: true }).first().waitFor();
  // Into the call and out again; what is around is one frame below.
  await page.keyboard.press('F11');
  await state(page).getByText('Stands in line 12').waitFor();
  await page.keyboard.press('F10');
  await state(page).getByText('Stands in line 13').waitFor();
  await values.getByText('tax', { exact: true }).waitFor();
  const stack = page.getByRole('region', { name: 'Call stack' });
  await stack.getByRole('button', { name: /default/ }).press('Enter');
  await expect.poll(() => page.locator('.cm-standing-below').textContent()).toContain('sum += withTax');
  await values.getByText('sum', { exact: true }).waitFor();
  // A watched expression changes nothing; the console may, and what it gives unfolds.
  const watch = page.getByRole('textbox', { name: 'Watch an expression' });
  await watch.fill('sum * 2');
  await watch.press('Enter');
  await page.getByRole('region', { name: 'Watched' }).getByText('0', { exact: true }).waitFor();
  const line = page.getByRole('textbox', { name: 'Evaluate in the frame' });
  await line.fill('prices.push(500), { sum, of: prices }');
  await line.press('Enter');
  const console = page.getByRole('region', { name: 'Console' });
  await console.getByRole('button', { expanded: false }).press('Enter');
  await console.getByRole('button', { name: /^of/ }).press('Enter');
  await console.getByText('20', { exact: true }).waitFor();
  await line.press('ArrowUp');
  expect(await line.inputValue()).toBe('prices.push(500), { sum, of: prices }');
  expect(await flawsOf(page, 'debugger-stepped-1440-light')).toEqual([]);
  // A condition: only for the price that was added. Then the error that nobody catches.
  await source(page).focus();
  await goTo(page, 5);
  await page.keyboard.press('Shift+F9');
  const condition = page.getByRole('textbox', { name: 'Condition in line 5' });
  await expect.poll(() => condition.evaluate((field) => field === document.activeElement)).toBe(true);
  await condition.fill('price > 50');
  await condition.press('Enter');
  await page.keyboard.press('F5');
  await values.getByText('500', { exact: true }).waitFor();
  await page.keyboard.press('F5');
  await state(page)
    .getByText(/Stands at an error in line 7: RangeError: too much/)
    .waitFor();
  await page.keyboard.press('F5');
  await page.getByText('RangeError: too much').first().waitFor();
  await state(page).getByText('Nothing is being debugged').waitFor();
  // Breakpoints stay with the browser.
  await page.reload();
  await source(page).waitFor();
  await page.getByRole('tab', { name: 'Debugger' }).click();
  expect(await condition.inputValue()).toBe('price > 50');
  expect(complaints).toEqual([]);
  await context.close();
});

test('what breaks off says so and loses nothing', { timeout: 60_000 }, async () => {
  const { page, context } = await visit(browser, running);
  await open(page);
  await goTo(page, 8);
  await page.keyboard.press('F9');
  await page.keyboard.press('F5');
  await state(page).getByText('Stands at the breakpoint in line 8').waitFor();
  const watch = page.getByRole('textbox', { name: 'Watch an expression' });
  await watch.fill('sum');
  await watch.press('Enter');
  await page.getByRole('region', { name: 'Watched' }).getByText('33', { exact: true }).waitFor();
  // Somebody debugs in another window.
  const another = await context.newPage();
  await open(another);
  await another.getByRole('button', { name: 'Debug', exact: true }).first().click();
  await page.getByText('You debug a function in another window now, so this one was stopped.').first().waitFor();
  await another.close();
  await page.getByRole('textbox', { name: 'Condition in line 8' }).waitFor();
  await page.getByRole('region', { name: 'Watched' }).getByText('sum', { exact: true }).waitFor();
  await context.close();
});

lookAt(
  'debugger',
  {
    // First: what is set stays with the browser.
    async empty(page) {
      await open(page);
      await page.getByRole('tab', { name: 'Debugger' }).click();
      await page.getByText(/^None yet\. F9 sets one/).waitFor();
    },
    async paused(page) {
      await open(page);
      await goTo(page, 13);
      await page.keyboard.press('F9');
      await page.keyboard.press('F5');
      // Where lines are wrapped, it is one above.
      await state(page)
        .getByText(/^Stands at the breakpoint in line 1[123]$/)
        .waitFor();
      await page.getByRole('region', { name: 'Values' }).getByText('tax', { exact: true }).waitFor();
    },
  },
  () => ({ browser, running }),
);
