import { readFiles } from '@plinth/app-definition';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigration, permissionsFor, RecordReader, type RecordValues, RecordWriter, recordStoreMigrations } from '../index.ts';
import { bankContext, type TestRecord } from '../testing.ts';

/** What statements call their own parts. */
const names = ['item', 'one', 'many', 'page', 't', 's', 'r', 'record', 'found', 'key', 'more', 'count'];
const context = bankContext(['clerk']);
const files = {
  'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
  'entities/product.yaml': `fields: { item: text }\nrelations: { lines: { target: line, through: item } }\n`,
  'entities/line.yaml': `history: true\nsoftDelete: true\nsearch: [ one ]\nfields: { ${names
    .map((name) => `${name}: ${name === 'item' ? '{ type: reference, target: product }' : 'text'}`)
    .join(', ')} }\n`,
  'roles.yaml':
    'clerk: { label: Clerk, permissions: { product: [ read, create, update, delete ], line: [ read, create, update, delete ] } }\n',
};

let own: TestDatabase;
beforeAll(async () => {
  own = await testDatabase({ migrations: recordStoreMigrations });
});
afterAll(() => own?.close());

test('fields may be called what statements call their parts', async () => {
  const { definition, problems } = readFiles(files);
  expect(problems).toEqual([]);
  const { model } = await applyMigration(context, own.database, { definition });
  const scope = { model, permissions: permissionsFor(context, model) };
  const reader = new RecordReader(own.database);
  const writer = new RecordWriter(own.database, reader);
  const read = (text: string) => JSON.parse(text) as TestRecord;
  const product = read((await writer.create(context, scope, 'product', { item: 'Pen' })).text);
  const values: RecordValues = { ...Object.fromEntries(names.map((name) => [name, `my ${name}`])), item: product.id };
  const line = read((await writer.create(context, scope, 'line', values)).text);
  expect(line).toMatchObject(values);
  expect(read((await writer.update(context, scope, 'line', String(line.id), { one: 'my 1' }, Number(line.version))).text)).toMatchObject({
    ...values,
    one: 'my 1',
  });
  const listed = await reader.list(context, scope, 'line', {
    filter: 'item.item = "Pen" and many != null',
    search: 'my',
    sort: [{ field: 'item.item', direction: 'asc' }],
    expand: ['item'],
    count: true,
  });
  expect({ ...listed, items: read(listed.items) }).toMatchObject({ count: 1, items: { page: 'my page', item: { item: 'Pen' } } });
  expect(read((await reader.get(context, scope, 'product', String(product.id), { expand: ['lines'] })).text)).toMatchObject({
    item: 'Pen',
    lines: [{ many: 'my many', item: product.id }],
  });
});
