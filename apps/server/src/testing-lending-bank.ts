import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assignRole, createApplication, createRecord, listMembers, publishRelease, pushDefinition } from '@plinth/api-contract';
import { PlinthError, type Violation } from '@plinth/foundation';
import { expect } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';

export const bank = { tenant: 'main', environment: 'development', application: 'bank' };
export const decision = 'loanDecision';
export const loan = { amount: 50000, duration: 36, payment: '1389.10', grantedOn: '1997-03-01' };
export const inputs = {
  loan,
  account: { openedOn: '1995-01-15', frequency: 'monthly' },
  client: { birthDate: '1950-06-01' },
  district: { unemployment: '2.5' },
};

/** The bank with two loans, on a platform of its own. */
export interface LendingBank {
  readonly running: TestPlatform;
  /** The bank's definition as it was published. */
  readonly files: Readonly<Record<string, string>>;
  /** A loan that the decision grants. */
  readonly loanId: string;
  publish(pushed: Readonly<Record<string, string>>, version: string): Promise<void>;
}

/** Publishes the bank to an empty platform, whose administrator is its manager. */
export async function startLendingBank(): Promise<LendingBank> {
  const running = await startTestPlatform();
  const files = await bankFiles();
  const publish = async (pushed: Readonly<Record<string, string>>, version: string) => {
    await running.client.call(pushDefinition, bank, { files: pushed });
    expect(await running.client.call(publishRelease, bank, { version, wait: 60 })).toMatchObject({ status: 'succeeded' });
  };
  const create = async (entity: string, values: Readonly<Record<string, unknown>>) =>
    ((await running.client.call(createRecord, bank, { entity, values })) as { id: string }).id;
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'bank', type: 'application', label: 'Bank' });
  await publish(files, '1.0.0');
  const [administrator] = (await running.client.call(listMembers, { tenant: 'main' }, {})).items;
  await running.client.call(
    assignRole,
    { tenant: 'main' },
    { applicationKey: 'bank', roleKey: 'manager', memberId: administrator?.id ?? '' },
  );
  const district = await create('district', {
    number: 1,
    name: 'Prague',
    region: 'Prague',
    unemployment95: '0.29',
    unemployment96: '7.43',
  });
  const account = await create('account', { number: 1, district, frequency: 'weekly', openedOn: '1995-01-15' });
  const client = await create('client', { number: 1, birthDate: '1950-06-01', sex: 'female', district });
  await create('disposition', { number: 1, client, account, type: 'owner' });
  const loanId = await create('loan', {
    number: 1,
    account,
    grantedOn: '1997-03-01',
    amount: '90000',
    duration: 24,
    payment: '3750',
    status: 'running',
  });
  await create('loan', {
    number: 2,
    account,
    grantedOn: '1996-03-01',
    amount: '450000',
    duration: 48,
    payment: '9375',
    status: 'runningInDebt',
  });
  return { running, files, loanId, publish };
}

async function bankFiles(): Promise<Record<string, string>> {
  const folder = join(import.meta.dirname, '..', '..', '..', 'examples', 'bank');
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.name.endsWith('.yaml')) continue;
    const path = join(entry.parentPath, entry.name);
    found[path.slice(folder.length + 1)] = await readFile(path, 'utf8');
  }
  return found;
}

/** What was refused. */
export async function refusal(work: Promise<unknown>): Promise<PlinthError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PlinthError)) throw new Error(`It was not refused: ${String(error)}`);
  return error;
}

export const violationsOf = (error: PlinthError) =>
  (error.details.violations as readonly Violation[]).map(({ path, message }) => `${path} ${message}`);
