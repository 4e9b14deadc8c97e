import { statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { compile, compileClosure, contextType, type FeelValue, fromJson, scopeOf, types } from '@plinth/expression';
import { testContext } from '@plinth/foundation/testing';
import { recordStoreMigrations } from '@plinth/record-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from './random.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrations: recordStoreMigrations });
});
afterAll(() => database.close());

const random = new Random(20261129);
const pad = (value: number, size: number) => String(value).padStart(size, '0');

/** Days of the years 1 to 9999, at the ends of months and years more often than others. */
const days = Array.from({ length: 1_500 }, () => {
  const year = random.chance(0.5) ? 1900 + random.below(300) : 1 + random.below(9_998);
  const month = random.chance(0.4) ? random.pick([1, 2, 12]) : 1 + random.below(12);
  const last = new Date(Date.UTC(2000, month, 0)).getUTCDate();
  const length = month === 2 && !(year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) ? 28 : last;
  const day = random.chance(0.5) ? random.pick([1, 2, 3, length - 2, length - 1, length]) : 1 + random.below(length);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
});
const cases = days.map((a, index) => ({ a, b: days[(index * 7 + 1) % days.length], n: random.below(4_000) - 2_000 }));

test.each([
  ['week of year(a)', 'extract(week from a)'],
  ['day of year(a)', 'extract(doy from a)'],
  ['a.weekday', 'extract(isodow from a)'],
  ['day of week(a)', "trim(to_char(a, 'Day'))"],
  ['month of year(a)', "trim(to_char(a, 'Month'))"],
  ['(a - b).days', 'a - b'],
  ['string(a + n * @"P1M")', "to_char(a + make_interval(months => n), 'YYYY-MM-DD')"],
  ['string(a - n * @"P1M")', "to_char(a - make_interval(months => n), 'YYYY-MM-DD')"],
  ['string(a + n * @"P1D")', "to_char(a + n, 'YYYY-MM-DD')"],
  // What age() counts when the first is the earlier; it borrows days as years and months do.
  ['years and months duration(a, b) / @"P1M"', 'extract(year from age(b, a)) * 12 + extract(month from age(b, a))'],
])('%s is what PostgreSQL says', async (text, sql) => {
  const scope = contextType({ a: types.date, b: types.date, n: types.number });
  const closure = compileClosure(compile(text, { scope }));
  const used = cases.filter(({ a, b = '', n }) => {
    const year = Number(a.slice(0, 4)) + (text.includes('n *') ? n / 12 : 0);
    const back = Number(a.slice(0, 4)) - (text.includes('n *') ? n / 12 : 0);
    return year > 1 && year < 9_999 && back > 1 && back < 9_999 && (!text.startsWith('years') || a <= b);
  });
  const query = statement(`select (${sql})::text as value from json_to_recordset($1::json) as r(a date, b date, n int)`);
  const { rows } = await database.database.query<{ value: string }>(testContext(), query, [JSON.stringify(used)]);
  const wrong = used.flatMap(({ a, b, n }, index) => {
    const value: FeelValue = closure(scopeOf({ a: fromJson(types.date, a), b: fromJson(types.date, b), n }));
    return String(value) === rows[index]?.value ? [] : [`${a} ${b} ${n}: ${String(value)}, not ${rows[index]?.value}`];
  });
  expect(used.length).toBeGreaterThan(300);
  expect(wrong).toEqual([]);
});

test('offsets of zones are those of PostgreSQL, from the mean times of the nineteenth century on', async () => {
  const zones = [
    'Europe/Berlin',
    'Europe/London',
    'America/New_York',
    'America/Sao_Paulo',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Africa/Monrovia',
    'Europe/Moscow',
    'Asia/Tehran',
  ];
  const instants = Array.from({ length: 1_500 }, () => ({
    zone: random.pick(zones),
    seconds: random.below(6_000_000_000) - 4_000_000_000,
  }));
  const query = statement(
    'select extract(epoch from (to_timestamp(seconds) at time zone zone))::bigint - seconds as value from json_to_recordset($1::json) as r(zone text, seconds bigint)',
  );
  const { rows } = await database.database.query<{ value: string }>(testContext(), query, [JSON.stringify(instants)]);
  const closure = compileClosure(
    compile('date and time(at, zone).time offset / @"PT1S"', { scope: contextType({ at: types.dateTime, zone: types.string }) }),
  );
  const wrong = instants.flatMap(({ zone, seconds }, index) => {
    const at = fromJson(types.dateTime, new Date(seconds * 1000).toISOString());
    const offset = closure(scopeOf({ at, zone }));
    return String(offset) === String(rows[index]?.value) ? [] : [`${zone} ${seconds}: ${String(offset)}, not ${rows[index]?.value}`];
  });
  expect(wrong).toEqual([]);
});
