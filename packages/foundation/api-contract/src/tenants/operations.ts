import { Type } from 'typebox';
import { SearchText } from '../line-of-text.ts';
import { Email, PersonName } from '../members/member.ts';
import { OneTimeLink } from '../members/one-time-link.ts';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../paging.ts';
import { Tenant, TenantKey, TenantName, TenantStatus, TenantTheme } from './tenant.ts';

/** The tenants of the platform, by key. */
export const listTenants = operation({
  id: 'tenants.list',
  summary: 'The tenants of the platform, by key.',
  method: 'GET',
  path: '/api/{tenant}/tenants',
  input: Type.Object({ ...pageInput, search: Type.Optional(SearchText) }, { additionalProperties: false }),
  output: pageOf(Tenant),
  permission: 'platform',
  scope: 'tenants:read',
  idempotency: 'safe',
  errors: [],
});

/** Creates a tenant with its three environments and invites its first administrator. */
export const createTenant = operation({
  id: 'tenants.create',
  summary: 'Creates a tenant with development, test and production, and invites its first administrator.',
  method: 'POST',
  path: '/api/{tenant}/tenants',
  input: Type.Object(
    { key: TenantKey, name: TenantName, administratorEmail: Email, administratorName: PersonName },
    { additionalProperties: false },
  ),
  output: Type.Object({ tenant: Tenant, invitation: OneTimeLink }),
  status: 201,
  permission: 'platform',
  scope: 'tenants:write',
  idempotency: 'none',
  errors: ['tenancy.tenant-key-taken'],
});

/** Renames, suspends or resumes a tenant. */
export const updateTenant = operation({
  id: 'tenants.update',
  summary: 'Renames, suspends or resumes a tenant.',
  method: 'PATCH',
  path: '/api/{tenant}/tenants/{key}',
  input: Type.Object(
    { key: TenantKey, name: Type.Optional(TenantName), status: Type.Optional(TenantStatus) },
    { additionalProperties: false },
  ),
  output: Tenant,
  permission: 'platform',
  scope: 'tenants:write',
  idempotency: 'idempotent',
  errors: ['tenancy.not-found', 'tenancy.own-tenant-suspended'],
});

const WornTheme = Type.Object({
  theme: Type.Union([TenantTheme, Type.Null()], { description: 'Null where applications without a theme look as the platform does.' }),
});

/** What applications without a theme of their own wear. */
export const getTenantTheme = operation({
  id: 'tenants.theme',
  summary: 'The theme that applications of the tenant wear which have none of their own.',
  method: 'GET',
  path: '/api/{tenant}/theme',
  input: Type.Object({}, { additionalProperties: false }),
  output: WornTheme,
  permission: 'member',
  scope: 'tenants:read',
  idempotency: 'safe',
  errors: [],
});

/** Sets it, or with null takes it away. */
export const setTenantTheme = operation({
  id: 'tenants.setTheme',
  summary: 'Sets the theme that applications of the tenant wear which have none of their own; null takes it away.',
  method: 'PUT',
  path: '/api/{tenant}/theme',
  input: Type.Object({ theme: Type.Union([TenantTheme, Type.Null()]) }, { additionalProperties: false }),
  output: WornTheme,
  permission: 'administrator',
  scope: 'tenants:write',
  idempotency: 'idempotent',
  errors: [],
});
