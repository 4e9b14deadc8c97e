import { getApplication, getBranch, publish } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { lookAt, type Sights } from './testing-look.ts';
import { createEmptyApplication, stockTasks } from './testing-studio.ts';
import { visit } from './testing-visit.ts';

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

/** Makes a theme of the application. */
async function begin(page: Page): Promise<void> {
  await page.goto(`${running.address}/studio/main/tasks/theme`);
  await page.getByRole('button', { name: 'New theme' }).first().click();
  await page.getByText('Every text and control can be read').waitFor();
}

const sample = (page: Page) => page.frameLocator('iframe.themes-preview');
const colourOf = (page: Page) =>
  sample(page)
    .getByRole('button', { name: 'Save' })
    .evaluate((button) => getComputedStyle(button).backgroundColor);
const stored = async () => {
  const { snapshot } = await running.client.call(getBranch, { tenant: 'main', application: 'tasks' }, {});
  return Object.values(snapshot.records).filter((record) => (record as { kind: string }).kind === 'theme') as Record<string, unknown>[];
};

test('a colour is set, worn by real components at once, mended where it is too faint, and taken back', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await begin(page);
  await sample(page).getByRole('heading', { name: 'Loans to decide' }).waitFor();
  const before = await colourOf(page);
  const accent = page.getByRole('textbox', { name: 'Buttons and choices', exact: true });
  await accent.fill('#9db2ff');
  await accent.press('Enter');
  await expect.poll(() => colourOf(page)).toBe('rgb(157, 178, 255)');
  await page.getByText(/pairs are too faint/).waitFor();
  await page
    .getByRole('button', { name: /^Buttons and choices #/ })
    .first()
    .click();
  await expect.poll(() => colourOf(page)).not.toBe('rgb(157, 178, 255)');
  await page.getByText('Every text and control can be read').waitFor();
  await page.getByRole('button', { name: 'Reset Buttons and choices' }).click();
  await expect.poll(() => colourOf(page)).toBe(before);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => colourOf(page)).toBe('rgb(157, 178, 255)');
  await page.getByRole('button', { name: 'Mend all' }).click();
  await page.getByText('Every text and control can be read').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('dark is looked at in a light Studio, with colours of its own', async () => {
  const { page, context } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/tasks/theme`);
  await sample(page).getByRole('heading', { name: 'Loans to decide' }).waitFor();
  await page.getByRole('button', { name: 'Dark', exact: true }).click();
  const surface = () =>
    sample(page)
      .locator('body')
      .evaluate((body) => getComputedStyle(body).backgroundColor);
  await expect.poll(surface).toBe('rgb(19, 20, 18)');
  const paper = page.getByRole('textbox', { name: 'Page', exact: true });
  await paper.fill('#001020');
  await paper.press('Enter');
  await expect.poll(surface).toBe('rgb(0, 16, 32)');
  await expect.poll(async () => (await stored())[0]).toMatchObject({ dark: { 'surface-0': '#001020' } });
  await context.close();
});

test.each(['red;} body { display: none', 'url(https://evil.example/x)', '</style><script>alert(1)</script>'])(
  '%s is no value: it is refused where it is typed, and kept nowhere',
  async (hostile) => {
    const { page, context, complaints } = await visit(browser, running);
    await page.goto(`${running.address}/studio/main/tasks/theme`);
    const input = page.getByRole('textbox', { name: 'Links', exact: true });
    await input.fill(hostile);
    await input.press('Enter');
    await page.getByText('A theme cannot say this here.').waitFor();
    expect(JSON.stringify(await stored())).not.toContain('evil');
    expect(JSON.stringify(await stored())).not.toContain('body {');
    expect(complaints).toEqual([]);
    await context.close();
  },
);

test('a theme becomes that of the tenant, worn by applications that have none, and is taken away again', async () => {
  await createEmptyApplication(running, 'plain');
  const plain = { tenant: 'main', environment: 'development', application: 'plain' };
  await publish(running.client, plain, {});
  const worn = async () => (await running.client.call(getApplication, plain, {})).theme;
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/tasks/theme`);
  const ask = async (what: string, agree: string) => {
    await page.getByRole('button', { name: what }).click();
    await page.getByRole('dialog').getByRole('button', { name: agree }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await ask('Make it the theme of the tenant', 'Let them wear it');
  await page.getByText('It is the theme of the tenant.').waitFor();
  expect(await worn()).toMatchObject({ dark: { 'surface-0': '#001020' } });
  await ask('Take the theme of the tenant away', 'Take away');
  await page.getByRole('button', { name: 'Make it the theme of the tenant' }).waitFor();
  expect(await worn()).toEqual({ light: {}, dark: {} });
  expect(complaints).toEqual([]);
  await context.close();
});

const sights: Sights = {
  tenantTheme: async (page) => {
    await page.goto(`${running.address}/studio/main/tasks/theme`);
    await sample(page).getByRole('heading', { name: 'Loans to decide' }).waitFor();
    await page.getByRole('button', { name: 'Make it the theme of the tenant' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Let them wear it' }).waitFor();
  },
  theme: async (page) => {
    await page.goto(`${running.address}/studio/main/tasks/theme`);
    await sample(page).getByRole('heading', { name: 'Loans to decide' }).waitFor();
  },
};

lookAt('themes', sights, () => ({ browser, running }), { mayComplain: true });
