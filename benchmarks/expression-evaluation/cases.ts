import { contextType, types } from '@plinth/expression';

/** A record as an application has it; every number is a whole one, as a JavaScript number holds it. */
export interface Row {
  readonly a: number;
  readonly b: number;
  readonly name: string;
  readonly status: string;
}

export const scope = contextType({ a: types.number, b: types.number, name: types.string, status: types.string });

export interface Case {
  readonly expression: string;
  /** What somebody writes who needs neither nulls nor exact decimals. */
  readonly byHand: (row: Row) => unknown;
}

export const cases: readonly Case[] = [
  { expression: 'a + b * 2 > 10 and contains(name, "x")', byHand: (row) => row.a + row.b * 2 > 10 && row.name.includes('x') },
  {
    expression: 'status in ("open", "new") and a between 3 and 12',
    byHand: (row) => (row.status === 'open' || row.status === 'new') && row.a >= 3 && row.a <= 12,
  },
  {
    expression: 'if status = "open" or a > b then a - b else 0',
    byHand: (row) => (row.status === 'open' || row.a > row.b ? row.a - row.b : 0),
  },
  { expression: 'upper case(name) = "NAME X 3"', byHand: (row) => row.name.toUpperCase() === 'NAME X 3' },
];

export const rows: readonly Row[] = Array.from({ length: 1000 }, (_, index) => ({
  a: index % 17,
  b: index % 11,
  name: `name ${index % 3 === 0 ? 'x' : 'y'} ${index}`,
  status: ['open', 'new', 'closed'][index % 3] ?? '',
}));
