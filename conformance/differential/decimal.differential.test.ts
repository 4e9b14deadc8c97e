import { statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { compile, compileClosure, contextType, parseNumber, scopeOf, types } from '@plinth/expression';
import { testContext } from '@plinth/foundation/testing';
import { recordStoreMigrations } from '@plinth/record-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { numberFromPostgres } from './in-postgres.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrations: recordStoreMigrations });
});
afterAll(() => database.close());

/** Where rounding happens: 34 digits and one more, halves, the ends of the range and of what is below it. */
const edges = [
  ...['0', '1', '-1', '2', '3', '7', '0.5', '-0.5', '1.5', '2.5', '0.25', '5e-34', '1e-34', '1e17', '99999999999999999.99999999999999999'],
  ...['1000000000000000000000000000000001', '1000000000000000000000000000000002', '-1000000000000000000000000000000003'],
  ...['9999999999999999999999999999999999', '1.000000000000000000000000000000001', '3333333333333333333333333333333333'],
  ...['9007199254740991', '9007199254740993', '1e6144', '9.999999999999999999999999999999999e6144', '-1e6144', '1e-6143', '1e-6176'],
  ...['-15e-6176', '25e-6176', '4.999999999999999999999999999999999e-6143', '1e-3100', '5e3100', '12345678901234567890.12345678901234'],
];

test.each([
  ['+', 'plinth.feel_number(a + b)'],
  ['-', 'plinth.feel_number(a - b)'],
  ['*', 'plinth.feel_number(a * b)'],
  ['/', 'plinth.feel_quotient(a, b)'],
])('%s of numbers at the edges is rounded half-even to 34 digits by PostgreSQL as by closures', async (operator, sql) => {
  const closure = compileClosure(compile(`a ${operator} b`, { scope: contextType({ a: types.number, b: types.number }) }));
  const pairs = edges.flatMap((a) => edges.map((b) => ({ a, b })));
  const asked = statement(`select (${sql})::text as value from json_to_recordset($1::json) as r(a numeric, b numeric)`);
  const { rows } = await database.database.query<{ value: string | null }>(testContext(), asked, [JSON.stringify(pairs)]);
  const wrong = pairs.flatMap(({ a, b }, index) => {
    const expected = String(closure(scopeOf({ a: parseNumber(a), b: parseNumber(b) })));
    const text = rows[index]?.value ?? null;
    const answer = text === null ? 'null' : String(numberFromPostgres(text));
    return expected === answer ? [] : [`${a} ${operator} ${b}: ${expected}, not ${answer}`];
  });
  expect(wrong).toEqual([]);
});
