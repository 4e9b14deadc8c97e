import { createBranch, getBranch, pullDefinition, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { lookAt, type Sights } from './testing-look.ts';
import { stockTasks } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

const at = { tenant: 'main', application: 'tasks' };
let running: TestPlatform;
let browser: Browser;
type Files = Readonly<Record<string, string>>;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await stockTasks(running);
  await running.client.call(createBranch, at, { key: 'grown' });
  await push('grown', 'Rework tasks', (files) => ({
    ...files,
    'entities/task.yaml': (files['entities/task.yaml'] ?? '')
      .replace('  due: date\n', '  until: dateTime\n  project: { type: reference, target: project }\n')
      .replace('labelPlural: Tasks', 'labelPlural: All tasks'),
    'entities/project.yaml': 'label: Project\ntitle: name\nfields:\n  name: { type: text, required: true }\n',
    'pages/tasks.yaml': (files['pages/tasks.yaml'] ?? '')
      .replace(
        '- ui.heading: What is to do',
        '- ui.heading: Everything to do\n        - ui.text: Added on the branch\n        - ui.dialog: { name: about, title: About, children: [ { ui.text: In a dialog } ] }',
      )
      .replace('          - ui.button: { text: New task, variant: primary }\n', '          - ui.button: { text: Task, variant: primary }\n')
      .replace('columns: [ name, due ]', 'columns: [ name, until ]'),
  }));
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

async function push(branch: string, intent: string, change: (files: Files) => Files): Promise<void> {
  const { files } = await running.client.call(pullDefinition, at, { branch });
  await running.client.call(pushDefinition, at, { branch, files: change(files), intent });
}
const compare = (page: Page, from: string, to: string) =>
  page.goto(`${running.address}/studio/main/tasks/-/history/compare/${encodeURIComponent(from)}/${encodeURIComponent(to)}`);
const side = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('a branch is compared with a version: page and data model drawn, one goes from change to change by keys', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await compare(page, 'version:1.0.0', 'branch:grown');
  const list = page.getByRole('listbox', { name: 'Changes' });
  await list.focus();
  await page.keyboard.press('Home');
  const seen: string[] = [];
  const lines = new Set<string | null>();
  const chosen = list.getByRole('option', { selected: true });
  const { total } = /of (?<total>\d+)/.exec((await page.getByText(/^Change \d+ of \d+$/).textContent()) ?? '')?.groups ?? {};
  for (let count = 0; count < Number(total); count++) {
    seen.push((await chosen.textContent()) ?? '');
    lines.add(await chosen.getAttribute('aria-posinset'));
    await page.keyboard.press('F7');
  }
  expect(lines.size).toBe(Number(total));
  expect(seen).toEqual(
    expect.arrayContaining(['ProjectAdded', 'DueRemoved', 'UntilAdded', 'Everything to doChanged', 'Added on the branchAdded']),
  );
  await list.getByRole('option', { name: 'Everything to do Changed' }).click();
  await side(page, 'Before · version 1.0.0').frameLocator('iframe').getByRole('heading', { name: 'What is to do' }).waitFor();
  await side(page, 'After · branch grown').frameLocator('iframe').getByRole('heading', { name: 'Everything to do' }).waitFor();
  await page.getByRole('row', { name: 'Text What is to do Everything to do' }).waitFor();
  await side(page, 'After · branch grown').locator('.compared-mark[data-current]').getByText('Changed').waitFor();
  await list.getByRole('option', { name: 'In a dialog Added' }).click();
  await side(page, 'After · branch grown').getByText('Added in here, out of sight').waitFor();
  await list.getByRole('option', { name: 'Project', exact: false }).first().click();
  const drawing = page.getByRole('region', { name: 'Drawn with its changes' });
  const card = (name: string) => drawing.locator('.diagram-card').filter({ has: page.locator('header').getByText(name, { exact: true }) });
  await card('Project').locator('header').getByText('Added', { exact: true }).waitFor();
  await card('Task').locator('li').filter({ hasText: 'Due' }).getByText('Removed', { exact: true }).waitFor();
  await card('Task').locator('li').filter({ hasText: 'Until' }).getByText('Added', { exact: true }).waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});

