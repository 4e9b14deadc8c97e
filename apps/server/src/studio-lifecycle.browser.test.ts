import { buffer } from 'node:stream/consumers';
import {
  createBranch,
  createRecord,
  getBranch,
  listBranches,
  listSettings,
  publish,
  pullDefinition,
  pushDefinition,
  setSetting,
} from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf, looks } from './testing-look.ts';
import { dropOn, openStudio, stockTasks } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

const at = { tenant: 'main', application: 'tasks' };
const page = 'pages/tasks.yaml';
let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await stockTasks(running);
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

/** What somebody does who has the application as files: pull, replace one text by another, push. */
async function pushEdited(from: string, to: string, branch = 'main'): Promise<void> {
  const { files } = await running.client.call(pullDefinition, at, { branch });
  const edited = (files[page] ?? '').replace(from, to);
  expect(edited).not.toBe(files[page]);
  await running.client.call(pushDefinition, at, { branch, files: { ...files, [page]: edited }, intent: `Write ${to}` });
}
const tool = (shown: Page, name: string) =>
  shown.getByRole('navigation', { name: 'Kinds of artefacts' }).getByRole('button', { name }).click();
const headingOf = async (branch = 'main') => {
  const { files } = await running.client.call(pullDefinition, at, { branch });
  return /ui\.heading: (.*)/.exec(files[page] ?? '')?.[1];
};

