import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApplication, createRecords, listRecords, publish, pushDefinition } from '@plinth/api-contract';
import { workbookOf } from '@plinth/table-files/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { flawsOf, looks } from './testing-look.ts';
import { visit } from './testing-visit.ts';

const crm = { tenant: 'main', environment: 'development', application: 'crm' };
const files = {
  'plinth.yaml': 'format: 1\nkey: crm\ntype: application\nlabel: CRM\n',
  'pages/home.yaml': "label: Home\npath: ''\ncomponents:\n  - ui.heading: CRM\n",
  'roles.yaml': 'member:\n  heldBy: members\n  permissions:\n    region: all\n    customer: all\n',
  'entities/region.yaml': 'label: Region\nlabelPlural: Regions\nfields:\n  code: { type: text, required: true, unique: true }\n',
  'entities/customer.yaml': `label: Customer
labelPlural: Customers
title: name
fields:
  number: { type: integer, required: true, unique: true }
  name: { type: text, required: true, maxLength: 40 }
  revenue: { type: decimal, scale: 2 }
  since: date
  region: { type: reference, target: region }
`,
};
const hostile = '\u202E<script>alert(1)</script>🙂';

let running: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startTestPlatform(), chromium.connect(inject('chromium') ?? '')]);
  const { client } = running;
  await client.call(createApplication, crm, { key: 'crm', type: 'application', label: 'CRM' });
  await client.call(pushDefinition, crm, { files });
  await publish(client, crm, { version: '1.0.0' });
  await client.call(createRecords, crm, { entity: 'region', records: [{ code: 'north' }, { code: 'south' }] });
  await client.call(createRecords, crm, { entity: 'customer', records: [{ number: 1, name: 'Before' }] });
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const give = (page: Page, name: string, content: Buffer | string) =>
  page.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });

