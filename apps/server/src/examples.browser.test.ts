import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRecords, getApplication, getPage, listRecords, type PagePlan } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { type CoreBankingProcess, startCoreBankingProcess } from './testing-core-banking.ts';
import { stockLeave } from './testing-leave.ts';
import { loanPages } from './testing-loan.ts';
import { flawsOf } from './testing-look.ts';
import { visit } from './testing-visit.ts';

const applications = ['bank', 'leave-request', 'todomvc', 'seven-guis'] as const;

const all = [
  [390, 'light'],
  [390, 'dark'],
  [1440, 'light'],
  [1440, 'dark'],
] as const;

/** Where pictures are kept everything is looked at on a phone and on a desk, in light and in the dark, for that takes minutes. */
const isWhole = process.env.PLINTH_PICTURES !== undefined;

/** Else each application in one look, by turns; menus, lists and mistakes on a desk. */
const sights: Readonly<Record<(typeof applications)[number], readonly (readonly [number, 'light' | 'dark'])[]>> = isWhole
  ? { bank: all, 'leave-request': all, todomvc: all, 'seven-guis': all }
  : { bank: [[390, 'dark']], 'leave-request': [[1440, 'light']], todomvc: [[1440, 'dark']], 'seven-guis': [[1440, 'dark']] };

/** Opens something on a page, with what is there to see on a phone and on a desk. */
type Opening = (page: Page) => Promise<void>;
const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
const choose =
  (row: RegExp, action: string): Opening =>
  async (page) => {
    await page.getByRole('button', { name: row }).first().click();
    await page.getByRole('menuitem', { name: action }).click();
  };

const drawCircle: Opening = (page) => page.getByRole('application', { name: 'Circles' }).click({ position: { x: 140, y: 90 } });

/** How somebody opens each dialog and drawer, by page and component. */
const overlays: Readonly<Record<string, Readonly<Record<string, Opening>>>> = {
  client: { editClient: press('Edit') },
  loanDesk: { editLoan: choose(/^Actions of Loan/, 'Edit'), newLoan: press('New loan') },
  answerRequest: { rejection: press('Reject') },
  employees: { editEmployee: press('Add employee') },
  circles: {
    adjust: async (page) => {
      await drawCircle(page);
      await page.getByRole('button', { name: 'Circle 1' }).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Adjust diameter' }).click();
      await page.getByRole('slider').press('End');
    },
  },
};

