import { isoTime, statement } from '@plinth/database';
import { shortId } from '@plinth/foundation';
import type { Change } from '../change/changes.ts';
import { tenancyErrors } from '../errors.ts';
import { platformTenant } from '../platform-tenant.ts';

const environments = [
  { key: 'development', name: 'Development' },
  { key: 'test', name: 'Test' },
  { key: 'production', name: 'Production' },
];

const columns = `key, name, status, ${isoTime('created_at')} as "createdAt"`;

/** Tenants by key; more than one's own only where the platform asks. */
export const selectTenants = statement(`
select ${columns} from plinth.tenant
where ($1::text is null or key > $1) and ($2::text is null or position(lower($2) in lower(key || ' ' || name)) > 0)
order by key limit $3::integer`);

export const selectTenant = statement(`select ${columns} from plinth.tenant where tenant_id = $1`);

/** The id behind a key. */
export const findTenantId = statement(`select tenant_id as id from plinth.tenant where key = $1`);

export const updateTenantRow = statement(`
update plinth.tenant set name = coalesce($2, name), status = coalesce($3, status) where tenant_id = $1`);

/** What applications of the tenant wear that have no theme of their own. */
export const selectTheme = statement(`select theme from plinth.tenant where tenant_id = $1`);
export const updateTheme = statement(`update plinth.tenant set theme = $2 where tenant_id = $1`);

// One statement: the tenant and its environments, whose schemas are only made when something is first published there.
const insert = statement(`
with tenant as (
  insert into plinth.tenant (tenant_id, key, name) values ($1, $2, $3) on conflict (key) do nothing returning tenant_id
)
insert into plinth.environment (tenant_id, id, key, name, position)
select tenant.tenant_id, e.id, e.key, e.name, e.position
from tenant, jsonb_to_recordset($4::jsonb) as e (id text, key text, name text, position integer)
returning id`);

/** Adds a tenant with its environments. The change must be bound to the new tenant. Throws `tenancy.tenant-key-taken`. */
export async function addTenant(
  change: Change,
  tenant: { readonly id: string; readonly key: string; readonly name: string },
): Promise<void> {
  const rows = environments.map((environment, position) => ({ ...environment, position, id: shortId() }));
  const taken =
    tenant.key === platformTenant.key ||
    (await change.query(insert, [tenant.id, tenant.key, tenant.name, JSON.stringify(rows)])).length === 0;
  if (taken) throw tenancyErrors.tenantKeyTaken({ key: tenant.key });
}
