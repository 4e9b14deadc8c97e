import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DecisionRunOperation, downloadDecisionRun, startDecisionRun } from '@plinth/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { berkaFolder, berkaPresent, importBerka, publishBank } from './testing-berka.ts';

type Row = Readonly<Record<string, string>>;

/** Answers beside what became of the loans. */
const compare = {
  given: 'if result.approved then "granted" else "refused"',
  expected: 'if status in ("finishedPaid", "running") then "good" else "bad"',
};

function rowsOf(file: string): readonly Row[] {
  const [header = '', ...lines] = readFileSync(join(berkaFolder, file), 'latin1').trimEnd().split(/\r?\n/);
  const cells = (line: string) => line.split(';').map((cell) => cell.replace(/^"|"$/g, ''));
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [cells(header)[at] ?? '', cell])));
}

const monthsOf = (yymmdd: string) =>
  (Number(yymmdd.slice(0, 2)) * 12 + (Number(yymmdd.slice(2, 4)) % 50)) * 100 + Number(yymmdd.slice(4, 6));
/** Whole months from one day to another, both `YYMMDD`. */
const monthsBetween = (from: string, to: string) => Math.floor((monthsOf(to) - monthsOf(from)) / 100);

/** The bank's loan decision once more, by hand and over the raw files. */
function decidedByHand(): ReadonlyMap<string, { readonly approved: boolean; readonly good: boolean }> {
  const byKey = (file: string, key: string) => new Map(rowsOf(file).map((row) => [row[key] ?? '', row]));
  const [accounts, clients, districts] = [
    byKey('account.asc', 'account_id'),
    byKey('client.asc', 'client_id'),
    byKey('district.asc', 'A1'),
  ];
  const owners = new Map(
    rowsOf('disp.asc')
      .filter(({ type }) => type === 'OWNER')
      .map((row) => [row.account_id, row.client_id ?? '']),
  );
  return new Map(
    rowsOf('loan.asc').map(({ loan_id = '', account_id = '', date = '', amount, duration, payments, status = '' }) => {
      const account = accounts.get(account_id);
      const born = clients.get(owners.get(account_id) ?? '')?.birth_number ?? '';
      const district = districts.get(account?.district_id ?? '');
      const months = monthsBetween(account?.date ?? '', date);
      const age = Math.floor((monthsBetween(born, date) + Number(duration)) / 12);
      const payment = Number(payments);
      const known = account?.frequency !== 'POPLATEK PO OBRATU' && months >= 12;
      const risk = payment <= 1500 ? 'low' : payment > 7500 ? 'high' : payment <= 6000 && known ? 'low' : 'medium';
      const year = Number(date.slice(0, 2));
      const figure = year >= 97 ? district?.A13 : year >= 96 ? district?.A12 : '?';
      const unemployment = figure === undefined || figure === '?' ? null : Number(figure);
      const limits = { low: [500000, 400000, 400000], medium: [300000, 200000, 250000], high: [100000, 100000, 100000] } as const;
      const limit = limits[risk][unemployment === null ? 2 : unemployment > 6 ? 1 : 0];
      return [loan_id, { approved: age >= 18 && age <= 80 && months >= 3 && Number(amount) <= limit, good: 'AC'.includes(status) }];
    }),
  );
}

describe.skipIf(!berkaPresent)(
  'the loan decision against what became of 682 real loans (skipped where ../shared/data/berka is missing)',
  () => {
    let running: TestPlatform;
    let run: DecisionRunOperation;
    const bank = { tenant: 'main', environment: 'production', application: 'bank' };
    beforeAll(async () => {
      running = await startTestPlatform();
      await publishBank(running);
      await importBerka(running, ['district.asc', 'client.asc', 'account.asc', 'disp.asc', 'loan.asc']);
      run = await running.client.call(startDecisionRun, bank, { decision: 'loanDecision', onField: 'grantedOn', compare, wait: 60 });
    }, 120_000);
    afterAll(() => running.close());

    test('every loan is decided, as the same rules by hand decide it', async () => {
      expect(run).toMatchObject({ status: 'succeeded', result: { records: 682, failed: 0 } });
      const counts = new Map<string, number>();
      for (const { approved, good } of decidedByHand().values()) {
        const name = `${good ? 'good' : 'bad'} ${approved ? 'granted' : 'refused'}`;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      expect(
        Object.fromEntries((run.result?.confusion ?? []).map(({ expected, given, count }) => [`${expected} ${given}`, count])),
      ).toEqual(Object.fromEntries(counts));
      console.info(tableOf(run));
    });

    test('each is asked for the day on which it began', async () => {
      const response = await running.client.fetch(downloadDecisionRun, bank, { decision: 'loanDecision', operation: run.id });
      const days = (await response.text())
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { on: string }).on);
      const raw = rowsOf('loan.asc').map(({ date = '' }) => `19${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4, 6)}`);
      expect(days.toSorted()).toEqual(raw.toSorted());
    });
  },
);

/** The confusion table as people read it. */
function tableOf({ result }: DecisionRunOperation): string {
  const count = (expected: string, given: string) =>
    String(result?.confusion.find((cell) => cell.expected === expected && cell.given === given)?.count ?? 0).padStart(9);
  return [
    'loans that became    granted  refused',
    ...['good', 'bad'].map((expected) => `${expected.padEnd(17)}${count(expected, 'granted')}${count(expected, 'refused')}`),
  ].join('\n');
}
