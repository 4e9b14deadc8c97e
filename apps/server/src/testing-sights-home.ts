import type { Page } from 'playwright-core';
import type { Looker, Sights } from './testing-sights.ts';

async function home(page: Page, { address }: Looker): Promise<void> {
  await page.goto(`${address}/studio/main`);
  await page.getByRole('link', { name: 'Bank', exact: true }).first().waitFor();
}

async function ofBank(page: Page, at: Looker, key: string, english: string): Promise<void> {
  await home(page, at);
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Bank', exact: true }) });
  await row.locator('button[aria-haspopup="menu"]').click();
  await page.getByRole('menu').waitFor();
  if (key === '') return;
  await page.getByRole('menuitem', { name: at.say(key, english), exact: true }).click();
  await page.getByRole('dialog').waitFor();
}

const place = (key: string) => async (page: Page, at: Looker) => {
  await page.goto(`${at.address}/studio/main/-/${key}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('main').getByRole('table').or(page.locator('main').getByRole('form')).first().waitFor();
};

/** What surrounds applications: their list, the people of the tenant. */
export const homeSights = {
  home,
  'home/new': async (page, at) => {
    await home(page, at);
    await page.getByRole('button', { name: at.say('studio.newApplication', 'New application') }).click();
    await page.getByRole('dialog').getByRole('radio').first().waitFor();
  },
  'home/none': async (page, at) => {
    await home(page, at);
    await page.getByRole('searchbox').fill('nothing is called so');
    await page.getByText(at.say('studio.home.noneFound', 'No application matches.')).waitFor();
  },
  'home/menu': (page, at) => ofBank(page, at, '', ''),
  'home/copy': (page, at) => ofBank(page, at, 'studio.home.duplicateApplication', 'Duplicate'),
  'home/rename': (page, at) => ofBank(page, at, 'studio.home.renameApplication', 'Rename'),
  'home/delete': (page, at) => ofBank(page, at, 'studio.home.deleteApplication', 'Delete'),
  'home/missing': async (page, { address }) => {
    await page.goto(`${address}/studio/main/nothing-of-the-kind`);
    await page.getByText('nothing-of-the-kind').first().waitFor();
  },
  'home/failed': async (page, { address, say }) => {
    await page.route('**/api/main/applications?**', (route) => route.abort());
    await page.goto(`${address}/studio/main`);
    await page.getByRole('button', { name: say('page.retry', 'Try again') }).waitFor();
  },
  members: place('members'),
  'members/invite': async (page, at) => {
    await place('members')(page, at);
    await page.getByRole('button', { name: at.say('studio.members.invite', 'Invite somebody') }).click();
    await page.getByRole('dialog').getByRole('textbox').first().waitFor();
  },
  'members/one': async (page, at) => {
    await place('members')(page, at);
    await page.getByRole('row').filter({ hasText: 'grace@' }).getByRole('link').click();
    await page.getByRole('heading', { name: /Grace/ }).waitFor();
  },
  groups: async (page, { address }) => {
    await page.goto(`${address}/studio/main/-/groups`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
  'groups/new': async (page, at) => {
    await page.goto(`${at.address}/studio/main/-/groups`);
    await page
      .getByRole('button', { name: at.say('studio.members.newGroup', 'New group') })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('textbox').first().waitFor();
  },
  'groups/one': async (page, { address }) => {
    await page.goto(`${address}/studio/main/-/groups`);
    await page.getByRole('link', { name: 'Front office' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
  access: async (page, { address }) => {
    await page.goto(`${address}/studio/main/-/access/leave-request`);
    await page.getByRole('cell', { name: 'approver' }).first().waitFor();
  },
} satisfies Sights;