test('a CSV file becomes an application with its records', async () => {
  const { page, context, complaints } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main`);
  await page.getByRole('button', { name: 'New application' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Music');
  await page.getByRole('radio', { name: 'A table' }).check();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('heading', { name: 'Import data' }).waitFor();
  expect(await flawsOf(page, 'studio-import-begin')).toEqual([]);

  const kinds = ['Rock', 'Jazz', 'Pop'];
  const rows = Array.from({ length: 200 }, (_, at) => `${at + 1};"Song; ${at + 1}";${kinds[at % 3]};${at},50;${(at % 28) + 1}.3.2024`);
  await give(page, 'songs.csv', `Song Nr;Title;Kind;Price;Released\n${rows.join('\n')}\nbroken\n`);
  await page.getByText('200 rows', { exact: true }).waitFor();
  await page.getByText('1 row cannot be read').waitFor();
  expect(await page.getByLabel('Type of Kind').inputValue()).toBe('choice');
  expect(await page.getByLabel('Type of Price').inputValue()).toBe('decimal');
  expect(await page.getByLabel('How numbers are written in Price').inputValue()).toBe(',');
  expect(await page.getByLabel('Type of Released').inputValue()).toBe('date');
  expect(await page.getByLabel('Song Nr is unique').isChecked()).toBe(true);
  expect(await page.getByLabel('One of them is called').inputValue()).toBe('Song');
  expect(await flawsOf(page, 'studio-import-new-entity')).toEqual([]);

  await page.getByRole('button', { name: 'Make Songs and check' }).click();
  await page.getByRole('button', { name: 'Import 200 rows' }).click();
  await page.getByText('The import is finished.').waitFor();
  await page.getByRole('button', { name: 'Browse the records' }).click();
  await page.getByText('200 records').waitFor();
  await page.getByRole('button', { name: /^Undo: Make Songs of songs.csv/ }).waitFor();

  await page.goto(`${running.address}/apps/main/development/music`);
  const songs = page.getByRole('grid', { name: 'Songs' });
  await songs.waitFor();
  await expect.poll(() => songs.getAttribute('aria-rowcount')).toBe('201');
  await songs.getByText('Song; 1', { exact: true }).click();
  await page.getByRole('heading', { name: 'Song; 1', exact: true }).waitFor();
  expect(await flawsOf(page, 'studio-import-player')).toEqual([]);
  await context.close();
  expect(complaints.filter((each) => !each.includes('404'))).toEqual([]);
});

test('an Excel file is matched with what is there; what is refused is mended and comes again', async () => {
  const { page, context } = await visit(browser, running);
  const { client } = running;
  const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const number = (value: number, style = 0) => `<c s="${style}"><v>${value}</v></c>`;
  const row = (...cells: readonly string[]) => `<row>${cells.join('')}</row>`;
  const sheet = await workbookOf(
    [
      row(text('Number'), text('Customer name'), text('Revenue'), text('Since'), text('Region')),
      row(number(1), text('After'), number(1234.5), number(45322, 1), text('north')),
      row(number(2), text('=2+2'), number(0.30000000000000004), number(45323, 1), text('south')),
      row(number(3), text('Lost'), number(1), number(45324, 1), text('west')),
      row(number(4), text('x'.repeat(41)), text('much'), text(''), text('north')),
    ].join(''),
    { formats: ['dd.mm.yyyy'] },
  );
  await page.goto(`${running.address}/studio/main/crm/-/records/customer`);
  await page.getByRole('button', { name: 'Import a file' }).click();
  await give(page, 'customers.xlsx', Buffer.from(await sheet.arrayBuffer()));
  await page.getByText('4 rows', { exact: true }).waitFor();
  expect(await page.getByLabel('Becomes records of').inputValue()).toBe('customer');
  await page.getByText('No column fills Name').waitFor();
  await page.getByLabel('Field for Customer name').selectOption('name');
  expect(await page.getByLabel('By what Region is found').inputValue()).toBe('code');
  await page.getByLabel('A row whose record is there already').selectOption('number');
  expect(await flawsOf(page, 'studio-import-mapping')).toEqual([]);

  await page.getByRole('button', { name: 'Check 4 rows' }).click();
  const problems = page.getByRole('region', { name: 'What is wrong' });
  await problems.getByRole('row', { name: /^4 Region refers to a region that does not exist west/ }).waitFor();
  await problems.getByRole('row', { name: /^5 Customer name must have at most 40/ }).waitFor();
  const names = await client.call(listRecords, crm, { entity: 'customer' });
  expect(names.items).toMatchObject([{ name: 'Before' }]);
  expect(await flawsOf(page, 'studio-import-checked')).toEqual([]);
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText('The import is finished.').waitFor();
  const { items } = await client.call(listRecords, crm, { entity: 'customer', sort: 'number' });
  expect(items).toMatchObject([
    { name: 'After', revenue: '1234.50', since: '2024-01-31' },
    { name: '=2+2', revenue: '0.30', since: '2024-02-01' },
  ]);

  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the refused rows' }).click()]);
  expect(saved.suggestedFilename()).toBe('customers – refused rows.csv');
  const list = join(running.folder, 'refused.csv');
  await saved.saveAs(list);
  const refused = await readFile(list, 'utf8');
  expect(refused.trim().split('\n')).toHaveLength(3);
  await page.getByRole('button', { name: 'Import another file' }).click();
  await give(page, 'mended.csv', refused.replace('west', 'south').replace('x'.repeat(41), hostile).replace('much', '7'));
  await page.getByText('2 rows', { exact: true }).waitFor();
  await page.getByLabel('Field for Customer name').selectOption('name');
  expect(await flawsOf(page, 'studio-import-hostile')).toEqual([]);
  await page.getByRole('button', { name: 'Check 2 rows' }).click();
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText('The import is finished.').waitFor();
  expect((await client.call(listRecords, crm, { entity: 'customer', count: true })).count).toBe(4);
  await context.close();
});

test('by keyboard alone, from pasted text, with what was guessed wrong set right', async () => {
  const { page, context } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/crm/-/import/region`);
  const press = async (name: string, role: 'button' | 'combobox' | 'checkbox' = 'button') => {
    await page.getByRole(role, { name }).focus();
    await page.keyboard.press(role === 'checkbox' ? 'Space' : 'Enter');
  };
  await press('Paste text');
  await page.keyboard.insertText('east\nwest, far\n');
  await press('Take this text');
  await press('The first row names the columns', 'checkbox');
  await page.getByText('column1').first().waitFor();
  await page.getByRole('combobox', { name: 'Between values' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('cell', { name: 'west, far', exact: true }).waitFor();
  await page.getByLabel('Field for column1').focus();
  await page.keyboard.press('ArrowDown');
  await press('Check 2 rows');
  await press('Import 2 rows');
  await page.getByText('The import is finished.').waitFor();
  await context.close();
});

/** What becomes of the next answers to files that are sent: lost on their way, or that of an import which somebody has stopped. */
type Answers = readonly ('lost' | 'stopped')[];

test('without a network an import waits and is made once; one that was stopped is gone on with', async () => {
  const { page, context } = await visit(browser, running);
  await page.addInitScript(() => {
    const send = globalThis.fetch;
    globalThis.fetch = async (address, options) => {
      const answer = await send(address, options);
      if (!String(address).includes('/-/imports?')) return answer;
      const fate = (Reflect.get(globalThis, 'answers') as Answers[number][]).shift();
      if (fate === 'lost') throw new TypeError('Failed to fetch');
      return fate === 'stopped' ? Response.json({ ...(await answer.json()), status: 'cancelled', result: null }) : answer;
    };
  });
  const expectAnswers = (answers: Answers) => page.evaluate((those) => void Reflect.set(globalThis, 'answers', those), answers);
  await page.goto(`${running.address}/studio/main/crm/-/import/region`);
  await give(page, 'regions.csv', 'code\nlost\nfound\n');
  await expectAnswers(['lost']);
  await page.getByRole('button', { name: 'Check 2 rows' }).click();
  await page.getByText('The platform cannot be reached').waitFor();
  await page.getByRole('button', { name: 'Import 2 rows' }).waitFor();

  await expectAnswers(['lost', 'stopped']);
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText('The import has stopped. What was imported before stays.').waitFor();
  expect(await flawsOf(page, 'studio-import-stopped')).toEqual([]);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('The platform cannot be reached').waitFor();
  expect(await flawsOf(page, 'studio-import-away')).toEqual([]);
  await context.setOffline(false);
  await page.getByText('The import is finished.').waitFor();
  const { items } = await running.client.call(listRecords, crm, { entity: 'region', filter: 'code in ("lost", "found")' });
  expect(items).toHaveLength(2);
  await context.close();
});

test('what cannot be read says why and what to do', async () => {
  const { page, context } = await visit(browser, running);
  await page.goto(`${running.address}/studio/main/crm/-/import`);
  await give(page, 'broken.xlsx', 'PK\u0003\u0004 and nothing more');
  await page.getByText('as an Excel file it is broken').waitFor();
  expect(await flawsOf(page, 'studio-import-broken')).toEqual([]);
  await page.getByRole('button', { name: 'Take another file' }).click();
  await give(page, 'empty.csv', '');
  await page.getByText('it is empty').waitFor();
  await context.close();
});

test.each(looks)('%i pixels wide, in %s, it has no flaw', async (width, scheme) => {
  const { page, context } = await visit(browser, running, width, scheme);
  await page.goto(`${running.address}/studio/main/crm/-/import/customer`);
  await page.getByText('Drop a file here').waitFor({ state: 'attached' });
  expect(await flawsOf(page, `studio-import-begin-${width}-${scheme}`)).toEqual([]);
  await give(page, 'customers.csv', `Number,Name,Since,${'A very long name of a column '.repeat(6)}\n7,Ada,1/31/2026,x\n8,,2/1/2026,\n`);
  await page.getByLabel('Field for Number').waitFor({ state: 'attached' });
  expect(await flawsOf(page, `studio-import-mapping-${width}-${scheme}`)).toEqual([]);
  await page.getByRole('button', { name: 'Check 2 rows' }).click();
  await page.getByText('would be refused').waitFor();
  expect(await flawsOf(page, `studio-import-checked-${width}-${scheme}`)).toEqual([]);
  await context.close();
});
