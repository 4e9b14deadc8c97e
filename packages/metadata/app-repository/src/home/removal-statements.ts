import { statement } from '@plinth/database';

/** What has a version that was made with the module, running or not, deleted or not. */
export const selectNeedingModule = statement(`
select a.key from plinth.application a
where a.tenant_id = $1 and a.key <> $2 and exists (
  select from plinth.version v where v.tenant_id = a.tenant_id and v.application_id = a.id and v.module_lock::jsonb ? $2)
order by a.key limit 1`);

/** From now on what is kept of it is taken away. */
export const markRemoved = statement(
  `update plinth.application set removed_at = coalesce(removed_at, now()) where tenant_id = $1 and id = $2`,
);

/** What active tenants have removed and is not gone yet, asked as the platform. */
export const selectRemoved = statement(`
select t.tenant_id as "tenantId", t.key as "tenantKey", a.id, a.key, a.type
from plinth.application a join plinth.tenant t on t.tenant_id = a.tenant_id and t.status = 'active'
where a.removed_at is not null order by a.removed_at`);

/** The links to its drafts lead nowhere from now on, and are found as such. */
export const endPreviews = statement(`
update plinth.preview_link p set expires_at = least(p.expires_at, now()) from plinth.branch b
where p.tenant_id = $1 and b.tenant_id = $1 and b.id = p.branch_id and b.application_id = $2`);

/** The records that tables were made for, by any version. */
export const selectTabled = statement(`
select distinct r.key as id from plinth.version v cross join lateral json_each(v.snapshot -> 'records') r
where v.tenant_id = $1 and v.application_id = $2 and r.value ->> 'kind' in ('entity', 'relation')`);

/** Its branches, versions, releases, comments and links go with it. */
export const deleteRemoved = statement(`delete from plinth.application where tenant_id = $1 and id = $2 and removed_at is not null`);
