import type { Page } from 'playwright-core';
import type { Looker, Sights } from './testing-sights.ts';
import { panel, workAlone } from './testing-sights-design.ts';

/** Opens a tool at the place given, and waits for what shows that it is there. */
const tool =
  (
    path: string,
    shown = '.studio-columns h1, .studio-columns h2, .studio-columns table',
    last?: (page: Page, at: Looker) => Promise<void>,
  ) =>
  async (page: Page, at: Looker) => {
    await page.goto(`${at.address}/studio/main/${path}`);
    await page.locator(shown).filter({ visible: true }).first().waitFor();
    await workAlone(page, at);
    await last?.(page, at);
  };
const compared = 'bank/-/history/compare/version%3A1.0.0/branch%3Abranch-managers';

/** The tools of an application. */
export const toolSights = {
  diagram: tool('bank/-/diagram', '.diagram-card'),
  'diagram/none': tool('tried/-/diagram'),
  records: tool('bank/-/records/loan', '[role="grid"]'),
  'records/one': tool('bank/-/records/loan', '[role="row"] [role="gridcell"]', async (page, at) => {
    await page.locator('[role="row"] [role="gridcell"]').nth(1).click();
    await panel(page, at, 'right', true);
  }),
  'records/none': tool('orders/-/records/payment'),
  'records/unpublished': tool('tried/-/records'),
  import: tool('bank/-/import'),
  'import/matched': tool('orders/-/import', 'h1', async (page) => {
    const content =
      'Invoice,Amount,Note\nI-1,12.50,paid\nI-2,much,\nI-3,7,a note that is as long as people write notes where nobody stops them\n';
    await page.locator('input[type="file"]').setInputFiles({ name: 'payments.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await page.getByText('I-3').first().waitFor();
  }),
  sources: tool('bank/-/sources'),
  connections: tool('orders/-/connections'),
  'connections/one': tool('orders/-/connections/bankOfExamples'),
  'connections/action': tool('orders/-/connections/bankOfExamples/accounts', 'h1, h2', async (page, at) => {
    await page.getByRole('button', { name: at.say('studio.connections.ask', 'Ask the system') }).click();
    await page.getByText('CZ65').first().waitFor();
  }),
  'connections/system': tool('orders/-/connections/orderQueue'),
  instances: tool('leave-request/-/instances/production/leaveApproval', '[role="rowheader"], th[scope="row"]'),
  'instances/heat': tool('leave-request/-/instances/production/leaveApproval', '[data-tab="heat"]', async (page) => {
    await page.locator('[data-tab="heat"]').click();
    await page.locator('.bpmn-heat').first().waitFor();
  }),
  'instances/one': tool('leave-request/-/instances/production/leaveApproval', '[role="rowheader"], th[scope="row"]', async (page, at) => {
    await page
      .getByRole('row', { name: at.say('studio.bpmn.statusActive', 'running') })
      .first()
      .getByRole('button')
      .click();
    await page.locator('.bpmn-token').first().waitFor();
    await workAlone(page, at);
  }),
  'instances/none': tool('bank/-/instances'),
  events: tool('orders/-/events/development/live', '[role="tab"]', async (page, at) => {
    await page.getByRole('button', { name: at.say('studio.events.pause', 'Hold still') }).click();
    await page.getByRole('button', { name: 'com.bank.paid' }).first().click();
  }),
  'events/groups': tool('orders/-/events/development/groups', 'table, h2'),
  'events/letters': tool('orders/-/events/development/letters', '[role="tab"]', (page) =>
    page.getByText('/amount must be number').first().waitFor(),
  ),
  'events/receivers': tool('orders/-/events/development/receivers', 'a, table'),
  'events/receiver': tool('orders/-/events/development/receivers/warehouse', '[role="tab"]', (page) =>
    page.getByText('Maintenance until 06:00').first().waitFor(),
  ),
  usages: tool(`bank/-/usages/${encodeURIComponent('field:loan.amount')}`),
  'usages/none': tool('bank/-/usages'),
  text: tool('bank/-/text/page:loanDesk', 'textarea'),
  history: tool('bank/-/history', '.studio-columns li'),
  'history/compared': tool(compared, '[role="listbox"] [role="option"]', async (page) => {
    await page.getByRole('option', { name: /^Loans of my branch/ }).click();
    await page.locator('.compared-mark[data-current]').first().waitFor();
  }),
  'history/drawn': tool(compared, '[role="listbox"] [role="option"]', async (page) => {
    await page.getByRole('option', { name: /^Branch/ }).click();
    await page.locator('.diagram-card[data-change="added"]').waitFor();
  }),
  branches: tool('bank/-/branches', '.studio-columns h1, .studio-columns h2'),
  'branches/merge': tool('bank/-/branches/branch-managers', '[role="listbox"] [role="option"]'),
  'branches/new': tool('bank/-/branches', '.studio-columns h1, .studio-columns h2', async (page, at) => {
    await panel(page, at, 'left', true);
    await page
      .getByRole('button', { name: at.say('studio.newBranch', 'New branch') })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('textbox').first().waitFor();
  }),
  versions: tool('bank/-/versions'),
  'versions/none': tool('tried/-/versions'),
  comments: tool('bank/-/comments', 'textarea', (page) => page.getByText('Both: people ask about old loans every week.').waitFor()),
} satisfies Sights;
