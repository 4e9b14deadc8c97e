import {
  assignRole,
  type Client,
  claimTask,
  completeTask,
  createApplication,
  getInstance,
  listTasks,
  publish,
  pushDefinition,
  readSession,
  startProcess,
} from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf, looks } from './testing-look.ts';
import { inputs } from './testing-processes.ts';
import { visit } from './testing-visit.ts';

const lending = { tenant: 'main', environment: 'production', application: 'lending' };
const loan = `label: Loan
nodes:
  applied: { type: startEvent, label: Applied }
  approve: { type: userTask, label: Approve, attributes: { 'plinth:candidateRoles': clerk } }
  large: { type: exclusiveGateway, label: Large?, attributes: { default: small } }
  second: { type: userTask, label: Second look, attributes: { 'plinth:candidateRoles': clerk } }
  note:
    type: serviceTask
    label: Write it down
    attributes: { 'plinth:does': record.create, 'plinth:entity': note }
    content: ${JSON.stringify(inputs({ text: 'reason' }))}
  done: { type: endEvent, label: Done }
flows:
  f1: { from: applied, to: approve }
  f2: { from: approve, to: large }
  big: { from: large, to: second, condition: amount > 1000 }
  small: { from: large, to: note }
  f3: { from: second, to: note }
  f4: { from: note, to: done }
`;
const files = (process = loan) => ({
  'plinth.yaml': 'format: 1\nkey: lending\ntype: application\nlabel: Lending\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true, maxLength: 20 }\n',
  'roles.yaml': 'clerk:\n  start: [ loan ]\n  manage: [ loan ]\n  permissions:\n    note: all\n',
  'processes/loan.yaml': process,
});

let running: TestPlatform;
let browser: Browser;
let client: Client;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  ({ client } = running);
  for (const key of ['lending', 'idle']) await client.call(createApplication, { tenant: 'main' }, { key, type: 'application', label: key });
  await client.call(pushDefinition, lending, { files: files() });
  await publish(client, lending, { version: '1.0.0' });
  const { member } = await client.call(readSession, { tenant: 'main' }, {});
  await client.call(assignRole, { tenant: 'main' }, { applicationKey: 'lending', roleKey: 'clerk', memberId: member?.id ?? '' });
  for (const [key, amount, reason] of [
    ['L-1', 500, 'car'],
    ['L-2', 5000, 'house'],
    ['L-3', 500, 'a reason that is far too long'],
  ] as const)
    await client.call(startProcess, lending, { process: 'loan', key, variables: { amount, reason } });
  for (const key of ['L-1', 'L-2', 'L-3']) await approve(key);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const keys = new Map<string, string>();
async function approve(key: string) {
  const { items } = await client.call(listTasks, lending, { of: 'open' });
  for (const task of items) {
    const { key: of } = await client.call(getInstance, lending, { instance: task.instance });
    keys.set(of ?? '', task.instance);
    if (of !== key) continue;
    await client.call(claimTask, lending, { task: task.id });
    await client.call(completeTask, lending, { task: task.id, variables: { approved: true } });
  }
}

const open = (page: Page, ...rest: readonly string[]) => page.goto([running.address, 'studio/main/lending/-/instances', ...rest].join('/'));
const diagram = (page: Page, name: string) => page.getByRole('application', { name });

