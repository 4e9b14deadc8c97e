import { contextType, listOf, types } from '@plinth/expression';
import { describe, expect, test } from 'vitest';
import { checkExpression, type Finding } from '../expression-finding.ts';
import { offersAt } from './completions.ts';
import { callAt, keptText, nameAt } from './meaning-at.ts';
import { partAt } from './parts.ts';
import { previewOf } from './preview.ts';

const order = contextType(
  { amount: types.number, status: types.string, placed: types.date },
  {
    name: 'order',
    meaningOf: (name) =>
      name === 'status'
        ? {
            label: 'State',
            documentation: 'How far it is.',
            declaredBy: 'field:order.status',
            values: [
              { value: 'open', label: 'Open' },
              { value: 'paid "twice"', label: 'Paid' },
            ],
          }
        : undefined,
  },
);
const scope = contextType({ order, orders: listOf(order), limit: types.number, 'net sum': types.number, SUM: types.number });

function offered(marked: string, kind: 'expression' | 'template' = 'expression') {
  return offersAt(marked.replace('|', ''), marked.indexOf('|'), kind, scope);
}

describe('what is offered', () => {
  test('are names with their types, functions, keywords and what spreadsheets call them', () => {
    const byName = new Map(offered('|')?.offers.map((offer) => [offer.name, offer]));
    expect(byName.get('limit')).toMatchObject({ kind: 'name', detail: 'number' });
    expect(byName.get('round half up')).toMatchObject({ kind: 'function', detail: '(n, scale)', insert: 'round half up()', cursor: 14 });
    expect(byName.get('today')).toMatchObject({ insert: 'today()', cursor: 7 });
    expect(byName.get('IF')).toMatchObject({ kind: 'spreadsheet', insert: '(if  then  else )', cursor: 4 });
    expect(byName.get('AVERAGE')).toMatchObject({ kind: 'spreadsheet', insert: 'mean()' });
    expect(byName.get('satisfies')?.kind).toBe('keyword');
    // A name of the scope is that name.
    expect(byName.get('SUM')?.kind).toBe('name');
  });

  test('each builtin function has one line of documentation', () => {
    const functions = offered('|')?.offers.filter(({ kind, insert }) => kind === 'function' && insert.endsWith('()')) ?? [];
    expect(functions.length).toBeGreaterThan(60);
    expect(functions.filter(({ documentation }) => documentation === null || documentation.length < 5)).toEqual([]);
  });

  test.each([
    ['order.|', ['amount', 'status', 'placed']],
    ['sum(orders[amount > 2].|', ['amount', 'status', 'placed']],
    ['Hello {{ order.| }}', ['amount', 'status', 'placed']],
  ])('behind a dot are members: %s', (marked, expected) => {
    const found = offered(marked, marked.includes('{{') ? 'template' : 'expression');
    expect(found?.offers.map(({ name }) => name)).toEqual(expected);
    expect(found?.from).toBe(marked.indexOf('|'));
  });

  test('with what people call them', () => {
    expect(offered('order.|')?.offers[1]).toMatchObject({ label: 'State', documentation: 'How far it is.' });
  });

  test.each([
    ['order.status = |', '"open"', 15],
    ['order.status = "|', '"open"', 15],
    ['order.status in ("open", |', '"open"', 25],
    ['orders[status != |', '"open"', 17],
  ])('values of a choice where it is compared: %s', (marked, first, from) => {
    const found = offered(marked);
    expect(found?.offers.filter(({ kind }) => kind === 'value').map(({ name }) => name)).toEqual([first, '"paid \\"twice\\""']);
    expect(found?.from).toBe(from);
  });

  test('a quote that stands there already is not written again', () => {
    expect(offered('order.status = "|"')?.offers[0]?.insert).toBe('"open');
  });

  test('nothing within texts, comments and the plain text of a template', () => {
    for (const marked of ['"or|', '// or|', '12|']) expect(offered(marked)).toBeNull();
    expect(offered('or|der {{ order }}', 'template')).toBeNull();
  });

  test('names of several words from their first word on', () => {
    expect(offered('limit + round ha|')?.from).toBe(8);
    expect(offered('net s|')?.from).toBe(0);
    expect(offered('limit and s|')?.from).toBe(10);
  });
});

const findings = (text: string, kind: 'expression' | 'template' = 'expression', expects = 'any'): readonly Finding[] => {
  const found = checkExpression(text, kind, scope, expects);
  return found.ok ? [] : found.findings;
};
const mended = (text: string, kind: 'expression' | 'template' = 'expression') => {
  const fix = findings(text, kind).find((each) => each.fix !== null)?.fix;
  return fix === undefined || fix === null ? null : text.slice(0, fix.from) + fix.text + text.slice(fix.to);
};

