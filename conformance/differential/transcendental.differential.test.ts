import { statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { compile, compileClosure, contextType, type FeelNumber, isNumber, parseNumber, scopeOf, types } from '@plinth/expression';
import { testContext } from '@plinth/foundation/testing';
import { recordStoreMigrations } from '@plinth/record-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from './random.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrations: recordStoreMigrations });
});
afterAll(() => database.close());

/** Of PostgreSQL's digits, of which it is asked for sixty behind the point or more, the first 34 rounded half-even: reading does that. */
function read(text: string): FeelNumber {
  const value = parseNumber(text);
  if (value === null) throw new Error(text);
  return value;
}

/** Numbers of 1 to 34 digits between 10^-low and 10^high. */
function numbers(seed: number, count: number, low: number, high: number): string[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const size = 1 + random.below(34);
    const digits = Array.from({ length: size }, (_, index) => (index === 0 ? 1 + random.below(9) : random.below(10))).join('');
    return `${digits}e${random.below(high + low) - low - size}`;
  });
}

async function asked(sql: string, cases: readonly Readonly<Record<string, string>>[]): Promise<string[]> {
  const query = statement(`select (${sql})::text as value from json_to_recordset($1::json) as r(a numeric, b numeric)`);
  const { rows } = await database.database.query<{ value: string }>(testContext(), query, [JSON.stringify(cases)]);
  return rows.map(({ value }) => value);
}

async function compareAll(text: string, sql: string, cases: readonly Readonly<Record<string, string>>[]): Promise<void> {
  const closure = compileClosure(compile(text, { scope: contextType({ a: types.number, b: types.number }) }));
  const expected = await asked(sql, cases);
  const wrong = cases.flatMap((given, index) => {
    const value = closure(scopeOf(Object.fromEntries(Object.entries(given).map(([name, digits]) => [name, parseNumber(digits)]))));
    const right = String(read(expected[index] ?? ''));
    return isNumber(value) && String(value) === right ? [] : [`${JSON.stringify(given)}: ${String(value)}, not ${right}`];
  });
  expect(wrong).toEqual([]);
}

const seed = 20261129;
const ones = (list: readonly string[]) => list.map((a) => ({ a, b: '0' }));

// PostgreSQL gives these functions as many digits behind the point as their argument has: zeros behind it ask for more.
test('sqrt is rounded correctly to 34 digits', async () => {
  await compareAll('sqrt(a)', 'sqrt(round(a, 120))', ones(['2', '3', '0.5', '1e-30', '9007199254740993', ...numbers(seed, 300, 40, 40)]));
});

test('log is rounded correctly to 34 digits', async () => {
  const near = ['1.0000000001', '0.9999999999', '1.00000000000000000001', '2', '10', '0.1', '2.718281828459045235360287471352662'];
  await compareAll('log(a)', 'ln(round(a, 120))', ones([...near, ...numbers(seed + 1, 300, 40, 40)]));
});

test('exp is rounded correctly to 34 digits', async () => {
  await compareAll('exp(a)', 'exp(round(a, 120))', ones(['1', '-1', '0.5', '100', '-50', '1e-20', ...numbers(seed + 2, 300, 30, 2)]));
});

test('** is rounded correctly to 34 digits, for exponents that are whole and for others', async () => {
  const bases = numbers(seed + 3, 200, 4, 4);
  const exponents = numbers(seed + 4, 200, 6, 1);
  await compareAll(
    'a ** b',
    'power(round(a, 120), round(b, 120))',
    bases.map((a, index) => ({ a, b: exponents[index] ?? '1' })),
  );
  const whole = bases.map((a, index) => ({ a, b: String((index % 41) - 20) }));
  await compareAll('a ** b', 'power(round(a, 200), b)', whole);
});

test('modulo has the sign of the divisor and is exact', async () => {
  const [as, bs] = [numbers(seed + 5, 300, 10, 20), numbers(seed + 6, 300, 10, 20)];
  const signs = ['', '-'];
  const cases = as.map((a, index) => ({ a: `${signs[index % 2]}${a}`, b: `${signs[(index >> 1) % 2]}${bs[index]}` }));
  // PostgreSQL's own remainder has the sign of the dividend.
  await compareAll('modulo(a, b)', 'mod(mod(a, b) + b, b)', cases);
});

test('stddev is rounded once', async () => {
  const values = numbers(seed + 7, 12, 3, 6);
  const sql = values.map((digits) => `round(${read(digits)}, 100)`).join('), (');
  const { rows } = await database.database.query<{ value: string }>(
    testContext(),
    statement(`select stddev_samp(x)::text as value from (values (${sql})) as t(x)`),
    [],
  );
  const closure = compileClosure(compile('stddev(list)', { scope: contextType({ list: { kind: 'list', item: types.number } }) }));
  expect(String(closure(scopeOf({ list: values.map(read) })))).toBe(String(read(rows[0]?.value ?? '')));
});
