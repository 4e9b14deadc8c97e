import { buffer, text as textOf } from 'node:stream/consumers';
import { appendActions, createApplication, deleteApplication, listApplications } from '@plinth/api-contract';
import { currentSchemaVersion } from '@plinth/app-definition';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { lookAt, type Sights } from './testing-look.ts';
import { newMember } from './testing-member.ts';
import { dropOn, stockTasks } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

const hostile = '\u202E<script>alert(1)</script>🙂 Überweisungen und sehr lange Namen';
let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await stockTasks(running);
  for (const [key, label] of [
    ['strange', hostile],
    ['bare', 'Bare'],
  ] as const) {
    await running.client.call(createApplication, { tenant: 'main' }, { key, type: 'application', label });
  }
  await changeTasks();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

async function changeTasks(): Promise<void> {
  const { items } = await running.client.call(listApplications, { tenant: 'main' }, { search: 'tasks' });
  const seen = items[0]?.position ?? 0;
  const change = { type: 'RECORD_UPDATE', payload: { id: 'app', path: ['description'], value: 'What is to do' } };
  const action = { ...change, id: 'describe', actor: 'me', intent: 'Describe', schemaVersion: currentSchemaVersion, seen };
  await running.client.call(appendActions, { tenant: 'main', application: 'tasks' }, { expectedPosition: seen, actions: [action] });
}

async function home(page: Page): Promise<void> {
  await page.goto(`${running.address}/studio/main`);
  await page.getByRole('link', { name: 'Tasks' }).waitFor();
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

async function choose(page: Page, name: string, item: string): Promise<void> {
  await rowOf(page, name)
    .getByRole('button', { name: `More about ${name}` })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('the list tells whose an application is, how it stands and when it changed', async () => {
  const { page, context } = await visit(browser, running);
  await home(page);
  await expect.poll(() => rowOf(page, 'Tasks').textContent()).toMatch(/tasksYoudevelopment 1\.0\.01 change since.*You–/);
  expect(await rowOf(page, 'Bare').textContent()).toContain('not published yet');
  await context.close();
});

test('searching and narrowing ask the server, and what finds nothing leads back to everything', async () => {
  const { page, context } = await visit(browser, running);
  await home(page);
  await page.getByRole('searchbox').fill('BAR');
  await page.getByRole('link', { name: 'Tasks' }).waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('');
  await page.getByLabel('State', { exact: true }).selectOption('Published');
  await page.getByRole('link', { name: 'Bare' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Tasks' }).waitFor();
  await page.getByRole('searchbox').fill('nothing is called so');
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('link', { name: 'Bare' }).waitFor();
  await page.getByRole('button', { name: 'Mine' }).click();
  await page.getByRole('link', { name: 'Tasks' }).waitFor();
  await context.close();
});

test('an application begins as a template, and as one that was exported; what is no export says so and loses nothing', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await home(page);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'New application' }).click();
  await dialog.getByRole('radio', { name: /^Todos/ }).check();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Todos');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await page.waitForURL('**/studio/main/todos**');
  await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();

  await home(page);
  const saved = page.waitForEvent('download');
  await choose(page, 'Todos', 'Export as files');
  const archive = await buffer(await (await saved).createReadStream());
  await page.getByRole('button', { name: 'New application' }).click();
  await dialog.getByLabel('Name').fill('Taken along');
  const files = dialog.locator('input[type="file"]');
  await files.setInputFiles({ name: 'notes.zip', mimeType: 'application/zip', buffer: Buffer.from('no archive at all, only words') });
  await dialog
    .getByRole('alert')
    .getByText(/as a ZIP file it is broken/)
    .waitFor();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Taken along');
  await files.setInputFiles({ name: 'todos.zip', mimeType: 'application/zip', buffer: archive });
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await page.waitForURL('**/studio/main/taken-along**');
  await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();

  await home(page);
  await dropOn(page.locator('.studio-home-applications'), 'todos.zip', archive);
  await dialog.getByRole('radio', { name: /todos\.zip/ }).waitFor();
  await expect.poll(() => dialog.getByLabel('Name').inputValue()).toBe('Todos');
  await page.keyboard.press('Escape');
  expect(complaints).toEqual([]);
  await context.close();
});

test('an application is renamed, copied under a key of its own, deleted by typing its key and brought back, by keyboard alone', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await home(page);
  const press = async (name: string, item: string) => {
    await rowOf(page, name).getByRole('button').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: item }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
  };
  const answer = async (text: string) => {
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  await press('Bare', 'Rename');
  await answer('Renamed');
  await rowOf(page, 'Renamed').getByText('bare').waitFor();
  await press('Tasks', 'Duplicate');
  await answer('Bare');
  await page.waitForURL('**/studio/main/bare-2/page/**');
  await page.frameLocator('iframe').getByRole('heading', { name: 'All tasks' }).waitFor();
  await home(page);
  await press('Bare', 'Delete');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  await page.keyboard.type('bare');
  await page.keyboard.press('Enter');
  expect(await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);
  await page.keyboard.type('-2');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('is deleted').waitFor();
  await page.getByRole('link', { name: 'Bare' }).waitFor({ state: 'detached' });
  await page.getByRole('status').getByRole('button', { name: 'Bring back' }).press('Enter');
  await page.getByRole('status').getByText('is back').waitFor();
  await rowOf(page, 'Bare').getByText('bare-2').waitFor();
  // The first key was taken, which the browser calls an error.
  expect(complaints.filter((each) => !each.includes('409'))).toEqual([]);
  await context.close();
});

