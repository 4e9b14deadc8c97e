import type { TenantReference } from '@plinth/foundation';

/** Stands for the platform itself where no tenant is concerned: it owns the set-up token and may list tenants, and no tenant can take its key. */
export const platformTenant: TenantReference = { id: '00000000-0000-0000-0000-000000000000', key: 'platform' };
