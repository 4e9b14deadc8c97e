import { completeSetUp, readSetUp, SessionGranted } from '@plinth/api-contract';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { testClock } from '@plinth/foundation/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tenancyMigrations } from '../migrations/index.ts';
import type { Tenancy } from '../tenancy.ts';
import { call, codeOf, contextOf, signInAs, testPassword, testTenancy } from '../testing.ts';

describeDatabases((server) => {
  const clock = testClock();
  let opened: TestDatabase;
  let tenancy: Tenancy;
  let other: Tenancy;

  const first = { tenantName: 'Acme Ltd', name: 'Anna Nowak', email: 'anna@acme.example', password: testPassword };
  const tokenOf = (path: string | null) => path?.split('/').at(-1) ?? '';
  const complete = (token: string, tenantKey = 'acme', at = tenancy) => call(at, completeSetUp, {}, { ...first, token, tenantKey });

  beforeEach(async () => {
    opened = await testDatabase({ migrations: tenancyMigrations, server: server() });
    tenancy = testTenancy({ database: opened.database, clock });
    other = testTenancy({ database: opened.database, clock });
  });
  afterEach(async () => {
    await tenancy.close();
    await other.close();
    await opened.close();
  });

  it('makes the first tenant, its environments and an administrator of the platform, who is signed in', async () => {
    expect(await call(tenancy, readSetUp, {}, {})).toEqual({ needed: true });
    const granted: unknown = await complete(tokenOf(await tenancy.setUp.invite()));
    expect(granted).toMatchObject({
      tenantKey: 'acme',
      output: {
        tenant: { key: 'acme', name: 'Acme Ltd' },
        environments: [{ key: 'development' }, { key: 'test' }, { key: 'production' }],
        member: { email: 'anna@acme.example', tenantRoles: ['administrator', 'maker', 'member'], platformAdministrator: true },
      },
    });
    if (!(granted instanceof SessionGranted)) throw new Error('Nobody was signed in.');
    expect(JSON.stringify(granted.output)).not.toContain(granted.token);
    expect((await contextOf(tenancy, { tenantKey: 'acme', sessionToken: granted.token })).actor.name).toBe('Anna Nowak');
    expect(await codeOf(signInAs(tenancy, 'acme', 'anna@acme.example'))).toBe('ok');
    expect(await call(tenancy, readSetUp, {}, {})).toEqual({ needed: false });
    expect(await tenancy.setUp.invite()).toBeNull();
  });

  it('needs a token that was given out, and kills it on use', async () => {
    const token = tokenOf(await tenancy.setUp.invite());
    for (const wrong of [
      'x',
      'plu_platform_',
      token.slice(0, -1),
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.replace('plu', 'pli'),
    ]) {
      expect(await codeOf(complete(wrong))).toBe('tenancy.set-up-not-possible');
    }
    expect(await codeOf(complete(token))).toBe('ok');
    expect(await codeOf(complete(token, 'second'))).toBe('tenancy.set-up-not-possible');
  });

  it('lets exactly one win, also of two servers with a token each', async () => {
    const tokens = [tokenOf(await tenancy.setUp.invite()), tokenOf(await other.setUp.invite())];
    const attempts = tokens.flatMap((token, server) =>
      [0, 1, 2, 3].map((n) => codeOf(complete(token, `tenant-${server}-${n}`, server === 0 ? tenancy : other))),
    );
    const codes = await Promise.all([
      ...attempts,
      tenancy.setUp.completeUnattended({ ...first, tenantKey: 'unattended' }).then((won) => (won ? 'ok' : 'late')),
    ]);
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
    expect(await codeOf(complete(tokens[1] ?? '', 'late'))).toBe('tenancy.set-up-not-possible');
  });

  it('forgets a token after a day', async () => {
    const token = tokenOf(await tenancy.setUp.invite());
    clock.advance(24 * 3_600_000);
    expect(await codeOf(complete(token))).toBe('tenancy.set-up-not-possible');
  });

  it('asks for a good password and keeps the token for the next try', async () => {
    const token = tokenOf(await tenancy.setUp.invite());
    expect(await codeOf(call(tenancy, completeSetUp, {}, { ...first, token, tenantKey: 'acme', password: 'anna@acme!' }))).toBe(
      'tenancy.password-too-weak',
    );
    expect(await codeOf(call(tenancy, completeSetUp, {}, { ...first, token, tenantKey: 'acme', password: 'short' }))).toBe(
      'plinth.invalid-input',
    );
    for (const tenantKey of ['Acme', 'a_b', '-a', 'a-', '', 'a'.repeat(41), '../x'])
      expect(await codeOf(complete(token, tenantKey))).toBe('plinth.invalid-input');
    expect(await codeOf(complete(token, 'platform'))).toBe('tenancy.tenant-key-taken');
    expect(await codeOf(complete(token))).toBe('ok');
  });

  it('works unattended from configuration, and does nothing where there is a tenant', async () => {
    expect(await tenancy.setUp.completeUnattended({ ...first, tenantKey: 'acme' })).toBe(true);
    expect(await tenancy.setUp.completeUnattended({ ...first, tenantKey: 'acme', password: 'another good password' })).toBe(false);
    expect(await codeOf(signInAs(tenancy, 'acme', 'anna@acme.example'))).toBe('ok');
  });
});