test('one record and one property are brought back from there, each as one step', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await push('main', 'Break it', (files) => ({
    ...files,
    'pages/tasks.yaml': (files['pages/tasks.yaml'] ?? '')
      .replace('        - ui.heading: What is to do\n', '')
      .replace('label: Tasks, query', 'label: Wrong, query'),
  }));
  const { position } = await running.client.call(getBranch, at, {});
  await compare(page, 'version:1.0.0', 'now');
  await page.getByRole('option', { name: 'What is to do Removed' }).click();
  await page.getByRole('button', { name: 'Restore this' }).click();
  await page.getByRole('button', { name: 'Undo: Restore What is to do as of version 1.0.0' }).waitFor();
  await page.getByRole('row', { name: 'Label Tasks Wrong' }).getByRole('button', { name: 'Restore Label' }).click();
  await page.getByText('Nothing differs.').waitFor();
  await expect.poll(async () => (await running.client.call(getBranch, at, {})).position).toBe(position + 2);
  const { files } = await running.client.call(pullDefinition, at, {});
  expect(files).toEqual((await running.client.call(pullDefinition, at, { version: '1.0.0' })).files);
  await context.close();
  expect(complaints).toEqual([]);
});

test('a thousand changes of one page are listed, drawn and walked through', async () => {
  await running.client.call(createBranch, at, { key: 'large' });
  const texts = Array.from({ length: 1000 }, (_, number) => `        - ui.text: Line ${number}\n`).join('');
  await push('large', 'Write much', (files) => ({
    ...files,
    'pages/tasks.yaml': (files['pages/tasks.yaml'] ?? '').replace('        - ui.table', `${texts}        - ui.table`),
  }));
  const { page, context, complaints } = await visit(browser, running);
  await compare(page, 'now', 'branch:large');
  await page.getByText(/of 1,00\d$/).waitFor();
  const after = side(page, 'After · branch large');
  await after.frameLocator('iframe').getByText('Line 999', { exact: true }).waitFor();
  await expect.poll(() => after.locator('.compared-mark').count()).toBe(1000);
  await page.getByRole('listbox', { name: 'Changes' }).focus();
  await page.keyboard.press('End');
  await page.getByRole('option', { name: 'Line 999 Added', selected: true }).waitFor();
  await expect
    .poll(() =>
      after.locator('.compared-mark[data-current]').evaluate((mark) => {
        const pane = mark.closest('.compared-scroll')?.getBoundingClientRect();
        const { top, bottom } = mark.getBoundingClientRect();
        return pane !== undefined && top >= pane.top && bottom <= pane.bottom;
      }),
    )
    .toBe(true);
  expect(await page.getByRole('option').count()).toBeLessThan(100);
  await context.close();
  expect(complaints).toEqual([]);
});

test('publishing leads to what it changes', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await push('main', 'Reword', (files) => ({
    ...files,
    'pages/tasks.yaml': (files['pages/tasks.yaml'] ?? '').replace('What is to do', 'Ahead'),
  }));
  await page.goto(`${running.address}/studio/main/tasks`);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: 'See what changed since version 1.0.0' }).click();
  await page.getByRole('row', { name: 'Text What is to do Ahead' }).waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});

const sights: Sights = {
  page: async (page) => {
    await compare(page, 'version:1.0.0', 'branch:grown');
    await page.getByRole('option', { name: 'Everything to do Changed' }).click();
    await page.locator('.compared-mark[data-current]').first().waitFor();
  },
  diagram: async (page) => {
    await compare(page, 'version:1.0.0', 'branch:grown');
    await page.getByRole('option', { name: 'Until Added' }).click();
    await page.locator('.diagram-card li[data-current]').waitFor();
  },
  words: async (page) => {
    await push('grown', 'Open it to all', (files) => ({
      ...files,
      'roles.yaml': 'member:\n  heldBy: members\n  permissions:\n    task: [ read ]\n',
    }));
    await compare(page, 'version:1.0.0', 'branch:grown');
    await page.getByRole('option', { name: /^Task/ }).last().click();
    await page.getByRole('table').waitFor();
  },
  branch: async (page) => {
    await page.goto(`${running.address}/studio/main/tasks/-/branches/grown`);
    await page.getByRole('listbox', { name: 'Changes' }).waitFor();
  },
};

lookAt('diff', sights, () => ({ browser, running }), {
  mayComplain: true,
  async prepare(page, width) {
    // On a narrow window the panel at the side would stand over the work.
    if (width < 700) await page.addInitScript(() => localStorage.setItem('plinth-studio-panel-left', '{"open":false,"size":264}'));
  },
});
