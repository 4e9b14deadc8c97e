export { createTenant, listTenants, updateTenant } from './operations.ts';
export { Tenant, TenantKey, TenantName, TenantStatus } from './tenant.ts';
