import type { Page } from 'playwright-core';
import type { Looker, Sights } from './testing-sights.ts';

async function inbox(page: Page, at: Looker): Promise<void> {
  await page.goto(`${at.address}/apps/main/production/leave-request/-/inbox?whose=open`);
  await page
    .getByRole('button', { name: /^Answer/ })
    .first()
    .waitFor();
}

async function signedOut(page: Page): Promise<void> {
  await page.context().clearCookies();
}

/** What people see who use applications, and who come to the platform. */
export const playerSights = {
  launcher: async (page, { address }) => {
    await page.goto(`${address}/apps`);
    await page.getByRole('link', { name: /Bank/ }).first().waitFor();
  },
  player: async (page, { address }) => {
    await page.goto(`${address}/apps/main/development/bank/loans`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
  'player/account': async (page, { address }) => {
    await page.goto(`${address}/apps/main/development/bank`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
  'player/missing': async (page, { address }) => {
    await page.goto(`${address}/apps/main/development/bank/nothing-of-the-kind`);
    await page.getByRole('heading').first().waitFor();
  },
  inbox,
  'inbox/task': async (page, at) => {
    await inbox(page, at);
    await page
      .getByRole('button', { name: /^Answer/ })
      .first()
      .click();
    await page.getByRole('heading', { name: /^Answer/ }).waitFor();
  },
  'inbox/started': async (page, { address }) => {
    await page.goto(`${address}/apps/main/production/leave-request/-/started`);
    await page.getByRole('heading').first().waitFor();
  },
  sign: async (page, { address }) => {
    await signedOut(page);
    await page.goto(`${address}/sign-in/main`);
    await page.getByRole('textbox').first().waitFor();
  },
  'sign/invitation': async (page, { address }) => {
    await signedOut(page);
    await page.goto(`${address}/invitation/nothing-of-the-kind`);
    await page.getByRole('heading').first().waitFor();
  },
  'sign/set-up': async (page, { address }) => {
    await signedOut(page);
    await page.goto(`${address}/set-up/nothing-of-the-kind`);
    await page.getByRole('heading').first().waitFor();
  },
} satisfies Sights;
