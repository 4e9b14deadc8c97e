import {
  createApplication,
  createRecord,
  createRecords,
  deleteRecord,
  getApplication,
  getRecord,
  listRecords,
  planRelease,
  publishRelease,
  pushDefinition,
  recordHistory,
  startImport,
  updateRecord,
  updateRecords,
} from '@plinth/api-contract';
import { PlinthError, type Violation } from '@plinth/foundation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';

const credit = { tenant: 'main', environment: 'development', application: 'credit' };

const risk = (limit: number, more = '') => `label: Risk
inputs:
  amount: number
  income: number
decisions:
  risk:
    type: string
    table:
      inputs: [ { expression: amount, type: number }, { expression: income, type: number } ]
      outputs: [ { type: string } ]
      gaps: allow
      rules:
        unknown: [ "-", "null", '"high"' ]
        small: [ "<= ${limit}", ">= 1", '"low"' ]
        large: [ "> ${limit}", ">= 1", '"high"' ]
${more}`;

const files = (limit: number, more: Readonly<Record<string, string>> = {}) => ({
  'plinth.yaml': 'format: 1\nkey: credit\ntype: application\nlabel: Credit\n',
  'roles.yaml': 'everybody:\n  heldBy: members\n  permissions: { client: all, loan: all }\n',
  'entities/client.yaml': 'label: Client\ntitle: name\nfields:\n  name: { type: text, required: true, unique: true }\n  income: decimal\n',
  'entities/loan.yaml': `label: Loan
history: true
fields:
  client: { type: reference, target: client }
  number: { type: integer, unique: true }
  note: text
  amount:
    type: money
    currency: CZK
    validations:
      - { messages: "objections(amount, note)" }
      - { rule: "offers(amount)", message: No such loan is offered. }
  class:
    type: choice
    computed: "risk(amount: amount, income: client.income)"
    options: { low: Low, high: High }
  fee: { type: decimal, scale: 2, computed: 'if class = "low" then 1.50 else 9.50' }
`,
  'imports/loans.yaml':
    'entity: loan\nmatchBy: [number]\nlookups: { client: name }\nfields: { number: number(n), amount: number(a), client: c }\n',
  'pages/loans.yaml': 'label: Loans\nqueries: { loans: { entity: loan } }\ncomponents: []\n',
  'decisions/risk.yaml': risk(limit),
  'decisions/objections.yaml': `label: Objections
inputs: { amount: number, note: string }
decisions:
  objections: { type: any, expression: 'concatenate(if amount > 9000 then ["is more than we lend", "needs a second signature"] else [], if note = "odd" then [null] else [])' }
`,
  'decisions/offers.yaml': `label: Offers
inputs: { amount: number }
decisions:
  offers: { type: boolean, expression: 'if amount = 13 then null else amount > 1' }
`,
  ...more,
});

let running: TestPlatform;
let rich: string;
beforeAll(async () => {
  running = await startTestPlatform();
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'credit', type: 'application', label: 'Credit' });
  await publish(files(1000), '1.0.0');
  rich = (await create('client', { name: 'Rich', income: '100' })).id;
}, 60_000);
afterAll(() => running.close());

interface Loan {
  readonly id: string;
  readonly version: number;
  readonly class: string | null;
  readonly fee: string;
  readonly decidedBy: { readonly class?: string };
}

async function publish(pushed: Record<string, string>, version: string): Promise<void> {
  await running.client.call(pushDefinition, credit, { files: pushed });
  expect(await running.client.call(publishRelease, credit, { version, wait: 60 })).toMatchObject({ status: 'succeeded' });
}

const create = async (entity: string, values: Readonly<Record<string, unknown>>) =>
  (await running.client.call(createRecord, credit, { entity, values })) as unknown as Loan;
const update = async (id: string, values: Readonly<Record<string, unknown>>) =>
  (await running.client.call(updateRecord, credit, { entity: 'loan', id, values })) as unknown as Loan;
