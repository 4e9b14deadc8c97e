import { connect } from 'node:net';
import {
  type Client,
  callConnectorAction,
  callExternalAction,
  completeTask,
  getTask,
  listInstances,
  listRecords,
  listSettings,
  runQuery,
  sendMessage,
  setSetting,
  updateRecord,
} from '@plinth/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import {
  type BadSystem,
  type CoreBankingProcess,
  connectCoreBankingAt,
  startBadSystem,
  startCoreBankingProcess,
} from './testing-core-banking.ts';
import { bank, type LoanBank, type LoanDesk, loanDesk, openLoanBank } from './testing-loan.ts';

let running: TestPlatform;
let people: LoanBank['people'];
let loanBank: LoanBank;
let desk: LoanDesk;
let core: CoreBankingProcess;
const systems: BadSystem[] = [];
beforeAll(async () => {
  [running, core] = await Promise.all([startTestPlatform(), startCoreBankingProcess(1)]);
  loanBank = await openLoanBank(running);
  ({ people } = loanBank);
  desk = loanDesk(loanBank);
}, 120_000);
afterAll(async () => {
  await running?.close();
  for (const system of systems) await system.close();
  await core?.close();
});

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

const production = { tenant: 'main', environment: 'production' };
const ask = async (action: string, message: object) => {
  const { output } = await running.client.call(callConnectorAction, production, { connection: 'coreBanking', action, input: { message } });
  return (output as { message: Record<string, unknown> }).message;
};
/** In hundredths, which are whole. */
const balance = async (account: string) => Number(String((await ask('getAccount', { account })).balance).replace('.', ''));
const amount = 5_000_000;
/** What was booked on an account for loans, the newest first. */
const booked = async (account: string) =>
  ((await ask('listMovements', { account })).movements as readonly Record<string, unknown>[]).filter(
    ({ purpose }) => purpose !== 'Opening balance',
  );
/** What the page of an account asks the core-banking system for. */
const query = (name: 'core' | 'movements', who: Client, message: object | null = { account: '1' }, more: object = {}) =>
  who.call(runQuery, bank, { query: `query:account.${name}`, values: { message }, ...more });
const toBeSigned = async (account: string, who: Client) => {
  const application = await desk.apply({ account }, who);
  await desk.complete('carl', application, 'check', { outcome: 'forward' });
  await desk.complete('ann', application, 'approve', { approved: true });
  await desk.taskOf(application, 'sign');
  return application;
};
const sign = (application: string) =>
  people.mia.call(sendMessage, bank, { name: 'offer.signed', key: application, variables: { signedBy: 'On paper' } });
const ends = (application: string, status: string) =>
  expect.poll(async () => (await desk.look(application)).status, { timeout: 90_000, interval: 200 }).toBe(status);

test('where no core-banking system is connected, pages ask nothing and loans are paid out here', async () => {
  expect((await running.client.call(listSettings, bank, {})).items).toMatchObject([{ key: 'coreBanking', default: false, isSet: false }]);
  const application = await toBeSigned(loanBank.accounts.ada, people.ada);
  await sign(application);
  await ends(application, 'paid');
  expect(core.booked()).toBe(1);
  // The page gives no input where the setting is off; asked all the same, the platform says what is missing.
  expect(await query('core', people.carl, null)).toMatchObject({ rows: [] });
  expect(await codeOf(query('core', people.carl))).toBe('records.no-source');
});

