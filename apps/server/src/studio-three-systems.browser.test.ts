import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApplication, pushDefinition } from '@plinth/api-contract';
import { patienceMilliseconds, type TestMariadb, testMariadb } from '@plinth/mariadb/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { type CoreBankingProcess, coreBankingProto, startCoreBankingProcess } from './testing-core-banking.ts';
import { flawsOf } from './testing-look.ts';
import { visit } from './testing-visit.ts';

const key = 'a-planted-key-of-the-rates';
/** As the makers of a small API publish it. */
const ratesDocument = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Exchange rates', version: '1' },
  security: [{ key: [] }],
  paths: {
    '/rates': {
      get: {
        operationId: 'rates',
        summary: 'Rates of the day',
        parameters: [{ name: 'of', in: 'query', required: true, schema: { type: 'string' } }],
        responses: {
          200: { content: { 'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Rate' } } } } },
        },
      },
    },
  },
  components: {
    schemas: { Rate: { type: 'object', properties: { currency: { type: 'string' }, rate: { type: 'number' } } } },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  },
});

let running: TestPlatform;
let browser: Browser;
let mariadb: TestMariadb | null;
let core: CoreBankingProcess;
let rates: Server;

beforeAll(async () => {
  rates = createServer(({ headers, url = '' }, answer) => {
    const of = new URL(url, 'http://rates').searchParams.get('of');
    answer.writeHead(headers['x-key'] === key ? 200 : 401, { 'content-type': 'application/json' });
    answer.end(headers['x-key'] === key && of === 'CZK' ? '[{"currency":"EUR","rate":24.31},{"currency":"USD","rate":20.9}]' : '[]');
  });
  await new Promise<void>((done) => rates.listen(0, '127.0.0.1', done));
  // What is a process of its own is known before anything else may fail, and ended then.
  core = await startCoreBankingProcess(3);
  mariadb = await testMariadb();
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'desk', type: 'application', label: 'Desk' });
  const definition = {
    'plinth.yaml': 'format: 1\nkey: desk\ntype: application\nlabel: Desk\n',
    'roles.yaml': 'member:\n  heldBy: members\n',
  };
  await running.client.call(pushDefinition, { tenant: 'main', application: 'desk' }, { files: definition });
}, patienceMilliseconds);
afterAll(async () => {
  await browser?.close();
  await running?.close();
  await mariadb?.close();
  await core?.close();
  rates?.close();
});

const studio = (page: Page, ...place: readonly string[]) => page.goto(`${running.address}/studio/main/desk/${place.join('/')}`);
const properties = (page: Page) => page.getByRole('complementary', { name: 'Properties' });
const grid = (page: Page, name: string) => page.getByRole('grid', { name });

/** Connects a system by the file that its makers publish. */
async function connectSystem(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }, address: string, name: string) {
  await studio(page, '-', 'connections');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose a file' }).click()]);
  await chooser.setFiles(file);
  await page.getByLabel('Address', { exact: true }).fill(address);
  expect(await page.getByLabel('Name of the connection').inputValue()).toBe(name);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText(/ actions? from /).waitFor();
}

/** Tries an action of the system that was connected, and takes it into the application. */
async function tryAndUse(page: Page, action: string, input: object, answer: string) {
  await page
    .getByRole('region', { name: 'Actions' })
    .getByRole('button', { name: new RegExp(`^${action}`) })
    .click();
  await page.getByLabel('What it is asked with, as JSON').fill(JSON.stringify(input));
  await page.getByRole('button', { name: 'Ask the system' }).click();
  await page.getByText(answer).waitFor();
  await page.getByRole('button', { name: 'Use it in the application' }).click();
  await page.getByText(`The application asks for it as ${action}`).waitFor();
}

// Many steps, each a round trip to the browser.
const longTest = 400_000;