const read = async (id: string) => (await running.client.call(getRecord, credit, { entity: 'loan', id })) as unknown as Loan;

async function violationsOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PlinthError)) throw new Error(`It was not refused: ${String(error)}`);
  return (error.details.violations as readonly Violation[]).map(
    ({ path, message, hint }) => `${path} ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
}

describe('a computed field that asks a decision', () => {
  test('is decided when the record is made, over references too, and is a column like any other', async () => {
    const small = await create('loan', { number: 1, client: rich, amount: 500 });
    const large = await create('loan', { number: 2, client: { id: rich }, amount: 5000 });
    expect([small.class, small.fee, large.class, large.fee]).toEqual(['low', '1.50', 'high', '9.50']);
    expect(small.decidedBy).toEqual({ class: expect.stringMatching(/^risk@[0-9a-f]{12}$/) });
    expect(large.decidedBy).toEqual(small.decidedBy);
    const found = await running.client.call(listRecords, credit, { entity: 'loan', filter: 'class = "high"', sort: '-class' });
    expect((found.items as unknown as Loan[]).map(({ id }) => id)).toEqual([large.id]);
    expect((await create('loan', { number: 3, amount: 5 })).class).toBe('high');
  });

  test('is decided again when a field that it reads is changed, and by nothing else', async () => {
    const made = await create('loan', { number: 10, client: rich, amount: 500 });
    await running.client.call(updateRecord, credit, { entity: 'client', id: rich, values: { income: null } });
    expect(await update(made.id, { note: 'told', amount: '500.00' })).toMatchObject({ class: 'low', decidedBy: made.decidedBy });
    expect(await update(made.id, { amount: 501 })).toMatchObject({ class: 'high', fee: '9.50' });
    await running.client.call(updateRecord, credit, { entity: 'client', id: rich, values: { income: '100' } });
    expect(await update(made.id, { client: null })).toMatchObject({ class: 'high' });
    expect(await update(made.id, { client: rich })).toMatchObject({ class: 'low' });
  });

  test('cannot be written, and what is wrong with a record is told before anybody is asked', async () => {
    expect(await violationsOf(create('loan', { class: 'low' }))).toEqual(['/class is computed and cannot be written']);
    expect(await violationsOf(create('loan', { client: 'nobody', amount: 99_999 }))).toEqual([expect.stringMatching(/^\/client must be/)]);
    const gone = await create('client', { name: 'Gone', income: '1' });
    await running.client.call(deleteRecord, credit, { entity: 'client', id: gone.id });
    expect(await violationsOf(create('loan', { client: gone.id, amount: 500 }))).toEqual(['/client refers to nothing that exists']);
  });

  test('many at once, and imports', async () => {
    const { ids } = await running.client.call(createRecords, credit, {
      entity: 'loan',
      records: [
        { number: 20, client: rich, amount: 1 + 1 },
        { number: 21, amount: 2 },
      ],
    });
    const made = await Promise.all(ids.map(read));
    expect(made.map((loan) => loan.class)).toEqual(['low', 'high']);
    const records = made.map(({ id, version }) => ({ id, version, values: { client: rich, amount: 2000 } }));
    await running.client.call(updateRecords, credit, { entity: 'loan', records });
    expect((await Promise.all(ids.map(read))).map((loan) => loan.class)).toEqual(['high', 'high']);
    const csv = 'n,a,c\n20,300,Rich\n22,300,Rich\n23,3000,Rich\n24,9999,Rich\n';
    const report = (await importCsv(csv)) as { failed: number };
    expect(report).toMatchObject({ imported: 2, updated: 1, failed: 1 });
    const imported = await running.client.call(listRecords, credit, { entity: 'loan', filter: 'number in [20..24]', sort: 'number' });
    expect((imported.items as unknown as Loan[]).map((loan) => [loan.class, loan.fee])).toEqual([
      ['low', '1.50'],
      ['high', '9.50'],
      ['low', '1.50'],
      ['high', '9.50'],
    ]);
    expect((imported.items as unknown as Loan[]).every(({ decidedBy }) => decidedBy.class?.startsWith('risk@') === true)).toBe(true);
  });
});

async function importCsv(csv: string): Promise<unknown> {
  const content = (async function* () {
    yield new TextEncoder().encode(csv);
  })();
  return (await running.client.call(startImport, credit, { mapping: 'loans', content, wait: 30 })).result;
}

describe('a validation that asks a decision', () => {
  test('tells at the field what the decision says, each for itself', async () => {
    expect(await violationsOf(create('loan', { amount: 9500 }))).toEqual([
      '/amount is more than we lend',
      '/amount needs a second signature',
    ]);
    expect(await violationsOf(create('loan', { amount: 1 }))).toEqual(['/amount No such loan is offered.']);
  });

  test('refuses what could not be judged', async () => {
    expect(await violationsOf(create('loan', { amount: 20, note: 'odd' }))).toEqual(['/amount cannot be judged']);
    expect(await violationsOf(create('loan', { amount: 13 }))).toEqual(['/amount No such loan is offered.']);
    // About an amount that is not there it says nothing.
    expect((await create('loan', { note: 'odd' })).class).toBe('high');
  });

  test('is left to the server: pages are not given what only it can evaluate', async () => {
    const shell = await running.client.call(getApplication, credit, {});
    const fields = shell.entities.find(({ key }) => key === 'loan')?.fields ?? [];
    expect(fields.find(({ key }) => key === 'amount')).not.toHaveProperty('validations');
    expect(fields.find(({ key }) => key === 'class')).toMatchObject({ readOnly: true });
  });
});

describe('another version of a decision', () => {
  test('leaves what was decided as it is, and the plan says of how many records', async () => {
    const before = await create('loan', { number: 40, client: rich, amount: 800 });
    const never = {
      ...files(700),
      'entities/loan.yaml': files(700)['entities/loan.yaml'].replace('  fee:', '  later: { type: text, computed: "risk(1, 1)" }\n  fee:'),
    };
    await running.client.call(pushDefinition, credit, { files: never });
    const { items } = await running.client.call(listRecords, credit, { entity: 'loan', limit: 100 });
    const { warnings } = await running.client.call(planRelease, credit, {});
    expect(warnings).toEqual([
      `${items.length} records keep the loan.class that another version of risk decided, until what it reads of them changes.`,
      `loan.later has not been decided for ${items.length} records; it will be when they are written.`,
    ]);
    await publish(never, '2.0.0');
    expect(await read(before.id)).toMatchObject({ class: 'low', version: 1, decidedBy: before.decidedBy });
    const noted = await update(before.id, { note: 'looked at' });
    expect(noted).toMatchObject({ class: 'low', fee: '1.50', later: 'low', decidedBy: { class: before.decidedBy.class } });
    const again = await update(before.id, { amount: 801 });
    expect(again).toMatchObject({ class: 'high', fee: '9.50' });
    expect(again.decidedBy.class).not.toBe(before.decidedBy.class);
    const { items: history } = await running.client.call(recordHistory, credit, { entity: 'loan', id: before.id });
    expect(history[0]?.changes).toMatchObject({
      class: { before: 'low', after: 'high' },
      decidedBy: { before: { class: before.decidedBy.class }, after: { class: again.decidedBy.class } },
    });
  });

  test('decides again with every write where the field says so', async () => {
    const made = await create('loan', { number: 41, client: rich, amount: 600 });
    expect(made.class).toBe('low');
    const eager = files(100, {
      'entities/loan.yaml': files(100)['entities/loan.yaml'].replace(
        '    options: { low',
        '    decideAgain: onEveryWrite\n    options: { low',
      ),
    });
    await publish(eager, '3.0.0');
    expect(await read(made.id)).toMatchObject({ class: 'low' });
    expect(await update(made.id, { note: 'looked at' })).toMatchObject({ class: 'high' });
  });
});
