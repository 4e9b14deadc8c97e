import { type Client, explainAccess, inviteMember, listRecords, listRoleAssignments, unassignRole } from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { administrator, startTestPlatform, type TestPlatform } from './testing.ts';
import { sessionOf, stockLeave } from './testing-leave.ts';

const tenant = { tenant: 'main' };
const target = { ...tenant, environment: 'production', application: 'leave-request' };

let running: TestPlatform;
let maker: Client;
/** A request of Tomás that nobody has answered. */
let open: string;

beforeAll(async () => {
  running = await startTestPlatform();
  await stockLeave(running);
  const invited = await running.client.call(inviteMember, tenant, { email: 'mia@plinth.example', name: 'Mia', tenantRoles: ['maker'] });
  maker = await sessionOf(running, invited.invitation.path ?? '');
  const { items } = await running.client.call(listRecords, target, {
    entity: 'leaveRequest',
    filter: 'employee.email = "tomas@plinth.example" and status = "requested"',
  });
  open = String(items[0]?.id);
});
afterAll(() => running.close());

const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code }: { code: string }) => code,
  );
const explain = (client: Client, asked: { member?: string; roles?: string } = {}) =>
  client.call(explainAccess, target, { entity: 'leaveRequest', id: open, ...asked });

test('an administrator learns what another member may do, by role, rule and values', async () => {
  const { who, operations, fields } = await explain(running.client, { member: 'TOMAS@plinth.example' });
  expect(who).toMatchObject({ name: 'Tomás Herrera', roles: ['employee', 'requester'] });
  expect(operations.map(({ operation, allowed, reason }) => [operation, allowed, reason])).toEqual([
    ['read', true, 'granted'],
    ['update', true, 'granted'],
    ['delete', true, 'granted'],
    ['create', true, 'granted'],
  ]);
  expect(operations[1]?.grants).toEqual([
    {
      role: 'requester',
      rule: 'employee.email = user.email and status = "requested"',
      holds: true,
      conditions: [
        {
          text: 'employee.email = user.email',
          holds: true,
          hidden: false,
          values: { 'employee.email': 'tomas@plinth.example', 'user.email': 'tomas@plinth.example' },
        },
        { text: 'status = "requested"', holds: true, hidden: false, values: { status: 'requested' } },
      ],
    },
  ]);
  expect(fields.map(({ field, access }) => [field, access])).toEqual([
    ['employee', 'locked'],
    ['status', 'locked'],
    ['approver', 'locked'],
  ]);
  const stranger = await explain(running.client, { member: 'jonas@plinth.example' });
  expect(stranger.operations.map(({ allowed }) => allowed)).toEqual([false, false, false, false]);
  expect(stranger.operations[0]?.grants[0]?.conditions[0]).toMatchObject({
    holds: false,
    values: { 'user.email': 'jonas@plinth.example' },
  });
});

test('the same member is known by id, and roles can be supposed', async () => {
  const { who } = await explain(running.client, { member: 'tomas@plinth.example' });
  expect((await explain(running.client, { member: who.member ?? '' })).who).toEqual(who);
  const supposed = await explain(running.client, { roles: 'approver' });
  // The administrator leads Tomás.
  expect(supposed.operations[1]).toMatchObject({
    allowed: true,
    grants: [
      { role: 'approver', holds: true },
      { role: 'requester', holds: false },
    ],
  });
  expect(await refusalOf(explain(running.client, { roles: 'aprover' }))).toBe('records.unknown-role');
  expect(await refusalOf(explain(running.client, { member: 'nobody@plinth.example' }))).toBe('records.unknown-member');
});

test('nobody asks about what they may not read, makers and administrators neither', async () => {
  expect(await refusalOf(explain(maker))).toBe('records.not-found');
  expect(await refusalOf(explain(maker, { member: 'tomas@plinth.example' }))).toBe('records.not-found');
  expect(await refusalOf(explain(running.visitor))).toBe('records.denied');
  const { items } = await running.client.call(listRoleAssignments, tenant, { applicationKey: 'leave-request' });
  const own = items.filter(({ member }) => member?.email === administrator.email);
  for (const { id } of own) await running.client.call(unassignRole, tenant, { assignment: id });
  expect(await refusalOf(explain(running.client, { member: 'tomas@plinth.example' }))).toBe('records.not-found');
});
