import { createApplication, publish, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf, looks } from './testing-look.ts';
import { openStudio } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

const hostile = '\u202E<script>alert(1)</script>\u200B🙂'.repeat(6);
const target = { tenant: 'main', environment: 'development', application: 'orders' };
const files = {
  'plinth.yaml': 'format: 1\nkey: orders\ntype: application\nlabel: Orders\nhomePage: orders\n',
  'roles.yaml': 'member:\n  heldBy: members\n  permissions:\n    order: all\n    customer: all\n',
  'entities/customer.yaml': `label: Customer
title: name
fields:
  name: { type: text, required: true, help: As on the invoice. }
  city: text
`,
  'entities/order.yaml': `label: Order
title: number
fields:
  number: { type: integer, required: true, label: Order number }
  amount: { type: decimal }
  customer: { type: reference, target: customer }
  strange: { type: text, label: ${JSON.stringify(hostile)} }
  status:
    type: choice
    options: { open: Open, paid: Paid }
`,
  'pages/orders.yaml': `label: Orders
path: ''
state: { search: string, limit: { type: number, initial: 40 } }
queries:
  orders: { entity: order, sort: [ number ], expand: [ customer ] }
components:
  - ui.page:
      title: All orders
      children:
        - ui.heading: { text: Sum }
        - ui.text: { name: total, text: '= "Total " + string(state.limit + 2)' }
        - ui.text: { name: greeting, text: 'Hello {{ user.name }} and {{ orders.first.customer.name }}' }
        - ui.table: { label: Orders, query: orders, columns: [ number, amount, customer.city ] }
`,
};

let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await running.client.call(createApplication, target, { key: 'orders', type: 'application', label: 'Orders' });
  await running.client.call(pushDefinition, target, { files });
  await publish(running.client, target, { version: '1.0.0' });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const saved = (page: Page) =>
  page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor();
const properties = (page: Page) => page.getByRole('complementary', { name: 'Properties' });
const field = (page: Page) => properties(page).getByRole('textbox', { name: 'Text', exact: true });
const finding = (page: Page) => properties(page).locator('.expression-status').first();

/** Keeps the editor from coming until that is called. Afterwards: whether the plain field ever stood beside the editor that replaces it. */
async function holdEditor(page: Page): Promise<() => Promise<boolean>> {
  const waiting: (() => void)[] = [];
  await page.route(/expression-editor/, (route) => {
    waiting.push(() => void route.continue());
  });
  return async () => {
    await page.evaluate(() => {
      const stood = { beside: false };
      Reflect.set(globalThis, 'stood', stood);
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes)
            if (node instanceof Element && node.matches('.cm-editor'))
              stood.beside ||= node.closest('.expression-input')?.querySelector('textarea') !== null;
      }).observe(document.body, { subtree: true, childList: true });
    });
    for (const go of waiting) go();
    await properties(page).locator('.cm-content').first().waitFor();
    return page.evaluate(() => (Reflect.get(globalThis, 'stood') as { readonly beside: boolean }).beside);
  };
}

/** Opens the page and selects what the outline calls so. */
async function select(page: Page, name: RegExp): Promise<void> {
  await openStudio(page, running, 'orders', 'All orders');
  // On a narrow window a panel is opened when it is needed, and on a phone it stands over the other one.
  const panel = async (called: string, open: boolean) => {
    const toggle = page.getByRole('button', { name: called, exact: true });
    if ((await toggle.getAttribute('aria-pressed')) !== String(open)) await toggle.click();
  };
  await panel('Left panel', true);
  await page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem', { name }).click();
  if ((page.viewportSize()?.width ?? 0) < 640) await panel('Left panel', false);
  await panel('Properties panel', true);
  await properties(page).locator('.cm-content').first().waitFor();
}

/** Puts the cursor at the end of an emptied field. */
async function empty(page: Page): Promise<void> {
  await field(page).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
}

