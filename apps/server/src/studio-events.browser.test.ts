import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApplication, createRecord, getBranch, listDeadLetters, publish, publishEvents, pushDefinition } from '@plinth/api-contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf, looks } from './testing-look.ts';
import { chain, inputs } from './testing-processes.ts';
import { visit } from './testing-visit.ts';

let running: TestPlatform;
let browser: Browser;
const orders = { tenant: 'main', environment: 'development', application: 'orders' };
const here = { tenant: 'main', environment: 'development' };
/** What must stay text wherever it is shown. */
const hostile = `<img src=x onerror="alert(1)"> \u202e{{ 7*7 }} ${'long '.repeat(200)}`;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  const { client } = running;
  await client.call(createApplication, { tenant: 'main' }, { key: 'orders', type: 'application', label: 'Orders' });
  const document = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:o"><message id="m" name="com.bank.paid"/><process id="p" isExecutable="true"/></definitions>`;
  const process = chain({
    s: { type: 'startEvent', content: '<messageEventDefinition messageRef="m"/>' },
    keep: {
      type: 'serviceTask',
      attributes: { 'plinth:does': 'record.create', 'plinth:entity': 'note' },
      content: inputs({ text: '&quot;paid &quot; + string(event.data.amount)' }),
    },
    e: 'endEvent',
  });
  await client.call(pushDefinition, orders, {
    files: {
      'plinth.yaml': 'format: 1\nkey: orders\ntype: application\nlabel: Orders\nhomePage: notes\n',
      'roles.yaml': 'seller:\n  heldBy: members\n  emit: [ placed ]\n  permissions:\n    note: all\n',
      'entities/note.yaml': 'label: Note\nlabelPlural: Notes\ntitle: text\nfields:\n  text: { type: text, required: true }\n',
      'event-types/paid.yaml': JSON.stringify({
        ...{ label: 'Paid', type: 'com.bank.paid', from: 'elsewhere' },
        schema: { type: 'object', required: ['amount'], properties: { amount: { type: 'number', minimum: 0 } } },
      }),
      'event-types/placed.yaml': JSON.stringify({
        ...{ label: 'Order placed', type: 'com.example.order.placed' },
        schema: { type: 'object', required: ['amount'], properties: { amount: { type: 'number' } } },
      }),
      'processes/booking.yaml': JSON.stringify({ ...JSON.parse(process), label: 'Booking', document }),
      'pages/notes.yaml': `label: Notes
path: ''
queries:
  notes: { entity: note, sort: [ text ], count: true }
components:
  - ui.page:
      title: Notes
      slots:
        actions:
          - ui.button: { text: Place, on: { click: [ { do: publishEvent, type: placed, data: { amount: '= 12' } } ] } }
      children:
        - ui.table: { label: Notes, query: notes, columns: [ text ] }
`,
    },
  });
  await publish(client, orders, { version: '1.0.0' });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const paid = (id: string, amount: unknown, subject = id) => ({
  ...{ specversion: '1.0', id, source: '/bank', type: 'com.bank.paid', subject, time: new Date().toISOString() },
  data: { amount },
});
const types = async () => {
  const { snapshot } = await running.client.call(getBranch, { tenant: 'main', application: 'orders' }, {});
  return Object.values(snapshot.records).filter((record) => (record as { kind: string }).kind === 'event-type') as Record<
    string,
    unknown
  >[];
};
const tool = (page: Page, part: string) => page.goto(`${running.address}/studio/main/orders/-/events/development/${part}`);

