import {
  addGroupMember,
  assignRole,
  createGroup,
  createToken,
  deleteGroup,
  removeGroupMember,
  revokeToken,
  signOut,
  signOutMember,
  unassignRole,
  updateMember,
  updateTenant,
} from '@plinth/api-contract';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { systemClock } from '@plinth/foundation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tenancyMigrations } from '../migrations/index.ts';
import type { Tenancy } from '../tenancy.ts';
import { addMember, addTenant, call, codeOf, contextOf, presentedBy, type SignedIn, setUpFirstTenant, testTenancy } from '../testing.ts';

const promise = 5_000;

describeDatabases((server) => {
  let opened: TestDatabase;
  let here: Tenancy;
  let admin: SignedIn;
  let members = 0;
  let anna: SignedIn & { readonly id: string };

  beforeAll(async () => {
    opened = await testDatabase({ migrations: tenancyMigrations, server: server() });
    here = testTenancy({ database: opened.database });
    admin = await setUpFirstTenant(here);
  });
  beforeEach(async () => {
    anna = await addMember(here, admin, `anna.${members++}@acme.example`, ['administrator']);
  });
  afterAll(async () => {
    await here.close();
    await opened.close();
  });

  const isMember = async (tenancy: Tenancy, signedIn: SignedIn) => (await contextOf(tenancy, signedIn)).actor.kind === 'member';

  /** Keeps asking, as a busy caller does, until the answer is no; gives how long that took. */
  async function timeUntil(gone: () => Promise<boolean>): Promise<number> {
    const started = performance.now();
    while (!(await gone())) {
      if (performance.now() - started > 2 * promise) throw new Error('It never took effect.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return performance.now() - started;
  }

  describe('on a server that hears of it', () => {
    let there: Tenancy;
    beforeAll(async () => {
      there = testTenancy({ database: opened.database });
      await there.start();
    });
    afterAll(() => there.close());

    it('a session ends at once', async () => {
      expect(await isMember(there, anna)).toBe(true);
      await call(here, signOut, anna, {});
      expect(await timeUntil(async () => !(await isMember(there, anna)))).toBeLessThan(1_000);
      expect(await isMember(here, anna)).toBe(false);
    });

    it('roles and groups change at once', async () => {
      await contextOf(there, anna);
      await call(here, createGroup, admin, { key: `desk-${members}`, name: 'Desk' });
      const group = `desk-${members}`;
      await call(here, addGroupMember, admin, { group, member: anna.id });
      const role = await call(here, assignRole, admin, {
        applicationKey: 'bank',
        roleKey: 'clerk',
        groupKey: group,
        environmentKey: 'test',
      });
      await call(here, assignRole, admin, { applicationKey: 'bank', roleKey: 'reader', memberId: anna.id });
      const roles = async () => (await contextOf(there, anna, 'test')).actor.applicationRoles;
      const all = { 'bank@development': ['reader'], 'bank@production': ['reader'] };
      await timeUntil(async () => (await roles())['bank@test']?.length === 2);
      expect(await roles()).toEqual({ ...all, 'bank@test': ['clerk', 'reader'] });
      expect((await contextOf(there, anna)).actor.groups).toEqual([group]);
      await call(here, unassignRole, admin, { assignment: role.id });
      expect(await timeUntil(async () => (await roles())['bank@test']?.length === 1)).toBeLessThan(1_000);
      await call(here, removeGroupMember, admin, { group, member: anna.id });
      expect(await timeUntil(async () => (await contextOf(there, anna)).actor.groups.length === 0)).toBeLessThan(1_000);
      await call(here, addGroupMember, admin, { group, member: anna.id });
      await timeUntil(async () => (await contextOf(there, anna)).actor.groups.length === 1);
      await call(here, deleteGroup, admin, { group });
      expect(await timeUntil(async () => (await contextOf(there, anna)).actor.groups.length === 0)).toBeLessThan(1_000);
    });

    it('a suspended tenant closes at once, and opens again', async () => {
      const key = `tenant-${members}`;
      const inside = await addTenant(here, admin, key);
      expect(await isMember(there, inside)).toBe(true);
      await call(here, updateTenant, admin, { key, status: 'suspended' });
      expect(await timeUntil(async () => (await codeOf(contextOf(there, inside))) === 'tenancy.not-found')).toBeLessThan(1_000);
      await call(here, updateTenant, admin, { key, status: 'active' });
      expect(await isMember(there, inside)).toBe(true);
    });
  });

  describe('on a server that hears nothing', () => {
    let deaf: Tenancy;
    beforeAll(() => {
      deaf = testTenancy({ database: opened.database });
    });
    afterAll(() => deaf.close());

    it('everything is revoked within five seconds', async () => {
      const { token, details } = await call(here, createToken, anna, { name: 'script', scopes: ['*'] });
      const bob = await addMember(here, admin, `bob.${members}@acme.example`);
      const eve = await addMember(here, admin, `eve.${members}@acme.example`);
      const byToken = async () => (await deaf.identity.authenticate(presentedBy({ tenantKey: 'acme', apiToken: token }))).actor.id;
      expect([await byToken(), await isMember(deaf, bob), await isMember(deaf, eve)]).toEqual([anna.id, true, true]);
      await call(here, revokeToken, anna, { token: details.id });
      await call(here, updateMember, admin, { member: bob.id, status: 'deactivated' });
      await call(here, signOutMember, admin, { member: eve.id });
      expect([await isMember(deaf, bob), await isMember(deaf, eve)]).toEqual([true, true]);
      const times = await Promise.all([
        timeUntil(async () => (await codeOf(byToken())) === 'tenancy.token-not-valid'),
        timeUntil(async () => !(await isMember(deaf, bob))),
        timeUntil(async () => !(await isMember(deaf, eve))),
      ]);
      for (const time of times) expect(time).toBeLessThan(promise);
    });
  });

  it('a token ends with its time', async () => {
    let now = systemClock.now();
    const later = testTenancy({ database: opened.database, clock: { now: () => now } });
    const { token } = await call(here, createToken, anna, { name: 'short', scopes: ['*'], days: 1 });
    const use = () =>
      codeOf(Promise.resolve().then(() => later.identity.authenticate(presentedBy({ tenantKey: 'acme', apiToken: token }))));
    expect(await use()).toBe('ok');
    now += 86_400_000 + 60_000;
    expect(await use()).toBe('tenancy.token-not-valid');
    await later.close();
  });
});
