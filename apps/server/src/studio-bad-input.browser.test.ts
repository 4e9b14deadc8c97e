import { appendActions, getBranch, listBranchHistory, planRelease, pullDefinition, pushDefinition } from '@plinth/api-contract';
import { currentSchemaVersion, pagesOf, readSnapshot, withDefaults } from '@plinth/app-definition';
import { type Browser, chromium, type Page, type WebSocketRoute } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { openStudio, reword, stockTasks } from './testing-studio.ts';
import { type Visit, visit } from './testing-visit.ts';

const at = { tenant: 'main', application: 'tasks' };
let running: TestPlatform;
let browser: Browser;
let open: Visit;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await stockTasks(running);
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});
beforeEach(async () => {
  open = await visit(browser, running);
});
afterEach(async () => {
  await open.context.close();
});

const written = async () => (await running.client.call(pullDefinition, at, {})).files['pages/tasks.yaml'] ?? '';
const intents = async () =>
  (await running.client.call(listBranchHistory, at, { branch: 'main', limit: 50 })).items.map(({ intent }) => intent);
const status = (page: Page, words: string | RegExp) => page.getByRole('banner').getByRole('status').filter({ hasText: words }).waitFor();
/** Starts again from the application as it was stocked. */
async function restock(): Promise<void> {
  const { files } = await running.client.call(pullDefinition, at, { version: '1.0.0' });
  await running.client.call(pushDefinition, at, { files });
}

/** Stands between the Studio and its live channel; `deliver` says what becomes of each message of the server. */
async function between(page: Page, deliver: (socket: WebSocketRoute, message: string | Buffer) => void): Promise<void> {
  await page.routeWebSocket(/\/live/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => deliver(socket, message));
  });
}

test('a server that answers late: what is done shows at once, waits, and is there once', async () => {
  const { page } = open;
  await between(page, (socket, message) => setTimeout(() => socket.send(message), 1500));
  const canvas = await openStudio(page, running, 'tasks', 'What is to do');
  await reword(page, canvas, 'What is to do', 'Late one');
  await reword(page, canvas, 'Late one', 'Late two');
  await status(page, 'Saved');
  expect(await written()).toContain('Late two');
  expect((await intents()).filter((intent) => intent.includes('Late')).length).toBe(1);
  await restock();
});

test('a server that says everything twice: nothing is done twice, nothing is told as refused', async () => {
  const { page } = open;
  await between(page, (socket, message) => {
    socket.send(message);
    socket.send(message);
  });
  const canvas = await openStudio(page, running, 'tasks', 'What is to do');
  const before = (await intents()).length;
  await reword(page, canvas, 'What is to do', 'Said once');
  await status(page, 'Saved');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Undo: Change text/ }).click();
  await canvas.getByRole('heading', { name: 'What is to do' }).waitFor();
  await status(page, 'Saved');
  expect((await intents()).length).toBe(before + 2);
  expect(await written()).toContain('What is to do');
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('a server that no longer answers: nothing is called saved, and nothing is lost when the page is loaded again', async () => {
  const { page } = open;
  let silent = false;
  await page.routeWebSocket(/\/live/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => silent || socket.send(message));
    socket.onMessage((message) => silent || server.send(message));
  });
  const canvas = await openStudio(page, running, 'tasks', 'What is to do');
  await status(page, 'Saved');
  silent = true;
  await reword(page, canvas, 'What is to do', 'Said into the void');
  await status(page, /Saving|wait/);
  expect(await written()).not.toContain('void');
  silent = false;
  await page.reload();
  await canvas.getByRole('heading', { name: 'Said into the void' }).waitFor();
  await status(page, 'Saved');
  expect(await written()).toContain('Said into the void');
  await restock();
});

test('a component of a version that no longer resolves: it stays and is drawn, what is the matter is said, and a press mends it', async () => {
  const { page } = open;
  const { snapshot, position } = await running.client.call(getBranch, at, {});
  const { definition } = readSnapshot(snapshot);
  const parent = definition === null ? '' : (pagesOf(definition)[0]?.id ?? '');
  const record = withDefaults({
    ...{
      id: 'yanked',
      kind: 'component',
      parent,
      index: 'z1',
      component: 'ui.text',
      version: '^99.0.0',
      properties: { text: 'From the future' },
    },
  });
  const action = {
    id: 'future',
    type: 'RECORD_INSERT',
    actor: 'colleague',
    intent: 'Add text of the future',
    schemaVersion: currentSchemaVersion,
    seen: position,
    payload: { record },
  };
  await running.client.call(appendActions, at, { expectedPosition: position, actions: [action] });
  const canvas = await openStudio(page, running, 'tasks', 'What is to do');
  await canvas.getByText('From the future').waitFor();
  await page.getByRole('treeitem', { name: 'From the future' }).click();
  const warning = page.getByRole('complementary', { name: 'Properties' }).getByRole('alert');
  await warning.getByText('It asks for version ^99.0.0 of ui.text').waitFor();
  const plan = running.client.call(planRelease, { ...at, environment: 'development' }, { version: '1.0.1' });
  await expect(plan).rejects.toMatchObject({ code: 'repository.invalid-definition', message: expect.stringContaining('99.0.0') });
  await warning.getByRole('button', { name: /^Use version/ }).click();
  await warning.waitFor({ state: 'detached' });
  await canvas.getByText('From the future').waitFor();
  await status(page, 'Saved');
  await restock();
});

test('an enormous paste onto the page is refused with a reason, and changes nothing', async () => {
  const { page } = open;
  const canvas = await openStudio(page, running, 'tasks', 'What is to do');
  const before = await written();
  const paste = (length: number) =>
    page.getByRole('application').evaluate((stage, count) => {
      const data = new DataTransfer();
      const part = { component: 'ui.text', slot: 'children', properties: {}, events: {}, hiddenOn: [], layout: {}, children: [] };
      const components = Array.from({ length: count }, () => part);
      data.setData('text/plain', JSON.stringify({ plinth: 'components', format: 1, components, queries: [] }));
      stage.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, length);
  for (const length of [5001, 200_000]) {
    await paste(length);
    await page.getByText('What was copied is more than can be pasted at once.').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
  }
  await canvas.getByRole('heading', { name: 'What is to do' }).waitFor();
  expect(await written()).toBe(before);
});

test('an enormous text in a property is kept whole, and work goes on', async () => {
  const { page } = open;
  const canvas = await openStudio(page, running, 'tasks', 'What is to do');
  await page.getByRole('treeitem', { name: 'What is to do' }).click();
  const text = page.getByRole('complementary', { name: 'Properties' }).getByLabel('Text', { exact: true });
  await text.fill('long '.repeat(200_000));
  await text.press('Enter');
  await status(page, 'Saved');
  await expect.poll(async () => (await written()).length).toBeGreaterThan(1_000_000);
  await page.getByRole('button', { name: /^Undo: Change text/ }).click();
  await canvas.getByRole('heading', { name: 'What is to do' }).waitFor();
  await status(page, 'Saved');
  await expect.poll(written).toContain('ui.heading: What is to do');
});
