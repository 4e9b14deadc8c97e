import { changePassword, listSessions, readSession, SessionEnded, signIn, signOut, signOutEverywhere } from '@plinth/api-contract';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { testClock } from '@plinth/foundation/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { tenancyMigrations } from '../migrations/index.ts';
import type { Tenancy } from '../tenancy.ts';
import { addMember, call, codeOf, contextOf, type SignedIn, setUpFirstTenant, signInAs, testPassword, testTenancy } from '../testing.ts';

const minute = 60_000;
const hour = 60 * minute;

describeDatabases((server) => {
  const clock = testClock();
  let opened: TestDatabase;
  let tenancy: Tenancy;
  let admin: SignedIn;
  let members = 0;
  let anna: SignedIn & { readonly id: string };
  let email: string;

  // Each test comes from an address of its own, for the failures of an address count together.
  const passwordOf = (password: string, remoteAddress = `198.51.100.${members}`) =>
    codeOf(call(tenancy, signIn, { tenantKey: 'acme', remoteAddress }, { email, password }));
  const isSignedIn = async (signedIn: SignedIn) => (await contextOf(tenancy, signedIn)).actor.kind === 'member';

  beforeAll(async () => {
    opened = await testDatabase({ migrations: tenancyMigrations, server: server() });
    const { database } = opened;
    tenancy = testTenancy({ database, clock });
    admin = await setUpFirstTenant(tenancy);
  });
  beforeEach(async () => {
    email = `anna.${members++}@acme.example`;
    admin = await signInAs(tenancy, 'acme', 'admin@acme.example');
    anna = await addMember(tenancy, admin, email);
  });
  afterAll(async () => {
    await tenancy.close();
    await opened.close();
  });

  it('says who is signed in, and that a visitor is nobody', async () => {
    expect(await call(tenancy, readSession, anna, {})).toMatchObject({
      tenant: { key: 'acme' },
      member: { id: anna.id, email, tenantRoles: ['member'], platformAdministrator: false },
      environments: [{ key: 'development' }, { key: 'test' }, { key: 'production' }],
    });
    expect(await call(tenancy, readSession, { tenantKey: 'acme' }, {})).toMatchObject({ member: null, applicationRoles: {} });
  });

  it('takes an e-mail in any case and a password only as it is', async () => {
    expect(await codeOf(call(tenancy, signIn, { tenantKey: 'acme' }, { email: email.toUpperCase(), password: testPassword }))).toBe('ok');
    expect(await passwordOf(testPassword.toUpperCase())).toBe('tenancy.sign-in-refused');
  });

  it('ends the session it is told to end', async () => {
    const second = await signInAs(tenancy, 'acme', email);
    expect(await call(tenancy, signOut, anna, {})).toBeInstanceOf(SessionEnded);
    expect(await isSignedIn(anna)).toBe(false);
    expect(await isSignedIn(second)).toBe(true);
    expect(await call(tenancy, signOut, anna, {})).toBeInstanceOf(SessionEnded);
  });

  it('lists sessions and ends them all', async () => {
    const second = await signInAs(tenancy, 'acme', email);
    const { items } = await call(tenancy, listSessions, second, {});
    expect(items.map(({ current }) => current).sort()).toEqual([false, true]);
    await call(tenancy, signOutEverywhere, second, {});
    expect([await isSignedIn(anna), await isSignedIn(second), await isSignedIn(admin)]).toEqual([false, false, true]);
  });

  it('ends a session nobody uses, keeps one that is used, and ends it after a week all the same', async () => {
    clock.advance(12 * hour + 1);
    expect(await isSignedIn(anna)).toBe(false);
    const used = await signInAs(tenancy, 'acme', email);
    for (let elapsed = 0; elapsed < 7 * 24 * hour - 11 * hour; elapsed += 11 * hour) {
      expect(await isSignedIn(used)).toBe(true);
      clock.advance(11 * hour);
    }
    expect(await isSignedIn(used)).toBe(true);
    clock.advance(11 * hour);
    expect(await isSignedIn(used)).toBe(false);
  });

  it('changes the password for whoever knows the old one, and ends the other sessions', async () => {
    const other = await signInAs(tenancy, 'acme', email);
    const change = (currentPassword: string, newPassword: string) =>
      codeOf(call(tenancy, changePassword, anna, { currentPassword, newPassword }));
    expect(await change('wrong wrong wrong', 'a new good password')).toBe('tenancy.sign-in-refused');
    expect(await change(testPassword, 'aaaaaaaaaaaaa')).toBe('tenancy.password-too-weak');
    expect(await change(testPassword, 'short')).toBe('plinth.invalid-input');
    expect(await change(testPassword, 'a new good password')).toBe('ok');
    expect([await isSignedIn(anna), await isSignedIn(other)]).toEqual([true, false]);
    expect([await passwordOf(testPassword), await passwordOf('a new good password')]).toEqual(['tenancy.sign-in-refused', 'ok']);
  });

  it('locks after some failures, for longer each time, also for the right password, and opens again', async () => {
    for (let attempt = 0; attempt < 5; attempt++) expect(await passwordOf(`wrong ${attempt}`)).toBe('tenancy.sign-in-refused');
    const waits: number[] = [];
    for (let attempt = 0; attempt < 12; attempt++) {
      const refusal = await call(
        tenancy,
        signIn,
        { tenantKey: 'acme', remoteAddress: `198.51.100.${members}` },
        { email, password: testPassword },
      ).then(
        () => null,
        (error: { code: string; retryAfter: number }) => error,
      );
      expect(refusal?.code).toBe('tenancy.locked-out');
      waits.push(refusal?.retryAfter ?? 0);
      clock.advance((refusal?.retryAfter ?? 0) * 1000);
      expect(await passwordOf('wrong again')).toBe('tenancy.sign-in-refused');
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    clock.advance(900_000);
    expect(await passwordOf(testPassword)).toBe('ok');
    expect(await passwordOf('wrong')).toBe('tenancy.sign-in-refused');
    expect(await passwordOf(testPassword)).toBe('ok');
  });

  it('lets no more attempts through when they come all at once', async () => {
    const codes = await Promise.all(Array.from({ length: 40 }, (_, attempt) => passwordOf(`wrong ${attempt}`)));
    expect(codes.filter((code) => code === 'tenancy.sign-in-refused').length).toBeLessThanOrEqual(5);
    expect(new Set(codes)).toEqual(new Set(['tenancy.sign-in-refused', 'tenancy.locked-out']));
  });

  it('lets a right password in though another attempt read a later clock just before', async () => {
    const attempts = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      attempts.push(await passwordOf('wrong'));
      // Two servers' clocks, or one clock read before waiting for the other's row.
      clock.advance(-1);
    }
    expect(attempts).toEqual(Array.from({ length: 3 }, () => 'tenancy.sign-in-refused'));
    expect(await passwordOf(testPassword)).toBe('ok');
    clock.advance(3);
  });

  it('counts by address too, with one count for an IPv6 network', async () => {
    const guess = (address: string, n: number) =>
      codeOf(
        call(tenancy, signIn, { tenantKey: 'acme', remoteAddress: address }, { email: `nobody.${n}@acme.example`, password: 'guess' }),
      );
    for (let n = 0; n < 50; n++) expect(await guess(`2001:db8::${n.toString(16)}`, n)).toBe('tenancy.sign-in-refused');
    expect(await guess('2001:0db8:0:0:ffff::1', 51)).toBe('tenancy.locked-out');
    expect(await passwordOf(testPassword, '2001:db8::99')).toBe('tenancy.locked-out');
    expect(await passwordOf(testPassword, '2001:db8:0:1::1')).toBe('ok');
  });

  it('treats unknown, deactivated and invited e-mails like a wrong password, lockout included', async () => {
    const outcomes = async (address: string) => {
      const codes: string[] = [];
      for (let attempt = 0; attempt < 7; attempt++)
        codes.push(
          await codeOf(call(tenancy, signIn, { tenantKey: 'acme', remoteAddress: '203.0.113.7' }, { email: address, password: 'wrong' })),
        );
      return codes;
    };
    expect(await outcomes('nobody.at.all@acme.example')).toEqual(await outcomes(email));
  });

  it('forgives the failures of an address as time goes by', async () => {
    const guess = (n: number) =>
      codeOf(call(tenancy, signIn, { tenantKey: 'acme', remoteAddress: '203.0.113.9' }, { email: `n${n}@a.example`, password: 'x' }));
    for (let n = 0; n < 200; n++) {
      expect(await guess(n)).toBe('tenancy.sign-in-refused');
      clock.advance(minute);
    }
  });

  it.each([
    ['email', { email: 'x'.repeat(300), password: 'p' }],
    ['email', { email: 'no-at-sign', password: 'p' }],
    ['email', { email: "a'@b\u0000.c", password: 'p' }],
    ['password', { email: 'a@b.c', password: 'p'.repeat(201) }],
    ['more', { email: 'a@b.c', password: 'p', admin: true }],
    ['type', { email: { $ne: '' }, password: 'p' }],
  ])('refuses malformed input: %s', async (_, input) => {
    expect(await codeOf(call(tenancy, signIn, { tenantKey: 'acme' }, input as never))).toBe('plinth.invalid-input');
  });
});
