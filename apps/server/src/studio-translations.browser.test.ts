import { text as textOf } from 'node:stream/consumers';
import { getApplication, getBranch, publish } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf, looks } from './testing-look.ts';
import { stockTasks } from './testing-studio.ts';
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

const at = { tenant: 'main', application: 'tasks' };
const messages = async () => {
  const { snapshot } = await running.client.call(getBranch, at, {});
  const found = Object.values(snapshot.records).find((record) => (record as { kind: string }).kind === 'translation');
  return Object.values((found as { messages: Record<string, string> } | undefined)?.messages ?? {});
};

async function open(page: Page): Promise<void> {
  await page.goto(`${running.address}/studio/main/tasks/translation`);
  await page.getByRole('heading', { name: 'Deutsch' }).waitFor();
}

const field = (page: Page, source: string) => page.getByRole('textbox', { name: `Translation of ${source}`, exact: true });

test('texts are translated by keyboard alone, from one to the next, and people read them once they are published', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/tasks/translation`);
  await page.getByRole('button', { name: 'New language' }).first().press('Enter');
  await page.getByRole('heading', { name: 'Deutsch' }).waitFor();
  await field(page, 'All tasks').focus();
  await page.keyboard.type('Alle Aufgaben');
  await page.keyboard.press('Enter');
  await expect.poll(messages).toEqual(['Alle Aufgaben']);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Translation of /);
  await page.keyboard.press('Shift+Enter');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Translation of All tasks');
  await field(page, 'Name').fill('Bezeichnung');
  await field(page, 'Name').press('Enter');
  await page.getByLabel(/^Only what is missing/).check();
  await field(page, 'All tasks').waitFor({ state: 'detached' });
  await publish(running.client, { ...at, environment: 'development' }, { raise: 'minor' });
  const shell = await running.client.call(getApplication, { ...at, environment: 'development' }, { locale: 'de' });
  expect(shell.entities[0]?.fields.map(({ label }) => label)).toContain('Bezeichnung');
  await page.goto(`${running.address}/studio/main/tasks/page`);
  const canvas = page.frameLocator('iframe');
  await canvas.getByRole('heading', { name: 'All tasks' }).waitFor();
  const language = page.getByRole('combobox', { name: 'Language the page is looked at in' });
  await language.selectOption('de');
  await canvas.getByRole('heading', { name: 'Alle Aufgaben' }).waitFor();
  await language.selectOption('Right to left');
  await canvas.getByRole('heading', { name: /Åļļ ŧášķš/ }).waitFor();
  expect(await canvas.locator('html').getAttribute('dir')).toBe('rtl');
  expect(complaints).toEqual([]);
  await context.close();
});

test('a translator gets a file and sends it back; what is no such file changes nothing', async () => {
  const { page, context } = await visit(browser, running);
  await open(page);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const exported = JSON.parse(await textOf(await (await saved).createReadStream())) as {
    texts: Record<string, { text: string; source: string }>;
  };
  const entry = Object.entries(exported.texts).find(([, { source }]) => source === 'New task');
  const file = (content: string) => ({ name: 'de.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  const before = await messages();
  await page.locator('input[type="file"]').setInputFiles(file('[1, 2'));
  await page.getByText('This is no file of translations.').waitFor();
  expect(await messages()).toEqual(before);
  const answer = { locale: 'de', texts: { [entry?.[0] ?? '']: { ...entry?.[1], text: 'Neue Aufgabe' }, 'gone.label': 'Weg' } };
  await page.locator('input[type="file"]').setInputFiles(file(JSON.stringify(answer)));
  await page.getByText('1 translation is taken in.').waitFor();
  await expect.poll(messages).toContain('Neue Aufgabe');
  expect(await messages()).not.toContain('Weg');
  await context.close();
});

describe.each(looks)('%i pixels wide, in %s', (width, scheme) => {
  test('translations have no flaw', async () => {
    const { page, context } = await visit(browser, running, width, scheme);
    await open(page);
    await page.getByRole('columnheader', { name: 'Translation' }).waitFor();
    expect(await flawsOf(page, `translations-${width}-${scheme}`)).toEqual([]);
    await context.close();
  });
});
