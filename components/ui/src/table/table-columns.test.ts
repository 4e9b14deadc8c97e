import type { EntityDescription, FieldDescription } from '@plinth/component-kit';
import { expect, test } from 'vitest';
import { tableColumns } from './table-columns.ts';

const field = (key: string, type: string, more: Partial<FieldDescription> = {}): FieldDescription => ({
  key,
  label: key,
  type,
  required: false,
  readOnly: false,
  ...more,
});
const entity = (key: string, fields: readonly FieldDescription[]): EntityDescription => ({
  key,
  label: key,
  labelPlural: key,
  fields,
  relations: [],
  operations: ['read'],
});
const account = entity('account', [field('openedOn', 'date'), field('owner', 'reference', { target: 'secret' })]);
const loan = entity('loan', [field('account', 'reference', { target: 'account' }), field('months', 'integer')]);
const columns = (wishes: Parameters<typeof tableColumns>[0]) =>
  tableColumns(wishes, loan, [], { sortable: true, filterable: true }, (key) => (key === 'account' ? account : null));

test.each([
  ['message.overdraftLimit', 'Overdraft limit'],
  ['opened_on', 'Opened on'],
  ['customerID', 'CustomerID'],
  ['IBAN', 'IBAN'],
])('the field %s, of which nothing is known, is called %s', (path, label) => {
  expect(tableColumns([path], null, [], { sortable: true, filterable: true }, () => null)).toMatchObject([{ label, sortable: false }]);
});

test('a path over references is written as its last field is, and not sorted by', () => {
  expect(columns(['account.openedOn'])).toMatchObject([{ format: 'date', label: 'openedOn', sortable: false, filterable: false }]);
});

test.each(['account.missing', 'account.owner.name', 'nothing.at'])('the path %s, which the person may not follow, is text', (path) => {
  expect(columns([path])).toMatchObject([{ format: 'text', description: null }]);
});

test('a column is at least as wide as its heading', () => {
  const [short, long] = columns([
    { field: 'months', label: 'Months' },
    { field: 'months', label: 'Months until the last payment' },
  ]);
  expect(short?.width).toBe(104);
  expect(long?.width).toBeGreaterThan(200);
});
