import { createToken, inviteMember, listMembers, listTokens, readSession, revokeToken } from '@plinth/api-contract';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tenancyMigrations } from '../migrations/index.ts';
import type { Tenancy } from '../tenancy.ts';
import { addMember, call, codeOf, type SignedIn, setUpFirstTenant, testTenancy } from '../testing.ts';

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

  const withToken = (apiToken: string) => ({ tenantKey: 'acme', apiToken });

  it('is shown once, works, and is recognised by its beginning', async () => {
    const { token, details } = await call(tenancy, createToken, admin, { name: 'script', scopes: ['*'], days: 7 });
    expect(token.startsWith(details.prefix)).toBe(true);
    expect(details.prefix).toMatch(/^plt_acme_.{4}$/);
    expect(Date.parse(details.expiresAt) - Date.parse(details.createdAt)).toBe(7 * 86_400_000);
    expect(await call(tenancy, readSession, withToken(token), {})).toMatchObject({
      member: { email: 'admin@acme.example' },
      scopes: ['*'],
    });
    const { items } = await call(tenancy, listTokens, admin, {});
    expect(items).toMatchObject([{ id: details.id, name: 'script', revokedAt: null, lastUsedAt: expect.any(String) }]);
    expect(JSON.stringify(items)).not.toContain(token);
  });

  it('does what its scopes allow and the member may, no more', async () => {
    const { token } = await call(tenancy, createToken, admin, { name: 'reader', scopes: ['members:read', 'tokens:write'] });
    expect(await codeOf(call(tenancy, listMembers, withToken(token), {}))).toBe('ok');
    expect(await codeOf(call(tenancy, inviteMember, withToken(token), { email: 'x@y.z', name: 'x' }))).toBe('tenancy.scope-missing');
    expect(await codeOf(call(tenancy, createToken, withToken(token), { name: 'wider', scopes: ['members:write'] }))).toBe(
      'tenancy.scope-too-wide',
    );
    expect(await codeOf(call(tenancy, createToken, withToken(token), { name: 'wider', scopes: ['members:*'] }))).toBe(
      'tenancy.scope-too-wide',
    );
    expect(await codeOf(call(tenancy, createToken, withToken(token), { name: 'wider', scopes: ['*'] }))).toBe('tenancy.scope-too-wide');
    expect(await codeOf(call(tenancy, createToken, withToken(token), { name: 'same', scopes: ['members:read'] }))).toBe('ok');
    const member = await addMember(tenancy, admin, 'plain@acme.example');
    const plain = await call(tenancy, createToken, member, { name: 'mine', scopes: ['*'] });
    expect(await codeOf(call(tenancy, listMembers, withToken(plain.token), {}))).toBe('tenancy.forbidden');
  });

  it('is revoked by its owner or an administrator, by nobody else', async () => {
    const anna = await addMember(tenancy, admin, 'anna@acme.example');
    const bob = await addMember(tenancy, admin, 'bob@acme.example');
    const { token, details } = await call(tenancy, createToken, anna, { name: 'mine', scopes: ['*'] });
    expect(await codeOf(call(tenancy, revokeToken, bob, { token: details.id }))).toBe('tenancy.not-found');
    expect(await codeOf(call(tenancy, listTokens, bob, { everybody: true }))).toBe('tenancy.forbidden');
    expect((await call(tenancy, listTokens, bob, {})).items).toEqual([]);
    expect(await codeOf(call(tenancy, readSession, withToken(token), {}))).toBe('ok');
    for (let twice = 0; twice < 2; twice++) await call(tenancy, revokeToken, admin, { token: details.id });
    expect(await codeOf(call(tenancy, readSession, withToken(token), {}))).toBe('tenancy.token-not-valid');
    expect((await call(tenancy, listTokens, anna, {})).items).toMatchObject([{ revokedAt: expect.any(String) }]);
  });

  it('comes in a bounded number, also all at once', async () => {
    const many = await addMember(tenancy, admin, 'many@acme.example');
    const codes = await Promise.all(
      Array.from({ length: 60 }, (_, n) => codeOf(call(tenancy, createToken, many, { name: `n${n}`, scopes: ['x:y'] }))),
    );
    expect(codes.filter((code) => code === 'ok').length).toBeLessThanOrEqual(50);
    expect(new Set(codes.filter((code) => code !== 'ok' && code !== 'database.busy'))).toEqual(new Set(['tenancy.too-many-tokens']));
    const page = await call(tenancy, listTokens, many, { limit: 30 });
    const rest = await call(tenancy, listTokens, many, { limit: 30, cursor: page.next ?? '' });
    expect(new Set([...page.items, ...rest.items].map(({ id }) => id)).size).toBe(page.items.length + rest.items.length);
  });

  it.each([[['records']], [['Records:read']], [[]], [['*:read']], [['a:b', 'a:b']], [['x'.repeat(61)]]])(
    'refuses the scopes %j',
    async (scopes) => {
      expect(await codeOf(call(tenancy, createToken, admin, { name: 'x', scopes }))).toBe('plinth.invalid-input');
    },
  );
});