test('a maker makes a type of event by keyboard, is told what is no schema, and sees who tells and hears each', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/orders/event-type`);
  await page.getByRole('button', { name: 'New type of event' }).first().press('Enter');
  await page.getByRole('heading', { name: 'Event 3', level: 1 }).waitFor();
  const schema = page.getByRole('textbox', { name: 'Schema of its data' });
  await schema.fill('{ "type": "object", "properties": { "a": { "not": {} } } }');
  await schema.press('Control+Enter');
  await page.getByRole('alert').filter({ hasText: '/properties/a/not is a word that cannot be compared between versions' }).waitFor();
  await schema.fill('{ "type": "object", "properties": { "total": { "type": "integer", "minimum": 7 } } }');
  await schema.press('Control+Enter');
  await page.getByText('"total": 7').waitFor();
  const name = page.getByLabel('Name in CloudEvents');
  await name.fill('com.example.order.shipped');
  await name.press('Enter');
  await page.getByRole('checkbox', { name: 'Seller' }).press('Space');
  await expect.poll(async () => (await types()).map(({ type, version }) => `${type} ${version}`)).toContain('com.example.order.shipped 2');
  await page
    .getByRole('link', { name: /^Paid/ })
    .or(page.getByRole('button', { name: /^Paid/ }))
    .first()
    .click();
  await page.getByRole('button', { name: 'Booking' }).last().waitFor();
  await page
    .getByRole('link', { name: /^Order placed/ })
    .or(page.getByRole('button', { name: /^Order placed/ }))
    .first()
    .click();
  await page.getByRole('button', { name: 'Notes' }).last().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('events come as they happen, open pages follow them, and what could not be consumed is delivered again or given up with a reason', async () => {
  const { page, context, complaints, another } = await visit(browser, running);
  await tool(page, 'live');
  await page.getByText('Listening').waitFor();
  const { page: player } = await another();
  await player.goto(`${running.address}/apps/main/development/orders`);
  await player.getByRole('button', { name: 'Place' }).click();
  await page.getByRole('button', { name: 'com.example.order.placed' }).first().click();
  await page.getByLabel('What the event says').filter({ hasText: '"amount": 12' }).waitFor();
  await player.getByText('paid 5').waitFor({ state: 'detached' });
  await running.client.call(publishEvents, here, {
    events: [paid('a', 5), paid('b', hostile, hostile.slice(0, 200)), paid('c', 'no number')],
  });
  // Nobody touches the page: the process has made the record, and the page has heard of it.
  await player.getByText('paid 5').waitFor();
  await page.getByRole('searchbox', { name: 'What they are about' }).fill('<img');
  await page.getByRole('button', { name: 'com.bank.paid' }).click();
  await page.getByLabel('What the event says').filter({ hasText: 'onerror' }).waitFor();
  expect(await page.locator('img[src="x"]').count()).toBe(0);

  await tool(page, 'letters');
  await page.getByText('/amount must be number').first().waitFor();
  expect(await page.locator('tbody tr').count()).toBe(2);
  await page.getByRole('searchbox', { name: 'Search in events' }).fill('no number');
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
  await page.getByRole('checkbox', { name: 'Choose all that are shown' }).press('Space');
  await page.getByRole('button', { name: 'Deliver again: 1' }).press('Enter');
  await page.getByRole('cell', { name: '2', exact: true }).waitFor();
  await page.getByRole('checkbox', { name: 'Choose com.bank.paid' }).check();
  await page.getByRole('button', { name: 'Give up: 1' }).click();
  await page.getByLabel('Why they are not needed').fill('sent by a test of theirs');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () =>
      (await running.client.call(listDeadLetters, here, { discarded: true })).items.map(({ discarded }) => discarded?.reason),
    )
    .toEqual(['sent by a test of theirs']);
  await tool(page, 'groups');
  await page.getByRole('rowheader', { name: 'orders.processes' }).waitFor();
  await page.getByRole('button', { name: 'Let orders.processes consume again' }).press('Enter');
  // What it will do is said before it is done.
  await page.getByLabel('Where it begins').selectOption('start');
  await page.getByText('What it has done before it does once more').waitFor();
  await page.getByRole('dialog').getByText('com.bank.paid').first().waitFor();
  await page.getByLabel('Where it begins').selectOption('end');
  await page.getByText('No event comes to it before new ones happen.').waitFor();
  await page.keyboard.press('Escape');
  expect(complaints).toEqual([]);
  await context.close();
});

test('another system is told: a receiver is made by keyboard, its secret is shown once, and what was sent is seen and sent again', async () => {
  const got: string[] = [];
  const system = createServer((request, response) => {
    request.resume().on('end', () => {
      got.push(String(request.headers['webhook-id']));
      response.writeHead(200).end(`thank you ${hostile.slice(0, 60)}`);
    });
  });
  await new Promise<void>((listening) => system.listen(0, '127.0.0.1', listening));
  const { page, context, complaints } = await visit(browser, running);
  await tool(page, 'receivers');
  await page.getByRole('button', { name: 'New receiver' }).press('Enter');
  await page.keyboard.type('erp');
  await page.keyboard.press('Tab');
  await page.keyboard.type(`http://127.0.0.1:${(system.address() as AddressInfo).port}/hooks`);
  await page.getByLabel('Types, such as plinth.record.*').fill('com.bank.paid, com.example.*');
  await page.getByLabel('Told by').selectOption('');
  await page.getByLabel('Only where this is true').fill('event.data.amount >');
  await page.getByRole('button', { name: 'Keep', exact: true }).press('Enter');
  await page.getByRole('alert').filter({ hasText: 'The expression is not valid' }).waitFor();
  await page.getByLabel('Only where this is true').fill('event.data.amount > 0');
  await page.getByRole('button', { name: 'Keep', exact: true }).press('Enter');
  await page.getByText(/^whsec_/).waitFor();
  await page.getByRole('button', { name: 'I have kept it' }).press('Enter');
  await page.getByRole('heading', { name: 'erp' }).waitFor();
  await page.getByRole('button', { name: 'Send a test event' }).press('Enter');
  await page.getByText('It took the test event: 200').waitFor();
  await running.client.call(publishEvents, here, { events: [paid('sent', 8, hostile.slice(0, 120))] });
  await page.getByRole('button', { name: 'com.bank.paid', exact: true }).click();
  await page.getByLabel('What the event says').filter({ hasText: '"attempts"' }).waitFor();
  await expect.poll(() => got.length).toBe(2);
  await page.getByRole('button', { name: 'Send com.bank.paid again' }).press('Enter');
  await expect.poll(() => got.length).toBe(3);
  expect(got[1]).toBe(got[2]);
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  await page.getByRole('button', { name: 'All receivers' }).press('Enter');
  await page.getByText('Takes events').waitFor();
  // Of the filter that was none.
  expect(complaints).toEqual([expect.stringContaining('status of 422')]);
  await context.close();
  await new Promise((closed) => system.close(closed));
});

