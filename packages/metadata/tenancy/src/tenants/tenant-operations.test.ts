import { createTenant, getTenantTheme, listTenants, readSession, setTenantTheme, updateTenant } from '@plinth/api-contract';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tenancyMigrations } from '../migrations/index.ts';
import type { Tenancy } from '../tenancy.ts';
import { addTenant, call, codeOf, contextOf, type SignedIn, setUpFirstTenant, signInAs, testTenancy } from '../testing.ts';

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

  const administrator = { administratorEmail: 'admin@new.example', administratorName: 'New Administrator' };

  it('creates tenants with their environments and lists them by key', async () => {
    for (const key of ['zebra', 'bank', 'ministry-of-works']) await addTenant(tenancy, admin, key);
    const first = await call(tenancy, listTenants, admin, { limit: 3 });
    const second = await call(tenancy, listTenants, admin, { limit: 3, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ key }) => key)).toEqual(['acme', 'bank', 'ministry-of-works', 'zebra']);
    expect((await call(tenancy, listTenants, admin, { search: 'WORKS' })).items).toMatchObject([
      { key: 'ministry-of-works', status: 'active' },
    ]);
    const bank = await signInAs(tenancy, 'bank', 'admin@bank.example');
    expect(await call(tenancy, readSession, bank, {})).toMatchObject({
      member: { tenantRoles: ['administrator', 'maker', 'member'], platformAdministrator: false },
      environments: [{ key: 'development' }, { key: 'test' }, { key: 'production' }],
    });
    expect(await codeOf(call(tenancy, listTenants, bank, {}))).toBe('tenancy.forbidden');
    expect(await codeOf(call(tenancy, createTenant, bank, { key: 'x', name: 'x', ...administrator }))).toBe('tenancy.forbidden');
  });

  it('gives a key once, also of many at once, and never the platform’s', async () => {
    const create = (key: string) => codeOf(call(tenancy, createTenant, admin, { key, name: 'x', ...administrator }));
    const codes = await Promise.all(Array.from({ length: 6 }, () => create('wanted')));
    expect(codes.sort()).toEqual(['ok', ...Array.from({ length: 5 }, () => 'tenancy.tenant-key-taken')]);
    expect(await create('platform')).toBe('tenancy.tenant-key-taken');
    expect(await create('acme')).toBe('tenancy.tenant-key-taken');
  });

  it('renames a tenant, and suspends any but one’s own', async () => {
    const inside = await addTenant(tenancy, admin, 'other');
    const update = (input: { key: string; name?: string; status?: 'active' | 'suspended' }) => call(tenancy, updateTenant, admin, input);
    expect(await update({ key: 'other', name: 'Renamed' })).toMatchObject({ name: 'Renamed', status: 'active' });
    expect((await call(tenancy, readSession, inside, {})).tenant.name).toBe('Renamed');
    await update({ key: 'other', status: 'suspended' });
    expect(await codeOf(contextOf(tenancy, inside))).toBe('tenancy.not-found');
    expect(await codeOf(signInAs(tenancy, 'other', 'admin@other.example'))).toBe('tenancy.not-found');
    await update({ key: 'other', status: 'active' });
    expect((await contextOf(tenancy, inside)).actor.kind).toBe('member');
    expect(await codeOf(update({ key: 'acme', status: 'suspended' }))).toBe('tenancy.own-tenant-suspended');
    expect(await codeOf(update({ key: 'nobody', name: 'x' }))).toBe('tenancy.not-found');
    expect(await codeOf(update({ key: 'platform', name: 'x' }))).toBe('tenancy.not-found');
  });

  it('keeps a theme for all that have none, set by administrators and told to its own members alone', async () => {
    const theme = { light: { accent: '#123456' }, dark: { accent: '#abcdef' }, density: 'compact' as const };
    const inside = await addTenant(tenancy, admin, 'painted');
    expect(await call(tenancy, getTenantTheme, inside, {})).toEqual({ theme: null });
    expect(await call(tenancy, setTenantTheme, inside, { theme })).toEqual({ theme });
    expect(await call(tenancy, getTenantTheme, inside, {})).toEqual({ theme });
    expect((await call(tenancy, readSession, inside, {})).tenant.theme).toEqual(theme);
    expect(await tenancy.theme(await contextOf(tenancy, inside))).toEqual(theme);
    expect((await call(tenancy, readSession, admin, {})).tenant).not.toHaveProperty('theme');
    expect(await call(tenancy, getTenantTheme, admin, {})).toEqual({ theme: null });
    await call(tenancy, setTenantTheme, inside, { theme: null });
    expect((await call(tenancy, readSession, inside, {})).tenant).not.toHaveProperty('theme');
  });
});
