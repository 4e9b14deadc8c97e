import {
  assignRole,
  claimTask,
  completeTask,
  delegateTask,
  explainInstance,
  getRecord,
  getTask,
  instanceHistory,
  listInstances,
  listRecords,
  sendMessage,
  startProcess,
  updateRecord,
} from '@plinth/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { missingFiles, writtenSteps } from './testing-life-of.ts';
import { bank, type LoanBank, type LoanDesk, loanDesk, openLoanBank } from './testing-loan.ts';

let running: TestPlatform;
let people: LoanBank['people'];
let loanBank: LoanBank;
let apply: LoanDesk['apply'];
let look: LoanDesk['look'];
let open: LoanDesk['open'];
let taskOf: LoanDesk['taskOf'];
let complete: LoanDesk['complete'];
beforeAll(async () => {
  running = await startTestPlatform();
  loanBank = await openLoanBank(running);
  ({ people } = loanBank);
  ({ apply, look, open, taskOf, complete } = loanDesk(loanBank));
}, 60_000);
afterAll(() => running.close());

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

describe('a loan', () => {
  test('is applied for, asked about, approved by two, signed and paid out; others are refused at each step', async () => {
    const { ada, eve, carl, dora, ann, bob, mia, noah } = people;
    // Only the owner of the account applies for it, and writes nothing of what the bank decides.
    for (const who of [eve, carl, ann, noah]) expect(await codeOf(apply({}, who))).toMatch(/^records\.(denied|no-entity|unknown-entity)/);
    expect(await codeOf(apply({ status: 'offered' }))).toBe('records.field-denied');
    const application = await apply({ amount: '150000' });
    expect(await codeOf(eve.call(getRecord, bank, { entity: 'loanApplication', id: application }))).toBe('records.not-found');
    expect(await codeOf(ada.call(updateRecord, bank, { entity: 'loanApplication', id: application, values: { amount: '1' } }))).toBe(
      'records.denied',
    );

    const check = await taskOf(application, 'check');
    for (const who of [ada, eve, ann, noah]) {
      expect(await open(who)).toEqual([]);
      expect(await codeOf(who.call(completeTask, bank, { task: check, variables: { outcome: 'forward' } }))).toBe('process-store.no-task');
    }
    await carl.call(claimTask, bank, { task: check });
    expect(await codeOf(dora.call(completeTask, bank, { task: check, variables: { outcome: 'forward' } }))).toBe('process-store.no-task');
    await carl.call(completeTask, bank, { task: check, variables: { outcome: 'ask', question: 'Where do you work?' } });
    expect(await look(application)).toMatchObject({ status: 'moreNeeded', question: 'Where do you work?' });

    const answer = await taskOf(application, 'answer');
    expect((await open(ada, 'mine')).map(({ id }) => id)).toEqual([answer]);
    // Who does a task sees what it needs and no more.
    expect((await ada.call(getTask, bank, { task: answer })).variables).toEqual({ application, answer: '' });
    for (const who of [eve, carl, noah])
      expect(await codeOf(who.call(completeTask, bank, { task: answer, variables: { answer: 'Nowhere' } }))).toBe('process-store.no-task');
    const forged = { answer: 'At the mill.', decision: { rate: 0 }, approved: true, applicant: 'eve@plinth.example', reviewer: 'nobody' };
    await ada.call(completeTask, bank, { task: answer, variables: forged });
    expect(await look(application)).toMatchObject({ status: 'received', answer: 'At the mill.' });

    await complete('carl', application, 'check', { outcome: 'forward' });
    const first = await taskOf(application, 'approve');
    for (const who of [ada, carl, dora, noah])
      expect(await codeOf(who.call(completeTask, bank, { task: first, variables: { approved: true } }))).toBe('process-store.no-task');
    await ann.call(claimTask, bank, { task: first });
    await ann.call(completeTask, bank, { task: first, variables: { approved: true, completedBy: { id: 'nobody', name: 'Nobody' } } });

    // The first approver is not the second, neither by the list nor by the task, nor where a manager means well.
    const second = await taskOf(application, 'approveToo');
    expect(await open(ann)).toEqual([]);
    expect(await codeOf(ann.call(getTask, bank, { task: second }))).toBe('process-store.no-task');
    expect(await codeOf(ann.call(claimTask, bank, { task: second }))).toBe('process-store.no-task');
    expect(await codeOf(ann.call(completeTask, bank, { task: second, variables: { approved: true } }))).toBe('process-store.no-task');
    for (const to of ['ann@plinth.example', loanBank.ids.ann, 'carl@plinth.example', 'ada@plinth.example'])
      expect(await codeOf(mia.call(delegateTask, bank, { task: second, to })), to).toBe('process-store.task-excluded');
    expect((await open(bob)).map(({ id }) => id)).toEqual([second]);
    await bob.call(completeTask, bank, { task: second, variables: { approved: true } });
    expect(await look(application)).toMatchObject({ status: 'offered', rate: '7.25', approvedBy: 'ann, bob' });

    const sign = await taskOf(application, 'sign');
    for (const who of [eve, carl, ann, noah])
      expect(await codeOf(who.call(completeTask, bank, { task: sign, variables: { signature: 'Eve' } }))).toBe('process-store.no-task');
    expect(await codeOf(ada.call(sendMessage, bank, { name: 'offer.signed', key: application }))).toBe('process-store.no-process');
    expect(await ada.call(completeTask, bank, { task: sign, variables: { signature: 'Ada Lovelace' } })).toMatchObject({
      status: 'completed',
    });
    const paid = await look(application);
    expect(paid).toMatchObject({ status: 'paid', signedBy: 'Ada Lovelace' });
    const loan = await mia.call(getRecord, bank, { entity: 'loan', id: String(paid.loan) });
    expect(JSON.parse(JSON.stringify(loan))).toMatchObject({ amount: '150000.00', status: 'running', number: paid.number });
    const letters = await ada.call(listRecords, bank, { entity: 'notice', filter: `application.id = "${application}"` });
    expect(letters.items.map((letter) => (letter as unknown as { subject: string }).subject).sort()).toEqual([
      'Your loan is approved',
      'Your loan is paid out',
    ]);
    expect((await eve.call(listRecords, bank, { entity: 'notice' })).items).toEqual([]);

    // What happened is the managers' to see, with who did what.
    const [instance] = (await mia.call(listInstances, bank, { process: 'loanOrigination' })).items;
    expect((await ada.call(listInstances, bank, {})).items).toEqual([]);
    expect(await codeOf(ann.call(instanceHistory, bank, { instance: instance?.id ?? '' }))).toBe('process-store.no-instance');
    const { items } = await mia.call(instanceHistory, bank, { instance: instance?.id ?? '', limit: 200 });
    const done = items.flatMap(({ by, events }) =>
      events.flatMap(({ event, type, element }) => (event === 'completed' && type === 'userTask' ? [[element, by]] : [])),
    );
    const { ids } = loanBank;
    const tasks = items.flatMap(({ events }) =>
      events.flatMap(({ event, type, element }) => (event === 'completed' && type.endsWith('Task') ? [element] : [])),
    );
    expect(tasks).toEqual(writtenSteps('a-loan.md', 'Step by step').map(({ span }) => span));
    expect(missingFiles('a-loan.md')).toEqual([]);
    expect(done).toEqual([
      ['check', ids.carl],
      ['answer', ids.ada],
      ['check', ids.carl],
      ['approve', ids.ann],
      ['approveToo', ids.bob],
      ['sign', ids.ada],
    ]);
  });

  test('of somebody of the bank is decided by others, and who approved first as a manager does not approve again', async () => {
    const { dora, carl, mia, ann } = people;
    const [owner] = (await running.client.call(listRecords, bank, { entity: 'client', filter: 'number = 2' })).items;
    const { id } = owner as unknown as { id: string };
    await running.client.call(updateRecord, bank, { entity: 'client', id, values: { email: 'dora@plinth.example' } });
    await running.client.call(assignRole, { tenant: 'main' }, { applicationKey: 'bank', roleKey: 'customer', memberId: loanBank.ids.dora });
    const application = await apply({ account: loanBank.accounts.eve, amount: '200000' }, dora);
    const check = await taskOf(application, 'check');
    expect((await open(dora)).map((task) => task.id)).not.toContain(check);
    expect(await codeOf(dora.call(completeTask, bank, { task: check, variables: { outcome: 'forward' } }))).toBe('process-store.no-task');
    await carl.call(completeTask, bank, { task: check, variables: { outcome: 'forward' } });
    await complete('mia', application, 'approve', { approved: true });
    const second = { task: await taskOf(application, 'approveToo') };
    expect(await codeOf(mia.call(claimTask, bank, second))).toBe('process-store.task-excluded');
    expect(await codeOf(mia.call(completeTask, bank, { ...second, variables: { approved: true } }))).toBe('process-store.task-excluded');
    await mia.call(delegateTask, bank, { ...second, to: 'ann@plinth.example' });
    await ann.call(completeTask, bank, { ...second, variables: { approved: false, remark: 'Too much debt.' } });
    expect(await look(application)).toMatchObject({ status: 'refused', reason: 'Too much debt.' });
    await running.client.call(updateRecord, bank, { entity: 'client', id, values: { email: 'eve@plinth.example' } });
  });

  test('that cannot be paid out is taken back, and tried again when somebody has looked into it', async () => {
    const { ada, ann, mia } = people;
    const application = await apply();
    await complete('carl', application, 'check', { outcome: 'forward' });
    await complete('ann', application, 'approve', { approved: true });
    const account = { entity: 'account', id: loanBank.accounts.ada };
    await mia.call(updateRecord, bank, { ...account, values: { blocked: true } });
    // Signed on paper: the program that scans it says so.
    await taskOf(application, 'sign');
    await mia.call(sendMessage, bank, { name: 'offer.signed', key: application, variables: { signedBy: 'Ada, on paper' } });
    expect(await look(application)).toMatchObject({ status: 'offered' });
    const loans = async () => (await mia.call(listRecords, bank, { entity: 'loan', filter: 'grantedOn = today()', count: true })).count;
    const before = await loans();
    const task = await taskOf(application, 'lookInto');
    expect((await mia.call(getTask, bank, { task })).variables).toMatchObject({
      reason: expect.stringContaining('The account is blocked.'),
    });
    for (const who of [ada, ann])
      expect(await codeOf(who.call(completeTask, bank, { task, variables: { again: true } }))).toBe('process-store.no-task');
    await mia.call(updateRecord, bank, { ...account, values: { blocked: false } });
    expect(await mia.call(completeTask, bank, { task, variables: { again: true } })).toMatchObject({ status: 'completed', incidents: 0 });
    expect(await look(application)).toMatchObject({ status: 'paid', signedBy: 'Ada, on paper' });
    expect(await loans()).toBe((before ?? 0) + 1);
  });

  test('that the rules refuse is refused at once, with the reason', async () => {
    const application = await apply({ amount: '600000', duration: 60 });
    await expect.poll(async () => (await look(application)).status, { timeout: 60_000 }).toBe('refused');
    expect((await look(application)).reason).toBe('The amount is above the limit of this risk class.');
  });

  test('whatever somebody says to a task, the process goes on or stays whole', async () => {
    const application = await apply();
    const check = await taskOf(application, 'check');
    // Who says nothing forwards nothing.
    expect(await codeOf(people.carl.call(completeTask, bank, { task: check, variables: { outcome: { $date: 'never' } } }))).toBe(
      'process-store.bad-variable',
    );
    await people.carl.call(completeTask, bank, { task: check, variables: { outcome: 'ask', question: 'x'.repeat(9000) } });
    await complete('ada', application, 'answer', { answer: null });
    await complete('carl', application, 'check', { outcome: ['forward'], remark: 42 });
    expect(await look(application)).toMatchObject({ status: 'refused', question: 'x'.repeat(2000) });
    const { items } = await people.mia.call(listInstances, bank, { process: 'loanOrigination', incidents: true });
    expect(items).toEqual([]);
    expect(await codeOf(people.ada.call(startProcess, bank, { process: 'loanOrigination' }))).toBe('process-store.no-process');
    const [instance] = (await people.mia.call(listInstances, bank, {})).items;
    expect((await people.mia.call(explainInstance, bank, { instance: instance?.id ?? '' })).places).toEqual([]);
  });
});