test('written with the keyboard alone: names and members are offered, signatures told, the value shown, and Tab leaves', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await select(page, /total/);
  await empty(page);
  await page.keyboard.type('sta');
  await page.getByRole('option', { name: /^state/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('.');
  await page.getByRole('option', { name: /^limit/ }).waitFor();
  await page.keyboard.type('li');
  await page
    .getByRole('option', { name: /^limit/ })
    .and(page.locator('[aria-selected="true"]'))
    .waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => field(page).textContent()).toBe('state.limit');
  await expect.poll(() => finding(page).textContent()).toContain('gives number');
  await expect.poll(() => properties(page).getByLabel('Gives now').first().textContent()).toBe('now 40');

  await page.keyboard.type(' + round ha');
  await page
    .getByRole('option', { name: /^round half up/ })
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
  expect(await field(page).textContent()).toBe('state.limit + round ha');
  await page.keyboard.press('Control+Space');
  await page.getByRole('option', { name: /^round half down/ }).waitFor();
  await page.keyboard.type('lf up');
  await page
    .getByRole('option', { name: /^round half up/ })
    .and(page.locator('[aria-selected="true"]'))
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('round half up(').first().waitFor();
  await page.keyboard.type('2.345, 1');
  await page.locator('.feel-now', { hasText: 'scale' }).waitFor();
  await expect.poll(() => properties(page).getByLabel('Gives now').first().textContent()).toBe('now 42.3');

  await page.keyboard.press('Tab');
  expect(await field(page).evaluate((element) => element === document.activeElement)).toBe(false);
  await page.getByRole('button', { name: /^Undo: Change text of/ }).waitFor();
  await page.frameLocator('iframe').getByText('42.3').waitFor();
  await saved(page);
  await context.close();
  expect(complaints).toEqual([]);
});

test('what is wrong is marked, mended by a key, and Escape gives the draft up, also what was written before the editor came', async () => {
  const { page, context, complaints } = await visit(browser, running);
  const bring = await holdEditor(page);
  await openStudio(page, running, 'orders', 'All orders');
  await page.getByRole('treeitem', { name: /total/ }).click();
  const before = await field(page).inputValue();
  await empty(page);
  await page.keyboard.type('state.limmitt');
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Backspace');
  // A click or a key between the two would be lost with the plain field.
  expect(await bring()).toBe(false);
  await page.keyboard.press('End');
  await page.keyboard.type(' + 1');
  await expect.poll(() => finding(page).textContent()).toContain('Did you mean limit?');
  expect(await properties(page).locator('.cm-lintRange-error').first().textContent()).toBe('limitt');
  expect(await field(page).getAttribute('aria-invalid')).toBe('true');
  await properties(page).getByRole('button', { name: 'Change to limit' }).waitFor();
  await page.keyboard.press('Control+.');
  await expect.poll(() => field(page).textContent()).toBe('state.limit + 1');
  await expect.poll(() => field(page).getAttribute('aria-invalid')).toBeNull();
  await page.keyboard.press('Escape');
  await expect.poll(() => field(page).textContent()).toBe(before);

  await empty(page);
  await page.keyboard.type('=IF(state.limit<>1; "many"; "one")');
  await expect.poll(() => finding(page).textContent()).toContain('(if state.limit!=1 then "many" else "one")');
  await page.keyboard.press('Enter');
  await expect.poll(() => field(page).textContent()).toBe('(if state.limit!=1 then "many" else "one")');
  await page.frameLocator('iframe').getByText('many').waitFor();
  await saved(page);
  await context.close();
  expect(complaints).toEqual([]);
});

test('values of choices are offered where they are compared, and new lines are written with Shift', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await select(page, /total/);
  await empty(page);
  await page.keyboard.type('if orders.first.status = ');
  await page.getByRole('option', { name: /^"open"/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('then 1 else 2');
  await expect.poll(() => field(page).locator('.cm-line').allTextContents()).toEqual(['if orders.first.status = "paid"', 'then 1 else 2']);
  await context.close();
  expect(complaints).toEqual([]);
});

test('from a name to what declares it, another name everywhere, undone as one', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await select(page, /greeting/);
  await field(page).focus();
  await page.keyboard.press('Control+End');
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowLeft');
  // The field stands in no view yet, so what is known of it is shown.
  await page.keyboard.press('Shift+F12');
  await page.getByRole('heading', { level: 1, name: 'Name' }).waitFor();
  await page.getByText(/Used at \d+ places/).waitFor();
  await page.getByRole('button', { name: /orders\.first\.customer\.name/ }).waitFor();

  const newName = page.getByLabel('New name');
  await newName.fill('city');
  await newName.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'cannot have that name' }).waitFor();
  await newName.fill('called');
  await newName.press('Enter');
  await page.getByRole('button', { name: 'Undo: Rename field name to called' }).waitFor();
  await page.getByRole('button', { name: /orders\.first\.customer\.called/ }).click();
  await expect.poll(() => field(page).textContent()).toBe('Hello {{ user.name }} and {{ orders.first.customer.called }}');
  await page.getByRole('button', { name: 'Undo: Rename field name to called' }).click();
  await expect.poll(() => field(page).textContent()).toBe('Hello {{ user.name }} and {{ orders.first.customer.name }}');
  await saved(page);
  await context.close();
  expect(complaints).toEqual([]);
});

