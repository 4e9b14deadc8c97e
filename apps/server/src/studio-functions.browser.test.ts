import { createApplication, getBranch, publish, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf, lookAt } from './testing-look.ts';
import { visit } from './testing-visit.ts';

const target = { tenant: 'main', environment: 'development', application: 'shop' };
const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true }\n',
  'event-types/sold.yaml':
    'label: Something was sold\ntype: com.example.sold\nschema: { type: object, properties: { item: { type: string } } }\n',
  'roles.yaml': 'clerk:\n  heldBy: members\n  call: [ total ]\n  permissions: { note: all }\n',
  'functions/total.yaml': JSON.stringify({
    label: 'Total of prices',
    input: { prices: 'list<number>' },
    result: 'number',
    grants: { records: { note: ['read', 'create'] }, fetch: ['https://api.example.com/'] },
    source: `/** Adds what is there. */
export default async ({ prices }, { records }) => {
  console.log('adding', prices.length);
  if (prices.length === 0) throw new RangeError('nothing to add');
  return prices.reduce((sum, price) => sum + price, 0);
};
`,
    tests: { 'adds them': { input: { prices: [1, 2] }, expect: 3 }, 'needs some': { input: { prices: [] }, fails: 'nothing to add' } },
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

const open = async (page: Page) => {
  await page.goto(`${running.address}/studio/main/shop/function/function:total`);
  await page.getByRole('textbox', { name: 'Source of the function' }).waitFor();
};
const source = (page: Page) => page.getByRole('textbox', { name: 'Source of the function' });
const stored = async (key: string) => {
  const { snapshot } = await running.client.call(getBranch, { tenant: 'main', application: 'shop' }, {});
  return Object.values(snapshot.records).find((record) => (record as { key?: string }).key === key) as Record<string, unknown>;
};

test('a function is written with help, run, told where it fails, and tested; with the keyboard alone', { timeout: 120_000 }, async () => {
  const { page, context, complaints } = await visit(browser, running);
  await open(page);
  await page.getByRole('tab', { name: /Problems/ }).click();
  await page.getByText('TypeScript finds nothing wrong.').waitFor();
  // A mistake is found by the types of the definition, and led to.
  await source(page).press('Control+End');
  await page.keyboard.type('const wrong: string = prices;');
  await page.getByRole('button', { name: /Cannot find name 'prices'/ }).click();
  await expect
    .poll(() => source(page).evaluate((editor) => editor.contains(document.activeElement) || editor === document.activeElement))
    .toBe(true);
  await page.keyboard.press('Control+z');
  await page.getByText('TypeScript finds nothing wrong.').waitFor();
  // What it is granted is offered.
  await source(page).press('Control+Home');
  for (let line = 0; line < 2; line++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.keyboard.type("  await records('note').");
  await page.getByRole('option', { name: 'create' }).waitFor();
  expect(await page.getByRole('option').allTextContents()).not.toContain('delete');
  await page.keyboard.type('list');
  await page.keyboard.press('Escape');
  await page.keyboard.type('();');
  await page.keyboard.press('Control+s');
  await expect.poll(async () => (await stored('total')).source).toContain("await records('note').list();");
  // Alone there are no records; in the environment there are.
  await page.getByRole('tab', { name: 'Run' }).click();
  await page.getByLabel('Input as JSON').fill('{ "prices": [1, 2.5] }');
  await page.getByLabel('Input as JSON').press('Control+Enter');
  await page.getByText('The function may not read records of note').first().waitFor();
  await page.getByRole('checkbox', { name: /With the records of development/ }).check();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText('It gives', { exact: true }).waitFor();
  await page.getByText('3.5', { exact: true }).waitFor();
  await page.getByText('records.list note').waitFor();
  await page.getByText('adding 2').waitFor();
  await page.getByText(/^\d+(\.\d+)? MB$/).waitFor();
  // A failure leads to its line.
  await page.getByLabel('Input as JSON').fill('{ "prices": [] }');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: /total\.ts:4:/ }).click();
  await expect.poll(() => page.locator('.cm-activeLine').first().textContent()).toContain('nothing to add');
  // So does a line of its log; a former run is looked at again, with what it was run with.
  await page.getByRole('button', { name: /total\.ts:3:/ }).click();
  await expect.poll(() => page.locator('.cm-activeLine').first().textContent()).toContain('adding');
  await page.getByRole('list', { name: 'Last runs' }).getByRole('button', { name: /2\.5/ }).first().click();
  await page.getByText('3.5', { exact: true }).waitFor();
  expect(await page.getByLabel('Input as JSON').inputValue()).toBe('{ "prices": [1, 2.5] }');
  // What it may reach is said beside, and what starts it is set.
  await page.getByText('records note: read, create').waitFor();
  const starts = page.getByRole('region', { name: 'What starts it by itself' });
  await starts.getByRole('checkbox', { name: 'Something was sold' }).check();
  await starts.getByRole('textbox', { name: 'Times' }).fill('0 8 * * 1-5');
  await starts.getByRole('textbox', { name: 'Times' }).press('Enter');
  await starts.getByRole('textbox', { name: 'Time zone' }).fill('Europe/Berlin');
  await starts.getByRole('textbox', { name: 'Time zone' }).press('Enter');
  await expect
    .poll(async () => (await stored('total')).startedBy)
    .toEqual({ events: ['sold'], schedule: { at: '0 8 * * 1-5', zone: 'Europe/Berlin' } });
  // Undone, the test cases pass again; one is added from the last run.
  await page.getByLabel('Input as JSON').focus();
  await page.keyboard.press('Control+z');
  await source(page).focus();
  await page.getByRole('tab', { name: /Test cases/ }).click();
  await page.getByRole('button', { name: 'Run test cases' }).click();
  await page.getByText('2 of 2 fail').waitFor();
  await page.getByRole('checkbox', { name: 'Read note' }).uncheck();
  await expect.poll(async () => (await stored('total')).grants).toMatchObject({ records: { note: ['create'] } });
  await page.getByRole('tab', { name: /Problems/ }).click();
  await page.getByRole('button', { name: /Property 'list' does not exist/ }).waitFor();
  expect(await flawsOf(page, 'functions-problems-1440-light')).toEqual([]);
  await page.getByRole('checkbox', { name: 'Read note' }).check();
  await expect.poll(async () => (await stored('total')).grants).toMatchObject({ records: { note: ['read', 'create'] } });
  expect(complaints.filter((each) => !each.includes('422'))).toEqual([]);
  await context.close();
});

test('a new function begins with something that runs', { timeout: 60_000 }, async () => {
  const { page, context } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/shop/function`);
  await page.getByRole('button', { name: 'New function' }).first().click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText('It gives', { exact: true }).waitFor();
  await context.close();
});

lookAt(
  'functions',
  {
    async run(page) {
      await open(page);
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      // Where it asked for what it does not find alone.
      await page.getByRole('button', { name: /total\.ts:3:/ }).waitFor();
      await page.getByRole('checkbox', { name: /With the records of development/ }).check();
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.getByText('It gives', { exact: true }).waitFor();
      await page.getByRole('list', { name: 'Last runs' }).waitFor();
    },
    async tests(page) {
      await open(page);
      await page.getByRole('tab', { name: /Test cases/ }).click();
      await page.getByRole('button', { name: 'Run test cases' }).click();
      await page
        .getByText(/test cases pass|fail/)
        .first()
        .waitFor();
    },
  },
  () => ({ browser, running }),
  { mayComplain: true },
);
