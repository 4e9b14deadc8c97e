import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, compileClosure, contextType, type FeelValue, toJson, types } from '@plinth/expression';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bankFiles } from './sample-data/bank-files.ts';

const files = bankFiles(7);
type FileName = keyof typeof files;

/** The values that a mapping makes of a row, whose columns are all text. */
function mapped(mapping: string, row: Readonly<Record<string, string>>): Record<string, unknown> {
  const { fields } = parse(readFileSync(join(import.meta.dirname, 'imports', `${mapping}.yaml`), 'utf8')) as {
    fields: Record<string, string>;
  };
  const scope = contextType(Object.fromEntries(Object.keys(row).map((name) => [name, types.string])));
  const get = (name: string): FeelValue => row[name] ?? null;
  return Object.fromEntries(
    Object.entries(fields).map(([field, text]) => [field, toJson(compileClosure(compile(text, { scope }))({ get }))]),
  );
}

function rowsOf(file: FileName): Record<string, string>[] {
  const [header = [], ...rows] = files[file]
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(';').map((value) => value.replaceAll('"', '')));
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
}

test.each([
  ['706213', '1970-12-13', 'female'],
  ['450204', '1945-02-04', 'male'],
  ['515131', '1951-01-31', 'female'],
  ['361231', '1936-12-31', 'male'],
])('the birth number %s is %s, %s', (birth, birthDate, sex) => {
  const row = { client_id: '1', birth_number: birth, district_id: '18' };
  expect(mapped('clients', row)).toEqual({ number: 1, birthDate, sex, district: 18 });
});

test('a question mark is nothing', () => {
  const row = Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`A${at + 1}`, '7']));
  expect(mapped('districts', { ...row, A10: '48.4', A12: '?', A13: '7.01', A15: '?' })).toMatchObject({
    urbanRatio: '48.4',
    unemployment95: null,
    unemployment96: '7.01',
    crimes95: null,
    crimes96: 7,
  });
});

test('what the bank writes in Czech becomes a choice', () => {
  const order = { order_id: '1', account_id: '2', bank_to: 'YZ', account_to: '0087144583', amount: '2452.00', k_symbol: ' ' };
  expect(mapped('paymentOrders', order)).toMatchObject({ accountTo: '0087144583', amount: 2452, purpose: null });
  expect(mapped('paymentOrders', { ...order, k_symbol: 'SIPO' })).toMatchObject({ purpose: 'household' });
  expect(mapped('cards', { card_id: '1', disp_id: '2', type: 'gold', issued: '931107 00:00:00' })).toMatchObject({ issued: '1993-11-07' });
});

describe('the sample', () => {
  test.each<[FileName, string]>([
    ['district.asc', 'districts'],
    ['client.asc', 'clientsWithNames'],
    ['account.asc', 'accounts'],
    ['disp.asc', 'dispositions'],
    ['order.asc', 'paymentOrders'],
    ['loan.asc', 'loans'],
    ['card.asc', 'cards'],
  ])('%s is read whole by %s', (file, mapping) => {
    const values = rowsOf(file)
      .slice(0, 40)
      .map((row) => mapped(mapping, row));
    expect(values.length).toBeGreaterThan(0);
    const absent = values.flatMap((value) => Object.entries(value).filter(([field, is]) => is === null && field !== 'purpose'));
    expect(absent).toEqual([]);
  });
});
