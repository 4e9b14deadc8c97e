import { expect, test } from 'vitest';
import type { ColumnUse } from './column-use.ts';
import { importedText } from './column-use.ts';
import { ImportFile } from './import-file.ts';

const reading = { nothing: ['NULL', '?'], likelier: {} };
const use = (place: number, field: string, type: string, more: Partial<ColumnUse> = {}): ColumnUse => ({
  ...{ place, field, type, decimalSign: ',', dateOrder: 'dmy' },
  ...more,
});

test('a file is looked at, written anew for its fields, and what was refused is found again', async () => {
  const text = 'Nr;Name;Preis\n1;"zwei\nZeilen";1.234,50\n2;NULL;?\nkaputt\n3;"=1+1";7\n4;;';
  const file = new ImportFile(new Blob([text]));
  const looked = await file.look(reading);
  expect(looked).toMatchObject({
    ...{ kind: 'text', delimiter: ';', header: true, total: 4, unreadable: 1 },
    problems: [{ row: 5, column: null, reason: 'has 1 values where the header names 3' }],
    found: [{ type: 'integer' }, { empty: 2 }, { type: 'decimal', empty: 2 }],
  });
  const { body, total } = await file.body([use(1, 'name', 'text'), use(2, 'price', 'decimal')]);
  expect(total).toBe(4);
  expect(await body.text()).toBe('name,price\n"zwei\nZeilen",1234.50\n,\n=1+1,7\n,\n');
  // Lines of what was sent: 2 (two of them), 4, 5, 6.
  expect([2, 4, 5, 6].map((line) => file.rowOfLine(line))).toEqual([2, 4, 6, 7]);
  const list = await file.refused(
    [
      [2, 2],
      [5, 5],
    ],
    [{ row: 6, column: 'Name', reason: 'is too bad' }],
    ['Row', 'Problem'],
  );
  expect((await list.text()).split('\n').slice(1)).toEqual([
    '2,,1,"zwei',
    'Zeilen","1.234,50"',
    '5,has 1 values where the header names 3',
    '6,Name: is too bad,3,=1+1,7',
    '',
  ]);
});

test('what was checked is what is imported: written once for the same columns, anew for others and for another way of reading', async () => {
  const file = new ImportFile(new Blob(['a;b\n1;2\n']));
  await file.look(reading);
  const [first, again] = await Promise.all([file.body([use(0, 'a', 'text')]), file.body([use(0, 'a', 'text')])]);
  expect(again.body).toBe(first.body);
  const other = await file.body([use(1, 'b', 'text')]);
  expect(await other.body.text()).toBe('b\n2\n');
  await file.look({ ...reading, nothing: ['1'] });
  const read = await file.body([use(0, 'a', 'text')]);
  expect(await read.body.text()).toBe('a\n""\n');
});

test('a row of which nothing is left is still a row', async () => {
  const file = new ImportFile(new Blob(['a;b\n;1\n2;2\n']));
  await file.look(reading);
  const { body } = await file.body([use(0, 'a', 'text')]);
  expect(await body.text()).toBe('a\n""\n2\n');
});

test.each([
  ['decimal', '1.234,5', '1234.5'],
  ['decimal', 'many', 'many'],
  ['money', '1.234,50 EUR', '1234.50 EUR'],
  ['boolean', 'Ja', 'true'],
  ['date', '3.2.2026', '2026-02-03'],
  ['date', '3.2.2026 00:00', '2026-02-03'],
  ['date', '3.2.2026 10:00', '3.2.2026 10:00'],
  ['dateTime', '2026-02-03T10:00:00Z', '2026-02-03T10:00:00.000Z'],
  ['time', '8:05', '08:05:00'],
  ['choice', 'OPEN', 'open'],
  ['choice', 'offen', 'open'],
  ['multiChoice', '["open","x"]', 'open|x'],
  ['multiChoice', 'offen, x', 'open|x'],
  ['text', ' as it is ', ' as it is '],
  ['reference', ' 7 ', '7'],
  ['integer', '  ', ''],
])('%s: %j is sent as %j', (type, text, sent) => {
  expect(importedText(text, use(0, 'f', type, { options: [{ value: 'open', label: 'Offen' }] }))).toBe(sent);
});
