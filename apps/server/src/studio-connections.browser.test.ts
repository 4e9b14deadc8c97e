import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApplication, publish, pushDefinition, setConnector } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf, looks } from './testing-look.ts';
import { visit } from './testing-visit.ts';

const shop = { tenant: 'main', environment: 'development', application: 'shop' };
const secret = 'a-planted-secret-of-the-bank';
const hostile = '\u202E<script>alert(1)</script>🙂';
const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Bank of Examples', version: '1' },
  security: [{ key: [] }],
  paths: {
    '/accounts': {
      get: {
        operationId: 'accounts',
        summary: `Accounts of an owner ${hostile}`,
        parameters: [{ name: 'owner', in: 'query', required: true, schema: { type: 'string', default: 'ann' } }],
        responses: {
          200: { content: { 'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Account' } } } } },
        },
      },
    },
    '/payments': { post: { operationId: 'pay', requestBody: { content: { 'application/json': { schema: {} } } }, responses: { 204: {} } } },
    '/gone': { get: { operationId: 'gone', parameters: [{ name: 'x', in: 'nowhere' }], responses: {} } },
  },
  components: {
    schemas: {
      Account: {
        type: 'object',
        required: ['number'],
        properties: {
          number: { type: 'string', description: hostile },
          balance: { type: 'number' },
          parent: { $ref: '#/components/schemas/Account' },
        },
      },
    },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  },
});
const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'external-actions/accounts.yaml': `connection: bankOfExamples
action: accounts
effect: reads
input: { owner: string }
required: [ owner ]
result: 'context<body: list<context<number: string, balance: number>>>'
rows: body
`,
  'roles.yaml': 'member: { heldBy: members, ask: [ accounts ] }\n',
  'pages/home.yaml': `path: ''
queries: { accounts: { externalAction: accounts, inputs: { owner: '"ann"' } } }
components:
  - ui.table: { query: accounts, label: Accounts, columns: [ number, balance ] }
`,
};

let running: TestPlatform;
let browser: Browser;
let bank: Server;
let address: string;

beforeAll(async () => {
  bank = createServer((request, answer) => {
    const isKnown = request.headers['x-key'] === secret;
    answer.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
    answer.end(
      JSON.stringify(
        isKnown
          ? [
              { number: 'A-1', balance: 12.5 },
              { number: hostile, balance: 2, told: secret },
            ]
          : { sent: request.headers['x-key'] ?? null },
      ),
    );
  });
  await new Promise<void>((done) => bank.listen(0, '127.0.0.1', done));
  const { port } = bank.address() as AddressInfo;
  address = `http://127.0.0.1:${port}`;
  [running, browser] = await Promise.all([
    startTestPlatform({ PLINTH_OUTGOING_HOSTS: `127.0.0.1:${port}` }),
    chromium.connect(inject('chromium') ?? ''),
  ]);
  const { client } = running;
  await client.call(createApplication, shop, { key: 'shop', type: 'application', label: 'Shop' });
  await client.call(pushDefinition, shop, { files });
  await publish(client, shop, { version: '1.0.0' });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  bank?.close();
});

const open = (page: Page, ...place: readonly string[]) =>
  page.goto(`${running.address}/studio/main/shop/-/connections${place.map((each) => `/${each}`).join('')}`);