describe('a loan of a bank with a core-banking system', () => {
  beforeAll(async () => {
    await connectCoreBankingAt(running, core.address);
    await running.client.call(setSetting, bank, { setting: 'coreBanking', value: true });
  });

  test('is paid out there once, under the id of the loan, and the page of the account shows it to those who may', async () => {
    const before = await balance('1');
    const application = await toBeSigned(loanBank.accounts.ada, people.ada);
    await sign(application);
    await ends(application, 'paid');
    const { loan, number } = await desk.look(application);
    expect(await balance('1')).toBe(before + amount);
    expect(await booked('1')).toMatchObject([{ reference: loan, amount: '50000.00', purpose: `Loan ${number}` }]);
    const { items } = await people.mia.call(listRecords, bank, { entity: 'booking', filter: `loan.id = "${String(loan)}"` });
    expect(items).toMatchObject([{ coreNumber: 2 }]);

    const { carl, ada, noah } = people;
    expect((await query('core', carl)).rows).toMatchObject([{ message: { account: '1', balance: ((before + amount) / 100).toFixed(2) } }]);
    const page = { account: '1', pageSize: 1 };
    const first = await query('movements', carl, page);
    expect(first.rows).toMatchObject([{ number: 2 }]);
    const second = await query('movements', carl, page, { cursor: first.nextCursor });
    expect(second).toMatchObject({ rows: [{ number: 1, purpose: 'Opening balance' }], nextCursor: null });
    for (const who of [ada, noah]) {
      expect(await codeOf(query('core', who))).toMatch(/^application\./);
      expect(await codeOf(who.call(callExternalAction, bank, { action: 'coreAccount', input: { message: { account: '1' } } }))).toBe(
        'application.no-action',
      );
    }
    // Nobody books by hand, not even who manages all.
    expect(await codeOf(people.mia.call(callExternalAction, bank, { action: 'bookInCore', input: { message: {} } }))).toBe(
      'application.no-action',
    );
  });

  test('that is refused there is taken back, and somebody is told why', async () => {
    const application = await toBeSigned(loanBank.accounts.eve, people.eve);
    await sign(application);
    const task = await desk.taskOf(application, 'lookInto');
    expect((await people.mia.call(getTask, bank, { task })).variables).toMatchObject({
      reason: expect.stringContaining('There is no account 2.'),
    });
    const person = { firstName: 'Eve', lastName: 'Moneypenny' };
    await ask('openAccount', { account: '2', currency: 'CZK', overdraftLimit: '0', person });
    await people.mia.call(completeTask, bank, { task, variables: { again: true } });
    await ends(application, 'paid');
    expect(await balance('2')).toBe(amount);
  });

  test('that was paid out there and cannot be recorded here is booked back, and tried again under another reference', async () => {
    const before = [await balance('1'), (await booked('1')).length] as const;
    const application = await toBeSigned(loanBank.accounts.ada, people.ada);
    const account = { entity: 'account', id: loanBank.accounts.ada };
    await people.mia.call(updateRecord, bank, { ...account, values: { blocked: true } });
    await sign(application);
    const task = await desk.taskOf(application, 'lookInto');
    expect(await balance('1')).toBe(before[0]);
    const [back, out] = await booked('1');
    expect(back).toMatchObject({ reference: `R-${String(out?.reference).replaceAll('-', '')}`, amount: '-50000.00' });
    await people.mia.call(updateRecord, bank, { ...account, values: { blocked: false } });
    await people.mia.call(completeTask, bank, { task, variables: { again: true } });
    await ends(application, 'paid');
    expect(await balance('1')).toBe(before[0] + amount);
    expect((await booked('1')).length).toBe(before[1] + 3);
  });

  test('is paid out once, whatever the system does before: hang, talk nonsense, die with the booking done', {
    timeout: 120_000,
  }, async () => {
    const hanging = await startBadSystem(() => {});
    const mute = await startBadSystem((socket) => {
      // It does what it is asked, and what it says about it is lost.
      socket.pipe(connect(Number(new URL(core.address).port), '127.0.0.1').on('error', () => socket.destroy())).resume();
    });
    const nonsense = await startBadSystem((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\u0000\u0001\u0002'));
    systems.push(hanging, mute, nonsense);
    const before = await balance('1');
    const bookedBefore = core.booked();
    const application = await toBeSigned(loanBank.accounts.ada, people.ada);
    await connectCoreBankingAt(running, hanging.address);
    await sign(application);
    await expect.poll(() => hanging.asked(), { timeout: 30_000 }).toBeGreaterThan(0);
    expect(await codeOf(query('core', people.carl))).toBe('outgoing.timed-out');
    await connectCoreBankingAt(running, nonsense.address);
    await expect.poll(() => nonsense.asked(), { timeout: 30_000 }).toBeGreaterThan(0);
    expect(await codeOf(query('core', people.carl))).toMatch(/^outgoing\.(malformed-answer|broke-off)$/);
    // It books, and dies before anybody is told: whoever asks again gets the booking that is there.
    await connectCoreBankingAt(running, mute.address);
    await expect.poll(() => core.booked(), { timeout: 60_000, interval: 100 }).toBeGreaterThan(bookedBefore);
    await core.kill();
    await connectCoreBankingAt(running, core.address);
    expect(await codeOf(query('core', people.carl))).toBe('outgoing.unreachable');
    expect(await desk.look(application)).toMatchObject({ status: 'offered' });
    await core.restart();
    await ends(application, 'paid');
    expect(await balance('1')).toBe(before + amount);
    const { items } = await people.mia.call(listInstances, bank, { process: 'loanOrigination', incidents: true });
    expect(items).toEqual([]);
  });
});
