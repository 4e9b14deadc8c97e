import { createApplication, publish, pushDefinition } from '@plinth/api-contract';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { TestPlatform } from './testing.ts';

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

/** Makes an application of one page and publishes it where the Studio shows it. */
export async function stockTasks({ client }: TestPlatform): Promise<void> {
  await client.call(createApplication, target, { key: 'tasks', type: 'application', label: 'Tasks' });
  await client.call(pushDefinition, target, { files });
  await publish(client, target, { version: '1.0.0' });
}

/** Opens an application in the Studio and waits until a heading stands on its canvas. */
export async function openStudio(page: Page, running: TestPlatform, application: string, heading: string): Promise<FrameLocator> {
  await page.goto(`${running.address}/studio/main/${application}`);
  const canvas = page.frameLocator('iframe');
  await canvas.getByRole('heading', { name: heading }).waitFor();
  return canvas;
}

/** The middle of something on the canvas, in pixels of the window. */
export async function middleOf(part: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await part.boundingBox();
  if (box === null) throw new Error('It is not drawn.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Writes another text into a heading of the canvas, as people do: by a double click. */
export async function reword(page: Page, canvas: FrameLocator, from: string, to: string): Promise<void> {
  const { x, y } = await middleOf(canvas.getByRole('heading', { name: from }));
  await page.mouse.dblclick(x, y);
  await page.locator('.overlay-text').fill(to);
  await page.keyboard.press('Enter');
  await canvas.getByRole('heading', { name: to }).waitFor();
}

/** An application with an empty page and a role that every member holds, as the Studio begins one. */
export async function createEmptyApplication({ client }: TestPlatform, key: string): Promise<void> {
  const label = key.charAt(0).toUpperCase() + key.slice(1);
  await client.call(createApplication, target, { key, type: 'application', label });
  await client.call(
    pushDefinition,
    { ...target, application: key },
    {
      files: {
        'plinth.yaml': `format: 1\nkey: ${key}\ntype: application\nlabel: ${label}\nhomePage: home\n`,
        'roles.yaml': 'member:\n  heldBy: members\n',
        'pages/home.yaml': "label: Home\npath: ''\n",
      },
    },
  );
}

/** Drops a file of this name onto a part of the page, as somebody does who drags it from a folder. */
export async function dropOn(part: Locator, name: string, content: Uint8Array): Promise<void> {
  const dragged = await part.page().evaluateHandle(
    ([called, bytes]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], called));
      return transfer;
    },
    [name, [...content]] as const,
  );
  await part.dispatchEvent('dragover', { dataTransfer: dragged });
  await part.dispatchEvent('drop', { dataTransfer: dragged });
}