test('a maker connects a system, tries it and uses it, by keyboard alone', async () => {
  const { page, context, complaints } = await visit(browser, running);
  const press = async (name: string | RegExp, role: 'button' | 'radio' = 'button') => {
    await page.getByRole(role, { name }).first().focus();
    await page.keyboard.press('Enter');
  };
  await open(page);
  await page.getByRole('heading', { name: 'Connect a system' }).waitFor();
  expect(await flawsOf(page, 'studio-connections-begin')).toEqual([]);
  await press('Paste text');
  await page.getByLabel('The document as text').focus();
  await page.keyboard.insertText(document);
  await press('Take this text');
  expect(await page.getByLabel('What the document is').inputValue()).toBe('openapi');
  expect(await page.getByLabel('Name of the connection').inputValue()).toBe('bankOfExamples');
  await page.getByLabel('Address', { exact: true }).fill(address);
  await page.keyboard.press('Enter');

  await page.getByText('3 actions from Bank of Examples').waitFor();
  await page.getByText('1 operation is not as the document has it').waitFor();
  expect(await flawsOf(page, 'studio-connections-report')).toEqual([]);
  await press('Test the connection');
  await page.getByText('It answers, and refuses who asks (401).').waitFor();
  await press('Set key');
  await page.getByLabel('Key', { exact: true }).fill(secret);
  await page.keyboard.press('Enter');
  await page.getByText('is set', { exact: true }).waitFor();
  await press('Test the connection');
  await page.getByText(/It answers after \d+ ms \(200\)/).waitFor();

  await page.getByLabel('Find an action').fill('owner');
  await expect.poll(() => page.getByRole('region', { name: 'Actions' }).getByRole('button').count()).toBe(1);
  await press(/^accounts/);
  expect(await page.getByLabel('What it is asked with, as JSON').inputValue()).toContain('"owner": "ann"');
  await press('Ask the system');
  await page.getByText('Answered at once.').waitFor();
  await page.getByText('"A-1"').waitFor();
  await page.getByText(`GET ${address}/accounts?owner=ann`).waitFor();
  await page.locator('summary', { hasText: 'body' }).click();
  await page.getByText('balance', { exact: true }).first().waitFor();
  expect(await flawsOf(page, 'studio-connections-answer')).toEqual([]);
  await page.getByText('The application asks for it as accounts').waitFor();

  await open(page, 'bankOfExamples', 'pay');
  await press('Use it in the application');
  await page.getByText('The application asks for it as pay').waitFor();
  await page.getByRole('button', { name: /^Undo: Ask for pay/ }).waitFor();
  await page.getByLabel('What it is asked with, as JSON').fill('{');
  await page.getByText('This is no object of JSON.').waitFor();
  expect(await page.content()).not.toContain(secret);

  await page.goto(`${running.address}/apps/main/development/shop`);
  const accounts = page.getByRole('grid', { name: 'Accounts' });
  await accounts.getByText('A-1', { exact: true }).waitFor();
  await accounts.getByText('12.5', { exact: true }).waitFor();
  expect(await page.content()).not.toContain(secret);
  await context.close();
  expect(complaints.filter((each) => !each.includes('404'))).toEqual([]);
});

