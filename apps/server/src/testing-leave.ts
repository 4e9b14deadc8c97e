import {
  assignRole,
  type Client,
  completeTask,
  createApplication,
  createClient,
  createRecord,
  getTask,
  inviteMember,
  listMembers,
  listTasks,
  publish,
  pushDefinition,
  type TaskSummary,
  updateRecord,
  useLink,
} from '@plinth/api-contract';
import { readApplication } from './examples.ts';
import { administrator, type TestPlatform } from './testing.ts';

const tenant = { tenant: 'main' };
const target = { ...tenant, environment: 'production', application: 'leave-request' };

type Leave = readonly [kind: string, from: string, to: string, answer: 'approved' | 'rejected' | null, comment?: string];

const staff: readonly { readonly name: string; readonly startedOn: string; readonly days: number; readonly leave: readonly Leave[] }[] = [
  {
    name: 'Nora Lindqvist',
    startedOn: '2019-03-01',
    days: 30,
    leave: [['holiday', '2026-12-21', '2026-12-31', null, 'Christmas with the family in Umeå']],
  },
  {
    name: 'Tomás Herrera',
    startedOn: '2021-09-15',
    days: 28,
    leave: [
      ['parental', '2026-05-04', '2026-05-29', 'approved'],
      ['holiday', '2026-06-22', '2026-06-26', 'rejected', 'The release is in that week; any week in July is fine.'],
      ['holiday', '2026-08-10', '2026-08-21', null],
    ],
  },
  {
    name: 'Aylin Demir',
    startedOn: '2023-01-09',
    days: 26,
    leave: [
      ['sick', '2026-04-14', '2026-04-16', 'approved'],
      ['holiday', '2026-06-01', '2026-06-12', 'approved'],
      ['unpaid', '2026-09-07', '2026-09-18', null, 'A course in Lisbon'],
    ],
  },
  { name: 'Jonas Weber', startedOn: '2024-11-01', days: 25, leave: [['holiday', '2026-08-03', '2026-08-14', null]] },
];
const own: readonly Leave[] = [
  ['holiday', '2026-04-27', '2026-04-30', 'approved'],
  ['holiday', '2026-07-06', '2026-07-17', 'approved'],
  ['holiday', '2026-10-12', '2026-10-16', null, 'Autumn holidays'],
];

/**
 * Publishes the leave example and fills it as its people would: each asks for the own leave, managers answer. The
 * administrator is in the office, leads everybody except Nora Lindqvist, and is led by her.
 */
export async function stockLeave(running: TestPlatform): Promise<void> {
  const { client } = running;
  await client.call(createApplication, tenant, { key: 'leave-request', type: 'application', label: 'Leave' });
  await client.call(pushDefinition, target, { files: await readApplication('leave-request') });
  await publish(client, target, { version: '1.0.0' });
  const [self] = (await client.call(listMembers, tenant, {})).items;
  const give = (roleKey: string, memberId: string) =>
    client.call(assignRole, tenant, { applicationKey: 'leave-request', roleKey, memberId });
  await give('office', self?.id ?? '');
  await give('approver', self?.id ?? '');

  const created = async (who: Client, entity: string, values: Record<string, unknown>) =>
    (await who.call(createRecord, target, { entity, values })) as { id: string };
  const me = await created(client, 'employee', {
    name: 'Alex Novak',
    email: administrator.email,
    startedOn: '2017-05-02',
    daysPerYear: 30,
  });
  // Who came before stands in.
  const colleagues: string[] = [];
  const answers = new Map<string, { readonly answerer: Client; readonly variables: Record<string, unknown> }>();
  const ask = async (who: Client, employee: string, answerer: Client, leave: readonly Leave[]) => {
    for (const [kind, from, to, answer, comment] of leave) {
      const said = comment === undefined || answer === 'rejected' ? {} : { comment };
      const { id } = await created(who, 'leaveRequest', { employee, kind, from, to, standIns: colleagues.slice(-2), ...said });
      if (answer !== null) answers.set(id, { answerer, variables: { approved: answer === 'approved', remark: comment ?? '' } });
    }
  };
  for (const { name, startedOn, days, leave } of staff) {
    const first = name
      .split(' ')[0]
      ?.normalize('NFD')
      .replaceAll(/[^a-z]/gi, '')
      .toLowerCase();
    const email = `${first}@plinth.example`;
    const invited = await client.call(inviteMember, tenant, { email, name });
    const member = await sessionOf(running, invited.invitation.path ?? '');
    const leads = name === staff[0]?.name;
    const values = { name, email, startedOn, daysPerYear: days, ...(leads ? {} : { manager: me.id }) };
    const employee = await created(client, 'employee', values);
    if (leads) {
      await give('approver', invited.member.id);
      await client.call(updateRecord, target, { entity: 'employee', id: me.id, values: { manager: employee.id } });
      await ask(client, me.id, member, own);
    }
    await ask(member, employee.id, client, leave);
    colleagues.push(employee.id);
  }
  for (const [request, { answerer, variables }] of answers) {
    const { id: task } = await leaveTask(client, request);
    await answerer.call(completeTask, target, { task, variables });
  }
}

/** The task in which a request is answered, waited for; as who manages the process sees it. */
export async function leaveTask(manager: Client, request: string): Promise<TaskSummary> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const { items } = await manager.call(listTasks, target, { of: 'managed', limit: 200 });
    for (const task of items.reverse()) {
      const { variables } = await manager.call(getTask, target, { task: task.id });
      if (variables.request === request) return task;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`There is no task for the request ${request}.`);
}

/** The client of an invited person, who takes the invitation. */
export async function sessionOf(running: TestPlatform, path: string): Promise<Client> {
  const token = /pli_[\w-]+/.exec(path)?.[0] ?? '';
  const response = await running.visitor.fetch(useLink, tenant, { token, password: administrator.password });
  const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  return createClient({ address: running.address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
}
