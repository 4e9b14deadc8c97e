import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { berkaFolder, berkaPresent, importBerka, publishBank } from './testing-berka.ts';

/** SQL over the raw columns `r.<name>` by field; of a reference, `[target, number of what it leads to]`. */
type Expected = Readonly<Record<string, string | readonly [target: string, number: string]>>;

const day = (column: string) => `to_date('19' || substr(r.${column}, 1, 6), 'YYYYMMDD')`;
const oneOf = (column: string, values: Readonly<Record<string, string>>, otherwise = 'null') =>
  `case r.${column} ${Object.entries(values)
    .map(([raw, value]) => `when '${raw}' then '${value}'`)
    .join(' ')} else ${otherwise} end`;

/** File, entity, and what every column of its table must be. */
const files: readonly (readonly [file: string, entity: string, columns: Expected])[] = [
  [
    'district.asc',
    'district',
    {
      number: 'r."A1"::bigint',
      name: 'r."A2"',
      region: 'r."A3"',
      inhabitants: 'r."A4"::bigint',
      municipalitiesTiny: 'r."A5"::bigint',
      municipalitiesSmall: 'r."A6"::bigint',
      municipalitiesMedium: 'r."A7"::bigint',
      municipalitiesLarge: 'r."A8"::bigint',
      cities: 'r."A9"::bigint',
      urbanRatio: 'r."A10"::numeric',
      averageSalary: 'r."A11"::numeric',
      unemployment95: `nullif(r."A12", '?')::numeric`,
      unemployment96: 'r."A13"::numeric',
      entrepreneurs: 'r."A14"::bigint',
      crimes95: `nullif(r."A15", '?')::bigint`,
      crimes96: 'r."A16"::bigint',
    },
  ],
  [
    'client.asc',
    'client',
    {
      displayName: `'Client ' || r.client_id`,
      number: 'r.client_id::bigint',
      sex: `case when substr(r.birth_number, 3, 2)::int > 50 then 'female' else 'male' end`,
      birthDate: `to_date('19' || substr(r.birth_number, 1, 2) || lpad((substr(r.birth_number, 3, 2)::int % 50)::text, 2, '0') || substr(r.birth_number, 5, 2), 'YYYYMMDD')`,
      district: ['district', 'r.district_id'],
    },
  ],
  [
    'account.asc',
    'account',
    {
      number: 'r.account_id::bigint',
      openedOn: day('date'),
      frequency: oneOf('frequency', {
        'POPLATEK TYDNE': 'weekly',
        'POPLATEK PO OBRATU': 'afterTransaction',
        'POPLATEK MESICNE': 'monthly',
      }),
      district: ['district', 'r.district_id'],
    },
  ],
  [
    'disp.asc',
    'disposition',
    {
      number: 'r.disp_id::bigint',
      type: 'lower(r.type)',
      client: ['client', 'r.client_id'],
      account: ['account', 'r.account_id'],
    },
  ],
  [
    'order.asc',
    'paymentOrder',
    {
      number: 'r.order_id::bigint',
      bankTo: 'r.bank_to',
      accountTo: 'r.account_to',
      amount: 'r.amount::numeric',
      purpose: oneOf('k_symbol', { SIPO: 'household', UVER: 'loan', POJISTNE: 'insurance', LEASING: 'leasing' }),
      account: ['account', 'r.account_id'],
    },
  ],
  [
    'loan.asc',
    'loan',
    {
      number: 'r.loan_id::bigint',
      grantedOn: day('date'),
      amount: 'r.amount::numeric',
      duration: 'r.duration::bigint',
      payment: 'r.payments::numeric',
      status: oneOf('status', { A: 'finishedPaid', B: 'finishedUnpaid', C: 'running', D: 'runningInDebt' }),
      account: ['account', 'r.account_id'],
    },
  ],
  ['card.asc', 'card', { number: 'r.card_id::bigint', type: 'r.type', issued: day('issued'), disposition: ['disposition', 'r.disp_id'] }],
];

describe.skipIf(!berkaPresent)('the seven files of a real bank (skipped where ../shared/data/berka is missing)', () => {
  let running: TestPlatform;
  beforeAll(async () => {
    running = await startTestPlatform();
    await publishBank(running);
  }, 60_000);
  afterAll(() => running.close());

  test('all 23,360 rows come in through the command line', async () => {
    const out = await importBerka(
      running,
      files.map(([file]) => file),
    );
    expect(JSON.stringify(JSON.parse(out))).not.toMatch(/"failed":[1-9]/);
    let total = 0;
    for (const [, entity] of files) total += Number((await running.ask(`select count(*)::int as n from ${await tableOf(entity)}`))[0]?.n);
    expect(total).toBe(23_360);
  }, 120_000);

  test.each(files)('%s: every value is what the file says, by SQL over the raw rows', async (file, entity, columns) => {
    const lines = readFileSync(join(berkaFolder, file), 'latin1').trimEnd().split(/\r?\n/);
    const cells = (line: string) => line.split(';').map((cell) => cell.replace(/^"|"$/g, ''));
    const [header = []] = lines.slice(0, 1).map(cells);
    const rows = lines.slice(1).map((line) => Object.fromEntries(cells(line).map((cell, index) => [header[index] ?? '', cell])));
    const wanted = Object.values(columns).map((column) => (typeof column === 'string' ? column : `${column[1]}::bigint`));
    const raw = `(select ${wanted.join(', ')} from jsonb_to_recordset($1::jsonb) as r (${header.map((name) => `"${name}" text`).join(', ')}))`;
    const table = await tableOf(entity);
    const names = await columnsOf(table, Object.keys(columns));
    const values = Object.values(columns).map(async (column, at) => {
      const own = `t."${names[at]}"`;
      return typeof column === 'string' ? own : `(select x.number from ${await tableOf(column[0])} x where x.id = ${own})`;
    });
    const stored = `(select ${(await Promise.all(values)).join(', ')} from ${table} t)`;
    const difference = await running.ask(`(${raw} except all ${stored}) union all (${stored} except all ${raw})`, [JSON.stringify(rows)]);
    expect(difference).toEqual([]);
  });

  async function tableOf(entity: string): Promise<string> {
    const [found] = await running.ask(
      `select quote_ident(n.nspname) || '.' || quote_ident(r.name) as name from plinth.record_name r join plinth.environment e on e.id = r.environment_id
       join pg_namespace n on n.nspname = 'env_' || e.id where r.record = $1 and e.key = 'production'`,
      [`entity:${entity}`],
    );
    return String(found?.name);
  }

  /** Physical names follow from keys; a column is found by its key without regard to case and underscores. */
  async function columnsOf(table: string, keys: readonly string[]): Promise<string[]> {
    const rows = await running.ask(`select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0`, [table]);
    const plain = (name: string) => name.replaceAll('_', '').toLowerCase();
    return keys.map((key) => String(rows.find(({ name }) => plain(String(name)) === plain(key))?.name ?? key));
  }
});
