import { inviteMember, listMembers, readMember, updateMember } from '@plinth/api-contract';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tenancyMigrations } from '../migrations/index.ts';
import type { Tenancy } from '../tenancy.ts';
import { addMember, addTenant, call, codeOf, contextOf, type SignedIn, setUpFirstTenant, signInAs, testTenancy } from '../testing.ts';

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

  it('invites with the rights of a member at least, and lists by e-mail in pages', async () => {
    for (const name of ['cecil', 'anna', 'bob', 'żaneta']) {
      const { member } = await call(tenancy, inviteMember, admin, {
        email: `${name}@acme.example`,
        name: `${name} x`,
        tenantRoles: ['maker'],
      });
      expect(member).toMatchObject({ status: 'invited', tenantRoles: ['maker', 'member'], lastSignInAt: null, groups: [] });
    }
    const seen: string[] = [];
    let next: string | null | undefined;
    do {
      const page = await call(tenancy, listMembers, admin, { limit: 2, ...(next ? { cursor: next } : {}) });
      seen.push(...page.items.map(({ email }) => email));
      next = page.next;
    } while (next !== null);
    expect(seen).toEqual(['admin@acme.example', 'anna@acme.example', 'bob@acme.example', 'cecil@acme.example', 'żaneta@acme.example']);
    const find = async (search: string) => (await call(tenancy, listMembers, admin, { search })).items.map(({ email }) => email);
    expect(await find('ANNA')).toEqual(['anna@acme.example']);
    expect(await find('%')).toEqual([]);
    expect(await find("'; drop table plinth.member --")).toEqual([]);
    expect((await call(tenancy, listMembers, admin, { status: 'active' })).items).toHaveLength(1);
  });

  it('does not take an e-mail twice, in whatever case, and one of two at once', async () => {
    const invite = (email: string) => codeOf(call(tenancy, inviteMember, admin, { email, name: 'Twice' }));
    expect(await invite('ADMIN@acme.example')).toBe('tenancy.email-taken');
    const codes = await Promise.all(Array.from({ length: 6 }, () => invite('same@acme.example')));
    expect(codes.sort()).toEqual(['ok', ...Array.from({ length: 5 }, () => 'tenancy.email-taken')]);
  });

  it('shows when somebody was last here', async () => {
    const { id } = await addMember(tenancy, admin, 'here@acme.example');
    const member = await call(tenancy, readMember, admin, { member: id });
    expect(member).toMatchObject({ status: 'active', email: 'here@acme.example' });
    expect(Date.now() - Date.parse(member.lastSignInAt ?? '')).toBeLessThan(10_000);
  });

  it('deactivates and activates again, without a session coming back', async () => {
    const anna = await addMember(tenancy, admin, 'off.and.on@acme.example');
    const set = (status: 'active' | 'deactivated') => call(tenancy, updateMember, admin, { member: anna.id, status });
    expect(await set('deactivated')).toMatchObject({ status: 'deactivated' });
    expect((await contextOf(tenancy, anna)).actor.kind).toBe('anonymous');
    expect(await codeOf(signInAs(tenancy, 'acme', 'off.and.on@acme.example'))).toBe('tenancy.sign-in-refused');
    await set('active');
    expect((await contextOf(tenancy, anna)).actor.kind).toBe('anonymous');
    expect(await codeOf(signInAs(tenancy, 'acme', 'off.and.on@acme.example'))).toBe('ok');
  });

  it('does not activate somebody who has no password yet', async () => {
    const { member } = await call(tenancy, inviteMember, admin, { email: 'not.yet@acme.example', name: 'Not Yet' });
    expect(await codeOf(call(tenancy, updateMember, admin, { member: member.id, status: 'active' }))).toBe('tenancy.not-accepted-yet');
  });

  it('never leaves a tenant without an administrator, also when two take each other’s rights at once', async () => {
    const first = await addTenant(tenancy, admin, 'duo');
    const second = await addMember(tenancy, first, 'second@duo.example', ['administrator']);
    const firstId = (await contextOf(tenancy, first)).actor.id;
    const codes = await Promise.all([
      codeOf(call(tenancy, updateMember, first, { member: second.id, tenantRoles: [] })),
      codeOf(call(tenancy, updateMember, second, { member: firstId, status: 'deactivated' })),
    ]);
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
    const rest = codes[0] === 'ok' ? { by: first, id: firstId } : { by: second, id: second.id };
    expect(await codeOf(call(tenancy, updateMember, rest.by, { member: rest.id, tenantRoles: ['maker'] }))).toBe(
      'tenancy.last-administrator',
    );
    expect(await codeOf(call(tenancy, updateMember, rest.by, { member: rest.id, status: 'deactivated' }))).toBe(
      'tenancy.last-administrator',
    );
  });

  it('is for administrators', async () => {
    const maker = await addMember(tenancy, admin, 'maker@acme.example', ['maker']);
    expect(await codeOf(call(tenancy, listMembers, maker, {}))).toBe('tenancy.forbidden');
    expect(await codeOf(call(tenancy, listMembers, { tenantKey: 'acme' }, {}))).toBe('tenancy.not-signed-in');
  });

  it.each([
    ['a long name', { name: 'x'.repeat(121) }],
    ['a blank name', { name: '  ' }],
    ['a control character', { name: 'a\u0000b' }],
    ['an unknown role', { tenantRoles: ['owner'] }],
    ['a right nobody gives', { platformAdministrator: true }],
    ['an id that is none', { member: '1 or 1=1' }],
  ])('refuses %s', async (_, part) => {
    const { actor } = await contextOf(tenancy, admin);
    expect(await codeOf(call(tenancy, updateMember, admin, { member: actor.id, ...part } as never))).toBe('plinth.invalid-input');
  });
});
