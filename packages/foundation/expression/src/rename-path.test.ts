import { expect, test } from 'vitest';
import { compile, contextType, listOf, renamePath, types } from './index.ts';

const city = contextType({ city: types.string, name: types.string });
const row = contextType({ amount: types.number, client: city });
const scope = contextType({
  client: city,
  owner: city,
  rows: listOf(row),
  'net total': types.number,
  amount: types.number,
  date: types.date,
});

function renamed(text: string, from: readonly string[], to: string): string {
  return renamePath(text, compile(text, { scope }), from, to);
}

test.each([
  ['client . /* city */ city  =  "city" // client.city', 'client.city', 'town', 'client . /* city */ town  =  "city" // client.city'],
  ['owner.city = client.city', 'client.city', 'town', 'owner.city = client.town'],
  ['client.city + client.name', 'client', 'customer', 'customer.city + customer.name'],
  ['{client: 1, x: client + 1}.x + count(client.city)', 'client', 'customer', '{client: 1, x: client + 1}.x + count(customer.city)'],
  ['net   total > 1 and net total < 5', 'net total', 'gross', 'gross > 1 and gross < 5'],
  ['amount > 1 and count(rows[amount > 2]) > 0', 'rows.amount', 'sum', 'amount > 1 and count(rows[sum > 2]) > 0'],
  ['amount > 1 and count(rows[amount > 2]) > 0', 'amount', 'sum', 'sum > 1 and count(rows[amount > 2]) > 0'],
  ['rows[item.amount > 2].amount', 'rows.amount', 'sum', 'rows[item.sum > 2].sum'],
  [
    'for r in rows, s in [r.client] return r.client.city',
    'rows.client.city',
    'town',
    'for r in rows, s in [r.client] return r.client.town',
  ],
  [
    'some amount in rows satisfies amount.amount > amount.amount',
    'rows.amount',
    'sum',
    'some amount in rows satisfies amount.sum > amount.sum',
  ],
  ['{r: rows[1], x: r.amount}.x', 'rows.amount', 'sum', '{r: rows[1], x: r.sum}.x'],
  ['(function(amount: number) amount)(amount)', 'amount', 'sum', '(function(amount: number) amount)(sum)'],
  ['date("2026-01-01") < date', 'date', 'day', 'date("2026-01-01") < day'],
  ['rows.client.city', 'rows.client', 'customer', 'rows.customer.city'],
])('%s with %s as %s', (text, path, to, expected) => {
  expect(renamed(text, path.split('.'), to)).toBe(expected);
});

test('unary tests', () => {
  const typed = compile('> amount, ? + amount > 3', { scope, testsOf: types.number });
  expect(renamePath(typed.text, typed, ['amount'], 'sum')).toBe('> sum, ? + sum > 3');
});

test('nothing to rename leaves the very text', () => {
  const text = '  owner.city\n = "x"\t';
  expect(renamed(text, ['client', 'city'], 'town')).toBe(text);
});
