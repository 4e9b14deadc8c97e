import { isoTime, statement } from '@plinth/database';

const running = `select from plinth.release r where r.tenant_id = a.tenant_id and r.application_id = a.id`;
const newest = (column: string) => `(
  select ${column} from plinth.version v where v.tenant_id = a.tenant_id and v.application_id = a.id order by v.number desc limit 1)`;

/** What is behind the newest version: null where that was made of another branch, everything where there is none. */
const changes = `coalesce((select case when v.branch_id = b.id then b.position - v.position else -1 end from plinth.version v
  where v.tenant_id = a.tenant_id and v.application_id = a.id order by v.number desc limit 1), b.position)`;

/** The wanted applications with what they are sorted by; the rest is only looked up for those on the page. */
const wanted = (value: string) => `
select a.*, b.id as main_id, b.position, ${value} as sorted,
  coalesce(c.recorded_at, a.created_at) as changed_at, coalesce(c.actor, a.created_by) as changed_by
from plinth.application a
join plinth.branch b on b.tenant_id = a.tenant_id and b.application_id = a.id and b.key = 'main' and b.deleted_at is not distinct from a.deleted_at
left join plinth.definition_action c on c.tenant_id = b.tenant_id and c.branch_id = b.id and c.position = b.position
where a.tenant_id = $1 and a.removed_at is null and ($2::text is null or a.key = $2) and (a.deleted_at is not null) = ($5::text is not distinct from 'deleted')
  and ($3::text is null or position(lower($3) in lower(a.label || ' ' || a.key)) > 0) and ($4::text is null or coalesce(a.owner, a.created_by) = $4)
  and case $5 when 'running' then exists (${running}) when 'unpublished' then not exists (${running})
    when 'changed' then ${changes} > 0 else true end`;

const page = (value: string, order: 'asc' | 'desc') =>
  statement(`
with wanted as (${wanted(value)}), a as (
  select * from wanted where $6::text is null or (sorted, key) ${order === 'asc' ? '>' : '<'} ($6, $7)
  order by sorted ${order}, key ${order} limit $8::integer
)
select a.key, a.type, coalesce(nullif(a.label, ''), a.key) as label, a.icon, ${isoTime('a.created_at')} as "createdAt",
  a.created_by as "createdBy", coalesce(a.owner, a.created_by) as owner, ${isoTime('a.changed_at')} as "changedAt", a.changed_by as "changedBy", a.position::int as position,
  ${newest('v.version')} as "latestVersion",
  nullif(coalesce(${newest('case when v.branch_id = a.main_id then a.position - v.position else -1 end')}, a.position), -1)::int as changes,
  (select coalesce(json_agg(json_build_object('environment', e.key, 'version', e.version, 'releasedAt', e.at) order by e.key), '[]') from (
    select distinct on (r.environment_id) r.environment_key as key, r.version, ${isoTime('r.released_at')} as at from plinth.release r
    where r.tenant_id = a.tenant_id and r.application_id = a.id order by r.environment_id, r.number desc) e) as running,
  coalesce((select bit_count(bit_or(u.people)) from plinth.application_usage u
    where u.tenant_id = a.tenant_id and u.application_id = a.id and u.day > current_date - 30), 0)::int as marks,
  ${isoTime('a.deleted_at')} as "deletedAt", a.deleted_by as "deletedBy", a.sorted
from a order by a.sorted ${order}, a.key ${order}`);

/** Applications in either order, as many as asked for after a place in it. */
export const selectApplications = {
  label: page(`lower(coalesce(nullif(a.label, ''), a.key))`, 'asc'),
  changed: page(isoTime('coalesce(c.recorded_at, a.created_at)'), 'desc'),
} as const;

/** An application with its owner, deleted or not; held until the end of the transaction. */
export const lockApplication = statement(`
select id, key, type, coalesce(owner, created_by) as owner, deleted_at is not null as deleted, removed_at is not null as removed
from plinth.application where tenant_id = $1 and key = $2 for update`);

/** What runs somewhere with a version of the module. */
export const selectUsersOfModule = statement(`
select a.key from plinth.application a
where a.tenant_id = $1 and a.deleted_at is null and exists (
  select from (select distinct on (r.environment_id) r.version from plinth.release r
    where r.tenant_id = a.tenant_id and r.application_id = a.id order by r.environment_id, r.number desc) r
  join plinth.version v on v.tenant_id = a.tenant_id and v.application_id = a.id and v.version = r.version
  where v.module_lock::jsonb ? $2)
order by a.key limit 1`);

export const setOwner = statement(`update plinth.application set owner = $3 where tenant_id = $1 and id = $2`);

/** The branches go with their application and come back with it, known by the same moment. */
export const hideBranches = statement(
  `update plinth.branch set deleted_at = now() where tenant_id = $1 and application_id = $2 and deleted_at is null`,
);
export const hideApplication = statement(
  `update plinth.application set deleted_at = now(), deleted_by = $3 where tenant_id = $1 and id = $2`,
);

export const showApplication = [
  statement(`
update plinth.branch b set deleted_at = null from plinth.application a
where b.tenant_id = $1 and b.application_id = $2 and a.tenant_id = b.tenant_id and a.id = b.application_id and b.deleted_at = a.deleted_at`),
  statement(`update plinth.application set deleted_at = null, deleted_by = null where tenant_id = $1 and id = $2`),
] as const;
