import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { PlinthError } from '@plinth/foundation';
import { type ApplicationModel, applyMigration, recordStoreMigrations } from './index.ts';
import { bankContext, smallBank, type TestRecord, TestRecords } from './testing.ts';

/** The small bank in a database of its own, with two people who use it. */
export class TestBank {
  readonly test: TestDatabase;
  readonly model: ApplicationModel;
  readonly clerk: TestRecords;
  readonly adviser: TestRecords;
  #number = 1000;

  constructor(test: TestDatabase, model: ApplicationModel) {
    this.test = test;
    this.model = model;
    this.clerk = new TestRecords(test.database, model, clerkContext);
    this.adviser = new TestRecords(test.database, model, bankContext(['adviser']));
  }

  static async open(server: Parameters<typeof testDatabase>[0]['server']): Promise<TestBank> {
    const test = await testDatabase({ migrations: recordStoreMigrations, ...(server === undefined ? {} : { server }) });
    const { model } = await applyMigration(clerkContext, test.database, { definition: smallBank() });
    return new TestBank(test, model);
  }

  /** An account with a number of its own and an owner. */
  async account(values: Record<string, unknown> = {}): Promise<TestRecord> {
    const owner = await this.clerk.create('client', { name: 'Owner' });
    return this.clerk.create('account', { number: String(++this.#number), owner: owner.id, ...values });
  }

  async loan(values: Record<string, unknown> = {}): Promise<TestRecord> {
    return this.clerk.create('loan', { account: (await this.account()).id, amount: '1200.00', months: 12, ...values });
  }
}

export const clerkContext = bankContext(['clerk']);

/** The code of the error and the paths of its violations. */
export async function refusalOf(promise: Promise<unknown>): Promise<string[]> {
  const error = await promise.then(
    () => new Error('nothing was refused'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PlinthError)) throw error;
  return [error.code, ...((error.details as { violations?: { path: string }[] }).violations ?? []).map(({ path }) => path)];
}
