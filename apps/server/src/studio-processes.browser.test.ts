import { createApplication, createGroup, listWebhooks, pullDefinition, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf } from './testing-look.ts';
import { middleOf } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

const lending = {
  'plinth.yaml': 'format: 1\nkey: lending\ntype: application\nlabel: Lending\n',
  'processes/loan.yaml': `label: Loan
nodes:
  start: { type: startEvent, label: Applied }
  approve: { type: userTask, label: Approve }
  done: { type: endEvent, label: Done }
flows:
  f1: { from: start, to: approve }
  f2: { from: approve, to: done }
`,
  'processes/order.yaml': `label: Order
nodes:
  ordered: { type: startEvent, label: Ordered, content: <messageEventDefinition/> }
  done: endEvent
flows:
  f: { from: ordered, to: done }
`,
};

let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  for (const key of ['bare', 'keys', 'lending'])
    await running.client.call(createApplication, { tenant: 'main' }, { key, type: 'application', label: key });
  await running.client.call(pushDefinition, { tenant: 'main', application: 'lending' }, { files: lending });
  await running.client.call(createGroup, { tenant: 'main' }, { key: 'loan-desk', name: 'Loan desk' });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const diagram = (page: Page) => page.getByRole('application', { name: 'Diagram of the process' });
const shape = (page: Page, name: string | RegExp) => diagram(page).getByRole('group', { name, exact: true });
const tree = async (page: Page) => page.getByRole('treeitem').allTextContents();
const leads = async (page: Page) =>
  (
    await diagram(page)
      .locator('.react-flow__edge')
      .evaluateAll((lines) => lines.map((line) => line.getAttribute('aria-label') ?? ''))
  ).toSorted();
const saved = (page: Page) =>
  page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor();

