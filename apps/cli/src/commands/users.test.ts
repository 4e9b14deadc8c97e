import {
  assignRole,
  handOverApplication,
  inviteMember,
  listMembers,
  listRoleAssignments,
  type Member,
  unassignRole,
} from '@plinth/api-contract';
import { describe, expect, test } from 'vitest';
import { type Answers, bank, runIn } from '../testing.ts';

const run = (words: readonly string[], answers: Answers = []) => runIn(bank, words, answers);

describe('users', () => {
  const id = '018f0000-0000-7000-8000-000000000001';
  const ada: Member = {
    id,
    email: 'ada@example.com',
    name: 'Ada',
    tenantRoles: ['member'],
    status: 'active',
    platformAdministrator: false,
    groups: [],
    createdAt: '2026-11-24T17:00:00Z',
    lastSignInAt: null,
  };
  const held = {
    id,
    applicationKey: 'bank',
    roleKey: 'clerk',
    environmentKey: null,
    member: { id, name: 'Ada', email: ada.email },
    groupKey: null,
  };
  const members: Answers[number] = [
    listMembers,
    ({ query }) =>
      query.cursor === undefined ? { items: [{ ...ada, id: 'x', email: 'bob@example.com' }], next: 'c' } : { items: [ada], next: null },
  ];

  test('lists everybody, over all pages', async () => {
    const { out } = await run(['users'], [members]);
    expect(
      out
        .split('\n')
        .slice(1, 3)
        .map((line) => line.split(' ')[0]),
    ).toEqual(['bob@example.com', 'ada@example.com']);
  });

  test('invites and shows the link', async () => {
    const invitation = { path: '/invitation#abc', mailed: false, expiresAt: '2026-12-01T00:00:00Z' };
    const words = ['users', 'invite', 'ada@example.com', '--tenant-role', 'maker'];
    const { out, calls } = await run(words, [[inviteMember, () => ({ member: ada, invitation })]]);
    expect(out).toContain('http://plinth.test/invitation#abc');
    expect(calls[0]?.body).toEqual({ email: 'ada@example.com', name: 'ada', tenantRoles: ['maker'] });
    expect((await run([...words, '--tenant-role', 'king'])).code).toBe(2);
  });

  test('hands the application over', async () => {
    const owner = { id, name: 'Ada' };
    const handed = {
      ...{ key: 'bank', type: 'application', label: 'Bank', icon: '', position: 3, latestVersion: null, changes: 3 },
      ...{ createdAt: ada.createdAt, createdBy: owner, owner, changedAt: ada.createdAt, changedBy: owner },
      ...{ running: [], people: 0, deletedAt: null, deletedBy: null },
    };
    const answers: Answers = [[handOverApplication, () => handed]];
    const { out, calls } = await run(['users', 'hand-over', 'ada@example.com', '--folder', bank], answers);
    expect(out).toContain('Bank belongs to Ada now.');
    expect(calls.at(-1)).toMatchObject({ path: { application: 'bank' }, body: { member: 'ada@example.com' } });
    expect((await run(['users', 'hand-over', '--folder', bank], answers)).code).toBe(2);
  });

  test('gives, shows and takes roles', async () => {
    const answers: Answers = [
      members,
      [assignRole, () => held],
      [listRoleAssignments, () => ({ items: [held], next: null })],
      [unassignRole, () => null],
    ];
    const granted = await run(['users', 'grant', 'ADA@example.com', 'clerk', '--folder', bank], answers);
    expect(granted.calls.at(-1)?.body).toEqual({ applicationKey: 'bank', roleKey: 'clerk', memberId: id });
    expect((await run(['users', 'roles', '--folder', bank], answers)).out).toContain('clerk  ada@example.com  all');
    const revoked = await run(['users', 'revoke', 'ada@example.com', 'clerk', '--folder', bank], answers);
    expect(revoked.calls.at(-1)).toMatchObject({ operation: 'roles.unassign', path: { assignment: id } });
    expect((await run(['users', 'revoke', 'ada@example.com', 'manager', '--folder', bank], answers)).notes).toContain(
      'does not hold manager',
    );
    expect((await run(['users', 'grant', 'eve@example.com', 'clerk', '--folder', bank], answers)).code).toBe(1);
  });
});
