import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTabSeparated, writeTabSeparated } from './tab-separated.ts';

test.each([
  [
    'cells and rows',
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['one cell', 'a', [['a']]],
  [
    'empty cells',
    '\t\n\t',
    [
      ['', ''],
      ['', ''],
    ],
  ],
  ['a cell of several lines', '"a\nb"\tc', [['a\nb', 'c']]],
  ['quotes within', '"say ""hi"""\tc', [['say "hi"', 'c']]],
  ['texts of FEEL', '< 5\t"low"', [['< 5', '"low"']]],
  ['several texts of FEEL', '"low", "high"\t1', [['"low", "high"', '1']]],
  ['a quote that never ends', '"low\t1', [['"low', '1']]],
])('%s', (_what, text, rows) => {
  expect(readTabSeparated(text)).toEqual(rows);
});

test('what is written is read again', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ' ', '\t', '\n', ',') });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 4 }), (rows) => {
      expect(readTabSeparated(`${writeTabSeparated(rows)}\n`)).toEqual(rows);
    }),
  );
});
