import { createApplication, publish, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { visit } from './testing-visit.ts';

const target = { tenant: 'main', environment: 'development', application: 'tasks' };
const files = {
  'plinth.yaml': 'format: 1\nkey: tasks\ntype: application\nlabel: Tasks\nicon: checklist\nhomePage: tasks\n',
  'roles.yaml': 'member:\n  heldBy: members\n  permissions:\n    task: all\n',
  'entities/task.yaml': `label: Task
labelPlural: Tasks
title: name
fields:
  name: { type: text, required: true }
  due: date
`,
  'pages/tasks.yaml': `label: Tasks
path: ''
state: { search: string }
queries:
  tasks: { entity: task, sort: [ name ], count: true }
components:
  - ui.page:
      title: All tasks
      slots:
        actions:
          - ui.button: { text: New task, variant: primary }
      children:
        - ui.heading: What is to do
        - ui.table: { label: Tasks, query: tasks, columns: [ name, due ] }
`,
};

let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await running.client.call(createApplication, target, { key: 'tasks', type: 'application', label: 'Tasks' });
  await running.client.call(pushDefinition, target, { files });
  await publish(running.client, target, { version: '1.0.0' });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

/** Opens the application from the home of the Studio and waits for its page on the canvas. */
async function openTasks(page: Page) {
  await page.goto(`${running.address}/studio/main`);
  await page.getByRole('link', { name: 'Tasks' }).click();
  const canvas = page.frameLocator('iframe');
  await canvas.getByRole('heading', { name: 'All tasks' }).waitFor();
  return canvas;
}

test('open, select on the canvas, change a property, undo, publish, and use it', async () => {
  const { page, context, complaints } = await visit(browser, running);
  const canvas = await openTasks(page);
  const button = await canvas.getByRole('button', { name: 'New task' }).boundingBox();
  await page.mouse.click((button?.x ?? 0) + 10, (button?.y ?? 0) + 10);
  await page.getByRole('heading', { level: 2, name: 'New task' }).waitFor();
  const text = page.getByRole('complementary', { name: 'Properties' }).getByLabel('Text', { exact: true });
  await text.fill('Add a task');
  await text.press('Enter');
  await canvas.getByRole('button', { name: 'Add a task' }).waitFor();
  await page.getByRole('button', { name: 'Undo: Change text of button “New task”' }).click();
  await canvas.getByRole('button', { name: 'New task' }).waitFor();
  await page.getByRole('button', { name: /^Redo:/ }).click();
  await canvas.getByRole('button', { name: 'Add a task' }).waitFor();
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: 'Publish version 1.0.1' }).click();
  const [player] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: 'Open the application' }).click()]);
  await player.getByRole('button', { name: 'Add a task' }).waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});
