import {
  addSubstitute,
  assignRole,
  type Client,
  createApplication,
  listMembers,
  listTasks,
  publish,
  pushDefinition,
  startProcess,
} from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { administrator, startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf, looks } from './testing-look.ts';
import { newMember } from './testing-member.ts';
import { chain } from './testing-processes.ts';
import { visit } from './testing-visit.ts';

const desk = { tenant: 'main', environment: 'production', application: 'desk' };
const inbox = '/apps/main/production/desk/-/inbox';
const task = (label: string, attributes: Readonly<Record<string, string>>) => ({
  type: 'userTask',
  label,
  attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`plinth:${name}`, value])),
});

/** An application whose people decide about amounts: by a form, by an answer, and by saying that it is done. */
const files = {
  'plinth.yaml': 'format: 1\nkey: desk\ntype: application\nlabel: Desk\nhomePage: home\n',
  'roles.yaml': `clerk:
  start: [ loan, vote, call ]
  manage: [ vote ]
  permissions: {}
`,
  'pages/home.yaml': `label: Home
roles: [ clerk ]
components:
  - ui.button:
      text: New loan
      on:
        click:
          - do: startProcess
            process: loan
            key: L-7
            variables: { amount: 1200, until: '= date("2026-03-01")' }
            then: [ { do: notify, message: 'Started {{ result.status }}', tone: success } ]
`,
  'pages/approve.yaml': `label: Approve
navigation: false
path: approve
roles: [ clerk ]
parameters: { task: string, amount: number, until: date }
state: { reason: string }
components:
  - ui.text: { text: 'Amount {{ parameters.amount }}, until {{ string(parameters.until) }}' }
  - ui.text-input:
      label: Reason
      value: = state.reason
      on:
        change: { do: setState, values: { reason: = event.value } }
  - ui.button:
      text: Approve it
      variant: primary
      on:
        click: { do: completeTask, task: = parameters.task, variables: { approved: true, reason: = state.reason } }
`,
  'processes/loan.yaml': chain({
    s: 'startEvent',
    approve: task('Approve the loan', { candidateRoles: 'clerk', page: 'approve', due: '=now() - duration("PT2H")' }),
    e: 'endEvent',
  }),
  'processes/vote.yaml': chain({
    s: 'startEvent',
    decide: task('Decide about the request', { candidateRoles: 'clerk', answers: 'Approve, Reject' }),
    e: 'endEvent',
  }),
  'processes/call.yaml': chain({ s: 'startEvent', phone: task('Call the client', { assignee: 'deputy@plinth.example' }), e: 'endEvent' }),
};

let browser: Browser;
let running: TestPlatform;
let deputy: Client;
const start = async (process: string, key: string) =>
  (await running.client.call(startProcess, desk, { process, key, variables: { amount: 10, reason: 'moved house' } })).id;
