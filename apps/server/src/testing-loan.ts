import {
  assignRole,
  type Client,
  completeTask,
  createApplication,
  createRecord,
  getRecord,
  getTask,
  listMembers,
  listTasks,
  publish,
  pushDefinition,
} from '@plinth/api-contract';
import { expect } from 'vitest';
import { readApplication } from './examples.ts';
import type { TestPlatform } from './testing.ts';
import { newMember } from './testing-member.ts';

export const bank = { tenant: 'main', environment: 'production', application: 'bank' };

/** Who has to do with a loan, each with one role of the bank. `eve` is a customer too, with an account of her own; `noah` holds no role. */
const loanPeople = {
  ada: 'customer',
  eve: 'customer',
  carl: 'clerk',
  dora: 'clerk',
  ann: 'approver',
  bob: 'approver',
  mia: 'manager',
  noah: null,
} as const;
export type LoanPerson = keyof typeof loanPeople;

/** The bank in production with its people, and an account for each customer. */
export interface LoanBank {
  readonly people: Readonly<Record<LoanPerson, Client>>;
  readonly ids: Readonly<Record<LoanPerson, string>>;
  /** Ids of accounts by their owner. */
  readonly accounts: Readonly<Record<'ada' | 'eve', string>>;
}

/** Publishes the bank and lets its people in; the administrator of the platform becomes a manager. */
export async function openLoanBank(running: TestPlatform): Promise<LoanBank> {
  const { client } = running;
  await client.call(createApplication, { tenant: 'main' }, { key: 'bank', type: 'application', label: 'Bank' });
  await client.call(pushDefinition, bank, { files: await readApplication('bank') });
  await publish(client, bank, { version: '1.0.0' });
  const [administrator] = (await client.call(listMembers, { tenant: 'main' }, {})).items;
  const give = (roleKey: string, memberId: string) =>
    client.call(assignRole, { tenant: 'main' }, { applicationKey: 'bank', roleKey, memberId });
  await give('manager', administrator?.id ?? '');
  const people: Partial<Record<LoanPerson, Client>> = {};
  const ids: Partial<Record<LoanPerson, string>> = {};
  for (const [name, role] of Object.entries(loanPeople) as [LoanPerson, string | null][]) {
    const member = await newMember(running, name);
    if (role !== null) await give(role, member.id);
    people[name] = await member.withToken('*');
    ids[name] = member.id;
  }
  const create = async (entity: string, values: Readonly<Record<string, unknown>>) =>
    ((await client.call(createRecord, bank, { entity, values })) as { id: string }).id;
  const district = await create('district', { number: 1, name: 'Prague', region: 'Prague', unemployment96: '2.50' });
  const accountOf = async (name: string, number: number) => {
    const values = {
      number,
      name,
      email: `${name.toLowerCase().split(' ')[0]}@plinth.example`,
      birthDate: '1980-06-01',
      sex: 'female',
      district,
    };
    const owner = await create('client', values);
    return create('account', { number, district, owner, frequency: 'monthly', openedOn: '2020-01-15' });
  };
  return {
    people: people as LoanBank['people'],
    ids: ids as LoanBank['ids'],
    accounts: { ada: await accountOf('Ada Lovelace', 1), eve: await accountOf('Eve Moneypenny', 2) },
  };
}

/** What a customer asks for by default. */
const asked = { purpose: 'car', amount: '50000', duration: 36, income: '42000' };

/** What tests do with applications for loans, as the people of the bank. */
export function loanDesk({ people, accounts }: LoanBank) {
  const open = async (who: Client, of: 'open' | 'mine' | 'managed' = 'open') => (await who.call(listTasks, bank, { of, limit: 200 })).items;
  /** The task of an application, once it is there; by who manages all. */
  const taskOf = async (application: string, element: string): Promise<string> => {
    const found = async () => {
      for (const task of await open(people.mia, 'managed'))
        if (task.element === element && (await people.mia.call(getTask, bank, { task: task.id })).variables.application === application)
          return task.id;
      return null;
    };
    await expect.poll(found, { timeout: 60_000, interval: 100 }).not.toBeNull();
    return (await found()) ?? '';
  };
  return {
    open,
    taskOf,
    apply: async (more: object = {}, who: Client = people.ada) => {
      const values = { ...asked, account: accounts.ada, ...more };
      return ((await who.call(createRecord, bank, { entity: 'loanApplication', values })) as { id: string }).id;
    },
    look: async (id: string) =>
      JSON.parse(JSON.stringify(await people.mia.call(getRecord, bank, { entity: 'loanApplication', id }))) as Record<string, unknown>,
    complete: async (who: LoanPerson, application: string, element: string, variables: Record<string, unknown> = {}) =>
      people[who].call(completeTask, bank, { task: await taskOf(application, element), variables }),
  };
}

export type LoanDesk = ReturnType<typeof loanDesk>;

/** Pages of the loan, which a browser goes through as its people; nobody alone may open all. */
export const loanPages = [
  'myLoans',
  'apply',
  'myLoan',
  'answerQuestion',
  'signOffer',
  'applications',
  'application',
  'checkApplication',
  'approveApplication',
  'bookingProblem',
];
