import { assignRole, createGroup, listRoleAssignments, unassignRole } from '@plinth/api-contract';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tenancyMigrations } from '../migrations/index.ts';
import type { Tenancy } from '../tenancy.ts';
import { addMember, call, codeOf, contextOf, type SignedIn, setUpFirstTenant, testTenancy } from '../testing.ts';

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