test('instances are found, one is looked at now and as it was, its incident is mended, another is cancelled', async () => {
  const { page, context, complaints } = await visit(browser, running);
  const flaws = (sight: string) => flawsOf(page, `monitor-tested-${sight}`);
  await page.goto(`${running.address}/studio/main/idle/-/instances`);
  await page.getByText('Nothing runs here yet').waitFor();
  expect(await flaws('unpublished')).toEqual([]);
  await open(page);
  await page.getByRole('row', { name: /^L-3 1 incident/ }).waitFor();
  expect(await flaws('list')).toEqual([]);
  await page.getByRole('combobox', { name: 'Which instances' }).selectOption('with incidents');
  await expect.poll(() => page.getByRole('rowheader').allTextContents()).toEqual(['L-3']);
  // The address says which are shown: it can be passed on, and one comes back to it.
  expect(new URL(page.url()).search).toBe('?show=incidents');
  await page.reload();
  await expect.poll(() => page.getByRole('rowheader').allTextContents()).toEqual(['L-3']);
  await page.getByRole('button', { name: 'L-3' }).click();
  await page.getByRole('button', { name: 'All instances' }).click();
  await page.getByRole('button', { name: 'L-3' }).waitFor();
  expect(new URL(page.url()).search).toBe('?show=incidents');
  await page.getByRole('combobox', { name: 'Which instances' }).selectOption('All instances');
  await page.getByRole('searchbox', { name: 'Key of the business' }).fill('L-2');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('rowheader').allTextContents()).toEqual(['L-2']);
  await page.getByRole('searchbox', { name: 'Key of the business' }).fill('');
  await page.getByRole('row', { name: /^L-2 running .* Administrator / }).waitFor();
  await page.getByLabel('Started on').fill('2020-01-31');
  await page.getByText('No instance matches').waitFor();
  await page.getByLabel('Started on').fill('');
  await page.getByRole('combobox', { name: 'Version' }).selectOption('1.0.0');
  await expect.poll(() => page.getByRole('rowheader').count()).toBe(3);
  await page.getByRole('combobox', { name: 'Version' }).selectOption('Every version');

  await page.getByRole('button', { name: 'L-3' }).click();
  const shown = diagram(page, 'Diagram of the instance');
  const shape = (name: string) => shown.getByRole('group', { name, exact: true }).locator('.bpmn-shape');
  await expect.poll(() => shape('Write it down').getAttribute('data-token')).toBe('stopped');
  expect(await shape('Approve').getAttribute('data-token')).toBe('passed');
  const panel = page.getByRole('complementary', { name: 'Properties' });
  await panel
    .getByText('is longer than 20', { exact: false })
    .or(panel.getByText('20 characters', { exact: false }))
    .first()
    .waitFor();

  expect(await flaws('instance')).toEqual([]);

  // As it was when it had only begun.
  await page.getByRole('listbox', { name: 'Entries of the history' }).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => shape('Approve').getAttribute('data-token')).toBe('here');
  expect(await shape('Write it down').getAttribute('data-token')).toBeNull();
  await panel.getByText('Variables as they were').waitFor();
  expect(await panel.getByText('approved').count()).toBe(0);
  await page.keyboard.press('End');
  await panel.getByText('approved').waitFor();

  await page.getByRole('textbox', { name: 'Variables of Write it down' }).fill('{ "text": "short" }');
  await page.getByRole('button', { name: 'Try again: Write it down' }).click();
  await expect.poll(() => shape('Done').getAttribute('data-token')).toBe('passed');
  await page.getByText('Write it down was tried again').waitFor();
  expect((await client.call(getInstance, lending, { instance: keys.get('L-3') ?? '' })).status).toBe('completed');

  await page.getByRole('button', { name: 'All instances' }).click();
  await client.call(startProcess, lending, { process: 'loan', key: 'L-4', variables: { amount: 1, reason: 'x' } });
  // Who looks sees what comes without asking.
  await page.getByRole('button', { name: 'L-4' }).click();
  await page.getByRole('button', { name: 'Cancel the instance' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the instance' }).click();
  await page.getByText('cancelled', { exact: true }).waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});

test('all instances together are counted on the diagram, by keys alone', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await open(page, 'production', 'loan');
  await page.getByRole('tab', { name: 'Instances' }).focus();
  await page.keyboard.press('ArrowRight');
  const shown = diagram(page, 'Diagram of the process with what is compared');
  const heat = (name: string) => shown.getByRole('group', { name, exact: true }).locator('.bpmn-heat');
  await expect.poll(() => heat('Approve').textContent()).toMatch(/^[34]/);
  expect(await heat('Second look').textContent()).toMatch(/^1/);
  expect(await flawsOf(page, 'monitor-tested-heat')).toEqual([]);
  await page.getByRole('radio', { name: 'How many now' }).focus();
  await page.keyboard.press('Space');
  await expect.poll(() => heat('Second look').textContent()).toContain('1 is here');
  expect(await heat('Done').count()).toBe(0);
  await shown.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.getByText('Approve, User task, leads to Large?').waitFor({ state: 'attached' });
  await context.close();
  expect(complaints).toEqual([]);
});

