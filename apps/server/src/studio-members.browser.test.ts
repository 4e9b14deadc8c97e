import { createApplication, inviteMember, listMembers, listRoleAssignments, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { lookAt, type Sights } from './testing-look.ts';
import { visit } from './testing-visit.ts';

const hostile = '\u202E<script>alert(1)</script>🙂 Sehr langer Name einer Person';
const files = {
  'plinth.yaml': 'format: 1\nkey: desk\ntype: application\nlabel: Desk\n',
  'roles.yaml': 'clerk: {}\nreader:\n  heldBy: members\n',
};
let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  const { client } = running;
  await client.call(createApplication, { tenant: 'main' }, { key: 'desk', type: 'application', label: 'Desk' });
  await client.call(pushDefinition, { tenant: 'main', application: 'desk' }, { files });
  await client.call(inviteMember, { tenant: 'main' }, { name: hostile, email: 'strange@example.org' });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

async function open(page: Page, place: string, heading: string): Promise<void> {
  await page.goto(`${running.address}/studio/main/-/${place}`);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
}

test('somebody is invited by a link, accepts it, and is then made a maker, deactivated and active again', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await open(page, 'members', 'Members');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Grace Hopper');
  await dialog.getByLabel('E-mail').fill('grace@example.org');
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const link = await dialog.getByLabel('One-time link').inputValue();
  const visitor = await browser.newContext();
  const own = await visitor.newPage();
  await own.goto(link);
  await own.getByRole('button', { name: 'Join' }).waitFor();
  await own.getByLabel('Password', { exact: true }).fill('seven green parrots sing');
  await own.getByRole('button', { name: 'Join' }).click();
  await own.waitForURL('**/apps/**');
  await page.reload();
  await page.getByRole('link', { name: 'Grace Hopper' }).click();
  await page.getByLabel('Maker').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await page.getByText('Deactivated and signed out everywhere.').waitFor();
  await own.reload();
  await own.waitForURL('**/sign-in/**');
  await page.getByRole('button', { name: 'Activate' }).click();
  await page.getByText('Active again.').waitFor();
  const { items } = await running.client.call(listMembers, { tenant: 'main' }, { search: 'grace' });
  expect(items).toMatchObject([{ status: 'active', tenantRoles: expect.arrayContaining(['maker', 'member']) }]);
  expect(complaints).toEqual([]);
  await visitor.close();
  await context.close();
});

test('the last administrator stays one, and is told why', async () => {
  const { page, context } = await visit(browser, running);
  await open(page, 'members', 'Members');
  await page.getByRole('row').filter({ hasText: 'You' }).getByRole('link').click();
  await page.getByLabel('Administrator').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('The tenant would be left without an administrator.').waitFor();
  expect(await page.getByRole('button', { name: 'Deactivate' }).count()).toBe(0);
  await context.close();
});

test('a group is made, filled, given a role and deleted with it', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await open(page, 'groups', 'Groups');
  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Front office');
  await page.getByRole('dialog').getByLabel('Key').fill('front-office');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'Front office' }).click();
  await page.getByLabel('E-mail of the member').fill('strange@example.org');
  await page.getByRole('button', { name: 'Add to the group' }).click();
  await page.getByRole('listitem').getByText('strange@example.org').waitFor();
  await page.getByRole('combobox', { name: 'Application' }).selectOption('Desk');
  const role = page.getByRole('combobox', { name: 'Role', exact: true });
  await expect.poll(() => role.locator('option').allTextContents()).toEqual(['Choose …', 'Clerk']);
  await role.selectOption('Clerk');
  await page.getByLabel('Where').selectOption('production');
  await page.getByRole('button', { name: 'Give role' }).click();
  await page.getByRole('cell', { name: 'clerk', exact: true }).waitFor();
  const held = () => running.client.call(listRoleAssignments, { tenant: 'main' }, { applicationKey: 'desk', groupKey: 'front-office' });
  expect((await held()).items).toMatchObject([{ roleKey: 'clerk', environmentKey: 'production' }]);
  await page.getByRole('button', { name: 'Delete group' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete group' }).click();
  await page.getByText('No groups yet.').waitFor();
  expect((await held()).items).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

test('access to one application is given to a member and taken back', async () => {
  const { page, context } = await visit(browser, running);
  await open(page, 'access/desk', 'Access');
  await page.getByLabel('Member or group').fill('strange@example.org');
  await page.getByRole('combobox', { name: 'Role', exact: true }).selectOption('Clerk');
  await page.getByRole('button', { name: 'Give role' }).click();
  await page.getByRole('cell', { name: 'strange@example.org' }).waitFor();
  await page.getByRole('button', { name: 'Take back clerk' }).click();
  await page.getByText('No role is given yet.').waitFor();
  await context.close();
});

test('who is no administrator has none of these places, nor their operations', async () => {
  const { page, context } = await visit(browser, running);
  await page.route('**/api/main/session', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { member: { tenantRoles: string[] } };
    body.member.tenantRoles = ['maker', 'member'];
    await route.fulfill({ response: answer, json: body });
  });
  await page.goto(`${running.address}/studio/main/-/members`);
  await page.getByText('There is nothing here for you').waitFor();
  expect(await page.getByRole('link', { name: 'Members' }).count()).toBe(0);
  await context.close();
});

const sights: Sights = {
  member: async (page) => {
    await open(page, 'members', 'Members');
    await page.getByRole('row').filter({ hasText: 'strange@example.org' }).getByRole('link').click();
    await page.getByRole('button', { name: 'New invitation link' }).waitFor();
    await page.getByText('No role is given yet.').waitFor();
  },
  groups: async (page) => {
    await open(page, 'groups', 'Groups');
    await page.getByText('No groups yet.').waitFor();
  },
  access: async (page) => {
    await open(page, 'access/desk', 'Access');
    await page.getByText('No role is given yet.').waitFor();
  },
};

lookAt('members', sights, () => ({ browser, running }), { mayComplain: true });
