import { createApplication, publish, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { administrator, startTestPlatform, type TestPlatform } from './testing.ts';
import { lifeOfFiles, observedRequests, recordedSteps, writtenSteps } from './testing-life-of.ts';

const target = { tenant: 'main', environment: 'development', application: 'notes' };
const { requests, spans } = observedRequests();
let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  running = await startTestPlatform({}, undefined, { spans });
  browser = await chromium.connect(inject('chromium') ?? '');
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'notes', type: 'application', label: 'Notes' });
  await running.client.call(pushDefinition, target, { files: lifeOfFiles });
  await publish(running.client, target, { version: '1.0.0' });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

test('the life of a click is as its page tells: two requests, and the table shows the new record', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${running.address}/sign-in/main`);
  await page.getByLabel('E-mail').fill(administrator.email);
  await page.getByLabel('Password', { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: /Notes/ }).first().waitFor();
  await page.goto(`${running.address}/apps/main/development/notes`);
  await page.getByRole('button', { name: 'Add' }).waitFor();
  await page.waitForLoadState('networkidle');
  const before = requests.length;
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('gridcell', { name: 'Added' }).waitFor();
  const told = (heading: string) => writtenSteps('a-click.md', heading).map(({ number, span }) => ({ number, span }));
  expect(requests.slice(before).map((each) => recordedSteps(each))).toEqual([told('The record is created'), told('The list follows')]);
  await page.context().close();
});