/** Draws from one place to another as a hand does. */
async function draw(page: Page, from: Locator, to: { readonly x: number; readonly y: number }) {
  const start = await middleOf(from);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + to.x) / 2, (start.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** Opens a new process of an application that has none. */
async function begin(page: Page, application: string) {
  await page.goto(`${running.address}/studio/main/${application}`);
  await page.getByRole('button', { name: 'Processes', exact: true }).click();
  await page.getByRole('main').getByRole('button', { name: 'New process' }).click();
  await shape(page, 'Start event').waitFor();
}

test('pools, lanes, notes and data are drawn, named, moved and removed', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/lending/process/process:loan`);
  await shape(page, 'Approve').click();
  const add = (name: string) =>
    page
      .getByRole('toolbar', { name: 'Elements' })
      .getByRole('button', { name: `Add: ${name}` })
      .click();
  const properties = page.getByRole('complementary', { name: 'Properties' });
  await add('Note');
  await properties.getByRole('textbox', { name: 'Text' }).fill('Within two days');
  await page.keyboard.press('Tab');
  const drawn = (type: string) => diagram(page).locator(`.bpmn-artefact[data-type="${type}"]`);
  await drawn('textAnnotation').getByText('Within two days').waitFor();
  await diagram(page).locator('.bpmn-link-association').waitFor({ state: 'attached' });
  const before = await middleOf(drawn('textAnnotation'));
  await diagram(page).focus();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await page.getByRole('button', { name: 'Undo: Move' }).waitFor();
  await expect.poll(async () => (await middleOf(drawn('textAnnotation'))).x > before.x + 20).toBe(true);
  await draw(page, drawn('textAnnotation').getByText('Within two days'), { x: before.x, y: before.y - 60 });
  await expect.poll(async () => (await middleOf(drawn('textAnnotation'))).y < before.y - 30).toBe(true);
  await add('Data object');
  await add('Pool');
  await properties.getByRole('textbox', { name: 'Name' }).fill('Bank');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Add a lane' }).click();
  await expect.poll(() => drawn('lane').count()).toBe(2);
  await add('Pool');
  await properties.getByRole('textbox', { name: 'Name' }).fill('Customer');
  await page.keyboard.press('Tab');
  await shape(page, 'Approve').click();
  await diagram(page).focus();
  await page.keyboard.press('c');
  await page.getByRole('combobox', { name: 'Connect with' }).fill('Customer');
  await page.keyboard.press('Enter');
  await properties.getByRole('heading', { name: 'Message flow' }).waitFor();
  await diagram(page).locator('.bpmn-link-messageFlow').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Show everything' }).click();

  // A lane is made larger by keys, and its pool by hand.
  await page.getByRole('list').getByRole('button', { name: 'Lane' }).last().click();
  const height = async () => (await drawn('participant').filter({ hasText: 'Bank' }).boundingBox())?.height ?? 0;
  const tall = await height();
  await diagram(page).focus();
  await page.keyboard.press('Control+Shift+ArrowDown');
  await page.getByRole('button', { name: 'Undo: Resize lane' }).waitFor();
  await expect.poll(async () => (await height()) > tall).toBe(true);
  await page.getByRole('button', { name: 'Split the lane' }).first().click();
  await expect.poll(() => drawn('lane').count()).toBe(3);
  await page.getByRole('button', { name: 'Bank', exact: true }).click();
  const corner = await middleOf(diagram(page).locator('.bpmn-resize').nth(2));
  await draw(page, diagram(page).locator('.bpmn-resize').nth(2), { x: corner.x + 40, y: corner.y + 30 });
  await page.getByRole('button', { name: 'Undo: Resize pool' }).waitFor();
  await diagram(page).focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => drawn('lane').count()).toBe(0);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await drawn('participant').getByText('Bank').waitFor();
  await saved(page);
  await context.close();
  expect(complaints).toEqual([]);
});

test('a process is drawn by the pointer: from the palette, the pad, onto a flow and onto a border, moved, joined and run', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await begin(page, 'bare');
  const palette = page.getByRole('toolbar', { name: 'Elements' });
  const start = await middleOf(shape(page, 'Start event'));
  await draw(page, palette.getByRole('button', { name: 'User task' }), { x: start.x + 160, y: start.y });
  await shape(page, 'User task').waitFor();
  await shape(page, 'Start event').click();
  await draw(page, shape(page, 'Start event').locator('.bpmn-grip'), await middleOf(shape(page, 'User task')));
  await expect.poll(() => leads(page)).toEqual(['Flow leads from Start event to User task']);

  await shape(page, 'User task').click();
  await page.getByRole('button', { name: 'Append: Exclusive gateway' }).click();
  await page.getByRole('button', { name: 'Append: End event' }).click();
  await expect.poll(() => tree(page)).toEqual(['Start event', 'User task', 'Exclusive gateway', 'End event']);

  // Drawn onto a flow, a task stands in it; drawn onto a task, a timer stands on its border.
  const line = diagram(page)
    .locator('.react-flow__edge', { has: page.locator('path') })
    .first();
  const [task, gateway] = [await middleOf(shape(page, 'User task')), await middleOf(shape(page, 'Exclusive gateway'))];
  await line.waitFor();
  await draw(page, palette.getByRole('button', { name: 'Waiting event: timer' }), { x: task.x + 30, y: task.y });
  await shape(page, 'Boundary event: timer').waitFor();
  await draw(page, palette.getByRole('button', { name: 'Service task' }), { x: (task.x + 50 + gateway.x - 25) / 2, y: gateway.y });
  const joined = ['Flow leads from User task to Service task', 'Flow leads from Service task to Exclusive gateway'];
  await expect.poll(() => leads(page)).toEqual(expect.arrayContaining(joined));

  await page.getByRole('button', { name: 'Show everything' }).click();
  await shape(page, 'End event').click();
  const end = await middleOf(shape(page, 'End event'));
  await draw(page, shape(page, 'End event').locator('svg').first(), { x: end.x + 20, y: end.y + 120 });
  await expect.poll(async () => (await middleOf(shape(page, 'End event'))).y > end.y + 80).toBe(true);
  await page.getByRole('button', { name: 'Undo: Move “endEvent”' }).waitFor();

  await shape(page, 'User task').dblclick();
  await page.getByRole('textbox', { name: 'Name of the element' }).fill('Approve the loan');
  await page.keyboard.press('Enter');
  await shape(page, 'Approve the loan').waitFor();
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByText('The instance is running.').waitFor();
  await shape(page, 'Approve the loan').locator('.bpmn-token').waitFor();
  await page.getByRole('textbox', { name: 'Variables of Approve the loan' }).fill('{ "approved": true }');
  await page.getByRole('button', { name: 'Complete: Approve the loan' }).click();
  await page.getByRole('button', { name: 'Complete: Service task' }).click();
  await page.getByText('The instance is completed.').waitFor();
  // Taken back, it is played on the diagram; what is not simply done is asked for beside it.
  await page.getByRole('button', { name: 'Take back the last' }).click();
  const service = shape(page, 'Service task');
  await service.getByRole('button', { name: 'With variables, or otherwise' }).click();
  await page.getByText('Otherwise', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Code for Service task' }).fill('DOWN');
  await page.getByRole('button', { name: 'Error: Service task' }).click();
  await page.getByText('Nothing catches the error DOWN.').first().waitFor();
  await service.getByRole('button', { name: 'Try again' }).waitFor();
  await page.getByRole('button', { name: 'Take back the last' }).click();
  await service.getByRole('button', { name: 'Complete', exact: true }).click();
  await page.getByText('The instance is completed.').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Service task' }).getByRole('button', { name: 'Service task' }).waitFor();
  await page.getByRole('button', { name: 'Keep as test case' }).click();
  await page.getByRole('tab', { name: 'Test cases' }).click();
  await page.getByText('The test case passes').waitFor();
  await saved(page);
  await page.reload();
  await shape(page, 'Approve the loan').waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});

test('a process is drawn by the keyboard alone: appended, named, joined, its type changed, copied, and undone', async () => {
  const { page, context, complaints } = await visit(browser, running);
  const { keyboard } = page;
  await page.goto(`${running.address}/studio/main/keys`);
  await page.getByRole('button', { name: 'Processes', exact: true }).focus();
  await keyboard.press('Enter');
  await page.getByRole('main').getByRole('button', { name: 'New process' }).focus();
  await keyboard.press('Enter');
  await shape(page, 'Start event').waitFor();
  await diagram(page).focus();
  const append = async (kind: string) => {
    await keyboard.press('a');
    await page.getByRole('combobox', { name: 'Append an element' }).fill(kind);
    await keyboard.press('Enter');
    await shape(page, kind).first().waitFor();
  };
  const named = async (name: string) => {
    await keyboard.press('F2');
    const field = page.getByRole('textbox', { name: 'Name of the element' });
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await keyboard.type(name);
    await keyboard.press('Enter');
    await shape(page, name).waitFor();
  };
  await keyboard.press('ArrowRight');
  await append('User task');
  await named('Check');
  await append('Exclusive gateway');
  await named('Good?');
  await append('Service task');
  await append('End event: message');
  await keyboard.press('ArrowLeft');
  await keyboard.press('t');
  await page.getByRole('combobox', { name: 'Change the type' }).fill('Script');
  await keyboard.press('Enter');
  await shape(page, 'Script task').waitFor();
  // Back to the gateway, and from there to the check again.
  await keyboard.press('ArrowLeft');
  await keyboard.press('c');
  await page.getByRole('combobox', { name: 'Connect with' }).fill('Check');
  await keyboard.press('Enter');
  await expect.poll(() => leads(page)).toContain('Flow leads from Good? to Check');

  // The new flow is selected: it becomes the default in the properties.
  await diagram(page).focus();
  await keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Taken where no condition is true' }).focus();
  await keyboard.press('Space');
  await page.getByRole('button', { name: 'Undo: Make a flow the default' }).waitFor();

  await diagram(page).focus();
  await keyboard.press('Control+a');
  await keyboard.press('Control+d');
  await expect.poll(async () => (await tree(page)).length).toBe(10);
  await keyboard.press('Delete');
  await expect.poll(async () => (await tree(page)).length).toBe(5);
  await keyboard.press('Control+z');
  await expect.poll(async () => (await tree(page)).length).toBe(10);
  await keyboard.press('Control+z');
  await expect.poll(async () => (await tree(page)).length).toBe(5);
  await keyboard.press('l');
  await page.getByRole('button', { name: 'Undo: Arrange the diagram' }).waitFor();

  await page.getByRole('treeitem', { name: 'Check' }).focus();
  await keyboard.press('ArrowDown');
  await expect
    .poll(() => page.getByRole('treeitem', { name: 'Good?' }).evaluate((element) => element === document.activeElement))
    .toBe(true);
  await keyboard.press('Delete');
  await expect.poll(() => tree(page)).not.toContain('Good?');
  await context.close();
  expect(complaints).toEqual([]);
});

test('who does a task, what rests, and what a process refers to is set in the properties', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/lending/process/process:loan`);
  const properties = page.getByRole('complementary', { name: 'Properties' });
  const done = (intent: string) => page.getByRole('button', { name: `Undo: ${intent}` }).waitFor();
  await properties.getByRole('button', { name: 'Add an error' }).click();
  await properties.getByRole('textbox', { name: 'Name of the error' }).fill('No money');
  await page.keyboard.press('Tab');
  await done('Change name of error No money');
  await shape(page, 'Approve').click();
  await properties.getByRole('textbox', { name: 'Roles that may take it' }).fill('clerk');
  await page.keyboard.press('Enter');
  await properties.getByRole('button', { name: 'Remove clerk' }).waitFor();
  await properties.getByRole('button', { name: 'Expression: Who must not do it' }).click();
  await properties.getByRole('textbox', { name: 'Who must not do it' }).fill('[applicant]');
  await page.keyboard.press('Enter');
  await done('Change excluded of “Approve”');
  await properties.getByRole('spinbutton', { name: 'Due' }).fill('2');
  await page.keyboard.press('Tab');
  await done('Change due of “Approve”');
  await properties.getByRole('combobox', { name: 'Unit of Due' }).selectOption('hours later');
  // Groups of the tenant are offered where one is named, and so are members to whom may list them.
  const overdue = properties.getByRole('combobox', { name: 'Groups to which it goes', exact: true });
  await overdue.focus();
  await expect.poll(() => properties.locator('datalist option[value="loan-desk"]').count()).toBeGreaterThan(0);
  await overdue.fill('loan-desk');
  await properties.getByRole('button', { name: 'Remove Loan desk' }).waitFor();
  await properties.getByRole('checkbox', { name: 'What came before is kept before it begins' }).check();
  await done('Change rests of “Approve”');
  expect(await flawsOf(page, 'processes-tested-properties')).toEqual([]);
  await saved(page);
  const { files } = await running.client.call(pullDefinition, { tenant: 'main', application: 'lending' }, {});
  const written = files['processes/loan.yaml'] ?? '';
  for (const part of [
    'plinth:candidateRoles: clerk',
    'plinth:excluded: =[applicant]',
    'plinth:due: PT2H',
    'plinth:asyncBefore: "true"',
    'plinth:overdueGroups: loan-desk',
  ])
    expect(written).toContain(part);
  await diagram(page).focus();
  await page.keyboard.press('Control+f');
  await page.getByRole('combobox', { name: 'Find an element' }).fill('Don');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('treeitem', { name: 'Done' }).getAttribute('aria-selected')).toBe('true');
  await context.close();
  expect(complaints).toEqual([]);
});