test('what would break is told before anything is changed', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/orders/-/usages/${encodeURIComponent('field:order.customer')}`);
  await page.getByRole('button', { name: 'it is removed' }).click();
  await page.getByText(/\d+ things? breaks?\./).waitFor();
  await page
    .getByRole('button', { name: /has no "customer"/ })
    .first()
    .waitFor();
  await page.getByLabel('its type is').selectOption('text');
  await page.getByRole('heading', { name: 'If customer is of the type text' }).waitFor();
  await page
    .getByRole('button', { name: /string has no "name"/ })
    .first()
    .waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});

test('an expression that is wrong is a problem of the application, without the server', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await select(page, /total/);
  await empty(page);
  await page.keyboard.type('state.nothing');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '1 problem' }).click();
  await page.getByRole('button', { name: /has no "nothing"/ }).waitFor();
  await page.getByRole('button', { name: /^Undo: Change text of/ }).click();
  await page.getByRole('button', { name: 'No problems' }).waitFor();
  await saved(page);
  await context.close();
  // The canvas says what it cannot show.
  expect(complaints.filter((complaint) => !complaint.includes('has no "nothing"'))).toEqual([]);
});

/** What there is to see, by how one comes there. */
const sights: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  completion: async (page) => {
    await select(page, /total/);
    await empty(page);
    await page.keyboard.type('orders.first.');
    await page.getByRole('option', { name: /^number/ }).waitFor();
  },
  signature: async (page) => {
    await select(page, /total/);
    await empty(page);
    await page.keyboard.type('substring(state.search, ');
    await page.locator('.feel-now').waitFor();
  },
  wrong: async (page) => {
    await select(page, /total/);
    await empty(page);
    await page.keyboard.type('if state.limitt > 3 then "many" else 12 // so');
    await properties(page).getByRole('button', { name: 'Change to limit' }).waitFor();
  },
  usages: async (page) => {
    await page.goto(`${running.address}/studio/main/orders/-/usages/${encodeURIComponent('field:order.customer')}`);
    await page.getByText(/Used at \d+ places/).waitFor();
  },
  impact: async (page) => {
    await page.goto(`${running.address}/studio/main/orders/-/usages/${encodeURIComponent('field:order.customer')}`);
    const toggle = page.getByRole('button', { name: 'Properties panel', exact: true });
    const isPhone = (page.viewportSize()?.width ?? 0) < 640;
    if (!isPhone && (await toggle.getAttribute('aria-pressed')) === 'false') await toggle.click();
    await page.getByRole('button', { name: 'it is removed' }).click();
    await page.getByText(/\d+ things? breaks?\./).waitFor();
  },
  strange: async (page) => {
    await page.goto(`${running.address}/studio/main/orders/-/usages/${encodeURIComponent('field:order.strange')}`);
    await page.getByText('Nothing uses it').waitFor();
  },
  nothing: async (page) => {
    await page.goto(`${running.address}/studio/main/orders/-/usages`);
    await page.getByText('Who uses what').waitFor();
  },
};

describe.each(looks)('%i pixels wide, in %s', (width, scheme) => {
  test.each(Object.keys(sights))('%s has no flaw', async (name) => {
    const { page, context, complaints } = await visit(browser, running, width, scheme);
    await sights[name]?.(page);
    const flaws = await flawsOf(page, `expressions-${name}-${width}-${scheme}`);
    // What is seen next begins with what is kept: the list closes, then the draft is given up.
    for (let step = 0; step < 2; step++) await page.keyboard.press('Escape');
    expect(flaws).toEqual([]);
    await context.close();
    expect(complaints).toEqual([]);
  });
});
