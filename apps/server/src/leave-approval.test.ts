import {
  assignRole,
  type Client,
  completeTask,
  createRecord,
  deleteRecord,
  getRecord,
  listInstances,
  listMembers,
  listRecords,
  listTasks,
  updateRecord,
} from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { leaveTask, stockLeave } from './testing-leave.ts';
import { newMember } from './testing-member.ts';

const target = { tenant: 'main', environment: 'production', application: 'leave-request' };

let running: TestPlatform;
let substitute: Client;
let requester: Client;

beforeAll(async () => {
  running = await startTestPlatform();
  await stockLeave(running);
  const member = async (name: string, manager: string | null) => {
    const made = await newMember(running, name);
    const values = { name, email: `${name}@plinth.example`, daysPerYear: 25, manager };
    const { id } = (await running.client.call(createRecord, target, { entity: 'employee', values })) as { id: string };
    return { id, member: made.id, client: await made.withToken('*') };
  };
  const { items } = await running.client.call(listRecords, target, { entity: 'employee', filter: 'name = "Alex Novak"' });
  const leader = String(items[0]?.id);
  const standIn = await member('sam', null);
  const asking = await member('rita', leader);
  await running.client.call(
    assignRole,
    { tenant: 'main' },
    { applicationKey: 'leave-request', roleKey: 'approver', memberId: standIn.member },
  );
  await running.client.call(updateRecord, target, { entity: 'employee', id: leader, values: { substitute: standIn.id } });
  [substitute, requester] = [standIn.client, asking.client];
}, 60_000);
afterAll(() => running.close());

const ask = async () => {
  const [self] = (await requester.call(listRecords, target, { entity: 'employee', filter: 'email = user.email' })).items;
  const values = { employee: self?.id, from: '2027-02-01', to: '2027-02-05' };
  return ((await requester.call(createRecord, target, { entity: 'leaveRequest', values })) as { id: string }).id;
};
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

test('who stands in for the manager answers, and who asked does not', async () => {
  const request = await ask();
  const { id: task } = await leaveTask(running.client, request);
  expect((await substitute.call(listTasks, target, {})).items.map(({ id }) => id)).toContain(task);
  expect(await codeOf(requester.call(completeTask, target, { task, variables: { approved: true } }))).toBe('process-store.no-task');
  const values = { status: 'approved' };
  expect(await codeOf(requester.call(updateRecord, target, { entity: 'leaveRequest', id: request, values }))).toBe('records.field-denied');
  expect(await codeOf(substitute.call(updateRecord, target, { entity: 'leaveRequest', id: request, values }))).toBe('records.field-denied');
  await substitute.call(completeTask, target, { task, variables: { approved: true } });
  const answered = (await requester.call(getRecord, target, { entity: 'leaveRequest', id: request, expand: 'approver' })) as unknown;
  expect(answered).toMatchObject({ status: 'approved', approver: { title: 'sam' } });
});

test('a request that is withdrawn meanwhile ends its process without an incident', async () => {
  const request = await ask();
  const { id: task } = await leaveTask(running.client, request);
  await requester.call(deleteRecord, target, { entity: 'leaveRequest', id: request });
  expect(await substitute.call(completeTask, target, { task, variables: { approved: true } })).toMatchObject({ status: 'completed' });
  expect((await running.client.call(listInstances, target, { incidents: true })).items).toEqual([]);
});

test('whoever leads nobody has nothing to answer', async () => {
  const [, ...others] = (await running.client.call(listMembers, { tenant: 'main' }, {})).items;
  expect(others.length).toBeGreaterThan(4);
  expect((await requester.call(listTasks, target, {})).items).toEqual([]);
});
