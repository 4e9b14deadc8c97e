import { assignRole, createGroup, listRoleAssignments, unassignRole, updateMember } from '@plinth/api-contract';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tenancyMigrations } from '../migrations/index.ts';
import type { Tenancy } from '../tenancy.ts';
import { addMember, addTenant, call, codeOf, contextOf, type SignedIn, setUpFirstTenant, testTenancy } from '../testing.ts';

describeDatabases((server) => {
  let opened: TestDatabase;
  let tenancy: Tenancy;
  let admin: SignedIn;

  beforeAll(async () => {
    opened = await testDatabase({ migrations: tenancyMigrations, server: server() });
    tenancy = testTenancy({ database: opened.database });
    admin = await setUpFirstTenant(tenancy);
  });
  afterAll(async () => {
    await tenancy.close();
    await opened.close();
  });

  it('gives a role once, however often it is given, and takes it back', async () => {
    const anna = await addMember(tenancy, admin, 'anna@acme.example');
    const give = () => call(tenancy, assignRole, admin, { applicationKey: 'bank', roleKey: 'clerk', memberId: anna.id });
    const [first, second] = await Promise.all([give(), give()]);
    expect(second.id).toBe(first.id);
    expect(first).toMatchObject({
      applicationKey: 'bank',
      roleKey: 'clerk',
      environmentKey: null,
      groupKey: null,
      member: { id: anna.id },
    });
    expect((await contextOf(tenancy, anna)).actor.applicationRoles).toEqual({
      'bank@development': ['clerk'],
      'bank@test': ['clerk'],
      'bank@production': ['clerk'],
    });
    await call(tenancy, unassignRole, admin, { assignment: first.id });
    expect((await contextOf(tenancy, anna)).actor.applicationRoles).toEqual({});
    expect(await codeOf(call(tenancy, unassignRole, admin, { assignment: first.id }))).toBe('tenancy.not-found');
  });

  it('knows an active member by id or address as the member’s own requests do, and none of another tenant', async () => {
    const eve = await addMember(tenancy, admin, 'eve@acme.example');
    await call(tenancy, assignRole, admin, { applicationKey: 'bank', roleKey: 'clerk', memberId: eve.id });
    const asking = await contextOf(tenancy, admin);
    const { actor } = await contextOf(tenancy, eve);
    for (const member of [eve.id, eve.id.toUpperCase(), 'eve@acme.example', ' EVE@acme.example'])
      expect(await tenancy.actor(asking, member)).toEqual(actor);
    const other = await addTenant(tenancy, admin, 'other');
    expect(await tenancy.actor(await contextOf(tenancy, other), eve.id)).toBeNull();
    expect(await tenancy.actor(asking, 'admin@other.example')).toBeNull();
    await call(tenancy, updateMember, admin, { member: eve.id, status: 'deactivated' });
    expect(await tenancy.actor(asking, eve.id)).toBeNull();
  });

  it('lists who holds what, in pages and filtered', async () => {
    await call(tenancy, createGroup, admin, { key: 'desk', name: 'Desk' });
    for (const roleKey of ['a', 'b', 'c'])
      await call(tenancy, assignRole, admin, { applicationKey: 'shop', roleKey, groupKey: 'desk', environmentKey: 'test' });
    const first = await call(tenancy, listRoleAssignments, admin, { applicationKey: 'shop', limit: 2 });
    const second = await call(tenancy, listRoleAssignments, admin, { applicationKey: 'shop', limit: 2, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ roleKey }) => roleKey)).toEqual(['a', 'b', 'c']);
    expect(second.next).toBeNull();
    expect((await call(tenancy, listRoleAssignments, admin, { groupKey: 'nobody' })).items).toEqual([]);
    expect(await codeOf(call(tenancy, listRoleAssignments, admin, { cursor: 'bm8' }))).toBe('tenancy.cursor-not-valid');
  });

  it('needs one holder, and an environment that exists', async () => {
    const give = (part: object) => codeOf(call(tenancy, assignRole, admin, { applicationKey: 'bank', roleKey: 'clerk', ...part }));
    const { actor } = await contextOf(tenancy, admin);
    expect(await give({})).toBe('tenancy.role-holder-unclear');
    expect(await give({ memberId: actor.id, groupKey: 'desk' })).toBe('tenancy.role-holder-unclear');
    expect(await give({ memberId: actor.id, environmentKey: 'nowhere' })).toBe('tenancy.not-found');
    expect(await give({ groupKey: 'nobody' })).toBe('tenancy.not-found');
    expect(await give({ memberId: actor.id, roleKey: '__proto__' })).toBe('plinth.invalid-input');
  });
});
