import { createMemberLink, inviteMember, previewLink, requestPasswordReset, updateMember, useLink } from '@plinth/api-contract';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { testClock } from '@plinth/foundation/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { tenancyMigrations } from '../migrations/index.ts';
import type { Tenancy } from '../tenancy.ts';
import {
  acceptLink,
  addMember,
  addTenant,
  call,
  codeOf,
  contextOf,
  type SignedIn,
  setUpFirstTenant,
  signInAs,
  testPassword,
  testTenancy,
} from '../testing.ts';
import type { LinkMail } from './mailer.ts';

const hour = 3_600_000;

describeDatabases((server) => {
  const clock = testClock();
  const mails: LinkMail[] = [];
  let taken = true;
  let opened: TestDatabase;
  let tenancy: Tenancy;
  let mailing: Tenancy;
  let admin: SignedIn;
  let count = 0;
  let email: string;

  const tokenIn = (path: string | null) => path?.split('/').at(-1) ?? '';
  const use = (path: string | null, tenantKey = 'acme') =>
    codeOf(call(tenancy, useLink, { tenantKey }, { token: tokenIn(path), password: testPassword }));
  const invite = () => call(tenancy, inviteMember, admin, { email, name: 'Anna Nowak' });

  beforeAll(async () => {
    opened = await testDatabase({ migrations: tenancyMigrations, server: server() });
    const { database } = opened;
    tenancy = testTenancy({ database, clock });
    mailing = testTenancy({
      database,
      clock,
      mailer: {
        send: async (_context, mail) => {
          mails.push(mail);
          return taken;
        },
      },
    });
    admin = await setUpFirstTenant(tenancy);
    await addTenant(tenancy, admin, 'bank');
  });
  beforeEach(() => {
    email = `anna.${count++}@acme.example`;
    mails.length = 0;
    taken = true;
  });
  afterAll(async () => {
    await tenancy.close();
    await mailing.close();
    await opened.close();
  });

  it('say whom they greet and are not used up by looking', async () => {
    const { invitation } = await invite();
    const token = tokenIn(invitation.path);
    for (let n = 0; n < 2; n++) {
      expect(await call(tenancy, previewLink, { tenantKey: 'acme' }, { token })).toEqual({
        purpose: 'invitation',
        tenant: { key: 'acme', name: 'acme' },
        email,
        name: 'Anna Nowak',
        expiresAt: invitation.expiresAt,
      });
    }
    expect(await use(invitation.path)).toBe('ok');
    expect(await codeOf(call(tenancy, previewLink, { tenantKey: 'acme' }, { token }))).toBe('tenancy.link-not-valid');
  });

  it('work once, however many use them at the same moment', async () => {
    const { invitation } = await invite();
    const codes = await Promise.all(Array.from({ length: 12 }, () => use(invitation.path)));
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
    expect(codes.filter((code) => code === 'tenancy.link-not-valid')).toHaveLength(11);
  });

  it('end: an invitation after a week, a reset after two hours', async () => {
    const { invitation } = await invite();
    clock.advance(7 * 24 * hour);
    expect(await use(invitation.path)).toBe('tenancy.link-not-valid');
    admin = await signInAs(tenancy, 'acme', 'admin@acme.example');
    const { id } = await addMember(tenancy, admin, `other.${email}`);
    const reset = await call(tenancy, createMemberLink, admin, { member: id });
    clock.advance(2 * hour);
    expect(await use(reset.path)).toBe('tenancy.link-not-valid');
  });

  it('are not valid in another tenant', async () => {
    const { invitation } = await invite();
    expect(await use(invitation.path, 'bank')).toBe('tenancy.link-not-valid');
    expect(await use(invitation.path?.replace('pli_acme_', 'pli_bank_') ?? '', 'bank')).toBe('tenancy.link-not-valid');
    expect(await use(invitation.path)).toBe('ok');
  });

  it('replace the ones before', async () => {
    const { member, invitation } = await invite();
    const second = await call(tenancy, createMemberLink, admin, { member: member.id });
    expect(await use(invitation.path)).toBe('tenancy.link-not-valid');
    expect(await use(second.path)).toBe('ok');
  });

  it('reset a password, end the sessions and open a lock', async () => {
    const anna = await addMember(tenancy, admin, email);
    for (let n = 0; n < 7; n++) await codeOf(signInAs(tenancy, 'acme', email, 'wrong'));
    expect(await codeOf(signInAs(tenancy, 'acme', email))).toBe('tenancy.locked-out');
    const reset = await call(tenancy, createMemberLink, admin, { member: anna.id });
    const fresh = await acceptLink(tenancy, 'acme', reset.path ?? '');
    expect((await contextOf(tenancy, anna)).actor.kind).toBe('anonymous');
    expect((await contextOf(tenancy, fresh)).actor.id).toBe(anna.id);
    expect(await codeOf(signInAs(tenancy, 'acme', email))).toBe('ok');
  });

  it('do not let a deactivated member back in', async () => {
    const anna = await addMember(tenancy, admin, email);
    const reset = await call(tenancy, createMemberLink, admin, { member: anna.id });
    await call(tenancy, updateMember, admin, { member: anna.id, status: 'deactivated' });
    expect(await use(reset.path)).toBe('tenancy.link-not-valid');
    expect(await codeOf(call(tenancy, createMemberLink, admin, { member: anna.id }))).toBe('tenancy.member-deactivated');
  });

  it('give nobody the rights of the platform who does not have them', async () => {
    const { actor } = await contextOf(tenancy, admin);
    const other = await addMember(tenancy, admin, email, ['administrator']);
    expect(await codeOf(call(tenancy, createMemberLink, other, { member: actor.id }))).toBe('tenancy.forbidden');
    expect(await codeOf(call(tenancy, updateMember, other, { member: actor.id, status: 'deactivated' }))).toBe('tenancy.forbidden');
    expect(await codeOf(call(tenancy, createMemberLink, admin, { member: actor.id }))).toBe('ok');
  });

  it('go out by mail where there is a mail server, and are shown where it does not take them', async () => {
    const first = await call(mailing, inviteMember, admin, { email, name: 'Anna Nowak' });
    expect(first.invitation).toMatchObject({ path: null, mailed: true });
    expect(mails).toMatchObject([{ purpose: 'invitation', email, name: 'Anna Nowak' }]);
    taken = false;
    const second = await call(mailing, createMemberLink, admin, { member: first.member.id });
    expect(second).toMatchObject({ path: mails[1]?.path, mailed: false });
  });

  it('can be asked for by mail, and the answer does not tell whether the e-mail is known', async () => {
    await addMember(tenancy, admin, email);
    const ask = (address: string) => call(mailing, requestPasswordReset, { tenantKey: 'acme' }, { email: address });
    expect([await ask(email), await ask('nobody@acme.example')]).toEqual([null, null]);
    expect(mails).toMatchObject([{ purpose: 'password-reset', email }]);
    expect(await use(mails[0]?.path ?? null)).toBe('ok');
  });

  it.each(['', 'x', 'pli_acme_', 'x'.repeat(200)])('refuse %j', async (token) => {
    expect(await codeOf(call(tenancy, useLink, { tenantKey: 'acme' }, { token, password: testPassword }))).toBe(
      token === '' ? 'plinth.invalid-input' : 'tenancy.link-not-valid',
    );
  });
});
