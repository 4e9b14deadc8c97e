import { createApplication, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { visit } from './testing-visit.ts';

const lending = {
  'plinth.yaml': 'format: 1\nkey: lending\ntype: application\nlabel: Lending\n',
  'decisions/risk.yaml': `label: Risk
inputs: { amount: number, kind: { type: string } }
decisions:
  risk:
    type: string
    table:
      inputs: [ { expression: amount, type: number }, { expression: kind, type: string, allowed: '"new", "known"' } ]
      outputs: [ { type: string, allowed: '"low", "high"' } ]
      rules:
        small: [ "< 100", "-", '"low"' ]
        large: [ ">= 100", "-", '"high"' ]
`,
};

let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  for (const [key, label] of [
    ['bare', 'Bare'],
    ['lending', 'Lending'],
  ] as const)
    await running.client.call(createApplication, { tenant: 'main' }, { key, type: 'application', label });
  await running.client.call(pushDefinition, { tenant: 'main', application: 'lending' }, { files: lending });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const grid = (page: Page) => page.getByRole('grid', { name: /^Rules of/ });
const rules = async (page: Page) =>
  (await grid(page).locator('tbody tr').allTextContents()).map((words) => words.trim()).filter((words) => !words.startsWith('New rule'));
const findings = (page: Page) => page.getByRole('region', { name: 'What the table lacks' });
const saved = (page: Page) =>
  page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor();
/** Puts text on the clipboard as another program would. */
const copied = (page: Page, text: string) => page.evaluate((words) => navigator.clipboard.writeText(words), text);

test('a table from nothing by the keyboard, with rules from a spreadsheet, an overlap mended, a test case turned green, and undo', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { keyboard } = page;
  await page.goto(`${running.address}/studio/main/bare`);
  await page.getByRole('button', { name: 'Decisions' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('main').getByRole('button', { name: 'New decision' }).focus();
  await keyboard.press('Enter');
  await grid(page).waitFor();
  await findings(page).getByText('There are no rules yet').waitFor();
  await grid(page).focus();

  await copied(page, '18-25\tlow\r\n≥ 20\thigh\r\n');
  await keyboard.press('Control+v');
  await expect.poll(() => rules(page)).toEqual(['1[18..25]"low"', '2>= 20"high"']);
  await findings(page).getByText('Rules r1 and r2 overlap').waitFor();
  await grid(page).getByRole('img', { name: 'overlaps rule r2' }).waitFor();

  // The mistake is seen at the cell while it is written, and is not lost when it is kept.
  await keyboard.press('Control+Home');
  await keyboard.press('ArrowDown');
  await keyboard.type('> amout');
  await page.getByText('Did you mean amount?').waitFor();
  await keyboard.press('Enter');
  await expect.poll(() => rules(page)).toEqual(['1[18..25]"low"', '2> amout"high"']);
  await grid(page).locator('td[aria-invalid="true"]').waitFor();
  await keyboard.press('ArrowUp');
  await keyboard.type('> 25');
  await keyboard.press('Enter');
  await findings(page).getByText('Rules r1 and r2 overlap').waitFor({ state: 'detached' });
  await expect.poll(() => grid(page).locator('td[aria-invalid="true"]').count()).toBe(0);
  await findings(page).getByText('No rule for < 18').waitFor();

  await keyboard.press('ArrowUp');
  await keyboard.press('Tab');
  await keyboard.press('Alt+ArrowUp');
  await keyboard.press('Control+z');
  await keyboard.press('Control+Home');
  await keyboard.press('Alt+ArrowDown');
  await expect.poll(() => rules(page)).toEqual(['1> 25"high"', '2[18..25]"low"']);
  await keyboard.press('Control+d');
  await expect.poll(async () => (await rules(page)).length).toBe(3);
  await keyboard.press('Control+Delete');
  await expect.poll(async () => (await rules(page)).length).toBe(2);
  await page.getByRole('button', { name: 'Undo: Remove rule r3 of decision1' }).waitFor();

  await page.getByRole('tab', { name: 'decision1' }).focus();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await page.getByRole('main').getByRole('button', { name: 'Add test case' }).focus();
  await keyboard.press('Enter');
  const given = page.getByRole('textbox', { name: 'amount of case 1' });
  await given.focus();
  await keyboard.type('20');
  await keyboard.press('Enter');
  await page.getByText('1 of 1 fail').waitFor();
  await page.getByRole('textbox', { name: 'Expected of case 1' }).focus();
  await keyboard.type('low');
  await keyboard.press('Enter');
  await page.getByText('The test case passes').waitFor();
  await page.getByRole('button', { name: 'Explain case 1' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('region', { name: 'Explanation' }).getByRole('button', { name: 'decision1' }).focus();
  await keyboard.press('Enter');
  await grid(page).locator('tr[data-run="fired"]').filter({ hasText: '[18..25]' }).waitFor();
  await saved(page);
  await page.reload();
  await expect.poll(() => rules(page)).toEqual(['1> 25"high"', '2[18..25]"low"']);
  await context.close();
  expect(complaints).toEqual([]);
});

test('edits of two people to two cells of one rule both arrive', async () => {
  const [one, two] = [await visit(browser, running), await visit(browser, running)];
  for (const { page } of [one, two]) {
    await page.goto(`${running.address}/studio/main/lending/decision/decision:risk`);
    await grid(page).waitFor();
  }
  await one.page.locator('td[data-row="0"][data-column="0"]').click();
  await two.page.locator('td[data-row="0"][data-column="1"]').click();
  await one.page.keyboard.type('< 50');
  await two.page.keyboard.type('new');
  await Promise.all([one.page.keyboard.press('Enter'), two.page.keyboard.press('Enter')]);
  for (const { page } of [one, two]) await expect.poll(() => rules(page)).toEqual(['1< 50"new""low"', '2>= 100-"high"']);
  for (const { page } of [one, two]) await page.getByRole('button', { name: /^Undo: Edit/ }).click();
  for (const { page } of [one, two]) await expect.poll(() => rules(page)).toEqual(['1< 100-"low"', '2>= 100-"high"']);
  for (const { context, complaints } of [one, two]) {
    await context.close();
    expect(complaints).toEqual([]);
  }
});

test('rules are dragged, choices are completed, the graph opens what is in it', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/lending/decision/decision:risk`);
  const heads = grid(page).locator('tbody th[data-row]');
  const [first, end] = [await heads.nth(0).boundingBox(), await heads.nth(2).boundingBox()];
  if (first === null || end === null) throw new Error('The rules are not drawn.');
  await page.mouse.move(first.x + 20, first.y + 10);
  await page.mouse.down();
  await page.mouse.move(first.x + 20, first.y + 30, { steps: 3 });
  await page.mouse.move(end.x + 20, end.y + 10, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => rules(page)).toEqual(['1>= 100-"high"', '2< 100-"low"']);
  await page.getByRole('button', { name: 'Undo: Move rule small of risk' }).click();

  await page.locator('td[data-row="1"][data-column="1"]').dblclick();
  await page.getByRole('option', { name: '"known"' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect.poll(() => rules(page)).toEqual(['1< 100-"low"', '2>= 100"known""high"']);
  await findings(page).getByRole('button', { name: 'Add a rule' }).click();
  await expect.poll(async () => (await rules(page)).length).toBe(3);
  await findings(page).getByText('There is one answer for every input.').waitFor();
  await page.getByRole('button', { name: 'Undo: Add rule for a gap of risk' }).click();

  await page.getByRole('tab', { name: 'Graph' }).click();
  const node = page.locator('.react-flow__node').filter({ hasText: 'risk' });
  await page.locator('.react-flow__edge').nth(1).waitFor({ state: 'attached' });
  await node.dblclick();
  await grid(page).waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});