const deletedRow = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

/** What was deleted, as one comes there. */
async function deleted(page: Page): Promise<void> {
  await home(page);
  await page.getByLabel('State', { exact: true }).selectOption('Deleted');
}

async function deleteAnother(key: string, label: string): Promise<void> {
  const { items } = await running.client.call(listApplications, { tenant: 'main' }, { search: key, state: 'deleted' });
  if (items.length > 0) return;
  await running.client.call(createApplication, { tenant: 'main' }, { key, type: 'application', label });
  await running.client.call(deleteApplication, { tenant: 'main', application: key }, {});
}

test('what is deleted is found with who did it, and removed for good by typing its key', async () => {
  await deleteAnother('old-desk', 'Old desk');
  const { page, context, complaints } = await visit(browser, running);
  await deleted(page);
  await deletedRow(page, 'Old desk')
    .getByText(/^deleted /)
    .waitFor();
  expect(await deletedRow(page, 'Old desk').textContent()).toMatch(/deleted .*You/);
  await deletedRow(page, 'Old desk').getByRole('button', { name: 'Remove for good' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Type old-desk to remove it for good').fill('old');
  expect(await dialog.getByRole('button', { name: 'Remove for good' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Type old-desk to remove it for good').fill('old-desk');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Old desk is removed').waitFor();
  await page.getByText('No application is deleted.').waitFor();
  await expect.poll(() => running.ask(`select from plinth.application where key = 'old-desk'`)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

test('an application is handed over to a colleague who makes applications', async () => {
  await newMember(running, 'Grete', ['maker']);
  const { page, context, complaints } = await visit(browser, running);
  await home(page);
  await choose(page, 'Renamed', 'Hand over');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('New owner').selectOption('Grete');
  await dialog.getByRole('button', { name: 'Hand over' }).click();
  await page.getByRole('status').getByText('belongs to Grete now').waitFor();
  await rowOf(page, 'Renamed').getByText('Grete').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('what is exported is an archive of the files', async () => {
  const { page, context } = await visit(browser, running);
  await home(page);
  const saved = page.waitForEvent('download');
  await choose(page, 'Tasks', 'Export as files');
  const download = await saved;
  expect(download.suggestedFilename()).toBe('tasks.zip');
  const content = await textOf(await download.createReadStream());
  expect(content).toContain('tasks/entities/task.yaml');
  expect(content).toContain('ui.heading: What is to do');
  await context.close();
});

test('many applications come a page at a time', async () => {
  const { page, context } = await visit(browser, running);
  for (let at = 0; at < 60; at++) {
    await running.client.call(createApplication, { tenant: 'main' }, { key: `zz-${at}`, type: 'application', label: `Zz ${at}` });
  }
  await home(page);
  expect(await page.getByRole('row').count()).toBe(51);
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('link', { name: /^Zz/ }).count()).toBe(60);
  await context.close();
});

/** What there is to see, by how one comes there. */
const sights: Sights = {
  list: home,
  menu: async (page) => {
    await home(page);
    await rowOf(page, 'Tasks').getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Export as files' }).waitFor();
  },
  delete: async (page) => {
    await home(page);
    await choose(page, 'Tasks', 'Delete');
    await page.getByText('It stops at once in development').waitFor();
  },
  handOver: async (page) => {
    await home(page);
    await choose(page, 'Tasks', 'Hand over');
    await page.getByRole('dialog').getByRole('option', { name: 'Grete' }).waitFor({ state: 'attached' });
  },
  deleted: async (page) => {
    await deleteAnother('old-desk', 'Old desk');
    await deleted(page);
    await deletedRow(page, 'Old desk').waitFor();
  },
  removing: async (page) => {
    await deleteAnother('old-desk', 'Old desk');
    await deleted(page);
    await deletedRow(page, 'Old desk').getByRole('button', { name: 'Remove for good' }).click();
    await page.getByRole('dialog').getByText('Nobody can bring that back').waitFor();
  },
  nothing: async (page) => {
    await deleted(page);
    await page.getByRole('searchbox').fill('nothing is called so');
    await page.getByText('No application matches.').waitFor();
  },
  failed: async (page) => {
    await page.route('**/api/main/applications**', (route) => route.abort());
    await page.goto(`${running.address}/studio/main`);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  },
};

lookAt('home', sights, () => ({ browser, running }), { mayComplain: true });
