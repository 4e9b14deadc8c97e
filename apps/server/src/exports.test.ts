import {
  assignRole,
  type Client,
  cancelLongOperation,
  createApplication,
  createRecords,
  downloadExport,
  getLongOperation,
  listRecords,
  publish,
  pushDefinition,
  readSession,
  startExport,
  startImport,
  unassignRole,
  updateRecord,
} from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';

const definition = {
  'plinth.yaml': 'format: 1\nkey: ledger\ntype: application\nlabel: Ledger\n',
  'roles.yaml': `clerk: { permissions: { book: all, entry: all } }
reader: { permissions: { book: [ read ], entry: [ read ] } }
partial:
  permissions:
    entry: [ read ]
taker:
  permissions:
    entry: { operations: [ export ], rowRule: open = true, hidden: [ secret ] }
`,
  'entities/book.yaml': 'label: Book\ntitle: name\nfields:\n  name: { type: text, required: true }\n',
  'entities/entry.yaml': `label: Entry
fields:
  number: { type: integer, required: true, unique: true }
  text: text
  amount: { type: money }
  open: { type: boolean, default: true }
  secret: text
  book: { type: reference, target: book }
`,
  'imports/entries.yaml': 'entity: entry\nfields: { number: number(n), text: text }\n',
};
const target = { tenant: 'main', environment: 'development', application: 'ledger' };

let running: TestPlatform;
let client: Client;
let book = '';
let hold: (...roles: string[]) => Promise<void>;
beforeAll(async () => {
  running = await startTestPlatform();
  client = running.client;
  await client.call(createApplication, { tenant: 'main' }, { key: 'ledger', type: 'application', label: 'Ledger' });
  await client.call(pushDefinition, target, { files: definition });
  await publish(client, target, { version: '1.0.0' });
  const { member } = await client.call(readSession, { tenant: 'main' }, {});
  const memberId = member?.id ?? '';
  let held: string[] = [];
  hold = async (...roles) => {
    for (const assignment of held) await client.call(unassignRole, { tenant: 'main' }, { assignment });
    held = [];
    for (const roleKey of roles)
      held.push((await client.call(assignRole, { tenant: 'main' }, { applicationKey: 'ledger', roleKey, memberId })).id);
  };
  await hold('clerk');
  [book = ''] = (await client.call(createRecords, target, { entity: 'book', records: [{ name: 'Main' }] })).ids;
  await client.call(createRecords, target, {
    entity: 'entry',
    records: [
      { number: 1, text: 'plain', amount: { amount: '12.50', currency: 'EUR' }, secret: 's1', book },
      { number: 2, text: 'two\nlines, "quoted"', open: false, secret: 's2' },
      { number: 3, text: 'Žluťoučký 🐎', amount: { amount: '99999999999999.99', currency: 'CZK' }, secret: 's3' },
    ],
  });
}, 60_000);
afterAll(() => running.close());

const begin = (input: object = {}) => client.call(startExport, target, { entity: 'entry', wait: 30, sort: 'number', ...input });
async function exported(input: object = {}): Promise<string> {
  const operation = await begin(input);
  expect(operation).toMatchObject({ status: 'succeeded', problem: null });
  const response = await client.fetch(downloadExport, target, { entity: 'entry', operation: operation.id });
  const text = await response.text();
  expect(Buffer.byteLength(text)).toBe(operation.result?.size);
  expect(response.headers.get('content-disposition')).toContain(`filename="${operation.result?.fileName}"`);
  return text;
}

test('CSV has a header and every value exactly', async () => {
  const text = await exported();
  const withoutIds = text.replace(/^[0-9a-f-]{36},/gm, '');
  expect(withoutIds).toBe(`id,number,text,amount,open,secret,book
1,plain,12.50 EUR,true,s1,${book}
2,"two
lines, ""quoted""",,false,s2,
3,Žluťoučký 🐎,99999999999999.99 CZK,true,s3,
`);
});