test.each(looks)('%i pixels wide, in %s, nothing is wrong with it', async (width, scheme) => {
  const { page, context, complaints } = await visit(browser, running, width, scheme);
  await running.client.call(createRecord, orders, { entity: 'note', values: { text: 'for the picture' } });
  await page.goto(`${running.address}/studio/main/orders/event-type`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  expect(await flawsOf(page, `event-type-${width}-${scheme}`)).toEqual([]);
  await tool(page, 'live');
  await page.locator('tbody tr').first().waitFor();
  // A question that waits would keep the network busy for ever.
  await page.getByRole('button', { name: 'Hold still' }).click();
  expect(await flawsOf(page, `events-live-${width}-${scheme}`)).toEqual([]);
  for (const part of ['letters', 'groups', 'receivers', 'receivers/erp']) {
    await tool(page, part);
    await page.locator('tbody tr').first().waitFor();
    expect(await flawsOf(page, `events-${part.replace('/', '-')}-${width}-${scheme}`)).toEqual([]);
  }
  await tool(page, 'groups');
  await page.getByRole('button', { name: 'Let orders.processes consume again' }).click();
  await page.getByLabel('Where it begins').selectOption('start');
  await page.getByText('What it has done before it does once more').waitFor();
  expect(await flawsOf(page, `events-replay-${width}-${scheme}`)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