test('what ran is done again by what is drawn now, and what is drawn is compared with what was published', async () => {
  // Where the Studio publishes something ran as well.
  const development = { ...lending, environment: 'development' };
  await publish(client, development, { version: '1.0.0' });
  await client.call(startProcess, development, { process: 'loan', key: 'D-1', variables: { amount: 5000, reason: 'house' } });
  const [task] = (await client.call(listTasks, development, { of: 'open' })).items;
  await client.call(completeTask, development, { task: task?.id ?? '', variables: { approved: true } });
  await client.call(pushDefinition, lending, {
    files: files(
      loan.replace('amount > 1000', 'amount > 10000').replace('{ type: endEvent, label: Done }', '{ type: endEvent, label: Paid out }'),
    ),
    intent: 'Raise the limit',
  });
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/lending/process/process:loan`);
  await page.getByRole('tab', { name: 'Diagram' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('combobox', { name: 'Environment' }).selectOption('production');
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await page.getByText(/go the same way, 1 another way, 0 not to their end/).waitFor();
  const list = page.getByRole('listbox', { name: 'Replayed instances' });
  await list.getByRole('option', { name: 'L-2 goes another way', selected: true }).waitFor();
  await page.getByRole('list', { name: 'What goes otherwise' }).getByText('Second look: no longer reached').waitFor();
  const shown = diagram(page, 'Diagram of the replay');
  await shown.getByRole('group', { name: 'Second look', exact: true }).locator('.bpmn-change').getByText('no longer reached').waitFor();
  expect(await flawsOf(page, 'monitor-tested-replay')).toEqual([]);
  await list.focus();
  await page.keyboard.press('End');
  await list.getByRole('option', { name: /goes the same way/, selected: true }).waitFor();
  expect(await shown.locator('.bpmn-change').count()).toBe(0);

  // Whoever publishes is told before, and of which instances, where they manage these.
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const planned = page.getByRole('region', { name: 'What ran, done again' });
  await planned.getByText(/0 go the same way, 1 another way, 0 not to their end/).waitFor();
  await planned.getByText('Second look: no longer reached').waitFor();
  // Held up on its way, it is cancelled by its button, and when its dialog is closed.
  let cancelled = 0;
  const held = { id: 'held', operation: 'processes.replay', progress: { done: 3, total: null, unit: 'steps', step: null } };
  await page.route('**/-/processes/loan/replay', (route) => route.fulfill({ json: { ...held, status: 'running' } }));
  await page.route('**/-/long-operations/held**', async (route) => {
    const isCancel = route.request().method() === 'POST';
    if (isCancel) cancelled++;
    else await page.waitForTimeout(100);
    await route.fulfill({ json: { ...held, status: cancelled % 2 === 1 ? 'cancelled' : 'running', result: null, problem: null } });
  });
  const replay = planned.getByRole('button', { name: 'Replay, with examples' });
  await replay.click();
  await planned.getByText('Done again: 3 of at most 100').waitFor();
  await planned.getByRole('button', { name: 'Cancel' }).click();
  await replay.waitFor();
  expect(cancelled).toBe(1);
  cancelled++;
  await replay.click();
  await planned.getByText('Done again: 3 of at most 100').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => cancelled).toBe(3);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await replay.click();
  // It goes otherwise at two elements, and is an example of both.
  const example = planned.getByRole('button', { name: /^Instance / }).first();
  await example.waitFor();
  expect(await flawsOf(page, 'monitor-tested-planned')).toEqual([]);
  await example.click();
  await page.getByRole('heading', { name: 'D-1' }).waitFor();

  await page.goto(`${running.address}/studio/main/lending/-/history/compare/${encodeURIComponent('version:1.0.0')}/now`);
  const drawing = page.getByRole('region', { name: 'Drawn with its changes' });
  await page.getByRole('option', { name: 'Paid out Changed' }).click();
  await drawing
    .getByRole('group', { name: 'Paid out', exact: true })
    .locator('.bpmn-change')
    .getByText('Changed')
    .waitFor({ state: 'attached' });
  expect(await drawing.locator('.bpmn-change').count()).toBe(2);
  expect(await flawsOf(page, 'monitor-tested-compared')).toEqual([]);
  await context.close();
  expect(complaints).toEqual([]);
});

test('running instances are moved to the version that is released, after it was said which can', async () => {
  await publish(client, lending, { version: '2.0.0' });
  const { page, context, complaints } = await visit(browser, running);
  await open(page, 'production', 'loan');
  await page.getByRole('button', { name: 'Move to version 2.0.0' }).click();
  await page.getByText('1 can go on by it, 0 stay where they are').waitFor();
  await page.getByRole('button', { name: 'Move 1 instance' }).click();
  await page.getByText('1 goes on by it, 0 stay where they are').waitFor();
  expect(await flawsOf(page, 'monitor-tested-moved')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /^L-2 running .* 2\.0\.0$/ }).waitFor();
  await page.getByRole('button', { name: 'L-2' }).click();
  await page.getByRole('option', { name: /Goes on by version 2\.0\.0/ }).waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});

test('a role is told which processes it may start and manage', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/lending/role/role:clerk`);
  const rights = page.getByRole('table', { name: 'Rights to processes' });
  expect(await rights.getByRole('checkbox', { name: 'Loan: Start' }).isChecked()).toBe(true);
  await rights.getByRole('checkbox', { name: 'Loan: Manage' }).uncheck();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => rights.getByRole('checkbox', { name: 'Loan: Manage' }).isChecked()).toBe(true);
  expect(await flawsOf(page, 'monitor-tested-role')).toEqual([]);
  await context.close();
  expect(complaints).toEqual([]);
});

