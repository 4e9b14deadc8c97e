import { type Client, getApplication, getPage, getRecord, listRecords, runQuery, updateRecord } from '@plinth/api-contract';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { leaveTask, stockLeave } from './testing-leave.ts';
import { visit } from './testing-visit.ts';

const target = { tenant: 'main', environment: 'production', application: 'leave-request' };

let running: TestPlatform;
let client: Client;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  client = running.client;
  await stockLeave(running);
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

async function rowsOf(page: string, query: string, values: Record<string, unknown> = {}): Promise<Readonly<Record<string, unknown>>[]> {
  const { pages } = await client.call(getApplication, target, {});
  const plan = await client.call(getPage, target, { page: pages.find(({ key }) => key === page)?.id ?? '' });
  const id = plan.queries.find(({ key }) => key === query)?.id ?? '';
  return [...(await client.call(runQuery, target, { query: id, values })).rows];
}

test('rows of a page that writes them say what may be done, and a write then meets just that', async () => {
  const rows = await rowsOf('myRequests', 'requests');
  const allowed = rows.map((row) => [row.status, [...(row.allowed as string[])].sort()]);
  // What was answered stays as it is.
  expect(allowed).toContainEqual(['approved', []]);
  expect(allowed).toContainEqual(['requested', ['delete', 'update']]);
  for (const row of rows) {
    const write = client.call(updateRecord, target, { entity: 'leaveRequest', id: String(row.id), values: { comment: 'Seen' } });
    const refused = await write.then(
      () => false,
      () => true,
    );
    expect(refused, JSON.stringify(row)).toBe(!(row.allowed as string[]).includes('update'));
  }
  const [employee] = await rowsOf('newRequest', 'me');
  expect(employee).not.toHaveProperty('allowed');
});

test('a request is answered in the form of its task, and by nobody who asked for it', async () => {
  const { page, context, complaints } = await visit(browser, running);
  const requestOf = async (name: string) => {
    const filter = `employee.name = "${name}" and status = "requested"`;
    return String((await client.call(listRecords, target, { entity: 'leaveRequest', filter, limit: 1 })).items[0]?.id);
  };
  const open = async (request: string) => {
    const { id } = await leaveTask(client, request);
    await page.goto(`${running.address}/apps/main/production/leave-request/answer-request?task=${id}&request=${request}`);
    return id;
  };
  const theirs = await requestOf('Jonas Weber');
  await open(theirs);
  await page.getByRole('heading', { level: 1, name: 'Jonas Weber asks for leave' }).waitFor();
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: /Why/ }).fill('The audit is in that week.');
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await page.getByText('Rejected.').waitFor();
  const { comment, status } = (await client.call(getRecord, target, { entity: 'leaveRequest', id: theirs })) as Record<string, unknown>;
  expect({ comment, status }).toEqual({ comment: 'The audit is in that week.', status: 'rejected' });
  await open(await requestOf('Alex Novak'));
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText(/You may not do this task/).waitFor();
  await context.close();
  // The server refused the last one, which the browser notes.
  expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
});

test('leave is asked for with the defaults as values and with stand-ins, by the keyboard alone', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/apps/main/production/leave-request/new`);
  const form = page.getByRole('form', { name: 'Leave request' });
  const kind = form.getByRole('combobox', { name: /Kind/ });
  await kind.waitFor();
  expect(await kind.inputValue()).toBe('Holiday');
  await form.getByRole('textbox', { name: /First day/ }).fill('11/02/2026');
  await form.getByRole('textbox', { name: /Last day/ }).fill('11/03/2026');
  const standIns = form.getByRole('combobox', { name: 'Stand-ins' });
  for (const name of ['Nora Lindqvist', 'Jonas Weber']) {
    await standIns.pressSequentially(name.slice(0, 5));
    await expect.poll(() => page.getByRole('option').allTextContents()).toEqual([name]);
    await expect.poll(() => standIns.getAttribute('aria-busy')).toBeNull();
    await standIns.press('ArrowDown');
    await standIns.press('Enter');
  }
  await standIns.press('Control+Enter');
  await page.getByText('Your manager can see the request now.').waitFor();
  await page
    .getByRole('row')
    .filter({ hasText: /Nora Lindqvist.*Jonas Weber/ })
    .waitFor();
  const { items } = await client.call(listRecords, target, {
    entity: 'leaveRequest',
    filter: 'from = date("2026-11-02")',
    expand: 'standIns',
  });
  const [made] = items as unknown as { kind: string; standIns: { title: string }[] }[];
  expect(made?.kind).toBe('holiday');
  expect(made?.standIns.map(({ title }) => title).sort()).toEqual(['Jonas Weber', 'Nora Lindqvist']);
  await context.close();
  expect(complaints).toEqual([]);
});