test('by hand, with what is wrong said where it is, and taken away again', async () => {
  const { page, context } = await visit(browser, running);
  await open(page);
  await page.getByRole('radio', { name: /By hand/ }).check();
  await page.getByLabel('Name of request 1').fill('account');
  await page.getByLabel('Path of request 1').fill('/accounts/{id}?page');
  await page.getByLabel('How one signs in').selectOption('basic');
  await page.getByLabel('Address', { exact: true }).fill('ftp://x');
  await page.getByText('Begin with https:// or http://.').waitFor();
  await page.getByLabel('Address', { exact: true }).fill('http://169.254.169.254/');
  await page.getByLabel('Name of the connection').fill('metadata');
  expect(await flawsOf(page, 'studio-connections-hand')).toEqual([]);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText(/^1 action from/).waitFor();
  await page.getByRole('button', { name: 'Set basic' }).click();
  await page.getByLabel('User').fill('me');
  await page.getByLabel('Password', { exact: true }).fill('a-long-password');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await page.getByText('is set', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Test the connection' }).click();
  await page.getByText('This server does not connect to 169.254.169.254.').waitFor();
  await page.getByRole('button', { name: 'Disconnect this system' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
  await page.getByRole('heading', { name: 'Connect a system' }).waitFor();
  await expect.poll(() => page.getByRole('button', { name: /metadata/ }).count()).toBe(0);
  await context.close();
});

test('a system that needs no document is connected, and the application hears what it tells, by keyboard alone', async () => {
  const { page, context, complaints } = await visit(browser, running);
  const press = async (name: string | RegExp, role: 'button' | 'radio' = 'button') => {
    await page.getByRole(role, { name }).first().focus();
    await page.keyboard.press(role === 'radio' ? 'Space' : 'Enter');
  };
  await open(page);
  await press(/Not at all/, 'radio');
  await page.getByLabel('Address', { exact: true }).fill('no address');
  await page.getByLabel('Which system').selectOption('kafka');
  await page.getByText('Where the system answers, such as kafkas://').first().waitFor();
  await page.getByLabel('Which system').selectOption('amqp');
  await page.getByText('Where the system answers, such as amqps://').first().waitFor();
  await page.getByLabel('Address', { exact: true }).fill('amqp://127.0.0.1:1/');
  expect(await page.getByLabel('Name of the connection').inputValue()).toBe('amqp');
  expect(await flawsOf(page, 'studio-connections-system')).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText(/^3 actions from AMQP|^\d actions? from AMQP/).waitFor();
  await page.getByRole('region', { name: 'What it tells' }).getByRole('button').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Messages of a queue' }).waitFor();
  await page.getByLabel('What is said to hear it, as JSON').fill('{');
  await page.getByText('This is no object of JSON.').waitFor();
  await page.getByLabel('What is said to hear it, as JSON').fill('{ "queue": "orders" }');
  await press('Hear it in the application');
  await page.getByText('The application hears it as Messages of a queue (amqpMessages).').waitFor();
  await page.getByText('It was not published to development yet.').waitFor();
  await publish(running.client, shop, { raise: 'patch' });
  await press('See how amqpMessages goes');
  await expect
    .poll(async () => {
      await press('See how amqpMessages goes');
      return page.getByText(/It failed/).count();
    })
    .toBeGreaterThan(0);
  expect(await flawsOf(page, 'studio-connections-trigger')).toEqual([]);
  await press('Pause amqpMessages');
  await page.getByText('Paused.').waitFor();
  await press('Hear amqpMessages again');
  await press('Hear amqpMessages no longer');
  await page.getByRole('button', { name: /^Undo: Hear amqpMessages no longer/ }).waitFor();
  await expect.poll(() => page.getByText(/The application hears it as/).count()).toBe(0);
  await context.close();
  expect(complaints.filter((each) => !each.includes('404'))).toEqual([]);
});

test('what a system sends by itself has its address and its secret where it is heard, by keyboard alone', async () => {
  const webhooks = {
    ordered: { post: { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } }, responses: {} } },
  };
  const store = JSON.stringify({ openapi: '3.1.0', info: { title: 'Store', version: '1' }, paths: {}, webhooks });
  const place = { tenant: 'main', environment: 'development' };
  await running.client.call(setConnector, place, {
    connection: 'store',
    format: 'openapi',
    document: store,
    address: 'https://store.example',
  });
  const { page, context, complaints } = await visit(browser, running);
  const press = async (name: string | RegExp) => {
    await page.getByRole('button', { name }).first().focus();
    await page.keyboard.press('Enter');
  };
  await page.goto(`${running.address}/studio/main/shop/-/connections/store`);
  await page.getByRole('region', { name: 'What it tells' }).getByRole('button').first().focus();
  await page.keyboard.press('Enter');
  await press('Hear it in the application');
  await page.getByText('no secret: refuses everything').waitFor();
  await page.getByText('It is not published here yet.').waitFor();
  const sent = await page.getByRole('textbox', { name: 'Address in Development' }).inputValue();
  expect(new URL(sent).pathname).toMatch(/^\/data\/main\/development\/shop\/-\/webhooks\/\w+$/);
  await press('Make a secret');
  await page.getByRole('dialog').getByRole('button', { name: 'Make a secret' }).press('Enter');
  const made = await page.getByLabel('Secret', { exact: true }).inputValue();
  expect(made).toMatch(/^whsec_/);
  await page.getByRole('button', { name: 'Done' }).press('Enter');
  await page.getByText('has a secret').waitFor();
  await publish(running.client, shop, { raise: 'patch' });
  await page.reload();
  await page.getByText('has a secret').waitFor();
  await expect.poll(() => page.getByText('It is not published here yet.').count()).toBe(0);
  expect(await page.getByText(made).count()).toBe(0);
  expect(await flawsOf(page, 'studio-connections-called')).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

// The first look was had above.
test.each(looks.slice(1))('%i pixels wide, in %s, nothing is wrong with what there is to see', async (width, scheme) => {
  const { page, context } = await visit(browser, running, width, scheme);
  for (const place of [
    [],
    ['bankOfExamples'],
    ['bankOfExamples', 'accounts'],
    ['bankOfExamples', '-', 'rows'],
    ['store', '-', 'ordered'],
  ]) {
    await open(page, ...place);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await flawsOf(page, `studio-connections-${place.at(-1) ?? 'begin'}-${width}-${scheme}`)).toEqual([]);
  }
  await context.close();
});
