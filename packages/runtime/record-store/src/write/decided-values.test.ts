import { type DefinitionFiles, decisionsOf, readFiles } from '@plinth/app-definition';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { type FeelContext, types } from '@plinth/expression';
import { PlinthError, type Violation } from '@plinth/foundation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ComputedValues, deriveModel, planMigration, recordStoreMigrations } from '../index.ts';
import { readNames } from '../migration/introspect.ts';
import { applyMigration } from '../migration/migrate.ts';
import { bankContext, TestRecords } from '../testing.ts';

const files: DefinitionFiles = {
  'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
  'decisions/tell.yaml': 'label: Tell\ninputs: { income: number }\ndecisions: { tell: { type: string, expression: "string(income)" } }\n',
  'entities/client.yaml': 'label: Client\ntitle: name\nfields:\n  name: { type: text, maxLength: 50 }\n  income: decimal\n',
  'entities/loan.yaml': `label: Loan
fields:
  client: { type: reference, target: client, validations: [ { messages: 'if tell(client.income) = "13" then tell(client.income) else ""' } ] }
  note: text
  told: { type: text, computed: tell(client.income) }
`,
  'roles.yaml': `manager: { permissions: { client: all, loan: all } }
teller:
  permissions:
    client: { operations: [read], rowRule: name = "Seen" }
    loan: { operations: [read, create, update] }
`,
};

/** Stands for the rule processor: tells the income, and counts how often it was asked. */
let asked = 0;
const values: ComputedValues = (definition) => {
  const parameters = [{ name: 'income', type: types.number }];
  const told = {
    type: { kind: 'function' as const, parameters, result: types.string },
    compute({ income = null }: FeelContext) {
      asked++;
      return { value: income === null ? null : String(income), by: 'tell@1', reasons: income === null ? ['income is not known'] : [] };
    },
  };
  return decisionsOf(definition).length === 0 ? new Map() : new Map([['tell', told]]);
};

let database: TestDatabase;
let manager: TestRecords;
let teller: TestRecords;
beforeAll(async () => {
  database = await testDatabase({ migrations: recordStoreMigrations });
  const { definition, problems } = readFiles(files);
  expect(problems).toEqual([]);
  const context = bankContext(['manager']);
  await applyMigration(context, database.database, { definition });
  const names = await readNames(context, database.database, ['bank']);
  const model = deriveModel(definition, { environmentId: 'env1', names, computedValues: values });
  manager = new TestRecords(database.database, model, context);
  teller = new TestRecords(database.database, model, bankContext(['teller']));
  expect((await planMigration(context, database.database, { definition })).steps).toEqual([]);
});
afterAll(() => database.close());

async function violationsOf(work: Promise<unknown>): Promise<readonly Violation[]> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PlinthError)) throw new Error(`It was not refused: ${String(error)}`);
  return error.details.violations as readonly Violation[];
}

describe('what a decision reads over references', () => {
  test('is what is there, whoever writes', async () => {
    const hidden = await manager.create('client', { name: 'Hidden', income: '42' });
    const loan = await manager.create('loan', { client: hidden.id });
    expect(loan).toMatchObject({ told: '42', decidedBy: { told: 'tell@1' } });
    expect(await teller.update('loan', loan.id, { note: 'seen' })).toMatchObject({ told: '42' });
  });

  test('tells nobody of a record that they may not see', async () => {
    const [hidden, seen] = [
      await manager.create('client', { name: 'Hidden', income: '13' }),
      await manager.create('client', { name: 'Seen', income: '13' }),
    ];
    expect(await violationsOf(teller.create('loan', { client: seen.id }))).toEqual([{ path: '/client', message: '13' }]);
    expect(await violationsOf(teller.create('loan', { client: hidden.id }))).toEqual([
      { path: '/client', message: 'refers to nothing that exists' },
    ]);
    const loan = await teller.create('loan', {});
    expect(await violationsOf(teller.update('loan', loan.id, { client: hidden.id }))).toMatchObject([
      { message: 'refers to nothing that exists' },
    ]);
    expect(await violationsOf(teller.createMany('loan', [{ client: hidden.id }]))).toMatchObject([
      { message: 'refers to nothing that exists' },
    ]);
  });

  test('is asked for once a write, and not at all by a write that changes nothing it reads', async () => {
    const client = await manager.create('client', { name: 'Seen', income: '7' });
    const loan = await manager.create('loan', { client: client.id });
    asked = 0;
    await manager.update('loan', loan.id, { note: 'once' });
    // The validation asks; the field does not.
    expect(asked).toBe(1);
    await manager.update('loan', loan.id, { client: { id: client.id.toUpperCase() } });
    expect((await manager.get('loan', loan.id)).told).toBe('7');
  });
});
