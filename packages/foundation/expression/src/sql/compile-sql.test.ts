import { PlinthError } from '@plinth/foundation';
import { describe, expect, test } from 'vitest';
import { compile, compileSql, contextType, listOf, type NullMeaning, types } from '../index.ts';

const scope = contextType({
  status: types.string,
  amount: types.number,
  date: types.date,
  tags: listOf(types.string),
  done: types.boolean,
  at: types.dateTime,
  hour: types.time,
  client: contextType({ name: types.string }),
  page: contextType({ search: types.string }),
});

function sql(text: string, nullIs: NullMeaning = 'exact'): string {
  const values: unknown[] = [];
  const target = {
    column: ([first = '', ...rest]: readonly string[]) => (first === 'page' ? null : [first, ...rest].join('_')),
    parameter: (path: readonly string[]) => `:${path.join('.')}`,
    number: (exact: string) => `number(${exact})`,
    quotient: (dividend: string, divisor: string) => `quotient(${dividend}, ${divisor})`,
    constant: (value: unknown) => `$${values.push(value)}`,
  };
  const { sql: written } = compileSql(compile(text, { scope }), target, nullIs);
  return values.length === 0 ? written : `${written} ${JSON.stringify(values)}`;
}

describe('where null means deny', () => {
  test.each([
    ['status = "open"', '(status = $1) ["open"]'],
    ['status = page.search', '(status = :page.search or (status is null and :page.search is null))'],
    ['status != "open" and amount > 5', '((status is distinct from $1) and (amount > $2)) ["open",5]'],
    ['client.name = null', '(client_name is null)'],
  ])('%s', (text, expected) => {
    expect(sql(text, 'false')).toBe(expected);
  });
});

describe('where null is kept apart', () => {
  test.each([
    ['status = "open"', 'coalesce(status = $1, false) ["open"]'],
    ['status = client.name', '(status is not distinct from client_name)'],
    ['not(status = "a")', '(not coalesce(status = $1, false)) ["a"]'],
    ['status < "b"', '(status collate "C" < $1) ["b"]'],
    ['amount between 1 and 2', '((amount >= $1) and (amount <= $2)) [1,2]'],
    ['amount in [1..5)', '((amount >= $1) and (amount < $2)) [1,5]'],
    ['status in ("a", "b")', '(coalesce(status = $1, false) or coalesce(status = $2, false)) ["a","b"]'],
    ['date >= date("2026-01-01")', '(date >= $1) ["2026-01-01"]'],
    ['contains(status, page.search)', '(position(:page.search in status) > 0)'],
    ['if done then amount else amount - 1', '(case when done then amount else number(amount - $1) end) [1]'],
    ['list contains(tags, "x")', '(case when tags is null then null else array_position(tags, $1) is not null end) ["x"]'],
    ['status + "x"', '(status || $1) ["x"]'],
    ['amount * 1.1', 'number(amount * $1) ["1.1"]'],
    ['amount / 3', 'quotient(amount, $1) [3]'],
    ['amount = 1 / 0', '(amount is null)'],
    ['amount < 1 / 0', 'null::boolean'],
    ['amount in [1..null]', 'null::boolean'],
    ['done in (true, false)', '(coalesce(done = $1, false) or coalesce(done = $2, false)) [true,false]'],
    ['date.year', 'extract(year from date)'],
  ])('%s', (text, expected) => {
    expect(sql(text)).toBe(expected);
  });
});

test.each([
  ['upper case(status) = "A"', 'upper case(status)'],
  ['amount ** 2 > 5', 'amount ** 2'],
  ['some t in tags satisfies t = "a"', 'some t in tags satisfies t = "a"'],
  ['tags[1] = "a"', 'tags[1]'],
  ['list contains(tags, 5)', 'tags'],
  ['null in (amount)', 'null'],
  ['date > date("-0044-03-15")', 'date("-0044-03-15")'],
  ['date > @"999999999-12-31"', '@"999999999-12-31"'],
  ['status = "a\\u0000"', '"a\\u0000"'],
  ['time(at) > @"10:00:00"', 'time(at)'],
  ['at > date and time("2026-01-31T10:00:00")', 'date and time("2026-01-31T10:00:00")'],
  ['at > @"2026-01-31T10:00:00.0001Z"', '@"2026-01-31T10:00:00.0001Z"'],
  ['hour > time("12:00:00Z")', 'time("12:00:00Z")'],
])('%s names the part that is not SQL', (text, part) => {
  let thrown: unknown;
  try {
    sql(text);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(PlinthError);
  expect((thrown as PlinthError).message).toBe(`"${part}" cannot be computed by the database.`);
});

test.each([
  ['status = page.search', '(status = :page.search)'],
  ['status in page.found', '(status = any(:page.found))'],
  ['list contains(page.found, status)', '(status = any(:page.found))'],
])('%s needs no word about nulls where the page’s values are never null', (text, expected) => {
  const never = contextType({ status: types.string, page: contextType({ search: types.string, found: listOf(types.string) }) });
  const target = {
    column: (path: readonly string[]) => (path[0] === 'page' ? null : path.join('_')),
    parameter: (path: readonly string[]) => `:${path.join('.')}`,
    constant: () => '',
    number: (exact: string) => exact,
    quotient: (dividend: string) => dividend,
    isNeverNull: ([first]: readonly string[]) => first === 'page',
  };
  expect(compileSql(compile(text, { scope: never }), target, 'false').sql).toBe(expected);
});
