import { createBranch, listRecords, pullDefinition, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { startOtherSystem, stockOrders } from './testing-guide-orders.ts';
import { stockLeave } from './testing-leave.ts';
import { stockTasks } from './testing-studio.ts';
import { type Visit, visit } from './testing-visit.ts';

/**
 * The main thing of each area that no other test does without a pointer: pages, entities, decisions, processes, functions, expressions,
 * connections, translations, comments, imports, comparisons and the home have such tests of their own.
 */
const at = { tenant: 'main', application: 'tasks' };
const orders = { tenant: 'main', environment: 'development', application: 'orders' };

let running: TestPlatform;
let browser: Browser;
let other: Awaited<ReturnType<typeof startOtherSystem>>;
let visitor: Visit;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  other = await startOtherSystem();
  await stockTasks(running);
  await stockOrders(running, other.address);
  await stockLeave(running);
  await running.client.call(createBranch, at, { key: 'other' });
  for (const [branch, words] of [
    ['main', 'Here'],
    ['other', 'There'],
  ] as const) {
    const { files } = await running.client.call(pullDefinition, at, { branch });
    const page = files['pages/tasks.yaml'] ?? '';
    await running.client.call(pushDefinition, at, {
      branch,
      intent: `Say ${words}`,
      files: { ...files, 'pages/tasks.yaml': page.replace('What is to do', words), 'themes/plain.yaml': 'label: Plain\nlight: {}\n' },
    });
  }
  visitor = await visit(browser, running);
}, 300_000);
afterAll(async () => {
  await visitor?.context.close();
  await browser?.close();
  await running?.close();
  await other?.close();
});

/** More than any view has places that Tab goes to. */
const most = 250;

