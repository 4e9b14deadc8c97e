import {
  addGroupMember,
  assignRole,
  createGroup,
  createToken,
  inviteMember,
  listAudit,
  listMembers,
  listRoleAssignments,
  listTokens,
  type OperationContract,
} from '@plinth/api-contract';
import { statement } from '@plinth/database';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import type { RequestContext } from '@plinth/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tenancyMigrations } from './migrations/index.ts';
import type { Tenancy } from './tenancy.ts';
import {
  addMember,
  addTenant,
  call,
  codeOf,
  contextOf,
  presentedBy,
  type SignedIn,
  setUpFirstTenant,
  testPassword,
  testTenancy,
} from './testing.ts';

const tables = [
  'tenant',
  'environment',
  'member',
  'credential',
  'session',
  'api_token',
  'one_time_link',
  'failed_attempt',
  '"group"',
  'group_member',
  'role_assignment',
  'audit',
  'audit_head',
];
const dump = tables.map((table) => [table, statement(`select to_jsonb(t)::text as row from plinth.${table} t order by 1`)] as const);

describeDatabases((server) => {
  let opened: TestDatabase;
  let tenancy: Tenancy;
  let acme: SignedIn;
  let bank: SignedIn;
  let acmeContext: RequestContext;
  let bankContext: RequestContext;
  let acmeToken: string;
  let bankToken: string;
  let theirs: { member: string; group: string; assignment: string; token: string; link: string };

  async function rowsOf(context: RequestContext): Promise<string[]> {
    const rows: string[] = [];
    for (const [table, select] of dump) {
      const found = await opened.database.query<{ row: string }>(context, select);
      rows.push(...found.rows.map(({ row }) => `${table} ${row}`));
    }
    return rows;
  }

  beforeAll(async () => {
    opened = await testDatabase({ migrations: tenancyMigrations, server: server() });
    tenancy = testTenancy({ database: opened.database });
    acme = await setUpFirstTenant(tenancy);
    bank = await addTenant(tenancy, acme, 'bank');
    // The administrator of a tenant alone; the platform's administrator may see that other tenants exist.
    acme = await addMember(tenancy, acme, 'second@acme.example', ['administrator', 'maker']);
    acmeContext = await contextOf(tenancy, acme);
    bankContext = await contextOf(tenancy, bank);
    const member = await addMember(tenancy, bank, 'clerk@bank.example');
    await call(tenancy, createGroup, bank, { key: 'secret-desk', name: 'Secret Desk' });
    await call(tenancy, createGroup, acme, { key: 'desk', name: 'Desk' });
    await call(tenancy, addGroupMember, bank, { group: 'secret-desk', member: member.id });
    const assignment = await call(tenancy, assignRole, bank, { applicationKey: 'vault', roleKey: 'keeper', groupKey: 'secret-desk' });
    const made = await call(tenancy, createToken, bank, { name: 'of the bank', scopes: ['*'] });
    const { invitation } = await call(tenancy, inviteMember, bank, { email: 'new@bank.example', name: 'New' });
    theirs = {
      member: member.id,
      group: 'secret-desk',
      assignment: assignment.id,
      token: made.details.id,
      link: invitation.path?.split('/').at(-1) ?? '',
    };
    bankToken = made.token;
    acmeToken = (await call(tenancy, createToken, acme, { name: 'of acme', scopes: ['*'] })).token;
  });
  afterAll(async () => {
    await tenancy.close();
    await opened.close();
  });

  describe('an operation given the ids of another tenant answers as if they did not exist and changes nothing there', () => {
    const attempts: Record<string, (() => Record<string, unknown>)[]> = {
      'setUp.read': [() => ({})],
      'setUp.complete': [
        () => ({ token: theirs.link, tenantKey: 'bank', tenantName: 'x', name: 'x', email: 'x@y.z', password: testPassword }),
      ],
      'session.signIn': [() => ({ email: 'clerk@bank.example', password: testPassword })],
      'session.read': [() => ({})],
      'session.list': [() => ({})],
      'session.changePassword': [() => ({ currentPassword: 'wrong password', newPassword: 'a good new password' })],
      'session.requestPasswordReset': [() => ({ email: 'clerk@bank.example' })],
      'session.previewLink': [() => ({ token: theirs.link }), () => ({ token: theirs.link.replace('_bank_', '_acme_') })],
      'session.useLink': [
        () => ({ token: theirs.link, password: testPassword }),
        () => ({ token: theirs.link.replace('_bank_', '_acme_'), password: testPassword }),
      ],
      'tenants.list': [() => ({})],
      'tenants.create': [() => ({ key: 'bank', name: 'x', administratorEmail: 'x@y.z', administratorName: 'x' })],
      'tenants.update': [() => ({ key: 'bank', name: 'Taken over' })],
      'tenants.theme': [() => ({})],
      'tenants.setTheme': [() => ({ theme: { light: { accent: '#123456' }, dark: {} } })],
      'members.list': [() => ({}), () => ({ search: 'bank' }), () => ({ cursor: Buffer.from('a').toString('base64url') })],
      'members.read': [() => ({ member: theirs.member })],
      'members.invite': [() => ({ email: 'clerk@bank.example', name: 'Same E-mail' })],
      'members.update': [
        () => ({ member: theirs.member, status: 'deactivated' }),
        () => ({ member: theirs.member, tenantRoles: ['administrator'] }),
      ],
      'members.createLink': [() => ({ member: theirs.member })],
      'members.signOut': [() => ({ member: theirs.member })],
      'groups.list': [() => ({})],
      'groups.create': [() => ({ key: 'secret-desk', name: 'Ours' })],
      'groups.update': [() => ({ group: 'only-theirs', name: 'x' })],
      'groups.delete': [() => ({ group: 'secret-desk' })],
      'groups.listMembers': [() => ({ group: 'secret-desk' })],
      'groups.addMember': [() => ({ group: 'desk', member: theirs.member }), () => ({ group: 'secret-desk', member: theirs.member })],
      'groups.removeMember': [() => ({ group: 'desk', member: theirs.member }), () => ({ group: 'secret-desk', member: theirs.member })],
      'roles.list': [
        () => ({}),
        () => ({ memberId: theirs.member }),
        () => ({ groupKey: 'secret-desk' }),
        () => ({ applicationKey: 'vault' }),
      ],
      'roles.assign': [
        () => ({ applicationKey: 'a', roleKey: 'b', memberId: theirs.member }),
        () => ({ applicationKey: 'a', roleKey: 'b', groupKey: 'gone-desk' }),
      ],
      'roles.unassign': [() => ({ assignment: theirs.assignment })],
      'tokens.list': [() => ({}), () => ({ everybody: true })],
      'tokens.create': [() => ({ name: 'x', scopes: ['*'] })],
      'tokens.revoke': [() => ({ token: theirs.token })],
      'audit.list': [() => ({}), () => ({ actorId: bankContext.actor.id })],
      'audit.verify': [() => ({})],
      'session.signOut': [() => ({})],
      'session.signOutEverywhere': [() => ({})],
    };
    // What these may do to their own caller comes last, and what they make may be called as they like.
    const marks = () => [
      bankContext.tenant.id,
      bankContext.actor.id,
      theirs.member,
      theirs.assignment,
      theirs.token,
      theirs.link,
      'Secret Desk',
      'keeper',
      'of the bank',
      'new@bank',
    ];

    it('for every operation there is', async () => {
      expect(tenancy.operations.map(({ contract }) => contract.id).sort()).toEqual(Object.keys(attempts).sort());
      const before = await rowsOf(bankContext);
      const byId = new Map<string, OperationContract>(tenancy.operations.map(({ contract }) => [contract.id, contract]));
      for (const [id, inputs] of Object.entries(attempts)) {
        const contract = byId.get(id);
        if (contract === undefined) throw new Error(`There is no ${id}.`);
        for (const input of inputs) {
          for (const caller of [{ tenantKey: 'acme', apiToken: acmeToken }, acme]) {
            const given = input();
            const answer = await call(tenancy, contract, caller, given as never).then(
              (output: unknown) => JSON.stringify(output),
              (error: Error & { code?: string; details?: unknown; hint?: string }) =>
                JSON.stringify([error.code, error.message, error.hint, error.details]),
            );
            for (const mark of marks()) expect(answer, `${id} ${JSON.stringify(given)}`).not.toContain(mark);
            if (given.member === theirs.member || given.assignment !== undefined) expect(answer, id).toContain('tenancy.not-found');
          }
        }
      }
      expect(await rowsOf(bankContext)).toEqual(before);
    });
  });

  it('a session or token of one tenant opens nothing of another', async () => {
    const knock = (parts: Parameters<typeof presentedBy>[0]) =>
      codeOf(Promise.resolve().then(() => tenancy.identity.authenticate(presentedBy(parts))));
    expect(await knock({ tenantKey: 'acme', sessionToken: bank.sessionToken })).toBe('tenancy.not-found');
    expect(await knock({ tenantKey: 'acme', apiToken: bankToken })).toBe('tenancy.not-found');
    expect(await knock({ tenantKey: 'acme', apiToken: bankToken.replace('_bank_', '_acme_') })).toBe('tenancy.token-not-valid');
    expect(
      await tenancy.identity.authenticate(presentedBy({ tenantKey: 'acme', sessionToken: bank.sessionToken.replace('_bank_', '_acme_') })),
    ).toMatchObject({
      actor: { kind: 'anonymous' },
    });
    expect(await tenancy.identity.authenticate(presentedBy({ tenantKey: null, apiToken: bankToken }))).toMatchObject({
      tenant: { key: 'bank' },
    });
  });

  it('lists hold only what is one’s own', async () => {
    const outputs = [
      await call(tenancy, listMembers, bank, {}),
      await call(tenancy, listTokens, bank, { everybody: true }),
      await call(tenancy, listRoleAssignments, bank, {}),
      await call(tenancy, listAudit, bank, { limit: 200 }),
    ];
    const text = JSON.stringify(outputs);
    expect(text).toContain('clerk@bank.example');
    expect(text).not.toContain(acmeContext.tenant.id);
    expect(text).not.toContain('second@acme.example');
  });

  it('PostgreSQL itself shows nothing without a tenant, and of others nothing with one', async () => {
    expect(await rowsOf({ ...acmeContext, tenant: { id: '', key: '' } })).toEqual([]);
    const own = (await rowsOf(acmeContext)).join('\n');
    expect(own).not.toContain(bankContext.tenant.id);
    const platform = await rowsOf({ ...acmeContext, tenant: { id: '00000000-0000-0000-0000-000000000000', key: 'platform' } });
    expect(platform.every((row) => row.startsWith('tenant '))).toBe(true);
    expect(platform).toHaveLength(2);
    const byKey = await rowsOf({ ...acmeContext, tenant: { id: '', key: 'bank' } });
    expect(byKey).toHaveLength(1);
  });
});