/** What else is worth a look: menus, lists, questions, tabs and mistakes. */
const further: Readonly<Record<string, Readonly<Record<string, Opening>>>> = {
  account: { balance: (page) => page.getByText('CZK 8,019.01').first().waitFor() },
  dashboard: { person: press(/^You: /) },
  clients: {
    sexes: (page) => page.getByRole('combobox', { name: 'Sex' }).click(),
    columns: press('Columns'),
    none: async (page) => {
      await page.getByRole('searchbox', { name: 'Find a client' }).fill('nobody is called so');
      await page.getByText('No client found').waitFor();
    },
  },
  client: {
    loans: (page) => page.getByRole('tab', { name: 'Loans' }).click(),
    paymentOrders: (page) => page.getByRole('tab', { name: 'Payment orders' }).click(),
    cards: (page) => page.getByRole('tab', { name: 'Cards' }).click(),
  },
  loanDesk: {
    actions: press(/^Actions of Loan/),
    question: choose(/^Actions of Loan/, 'Mark as paid'),
    asTable: press('Show as a table'),
    mistakes: async (page) => {
      await press('New loan')(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Grant loan' }).click();
      await page.getByRole('alert').first().waitFor();
    },
  },
  newRequest: {
    calendar: press(/calendar/i),
    standIns: async (page) => {
      const picker = page.getByRole('combobox', { name: 'Stand-ins' });
      await picker.click();
      for (const name of ['Nora Lindqvist', 'Tomás Herrera']) await page.getByRole('option', { name }).click();
    },
    mistakes: async (page) => {
      await page.getByRole('form').getByRole('button', { name: 'Ask for leave' }).click();
      await page.getByRole('alert').first().waitFor();
    },
  },
  myRequests: { withdrawal: press('Withdraw') },
  todos: {
    editing: async (page) => {
      await page.getByRole('button', { name: 'Call the notary', exact: true }).dblclick();
      await page.getByRole('textbox', { name: 'Todo', exact: true }).waitFor();
    },
    pointedAt: (page) => page.getByRole('list', { name: 'Todos' }).getByRole('listitem').first().hover(),
  },
  flight: {
    mistakes: async (page) => {
      await page.getByRole('combobox', { name: 'Flight' }).click();
      await page.getByRole('option', { name: 'Return flight' }).click();
      await page.getByRole('textbox', { name: 'Return' }).fill('2001-01-01');
      await page.keyboard.press('Tab');
      await page.getByText('The return cannot be before').waitFor();
    },
  },
  people: { chosen: (page) => page.getByRole('radio', { name: 'Mustermann, Max' }).check() },
  circles: {
    menu: async (page) => {
      await drawCircle(page);
      await page.getByRole('button', { name: 'Circle 1' }).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Adjust diameter' }).waitFor();
    },
  },
  cells: {
    mistake: async (page) => {
      await page.locator('[data-address="A6"]').click();
      await page.keyboard.type('=A6 + 1');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowUp');
      await page.getByText('The formula depends on itself').waitFor();
    },
  },
};

describe('every page of the examples, with every dialog and drawer', () => {
  let running: TestPlatform;
  let browser: Browser;
  let core: CoreBankingProcess;
  const plans = new Map<string, PagePlan[]>();

  beforeAll(async () => {
    core = await startCoreBankingProcess(400);
    [running, browser] = await Promise.all([
      startTestPlatform({ PLINTH_EXAMPLES: 'true', PLINTH_CORE_BANKING: core.address }),
      chromium.connect(inject('chromium') ?? ''),
    ]);
    await stockLeave(running);
    const todos = { tenant: 'main', environment: 'production', application: 'todomvc' };
    const records = [
      { task: 'Call the notary' },
      { task: 'Print the contract, twice, and have both copies signed by everybody who is named in it', completed: false },
      { task: 'Order lunch', completed: true },
    ];
    await running.client.call(createRecords, todos, { entity: 'todo', records });
    for (const application of applications) {
      const target = { tenant: 'main', environment: 'production', application };
      const { pages } = await running.client.call(getApplication, target, {});
      const seen = pages.filter(({ key }) => !(application === 'bank' && loanPages.includes(key)));
      plans.set(application, await Promise.all(seen.map(({ id }) => running.client.call(getPage, target, { page: id }))));
    }
  });
  afterAll(async () => {
    await browser?.close();
    await running?.close();
    await core?.close();
  });

  /** The address of a page; an `:id` in it is that of a record of the entity that the page is called after. */
  async function addressOf(application: string, { page }: PagePlan): Promise<string> {
    const target = { tenant: 'main', environment: 'production', application };
    const ids = page.path.includes(':id')
      ? await running.client.call(listRecords, target, { entity: page.key, limit: 1, sort: 'number' })
      : null;
    // Any other parameter has a meaning of its own where it is left out.
    const path = page.path.replace(':id', String(ids?.items[0]?.id)).replace(/:\w+/g, '');
    return `${running.address}/apps/main/production/${application}${path === '' ? '' : `/${path}`}`;
  }

  test.each(applications)('%s: the administrator may open each page, and it is known how each overlay is opened', (application) => {
    const folder = join(import.meta.dirname, '..', '..', '..', 'examples', application, 'pages');
    const all = plans.get(application) ?? [];
    const files = readdirSync(folder).filter((file) => !(application === 'bank' && loanPages.includes(file.replace('.yaml', ''))));
    expect(all.map(({ page }) => `${page.key}.yaml`).sort()).toEqual(files.sort());
    for (const { page, components } of all) {
      const named = components.filter(({ component }) => ['ui.dialog', 'ui.drawer'].includes(component)).map(({ name }) => name);
      expect(Object.keys(overlays[page.key] ?? {}).sort(), page.key).toEqual(named.sort());
    }
  });

  describe.each(applications)('%s', (application) => {
    test.each(sights[application])(
      'at %i px, %s, axe finds nothing, nothing overflows and nothing covers a control',
      async (width, scheme) => {
        const { page, context, complaints } = await visit(browser, running, width, scheme);
        const flaws: string[] = [];
        for (const plan of plans.get(application) ?? []) {
          const { key } = plan.page;
          // On a desk what opens over a page is seen with the page around it.
          const others = { ...overlays[key], ...(isWhole || width >= 1000 ? further[key] : {}) };
          const alone = isWhole || width < 1000 || Object.keys(others).length === 0;
          const states = { ...(alone ? { '': async (_: Page) => undefined } : {}), ...others };
          for (const [state, open] of Object.entries(states)) {
            await page.goto(await addressOf(application, plan));
            await page.getByRole('heading', { level: 1 }).waitFor();
            await page.waitForLoadState('networkidle');
            await open(page);
            const name = [application, key, state].filter(Boolean).join('-');
            flaws.push(...(await flawsOf(page, `${name}-${width}-${scheme}`)).map((flaw) => `${name}: ${flaw}`));
          }
        }
        await context.close();
        expect(flaws).toEqual([]);
        expect(complaints).toEqual([]);
      },
    );
  });
});
