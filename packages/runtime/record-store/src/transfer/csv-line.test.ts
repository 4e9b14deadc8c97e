import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test.each([
  [[1, 'a', null], '1,a,\n'],
  [['Novák, Jan', 'he said "no"', 'two\nlines'], '"Novák, Jan","he said ""no""","two\nlines"\n'],
  [
    [
      { id: '7', title: 'Praha' },
      { id: '7', title: null },
      { amount: '1.50', currency: 'CZK' },
    ],
    'Praha,7,1.50 CZK\n',
  ],
  [[['a', 'b'], true, { deep: 1 }], 'a|b,true,"{""deep"":1}"\n'],
])('%j is %j', (values, line) => {
  expect(csvLine(values)).toBe(line);
});