test('a download that was cut off is continued where it was, from the very same file', async () => {
  const operation = await begin();
  const address = `${running.address}/data/main/${target.environment}/${target.application}/entry/-/export/${operation.id}`;
  const from = (headers: Record<string, string> = {}) =>
    fetch(address, { headers: { authorization: `Bearer ${running.token}`, ...headers } });
  const whole = await from();
  const text = await whole.text();
  const rest = await from({ range: 'bytes=10-', 'if-range': whole.headers.get('etag') ?? '' });
  expect([rest.status, await rest.text()]).toEqual([206, Buffer.from(text).subarray(10).toString()]);
  expect(rest.headers.get('content-range')).toBe(`bytes 10-${Buffer.byteLength(text) - 1}/${Buffer.byteLength(text)}`);
});

test('JSON lines are the records as the API shows them, filtered, searched, sorted, cut to fields', async () => {
  const text = await exported({ format: 'json-lines', filter: 'open', sort: '-number', fields: 'number,amount' });
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { number: 3, amount: { amount: '99999999999999.99', currency: 'CZK' } },
    { number: 1, amount: { amount: '12.50', currency: 'EUR' } },
  ]);
  expect(text).not.toContain('secret');
});

test('what is wrong with the request is said at once', async () => {
  const codeOf = (input: object) =>
    begin(input).then(
      () => 'ok',
      (error: { code: string }) => error.code,
    );
  expect(await codeOf({ filter: 'nmuber > 1' })).toBe('expression.invalid');
  expect(await codeOf({ fields: 'number,nothing' })).toBe('records.bad-field');
  expect(await codeOf({ sort: 'nothing' })).toBe('records.bad-field');
  expect(await codeOf({ entity: 'nothing' })).toBe('records.unknown-entity');
  const { id } = await begin();
  await expect(client.call(downloadExport, target, { entity: 'nothing', operation: id })).rejects.toMatchObject({
    code: 'records.unknown-entity',
  });
});

test('roles decide who exports, which rows, which fields; without the right to export the file is gone too', async () => {
  const { id } = await begin();
  await hold('reader');
  await expect(begin()).rejects.toMatchObject({ code: 'records.denied' });
  await expect(client.fetch(downloadExport, target, { entity: 'entry', operation: id })).rejects.toMatchObject({ code: 'records.denied' });
  await hold('taker');
  // Who may export and not read sees nothing.
  await expect(begin()).rejects.toMatchObject({ code: 'records.denied' });
  await hold('partial', 'taker');
  const text = await exported();
  expect(text.split('\n')[0]).toBe('id,number,text,amount,open,book');
  expect(text).not.toMatch(/s1|s2|s3|lines/);
  expect(text).toMatch(/,1,plain,/);
  await expect(begin({ fields: 'number,secret' })).rejects.toMatchObject({ code: 'records.field-denied' });
  await hold('clerk');
});

test('a large one is written from one moment, and can be stopped', async () => {
  const rows = Array.from({ length: 60_000 }, (_, place) => `${1000 + place},before ${place}`).join('\n');
  async function* content() {
    yield Buffer.from(`n,text\n${rows}\n`);
  }
  const imported = await client.call(startImport, target, { mapping: 'entries', content: content(), wait: 60 });
  expect(imported).toMatchObject({ status: 'succeeded', result: { imported: 60_000 } });
  const last = (await client.call(listRecords, target, { entity: 'entry', sort: '-number', limit: 1 })).items[0];
  const begun = await begin({ wait: 0, filter: 'number >= 1000', format: 'json-lines' });
  expect(begun).toMatchObject({ status: 'running', progress: { total: 60_000, unit: 'records' } });
  for (;;) {
    const { progress, status } = await client.call(getLongOperation, target, { operation: begun.id });
    expect(status).toBe('running');
    if (progress.done > 0) break;
  }
  await client.call(updateRecord, target, { entity: 'entry', id: String(last?.id), values: { text: 'after' } });
  const done = await client.call(getLongOperation, target, { operation: begun.id, wait: 60 });
  expect(done).toMatchObject({ status: 'succeeded', result: { records: 60_000 } });
  const text = await (await client.fetch(downloadExport, target, { entity: 'entry', operation: begun.id })).text();
  expect(text).toContain('before 59999');
  expect(text).not.toContain('after');

  const stopped = await begin({ wait: 0 });
  expect(await client.call(cancelLongOperation, target, { operation: stopped.id })).toMatchObject({ status: 'cancelled' });
  await expect(client.fetch(downloadExport, target, { entity: 'entry', operation: stopped.id })).rejects.toMatchObject({
    code: 'exports.not-ready',
  });
}, 60_000);