test('a program starts a process at an address that is shown, with a secret that is shown once', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/lending/process/process:order`);
  const properties = page.getByRole('complementary', { name: 'Properties' });
  await shape(page, 'Ordered').click();
  await properties.getByRole('textbox', { name: 'Name in the address' }).fill('orderPlaced');
  await page.keyboard.press('Tab');
  const production = properties.getByRole('region', { name: 'Production' });
  const address = production.getByRole('textbox', { name: 'Address in Production' });
  expect(await address.inputValue()).toBe(`${running.address}/data/main/production/lending/-/webhooks/orderPlaced`);
  await production.getByText('no secret: refuses everything').waitFor();
  await production.getByRole('button', { name: 'Make a secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a secret' }).click();
  const secret = page.getByRole('dialog').getByRole('textbox', { name: 'Secret' });
  const first = await secret.inputValue();
  expect(first).toMatch(/^whsec_/);
  expect(await flawsOf(page, 'processes-tested-secret')).toEqual([]);
  await page.keyboard.press('Escape');
  await production.getByText('has a secret').waitFor();
  // Another one takes its place, and the sender has a day to change over.
  await production.getByRole('button', { name: 'New secret …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click();
  await expect.poll(() => secret.inputValue()).not.toBe(first);
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await production.getByText(/The one before it is valid until/).waitFor();
  expect(await flawsOf(page, 'processes-tested-webhook')).toEqual([]);
  await production.getByRole('button', { name: 'Remove the secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the secret' }).click();
  await production.getByText('no secret: refuses everything').waitFor();
  const place = { tenant: 'main', environment: 'production', application: 'lending' };
  expect((await running.client.call(listWebhooks, place, {})).items).toEqual([]);
  expect(await page.content()).not.toContain(first);
  await context.close();
  expect(complaints).toEqual([]);
});

test('two people draw at once, and each sees what the other did', async () => {
  const [one, two] = [await visit(browser, running), await visit(browser, running)];
  for (const { page } of [one, two]) {
    await page.goto(`${running.address}/studio/main/lending/process/process:loan`);
    await shape(page, 'Approve').waitFor();
  }
  await shape(one.page, 'Applied').click();
  await shape(two.page, 'Approve').click();
  await shape(two.page, 'Applied').locator('.bpmn-others').waitFor();
  await shape(one.page, 'Approve').locator('.bpmn-others').waitFor();
  expect(await shape(one.page, 'Applied').locator('.bpmn-others').count()).toBe(0);
  await Promise.all([
    one.page.getByRole('button', { name: 'Append: Service task' }).click(),
    two.page.getByRole('button', { name: 'Append: Exclusive gateway' }).click(),
  ]);
  const both = ['Applied', 'Approve', 'Done', 'Exclusive gateway', 'Service task'];
  for (const { page } of [one, two]) await expect.poll(async () => (await tree(page)).toSorted()).toEqual(both);
  const position = async (page: Page, name: string) => {
    const { x, y } = await middleOf(shape(page, name));
    const start = await middleOf(shape(page, 'Applied'));
    return [Math.round(x - start.x), Math.round(y - start.y)];
  };
  expect(await position(one.page, 'Done')).toEqual(await position(two.page, 'Done'));
  for (const { page } of [one, two]) await page.getByRole('button', { name: /^Undo: Append/ }).click();
  for (const { page } of [one, two]) await expect.poll(async () => (await tree(page)).toSorted()).toEqual(['Applied', 'Approve', 'Done']);
  for (const { context, complaints } of [one, two]) {
    await context.close();
    expect(complaints).toEqual([]);
  }
});
