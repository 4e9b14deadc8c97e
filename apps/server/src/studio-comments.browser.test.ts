import { addComment, type Client, getBranch, listComments, listMentions, markMentions } from '@plinth/api-contract';
import { pagesOf, readSnapshot } from '@plinth/app-definition';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf } from './testing-look.ts';
import { newMember } from './testing-member.ts';
import { openStudio, stockTasks } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

const at = { tenant: 'main', application: 'tasks' };
const hostile = [`<img src=x onerror="document.title='broken'">`, '\u202egnirts sdrawkcab', 'x'.repeat(3000), '🙂'.repeat(200)].join('\n');

let running: TestPlatform;
let browser: Browser;
let grace: { readonly id: string; readonly client: Client };
let administrator: string;
let tasksPage: string;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await stockTasks(running);
  const member = await newMember(running, 'Grace', ['maker']);
  grace = { id: member.id, client: await member.withToken('*') };
  const [row] = await running.ask(`select id::text from plinth.member where name = 'Administrator'`);
  administrator = String(row?.id);
  const { snapshot } = await running.client.call(getBranch, at, {});
  const { definition } = readSnapshot(snapshot);
  tasksPage = (definition === null ? undefined : pagesOf(definition)[0]?.id) ?? '';
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

async function openComments(page: Page): Promise<void> {
  await page.goto(`${running.address}/studio/main/tasks/-/comments`);
  await page.getByRole('heading', { name: 'Comments' }).waitFor();
}

test('by keyboard alone a comment mentions somebody, is answered, seen at once, told to whom it mentions, and resolved', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await openComments(page);
  await page.getByText('Nothing is open').waitFor();
  await page.getByLabel('About').selectOption({ label: 'Tasks' });
  await page.getByRole('textbox', { name: /Write a comment/ }).focus();
  await page.keyboard.type('Is the list sorted, @gra');
  await page.getByRole('option', { name: 'Grace' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('or not?');
  await page.keyboard.press('Control+Enter');
  const thread = page.getByRole('listitem').filter({ hasText: 'Is the list sorted' }).first();
  await thread.getByText('@Grace', { exact: true }).waitFor();
  expect((await grace.client.call(listMentions, { tenant: 'main' }, {})).items).toMatchObject([
    { comment: { text: 'Is the list sorted, @Grace or not?', record: tasksPage } },
  ]);

  const [first] = (await grace.client.call(listComments, at, {})).items;
  await grace.client.call(addComment, at, {
    id: crypto.randomUUID(),
    record: tasksPage,
    ...(first === undefined ? {} : { thread: first.id }),
    text: 'By name, @Administrator',
    mentions: [administrator],
  });
  // It comes by itself, here and wherever one is in the application.
  await thread.getByText('By name').waitFor();
  const told = page.locator('.studio-notice').filter({ hasText: 'Grace mentioned you' });
  await told.getByRole('button', { name: 'Show' }).press('Enter');
  await told.waitFor({ state: 'detached' });
  await page.waitForURL(`**/-/comments/${encodeURIComponent(tasksPage)}`);
  await expect.poll(async () => (await running.client.call(listMentions, { tenant: 'main' }, {})).items).toEqual([]);

  await thread.getByRole('button', { name: 'Resolve' }).press('Enter');
  await page.getByText('Nothing is open').waitFor();
  await page.getByRole('button', { name: 'Resolved', exact: true }).press('Enter');
  await page.getByText('Resolved by Administrator').waitFor();
  await page.getByRole('button', { name: 'Open again' }).press('Enter');
  await page.getByRole('button', { name: 'Open', exact: true, pressed: true }).waitFor();
  await thread.getByRole('button', { name: 'Tasks' }).press('Enter');
  await page.waitForURL(`**/page/${encodeURIComponent(tasksPage)}`);
  expect(complaints).toEqual([]);
  await context.close();
});

test('what is said about a component is marked where it is drawn and in the outline, and a key begins a comment about it', async () => {
  const { page, context, complaints } = await visit(browser, running);
  const canvas = await openStudio(page, running, 'tasks', 'What is to do');
  const row = page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem', { name: 'What is to do' });
  await row.click();
  await page.keyboard.press('Control+Alt+m');
  await page.getByRole('heading', { name: 'Comments' }).waitFor();
  await expect
    .poll(() => page.getByLabel('About').evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.text))
    .toBe('a ui.heading');
  await page.getByRole('textbox', { name: /Write a comment/ }).fill('A shorter one?');
  await page.getByRole('textbox', { name: /Write a comment/ }).press('Control+Enter');
  await page.getByRole('listitem').filter({ hasText: 'A shorter one?' }).first().waitFor();

  await openStudio(page, running, 'tasks', 'What is to do');
  const mark = page.locator('.overlay').getByRole('button', { name: '1 comment' });
  await mark.waitFor();
  expect(await row.getByRole('button', { name: '1 comment' }).count()).toBe(1);
  const [heading, marked] = await Promise.all([canvas.getByRole('heading', { name: 'What is to do' }).boundingBox(), mark.boundingBox()]);
  expect(marked?.y).toBeGreaterThanOrEqual(Math.floor(heading?.y ?? Number.POSITIVE_INFINITY));
  expect(marked?.y).toBeLessThan((heading?.y ?? 0) + (heading?.height ?? 0));
  expect(await flawsOf(page, 'studio-comment-marks')).toEqual([]);
  await mark.click();
  await page.getByRole('listitem').filter({ hasText: 'A shorter one?' }).first().waitFor();
  await openStudio(page, running, 'tasks', 'What is to do');
  await row.getByRole('button', { name: '1 comment' }).click();
  await page.getByRole('heading', { name: 'Comments' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('a comment that cannot be sent stays where it was written, with why', async () => {
  const { page, context } = await visit(browser, running);
  await openComments(page);
  const field = page.getByRole('textbox', { name: /Write a comment/ });
  await field.fill('Not lost');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor();
  expect(await field.inputValue()).toBe('Not lost');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await page.getByRole('listitem').filter({ hasText: 'Not lost' }).first().waitFor();
  expect(await field.inputValue()).toBe('');
  await context.close();
});

describe.each([
  [1440, 'light'],
  [820, 'dark'],
  [390, 'light'],
] as const)('%i pixels wide, in %s', (width, scheme) => {
  test('hostile comments break nothing and have no flaw', async () => {
    await grace.client.call(addComment, at, { id: crypto.randomUUID(), record: 'app', text: hostile });
    await grace.client.call(addComment, at, {
      id: crypto.randomUUID(),
      record: 'app',
      text: 'Look, @Administrator',
      mentions: [administrator],
    });
    // Otherwise it would be told, over the lower corner.
    const { items } = await running.client.call(listMentions, { tenant: 'main' }, {});
    await running.client.call(markMentions, { tenant: 'main' }, { comments: items.map(({ comment }) => comment.id) });
    const { page, context, complaints } = await visit(browser, running, width, scheme);
    await openComments(page);
    await page.getByText('Look,').first().waitFor();
    await page.getByText('onerror').first().waitFor();
    expect(await flawsOf(page, `studio-comments-${width}-${scheme}`)).toEqual([]);
    expect(await page.title()).not.toBe('broken');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