const sights: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  list: async (page) => {
    await open(page, 'production', 'loan');
    await page.getByRole('row', { name: /^L-1/ }).waitFor();
  },
  instance: async (page) => {
    await open(page, 'production', 'loan', keys.get('L-2') ?? '');
    await page.locator('.bpmn-token').first().waitFor();
  },
  heat: async (page) => {
    await open(page, 'production', 'loan');
    await page.getByRole('tab', { name: 'Heat map' }).click();
    await page.getByRole('radio', { name: 'How long' }).click();
    await page.locator('.bpmn-heat').first().waitFor();
  },
  replay: async (page) => {
    await page.goto(`${running.address}/studio/main/lending/process/process:loan`);
    await page.getByRole('tab', { name: 'Replay' }).click();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByRole('list', { name: 'What goes otherwise' }).waitFor();
  },
  compared: async (page) => {
    await page.goto(`${running.address}/studio/main/lending/-/history/compare/${encodeURIComponent('version:1.0.0')}/now`);
    await page.getByRole('region', { name: 'Drawn with its changes' }).locator('.bpmn-change').first().waitFor();
  },
  unpublished: async (page) => {
    await page.goto(`${running.address}/studio/main/idle/-/instances`);
    await page.getByText('Nothing runs here yet').waitFor();
  },
};

// In one width and colour the tests above have looked already.
describe.each(looks.length > 1 ? looks : [])('%i pixels wide, in %s', (width, scheme) => {
  test.each(Object.keys(sights))('%s has no flaw', async (name) => {
    const { page, context, complaints } = await visit(browser, running, width, scheme);
    try {
      await sights[name]?.(page);
      const flaws = await flawsOf(page, `monitor-${name}-${width}-${scheme}`);
      expect(flaws).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