beforeAll(async () => {
  running = await startTestPlatform();
  browser = await chromium.connect(inject('chromium') ?? '');
  const { client } = running;
  await client.call(createApplication, { tenant: 'main' }, { key: 'desk', type: 'application', label: 'Desk' });
  await client.call(pushDefinition, desk, { files });
  await publish(client, desk, { version: '1.0.0' });
  const [first] = (await client.call(listMembers, { tenant: 'main' }, {})).items;
  const other = await newMember(running, 'deputy');
  for (const memberId of [first?.id ?? '', other.id])
    await client.call(assignRole, { tenant: 'main' }, { applicationKey: 'desk', roleKey: 'clerk', memberId });
  deputy = await other.withToken('*');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const line = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('a person starts a process, claims its task, writes about it, attaches a file and does it by its form', {
  timeout: 120_000,
}, async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/apps/main/production/desk`);
  await page.getByRole('button', { name: 'New loan' }).click();
  await page.getByText('Started active').waitFor();
  await page.getByRole('link', { name: 'Tasks: 1 waits for you' }).click();
  await page.getByText('Nothing to do').waitFor();
  expect(await flawsOf(page, 'inbox-empty')).toEqual([]);
  await page.getByRole('button', { name: /^To claim/ }).click();
  await line(page, /^Approve the loan/).click();
  await page.getByRole('heading', { name: 'Approve the loan' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Approve the loan');
  await page.getByText('Overdue: 2 hours ago').first().waitFor();
  await page.getByText('Amount 1200, until 2026-03-01').waitFor();
  await page.getByRole('button', { name: 'Claim', exact: true }).click();
  await page.getByRole('button', { name: 'Give back' }).waitFor();
  await page.getByRole('textbox', { name: 'New comment' }).fill('The income is proved.\n<b>Really</b>');
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await page.getByText('<b>Really</b>').waitFor();
  await page.locator('input[type=file]').setInputFiles({ name: 'payslip.txt', mimeType: 'text/plain', buffer: Buffer.from('1200') });
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'payslip.txt' }).click()]);
  expect(download.suggestedFilename()).toBe('payslip.txt');
  await page.getByText('History', { exact: true }).click();
  await page.getByText(/claimed it/).waitFor();
  await page.getByRole('button', { name: 'Plan' }).click();
  await page.getByLabel('Priority').fill('50');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByText('Priority 50').first().waitFor();
  expect(await flawsOf(page, 'inbox-form')).toEqual([]);
  // What is put off is out of sight until its day, and said to be there.
  await page.getByRole('button', { name: 'Plan' }).click();
  await page.getByLabel('Follow up').fill('2099-01-31T09:00');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('button', { name: 'Mine', exact: true }).click();
  await page.getByRole('link', { name: 'Tasks: none wait for you' }).waitFor();
  await page.getByRole('button', { name: 'Show the one for later' }).click();
  await line(page, /^Approve the loan.*Follow up/).waitFor();
  expect(await flawsOf(page, 'inbox-later')).toEqual([]);
  await page.getByRole('button', { name: 'Plan' }).click();
  await page.getByLabel('Follow up').fill('');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByText('Nothing is for later').waitFor();
  await page.getByLabel('Reason').fill('fine');
  await page.getByRole('button', { name: 'Approve it' }).click();
  await page.getByText('The process goes on.').waitFor();
  await page.getByRole('link', { name: 'Tasks: none wait for you' }).waitFor();

  // What was started here has ended, and is told of.
  await page.getByRole('button', { name: /^Notifications: \d+ (is|are) new$/ }).click();
  await page.getByRole('menuitem', { name: /which you started, has ended/ }).waitFor();
  expect(await flawsOf(page, 'inbox-notifications')).toEqual([]);
  await page.getByRole('menuitem', { name: 'Mark all as read' }).click();
  await page.getByRole('menuitem', { name: 'Mark all as read' }).waitFor({ state: 'detached' });
  await page.getByRole('menuitem', { name: /which you started, has ended/ }).click();
  await page.getByRole('link', { name: 'Started by you' }).waitFor();
  await page.getByText('L-7', { exact: false }).click();
  await page.getByText('It ended on', { exact: false }).waitFor();
  expect(await flawsOf(page, 'inbox-started')).toEqual([]);
  await page.getByRole('button', { name: 'Notifications: none are new' }).waitFor();
  await context.close();
  // Asked for once more, the task is not there any more.
  expect(complaints).toEqual(['Failed to load resource: the server responded with a status of 404 (Not Found)']);
});

test('a person names a substitute, and ends that', { timeout: 120_000 }, async () => {
  const { page, context, complaints } = await visit(browser, running, 390);
  await page.goto(`${running.address}${inbox}`);
  await page.getByText('Substitutes').click();
  await page.getByLabel('E-mail of your substitute').fill('nobody@plinth.example');
  await page.getByLabel('Last day').fill('2099-01-01');
  await page.getByRole('button', { name: 'Name substitute' }).click();
  await page.getByText('at most two years apart', { exact: false }).waitFor();
  await page.getByLabel('E-mail of your substitute').fill('deputy@plinth.example');
  await page.getByLabel('Last day').fill(new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Name substitute' }).click();
  await page.getByText(/^deputy does your tasks/).waitFor();
  expect(await flawsOf(page, 'inbox-substitutes-390')).toEqual([]);
  await page.getByRole('button', { name: 'End this with deputy' }).click();
  await page.getByText(/^deputy does your tasks/).waitFor({ state: 'detached' });
  await context.close();
  expect(complaints).toEqual(['Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)']);
});

test('several are decided at once, by the keyboard alone', { timeout: 120_000 }, async () => {
  for (const key of ['R-1', 'R-2', 'R-3']) await start('vote', key);
  const { page, context } = await visit(browser, running);
  await page.goto(`${running.address}${inbox}`);
  await page.getByRole('button', { name: /^To claim/ }).focus();
  await page.keyboard.press('Enter');
  await line(page, /R-1/).waitFor();
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('r-');
  const marks = page.getByRole('checkbox', { name: 'Choose Decide about the request' });
  await expect.poll(() => marks.count()).toBe(3);
  expect(new URL(page.url()).search).toBe('?whose=open&search=r-');
  await marks.nth(0).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('R-2');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await page.getByText('2 chosen').waitFor();
  expect(await flawsOf(page, 'inbox-together')).toEqual([]);
  await page.getByRole('button', { name: 'Approve', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => marks.count()).toBe(1);
  await line(page, /R-3/).focus();
  await page.keyboard.press('Enter');
  await page.getByText('moved house').waitFor();
  // The address leads back to the list as it was, and on to the task again.
  expect(new URL(page.url()).searchParams.has('task')).toBe(true);
  await page.goBack();
  await page.getByText('No task is open').waitFor();
  await expect.poll(() => marks.count()).toBe(1);
  await page.goForward();
  await page.getByText('moved house').waitFor();
  await page.getByText('Who sees it, and why').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('deputy@plinth.example');
  await page.keyboard.press('Enter');
  await page.getByText('deputy sees it and may do it.').waitFor();
  await page.getByText('It is for role:clerk.').waitFor();
  await page.getByRole('button', { name: 'Reject' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('The process goes on.').waitFor();
  await context.close();
});

test('a substitute does the task of another; one that is not there says so, and a failure can be tried again', {
  timeout: 120_000,
}, async () => {
  const instance = await start('call', 'C-1');
  await deputy.call(
    addSubstitute,
    { tenant: 'main' },
    { substitute: administrator.email, until: new Date(Date.now() + 3_600_000).toISOString() },
  );
  const id = (await deputy.call(listTasks, desk, { of: 'mine', instance })).items[0]?.id ?? '';
  for (const [width, scheme] of [...looks.filter(([each]) => each !== 390), [390, 'dark'] as const]) {
    const { page, context } = await visit(browser, running, width, scheme);
    await page.goto(`${running.address}${inbox}?task=${id}`);
    await page.getByText('For deputy').last().waitFor();
    expect(await flawsOf(page, `inbox-substitute-${width}-${scheme}`)).toEqual([]);
    if (width === 390) {
      await page.getByRole('combobox', { name: 'Mention somebody' }).selectOption('deputy');
      await page.getByRole('button', { name: 'Comment', exact: true }).click();
      await page.getByText('@deputy').waitFor();
      await page.getByRole('button', { name: 'All tasks' }).click();
      await line(page, /^Call the client/).waitFor();
      expect(await flawsOf(page, `inbox-list-${width}-${scheme}`)).toEqual([]);
      await page.route('**/-/tasks?**', (route) => route.abort());
      await page.getByRole('button', { name: 'All', exact: true }).click();
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      await page.unroute('**/-/tasks?**');
      await page.getByRole('button', { name: 'Try again' }).click();
      await line(page, /^Call the client/).click();
      await page.getByRole('button', { name: 'Complete' }).click();
      await page.getByText('The process goes on.').waitFor();
      await page.goto(`${running.address}${inbox}?task=${id}`);
      await page.getByText('This task is not there for you').waitFor();
    }
    await context.close();
  }
});