test('what is pushed from files while a browser has the page open appears there, and nothing is overwritten', async () => {
  const { page: shown, context, complaints } = await visit(browser, running);
  const canvas = await openStudio(shown, running, 'tasks', 'What is to do');
  await pushEdited('What is to do', 'From files');
  await canvas.getByRole('heading', { name: 'From files' }).waitFor();
  await context.setOffline(true);
  await shown.getByRole('treeitem', { name: 'From files' }).click();
  const text = shown.getByRole('complementary', { name: 'Properties' }).getByLabel('Level', { exact: true });
  await text.waitFor();
  await pushEdited('All tasks', 'Everything');
  const heading = shown.getByRole('complementary', { name: 'Properties' }).getByLabel('Text', { exact: true });
  await heading.fill('From the browser');
  await heading.press('Enter');
  await context.setOffline(false);
  await canvas.getByRole('heading', { name: 'Everything' }).waitFor();
  await canvas.getByRole('heading', { name: 'From the browser' }).waitFor();
  await expect.poll(() => headingOf()).toBe('From the browser');
  expect((await running.client.call(pullDefinition, at, {})).files[page]).toContain('title: Everything');
  await context.close();
  expect(complaints.filter((each) => !each.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
});

test('history: a step is drawn before and after, and one artefact is restored as one step that can be undone', async () => {
  await pushEdited('title: Everything', 'title: Changed by mistake');
  const { page: shown, context, complaints } = await visit(browser, running);
  await openStudio(shown, running, 'tasks', 'Changed by mistake');
  await tool(shown, 'History');
  await shown.getByRole('button', { name: 'Write title: Changed by mistake' }).click();
  const row = shown.getByRole('row', { name: 'Title Everything Changed by mistake' });
  await row.waitFor();
  const side = (name: string | RegExp) => shown.getByRole('region', { name });
  await side(/^Before/)
    .frameLocator('iframe')
    .getByRole('heading', { name: 'Everything' })
    .waitFor();
  await side(/^After/)
    .frameLocator('iframe')
    .getByRole('heading', { name: 'Changed by mistake' })
    .waitFor();
  for (const each of [/^Before/, /^After/]) await side(each).getByText('Changed', { exact: true }).waitFor();
  expect(await flawsOf(shown, 'lifecycle-history-1440-light')).toEqual([]);
  await shown
    .getByRole('button', { name: 'Write title: Everything', exact: true })
    .or(shown.getByRole('button', { name: 'Write Everything' }))
    .click();
  await shown.getByRole('button', { name: 'What changed since' }).click();
  await row.waitFor();
  const positionOf = async () => (await running.client.call(getBranch, at, {})).position;
  const before = await positionOf();
  await shown.getByRole('button', { name: 'Restore all of Tasks' }).click();
  await shown.getByRole('button', { name: /^Undo: Restore Tasks as of step/ }).waitFor();
  await expect.poll(positionOf).toBe(before + 1);
  await shown.getByRole('button', { name: /^Undo: Restore Tasks/ }).click();
  await row.getByRole('button', { name: 'Restore Title' }).click();
  await shown.getByRole('button', { name: /^Undo: Restore Title \(Changed by mistake\) as of step/ }).waitFor();
  await expect.poll(async () => (await running.client.call(pullDefinition, at, {})).files[page]).toContain('title: Everything');
  await shown.getByRole('button', { name: /^Undo: Restore Title/ }).click();
  await row.waitFor();
  await shown.getByRole('button', { name: 'Restore everything' }).click();
  await shown
    .getByText('Nothing differs.')
    .or(shown.getByRole('row', { name: 'Text From files From the browser' }))
    .first()
    .waitFor();
  await expect.poll(async () => (await running.client.call(pullDefinition, at, {})).files[page]).toContain('title: Everything');
  await context.close();
  expect(complaints).toEqual([]);
});

test('text: the file of the open artefact is written, errors stand at their line, and what others do comes in', async () => {
  const { page: shown, context, complaints } = await visit(browser, running);
  await openStudio(shown, running, 'tasks', 'Everything');
  await tool(shown, 'Text');
  const editor = shown.getByRole('textbox', { name: `Text of ${page}` });
  await editor.waitFor();
  const before = await editor.inputValue();
  expect(before).toContain('ui.heading: ');
  await editor.fill(`${before}icon: [ 1 ]\n`);
  await shown.getByRole('button', { name: new RegExp(`^Line ${before.split('\n').length} `) }).waitFor();
  expect(await shown.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
  expect(await flawsOf(shown, 'lifecycle-text-1440-light')).toEqual([]);
  await editor.fill(before.replace(/ui\.heading: .*/, 'ui.heading: As text'));
  await pushEdited('title: Everything', 'title: Others were here');
  await expect.poll(() => editor.inputValue()).toContain('title: Others were here');
  expect(await editor.inputValue()).toContain('ui.heading: As text');
  await editor.press('Control+s');
  await shown.getByRole('button', { name: `Undo: Change ${page} as text` }).waitFor();
  await expect.poll(() => headingOf()).toBe('As text');
  expect((await running.client.call(pullDefinition, at, {})).files[page]).toContain('title: Others were here');
  await context.close();
  expect(complaints).toEqual([]);
});

test('files: an exported application is taken in again as one step, after a look at what it would change', async () => {
  const { page: shown, context, complaints } = await visit(browser, running);
  await openStudio(shown, running, 'tasks', 'As text');
  await tool(shown, 'Text');
  const saved = shown.waitForEvent('download');
  await shown.getByRole('button', { name: 'Export all files' }).click();
  const archive = await buffer(await (await saved).createReadStream());
  await pushEdited('As text', 'Written after the export');
  await shown.getByRole('button', { name: 'Take in files' }).click();
  const zone = shown.locator('.studio-drop');
  await dropOn(zone, 'notes.zip', Buffer.from('only words'));
  await shown
    .getByRole('alert')
    .getByText(/as a ZIP file it is broken/)
    .waitFor();
  await dropOn(zone, 'tasks.zip', archive);
  await shown.getByRole('row', { name: 'Text Written after the export As text' }).waitFor();
  expect(await flawsOf(shown, 'lifecycle-take-in-1440-light')).toEqual([]);
  await shown.getByRole('radio', { name: /^Only what the files have/ }).check();
  await shown.getByRole('button', { name: 'Take in', exact: true }).click();
  await expect.poll(() => headingOf()).toBe('As text');
  await shown.getByRole('button', { name: 'Undo: Take in tasks.zip' }).click();
  await expect.poll(() => headingOf()).toBe('Written after the export');
  await pushEdited('Written after the export', 'As text');
  await context.close();
  expect(complaints).toEqual([]);
});

test('branches: a draft of one’s own is made, worked on, compared and merged with a choice for the conflict', async () => {
  const { page: shown, context, complaints } = await visit(browser, running);
  await openStudio(shown, running, 'tasks', 'As text');
  await shown.getByRole('combobox', { name: 'Branch' }).selectOption({ label: 'New branch, compare, merge …' });
  await shown.getByRole('button', { name: 'New branch' }).first().click();
  const dialog = shown.getByRole('dialog');
  await dialog.getByLabel('Name').fill('My Draft');
  await dialog.getByLabel('A draft of my own').check();
  await dialog.getByRole('button', { name: 'Make the branch' }).click();
  await shown.waitForURL('**/tasks@my-draft/**');
  expect((await running.client.call(listBranches, at, {})).items).toMatchObject([{ key: 'main' }, { key: 'my-draft', private: true }]);
  await shown.frameLocator('iframe').getByRole('heading', { name: 'As text' }).waitFor();
  await pushEdited('As text', 'From the draft', 'my-draft');
  await shown.frameLocator('iframe').getByRole('heading', { name: 'From the draft' }).waitFor();
  await pushEdited('As text', 'From main');
  await tool(shown, 'Branches');
  await shown.getByRole('group', { name: /Text/ }).waitFor();
  const merge = shown.getByRole('button', { name: 'Merge into main' });
  expect(await merge.isDisabled()).toBe(true);
  expect(await flawsOf(shown, 'lifecycle-merge-1440-light')).toEqual([]);
  await shown.getByRole('radio', { name: 'On my-draft' }).check();
  await merge.click();
  await shown.getByText('There is nothing to merge').waitFor();
  expect(await headingOf()).toBe('From the draft');
  await shown.getByRole('combobox', { name: 'Branch' }).selectOption('main');
  await shown.frameLocator('iframe').getByRole('heading', { name: 'From the draft' }).waitFor();
  await tool(shown, 'Branches');
  await shown.getByRole('list').getByRole('button', { name: 'my-draft' }).click();
  await shown.getByRole('button', { name: 'Delete', exact: true }).click();
  await shown.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await shown.getByText('This is the only branch').waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});

test('versions: what each changed is told, and one is released to another environment', async () => {
  const { page: shown, context, complaints } = await visit(browser, running);
  await shown.goto(`${running.address}/studio/main/tasks/-/versions`);
  await shown.getByRole('heading', { name: 'Version 1.0.0' }).waitFor();
  await shown.getByRole('link', { name: 'Preview' }).last().waitFor();
  await shown.getByRole('option', { name: 'Task Added', exact: true }).first().waitFor();
  expect(await flawsOf(shown, 'lifecycle-versions-1440-light')).toEqual([]);
  await shown
    .getByRole('button', { name: /^Release 1\.0\.0 to / })
    .first()
    .click();
  await shown.getByRole('dialog').getByRole('listitem').first().waitFor();
  await shown.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
  await expect.poll(() => shown.getByRole('main').getByRole('link', { name: 'Preview' }).count()).toBe(2);
  await context.close();
  expect(complaints).toEqual([]);
});

test('settings: what is missing is marked, said for each environment, and followed by pages that are open', async () => {
  const { page: shown, context, complaints, another } = await visit(browser, running);
  const { files } = await running.client.call(pullDefinition, at, {});
  await running.client.call(pushDefinition, at, {
    files: {
      ...files,
      'settings.yaml':
        'limit: { type: decimal, required: true, label: Most open tasks, description: So many may be open at once. }\nkey: { type: text, secret: true, label: Key of the calendar }\nnote: { type: text, default: Good day }\n',
      [page]: (files[page] ?? '').replace(/ui\.heading: .*/, `ui.heading: '= "At most " + string(settings.limit)'`),
    },
  });
  await shown.goto(`${running.address}/studio/main/tasks`);
  await tool(shown, 'Settings');
  await shown.getByRole('listitem').getByRole('button', { name: 'Most open tasks' }).click();
  const environment = (name: string) => shown.getByRole('form', { name });
  await environment('Development').getByText('Missing').waitFor();
  await environment('Development').getByLabel('Value in Development').fill('many');
  await environment('Development').getByRole('button', { name: 'Save' }).click();
  await environment('Development').getByText('must be a number').waitFor();
  await environment('Development').getByLabel('Value in Development').fill('100');
  await shown.keyboard.press('Enter');
  await environment('Development').locator('header').getByText('100', { exact: true }).waitFor();
  expect(await flawsOf(shown, 'lifecycle-settings-1440-light')).toEqual([]);
  for (const [width, scheme] of looks.slice(1)) {
    const other = await visit(browser, running, width, scheme);
    await other.page.goto(shown.url());
    await other.page.getByRole('form', { name: 'Development' }).waitFor();
    expect(await flawsOf(other.page, `lifecycle-settings-${width}-${scheme}`)).toEqual([]);
    await other.context.close();
  }
  await shown
    .getByRole('region', { name: 'All settings in every environment' })
    .getByRole('button', { name: 'Key of the calendar' })
    .click();
  await environment('Development').getByLabel('Value in Development').fill('a-planted-secret');
  await shown.keyboard.press('Enter');
  await environment('Development').getByText('Sealed').waitFor();
  expect(await environment('Development').getByLabel('Value in Development').inputValue()).toBe('');
  expect(await shown.content()).not.toContain('a-planted-secret');
  const development = { ...at, environment: 'development' };
  const { items } = await running.client.call(listSettings, development, {});
  expect(items.map(({ key, isSet, value }) => [key, isSet, value])).toEqual([
    ['key', true, null],
    ['limit', true, '100'],
    ['note', false, null],
  ]);
  await publish(running.client, development, {});
  const { page: used, complaints: usedComplaints } = await another();
  await used.goto(`${running.address}/apps/main/development/tasks`);
  await used.getByRole('heading', { name: 'At most 100' }).waitFor();
  await running.client.call(setSetting, development, { setting: 'limit', value: '250' });
  await used.getByRole('heading', { name: 'At most 250' }).waitFor();
  await context.close();
  expect([...complaints, ...usedComplaints].filter((each) => !each.includes('422'))).toEqual([]);
});

test('preview: a link shows a draft in the Player, with records as the opener’s roles allow, until it is ended', async () => {
  const { page: shown, context, complaints, another } = await visit(browser, running);
  await running.client.call(createBranch, at, { key: 'spring', from: 'main' });
  const { files } = await running.client.call(pullDefinition, at, { branch: 'spring' });
  const drafted = (files[page] ?? '').replace(/ui\.heading: .*/, 'ui.heading: Not published yet');
  await running.client.call(pushDefinition, at, { branch: 'spring', files: { ...files, [page]: drafted } });
  await running.client.call(createRecord, { ...at, environment: 'development' }, { entity: 'task', values: { name: 'Water the plants' } });
  await shown.goto(`${running.address}/studio/main/tasks/-/branches/spring`);
  await shown.getByRole('button', { name: 'Share a preview' }).click();
  const dialog = shown.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const address = await dialog.getByLabel('The link, which is not shown again').inputValue();
  expect(address).toMatch(/\/preview\/main\/[\w-]{43}$/);
  expect(await flawsOf(shown, 'lifecycle-share-1440-light')).toEqual([]);
  const { page: opened, complaints: openedComplaints } = await another();
  await opened.goto(address);
  await opened.getByRole('heading', { name: 'Not published yet' }).waitFor();
  await opened.getByRole('note').getByText('Preview of spring').waitFor();
  await opened.getByText('Water the plants').waitFor();
  expect(await flawsOf(opened, 'lifecycle-preview-1440-light')).toEqual([]);
  await opened.goto(`${running.address}/apps/main/development/tasks`);
  await opened.getByRole('heading', { name: 'At most' }).waitFor();
  await dialog.getByRole('button', { name: 'End this link' }).click();
  await dialog.getByRole('listitem').waitFor({ state: 'detached' });
  await dialog.getByLabel('Records of').selectOption('Sample data');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  await dialog.getByText('with sample data').waitFor();
  const sampled = await dialog.getByLabel('The link, which is not shown again').inputValue();
  const { page: sample, complaints: sampleComplaints } = await another();
  await sample.goto(sampled);
  await sample.getByRole('note').getByText('The records are made up').waitFor();
  expect(await sample.getByText(/^sample-/).count()).toBe(0);
  await sample.getByText('Name 1', { exact: true }).waitFor();
  expect(await sample.getByText('Water the plants').count()).toBe(0);
  expect(await flawsOf(sample, 'lifecycle-samples-1440-light')).toEqual([]);
  expect(sampleComplaints).toEqual([]);
  await opened.goto(address);
  await opened.getByText('This link leads nowhere any more').waitFor();
  await context.close();
  expect(complaints).toEqual([]);
  expect(openedComplaints.filter((each) => !each.includes('404'))).toEqual([]);
});