/** Goes by Tab until something has the focus, as somebody does who has no pointer. */
async function reach(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  const has = () => wanted.evaluate((element) => element === document.activeElement);
  for (let pressed = 0; pressed < most; pressed++) {
    if (await has()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${wanted}.`);
}

const press = (page: Page, ...keys: readonly string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

/** Each area: where it is, and what is done there. */
const areas: Readonly<Record<string, readonly [place: string, act: (page: Page) => Promise<void>]>> = {
  'publishing is looked at, and left again': [
    'tasks',
    async (page) => {
      const publish = page.getByRole('button', { name: 'Publish', exact: true });
      await reach(page, publish);
      await press(page, 'Enter');
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Publish version/);
      await press(page, 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(() => publish.evaluate((element) => element === document.activeElement)).toBe(true);
    },
  ],
  'a panel is made wider': [
    'tasks/entity',
    async (page) => {
      const edge = page.getByRole('separator', { name: 'Width of the properties' });
      await reach(page, edge);
      const before = Number(await edge.getAttribute('aria-valuenow'));
      await press(page, 'ArrowLeft', 'ArrowLeft');
      expect(Number(await edge.getAttribute('aria-valuenow'))).toBe(before + 32);
    },
  ],
  'a right is taken away, and given back': [
    'tasks/role',
    async (page) => {
      const first = page.getByRole('table', { name: 'Permissions' }).getByRole('checkbox').first();
      await reach(page, first);
      const before = await first.isChecked();
      await press(page, 'Space');
      await expect.poll(() => first.isChecked()).toBe(!before);
      await reach(page, button(page, /^Undo: /));
      await press(page, 'Enter');
      await expect.poll(() => first.isChecked()).toBe(before);
    },
  ],
  'a colour of a theme is written': [
    'tasks/theme',
    async (page) => {
      await reach(page, page.getByRole('textbox', { name: 'Buttons and choices', exact: true }));
      await press(page, 'Control+a');
      await page.keyboard.type('#205020');
      await press(page, 'Enter');
      await button(page, /^Undo: /).waitFor();
    },
  ],
  'an event that could not be consumed is chosen and given up': [
    'orders/-/events/development/letters',
    async (page) => {
      await reach(page, page.getByRole('checkbox', { name: 'Choose com.bank.paid' }).first());
      await press(page, 'Space');
      await reach(page, button(page, /^Give up: 1/));
      await press(page, 'Enter');
      await page.getByRole('dialog').getByRole('textbox').first().waitFor();
      await press(page, 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  ],
  'an instance is opened and looked at as it was': [
    'leave-request/-/instances/production/leaveApproval',
    async (page) => {
      await reach(
        page,
        page
          .getByRole('row', { name: /completed/ })
          .first()
          .getByRole('button'),
      );
      await press(page, 'Enter');
      await reach(page, page.getByRole('listbox', { name: 'Entries of the history' }));
      await press(page, 'Home');
      await page
        .getByRole('region', { name: 'What happened' })
        .getByText(/^1 of \d+$/)
        .waitFor();
    },
  ],
  'a branch is merged with a choice for the conflict': [
    'tasks/-/branches/other',
    async (page) => {
      const merge = button(page, 'Merge into main');
      await merge.waitFor();
      expect(await merge.isDisabled()).toBe(true);
      const conflicts = page.getByRole('radio', { name: 'On main' });
      await conflicts.first().waitFor();
      for (const choice of await conflicts.all()) {
        await reach(page, choice);
        await press(page, 'ArrowDown');
      }
      await reach(page, merge);
      await press(page, 'Enter');
      await page.getByText('There is nothing to merge').waitFor();
    },
  ],
  'a version is looked at before it is released elsewhere': [
    'tasks/-/versions',
    async (page) => {
      await reach(page, button(page, /^Release 1\.0\.0 to /));
      await press(page, 'Enter');
      await page.getByRole('dialog').getByRole('button', { name: 'Release', exact: true }).waitFor();
      await press(page, 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  ],
  'the text of a page is written, and left': [
    'tasks/-/text/page:tasks',
    async (page) => {
      const text = page.locator('.studio-columns textarea').first();
      await reach(page, text);
      await press(page, 'Control+End');
      await page.keyboard.type('# said by keys');
      await press(page, 'Tab');
      expect(await text.evaluate((element) => element === document.activeElement)).toBe(false);
      await reach(page, button(page, 'Discard'));
      await press(page, 'Enter');
    },
  ],
  'records are walked through and changed': [
    'orders/-/records/payment',
    async (page) => {
      const grid = page.getByRole('grid').first();
      await grid.getByRole('gridcell', { name: 'invoice-118' }).first().waitFor();
      await reach(page, grid);
      const payments = async (): Promise<readonly (readonly [id: string, invoice: string])[]> => {
        const { items } = await running.client.call(listRecords, orders, { entity: 'payment', sort: 'invoice' });
        return items.map((item) => [item.id, String((item as Readonly<Record<string, unknown>>).invoice)]);
      };
      const before = await payments();
      await press(page, 'Home', 'ArrowDown', 'F2');
      await page.keyboard.type('-given-up');
      await press(page, 'Escape');
      await press(page, 'F2');
      await page.keyboard.type('-kept');
      await press(page, 'Enter');
      await expect.poll(async () => (await payments()).filter(([, invoice]) => invoice.endsWith('-kept')).length).toBe(1);
      expect((await payments()).map(([id, invoice]) => [id, invoice.replace('-kept', '')])).toEqual(before);
    },
  ],
  'somebody is about to be invited': [
    '-/members',
    async (page) => {
      await reach(page, button(page, 'Invite somebody'));
      await press(page, 'Enter');
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
      await page.keyboard.type('Ada');
      await press(page, 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  ],
};

test.each(Object.entries(areas))('by keyboard alone %s', async (_title, [place, act]) => {
  const { page, complaints } = await visitor.another();
  await page.goto(`${running.address}/studio/main/${place}`);
  await act(page);
  await page.close();
  expect(complaints).toEqual([]);
});
