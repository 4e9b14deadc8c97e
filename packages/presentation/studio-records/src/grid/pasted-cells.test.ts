import type { ShellField } from '@plinth/api-contract';
import { expect, test } from 'vitest';
import { pastedValues, plannedChanges, refusedCells } from './pasted-cells.ts';

const field = (key: string, type: string, more: object = {}): ShellField => ({
  key,
  label: key,
  type,
  required: false,
  readOnly: false,
  ...more,
});
const fields = [field('name', 'text'), field('price', 'decimal'), field('due', 'date'), field('total', 'decimal', { readOnly: true })];
const rows = [
  { id: 'a', version: 1, name: 'A', price: '1.00' },
  { id: 'b', version: 4, name: 'B', allowed: { update: false } },
  { id: 'c', version: 2, name: 'C' },
];
const german = { decimalSign: ',', dateOrder: 'dmy' } as const;

test('texts of a spreadsheet are read as a language writes them', () => {
  const text = '=1+1\t1.234,50\t3.2.2026\r\n"a\tb"\tviel\t\r\n';
  expect(pastedValues(text, fields, 0, german)).toEqual([
    ['=1+1', '1234.50', '2026-02-03'],
    ['a\tb', 'viel', null],
  ]);
  expect(pastedValues('1,234.50', fields, 1, { decimalSign: '.', dateOrder: 'mdy' })).toEqual([['1234.50']]);
  expect(pastedValues('Rot; blau', [field('c', 'multiChoice', { options: [{ value: 'red', label: 'Rot' }] })], 0, german)).toEqual([
    [['red', 'blau']],
  ]);
});

test('cells that may not be written, or are none, are left and counted', () => {
  const { changes, left } = plannedChanges([['x', '2', 'd', '9', 'beyond'], ['y'], ['z'], ['below']], { row: 0, column: 0 }, rows, fields);
  expect(changes.map(({ record, values, before }) => [record.id, values, before])).toEqual([
    ['a', { name: 'x', price: '2', due: 'd' }, { name: 'A', price: '1.00', due: null }],
    ['c', { name: 'z' }, { name: 'C' }],
  ]);
  expect(left).toBe(4);
  expect([
    ...refusedCells(changes, [
      { path: '/1/name', message: 'is too bad' },
      { path: '/9/name', message: 'is nowhere' },
    ]),
  ]).toEqual([['c name', 'is too bad']]);
});