test('a maker connects a MariaDB, a REST API and core banking, builds a page over all three, and watches events arrive', {
  timeout: longTest,
}, async ({ skip }) => {
  const other = mariadb;
  if (other === null) return skip();
  await other.ask(`create table town (id integer primary key auto_increment, name varchar(80) not null);
create table branch (id integer primary key auto_increment, name varchar(80) not null, town_id integer not null, rent decimal(10,2),
  hours enum('day', 'night'), foreign key (town_id) references town (id));
insert into town (name) values ('Prague'), ('Brno');
insert into branch (name, town_id, rent, hours) values ('Old Town', 1, 1200.5, 'day'), ('Harbour', 2, 800, null)`);
  const { page, context, complaints, another } = await visit(browser, running);

  // The database: its kind by name, its address as a whole.
  await studio(page, '-', 'sources');
  await page.getByLabel('Kind of database').selectOption('MariaDB');
  expect(await page.getByLabel('Port', { exact: true }).inputValue()).toBe('3306');
  await page.getByLabel('Host').fill(other.url);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText(/^MariaDB .* answers, signed in as test/).waitFor();
  await page.getByLabel('Name of the connection').fill('branches');
  await page.getByLabel('Records may be changed there').check();
  expect(await flawsOf(page, 'three-mariadb')).toEqual([]);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText(/2 tables and views, MariaDB/).waitFor();
  await page.getByRole('button', { name: 'Add 2 entities with their pages' }).click();
  await page.getByText(/^2 entities and 4 pages are part of the application/).waitFor();

  // The REST API, signed in to by a key that is never shown again.
  const { port } = rates.address() as AddressInfo;
  const file = { name: 'rates.json', mimeType: 'application/json', buffer: Buffer.from(ratesDocument) };
  await connectSystem(page, file, `http://127.0.0.1:${port}`, 'exchangeRates');
  await page.getByRole('button', { name: 'Set key' }).click();
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.keyboard.press('Enter');
  await page.getByText('is set', { exact: true }).waitFor();
  await tryAndUse(page, 'rates', { of: 'CZK' }, '"EUR"');

  // Core banking, by its contract.
  await connectSystem(page, coreBankingProto, core.address, 'coreBanking');
  await page.getByText('7 actions from plinth.bank.v1').waitFor();
  await tryAndUse(page, 'getAccount', { message: { account: '1' } }, '"balance": "8019.01"');
  expect(await flawsOf(page, 'three-core-banking')).toEqual([]);

  // One page over all three.
  await studio(page);
  await page.getByRole('button', { name: 'New page' }).first().click();
  await page.getByText('This page is empty').waitFor();
  const add = async (name: string, inputs: Readonly<Record<string, string>> = {}) => {
    await page.getByRole('button', { name: `Table of ${name}`, exact: true }).click();
    for (const [input, written] of Object.entries(inputs)) {
      const expression = properties(page).getByLabel(input, { exact: true });
      await expression.fill(written);
      await expression.press('Enter');
      await page.getByRole('button', { name: new RegExp(`^Undo: Change input ${input} `) }).waitFor();
    }
  };
  await add('Branches');
  await add('Rates of the day', { of: '"CZK"' });
  await add('GetAccount', { message: '{ account: "1" }' });
  await page.frameLocator('iframe').getByRole('grid', { name: 'GetAccount' }).waitFor();
  expect(await flawsOf(page, 'three-page')).toEqual([]);
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor();
  const path = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: /^Publish version/ }).click();
  const [player] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: 'Open the application' }).click()]);
  expect(path).toContain('/page/');
  await player.getByRole('link', { name: /^Page/ }).first().click();
  await grid(player, 'Branches').getByText('Harbour').waitFor();
  await grid(player, 'Rates of the day').getByText('24.31', { exact: true }).waitFor();
  await grid(player, 'GetAccount').getByText('8019.01', { exact: true }).waitFor();
  expect(await flawsOf(player, 'three-player')).toEqual([]);
  expect(await player.content()).not.toContain(key);

  // Events as they come, while somebody else changes a row of the MariaDB.
  await studio(page, '-', 'events', 'development', 'live');
  await page.getByText('Listening').waitFor();
  const { page: records } = await another();
  await studio(records, '-', 'records', 'branch');
  await grid(records, 'Branches').getByRole('gridcell', { name: 'Harbour', exact: true }).dblclick();
  await grid(records, 'Branches').getByLabel('Name').fill('New Harbour');
  await records.keyboard.press('Enter');
  await page.getByRole('button', { name: 'plinth.record.updated' }).first().click();
  // It says what was changed and by whom; what it is now is for those who may read it.
  await page.getByLabel('What the event says').filter({ hasText: '"subject": "branch/2"' }).waitFor();
  expect(await flawsOf(page, 'three-events')).toEqual([]);
  // Nobody touches the page.
  await grid(player, 'Branches').getByText('New Harbour').waitFor();
  expect(await other.ask('select name from branch where id = 2')).toEqual([{ name: 'New Harbour' }]);
  await context.close();
  expect(complaints.filter((each) => !/40[45]/.test(each))).toEqual([]);
});
