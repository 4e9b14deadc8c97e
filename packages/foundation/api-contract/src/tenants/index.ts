export { createTenant, getTenantTheme, listTenants, setTenantTheme, updateTenant } from './operations.ts';
export { Tenant, TenantKey, TenantName, TenantStatus, TenantTheme } from './tenant.ts';