describe('what is wrong', () => {
  test.each([
    ['limitt + 1', 'limitt', 'limit + 1'],
    ['order.amuont', 'amuont', 'order.amount'],
    ['cuont(orders)', 'cuont', 'count(orders)'],
    ['sum(orders.amuont)', 'amuont', 'sum(orders.amount)'],
  ])('%s is marked at its place and mended by the nearest name', (text, marked, right) => {
    const [first] = findings(text);
    expect(text.slice(first?.from, first?.to)).toBe(marked);
    expect(mended(text)).toBe(right);
  });

  test('in a template at the place in the whole text', () => {
    expect(mended('Owes {{ limitt }} of {{ order.amount }}', 'template')).toBe('Owes {{ limit }} of {{ order.amount }}');
  });

  test('in a formula of a spreadsheet at the place where it was written', () => {
    expect(mended('=IF(limitt<>1; 2; 3)')).toBe('=IF(limit<>1; 2; 3)');
    expect(findings('VLOOKUP(limit; 1)')[0]).toMatchObject({ from: 0, to: 7, fix: null });
    expect(mended('SUMM(1; 2)')).toBe('SUM(1; 2)');
  });

  test('a type where another one belongs', () => {
    expect(findings('limit', 'expression', 'boolean')[0]?.message).toBe('It gives number where boolean belongs.');
    expect(findings('limit', 'expression', 'string')).toEqual([]);
    expect(findings('limit', 'expression', 'context')).toEqual([]);
  });

  test('whatever is written, also ten thousand letters of it', () => {
    for (const text of ['‮<script>'.repeat(1_000), '('.repeat(10_000), '{{'.repeat(5_000), '"'.repeat(9_999), 'x.'.repeat(5_000)]) {
      for (const kind of ['expression', 'template'] as const) {
        for (const { from, to } of findings(text, kind)) expect(from <= to && to <= text.length).toBe(true);
        expect(() => offersAt(text, text.length, kind, scope)).not.toThrow();
        expect(() => nameAt(text, 3, kind, scope)).not.toThrow();
      }
    }
  });
});

test.each([
  ['=SUM(1; 2) & "x"', 'string join([string(SUM(1, 2)), "x"])', '=SUM(1; 2) & "x"'],
  ['IF(limit>1, MAX(1;2), TODAY())', null, '(if limit>1 then max(1,2) else today())'],
  ['limit + 1', null, 'limit + 1'],
  ['limit +', null, 'limit +'],
])('%s is kept as FEEL where it is right', (written, _feel, kept) => {
  expect(keptText(written, 'expression', scope)).toBe(kept);
});

describe('the name at a place', () => {
  test.each([
    ['order.status = "open"', 8, 'status', 'field:order.status'],
    ['orders[status = "a"]', 9, 'status', 'field:order.status'],
    ['if order.status =', 10, 'status', 'field:order.status'],
    ['x {{ order.status }}', 13, 'status', 'field:order.status'],
  ])('%s', (text, at, name, declaredBy) => {
    expect(nameAt(text, at, text.includes('{{') ? 'template' : 'expression', scope)).toMatchObject({ name, meaning: { declaredBy } });
  });

  test('of a function is told with its forms', () => {
    expect(nameAt('substring("a", 1)', 3, 'expression', scope)?.forms.length).toBeGreaterThan(0);
    expect(callAt('substring("a", ', 15, 'expression', scope)).toMatchObject({ argument: 1, from: 0 });
  });

  test('is nothing where none is', () => {
    expect(nameAt('1 + 2', 2, 'expression', scope)).toBeNull();
    expect(partAt('plain', 'template', 2)).toBeNull();
  });
});

describe('the value now', () => {
  const values = (name: string): unknown => ({ limit: '40.5', order: { amount: 2, status: 'open', placed: '2026-01-31' } })[name];

  test.each([
    ['limit * 2', 'expression', '81'],
    ['order.placed + duration("P1D")', 'expression', '@"2026-02-01"'],
    ['{{ order.status }}: {{ limit }}', 'template', 'open: 40.5'],
    ['orders', 'expression', null],
    ['limit +', 'expression', null],
    ['for i in 1..1000000 return i', 'expression', null],
  ] as const)('of %s', (text, kind, value) => {
    expect(previewOf(text, kind, scope, values)).toBe(value);
  });
});
