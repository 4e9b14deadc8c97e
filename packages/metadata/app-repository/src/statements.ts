import { isoTime, statement } from '@plinth/database';

// Row-level security binds every statement to the tenant; the ids in the conditions are for the indexes.

export const insertApplication = statement(`
insert into plinth.application (tenant_id, id, key, type, created_by, label, icon) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (tenant_id, key) do nothing returning id`);

export const findApplication = statement(`
select id, key, type from plinth.application where tenant_id = $1 and key = $2 and deleted_at is null`);

/** Why a key is taken, where that is not because an application has it. */
export const stateOfKey = statement(`
select case when removed_at is not null then 'removed' when deleted_at is not null then 'deleted' end
from plinth.application where tenant_id = $1 and key = $2`);

/** Keeps what the definition at the end of the branch main calls its application, so that a list need not read definitions. */
export const labelApplication = statement(`
update plinth.application a set label = $3, icon = $4 from plinth.branch b
where b.tenant_id = $1 and b.id = $2 and b.key = 'main' and a.tenant_id = b.tenant_id and a.id = b.application_id
  and (a.label, a.icon) is distinct from ($3, $4)`);

export const insertBranch = statement(`
insert into plinth.branch (tenant_id, id, application_id, key, position, forked_from, created_by, private_to)
values ($1, $2, $3, $4, 0, $5, $6, $7)
on conflict (tenant_id, application_id, key) where deleted_at is null do nothing returning id`);

/** Of private branches only the caller's own is there. */
const visible = (member: string) => `deleted_at is null and (private_to is null or private_to = ${member})`;
const branchOfKey = `select id, position::text as position, private_to as "privateTo" from plinth.branch
where tenant_id = $1 and application_id = $2 and key = $3 and ${visible('$4')}`;

export const findBranch = statement(branchOfKey);

/** Whoever appends holds the branch until the end of the transaction: its log has one order. */
export const lockBranch = statement(`${branchOfKey} for update`);

export const selectBranches = statement(`
select b.key, b.position::int as position, b.forked_from as "forkedFrom", ${isoTime('b.created_at')} as "createdAt",
  b.created_by as "createdBy", b.private_to is not null as private, ${isoTime('a.recorded_at')} as "changedAt"
from plinth.branch b
left join plinth.definition_action a on a.tenant_id = b.tenant_id and a.branch_id = b.id and a.position = b.position
where b.tenant_id = $1 and b.application_id = $2 and ${visible('$3')} order by b.created_at, b.key`);

/** What others began with must stay, so a branch is only found no more. */
export const hideBranch = statement(`update plinth.branch set deleted_at = now() where tenant_id = $1 and id = $2`);

export const insertLink = statement(`
insert into plinth.branch_link (tenant_id, branch_id, position, from_branch_id, from_position) values ($1, $2, $3, $4, $5)
on conflict do nothing`);

/** What the branches of an application have of one another: by where they began, as a version or as a branch, and by merges. */
export const selectLinks = statement(`
select l.branch_id as at, l.position::int as "atPosition", l.from_branch_id as from, l.from_position::int as "fromPosition"
from plinth.branch_link l
join plinth.branch b on b.tenant_id = l.tenant_id and b.id = l.branch_id
where l.tenant_id = $1 and b.application_id = $2
union all
select b.id, 0, v.branch_id, v.position::int
from plinth.branch b
join plinth.version v on v.tenant_id = b.tenant_id and v.application_id = b.application_id and v.version = b.forked_from
where b.tenant_id = $1 and b.application_id = $2`);

export const selectHistory = statement(`
select position::int as position, action_id as action, ${isoTime('recorded_at')} as at, actor,
  coalesce(action->>'intent', '') as intent, action->>'undoes' as undoes
from plinth.definition_action
where tenant_id = $1 and branch_id = $2 and ($3::bigint is null or definition_action.position < $3)
order by definition_action.position desc limit $4`);

export const moveBranch = statement(`update plinth.branch set position = $3 where tenant_id = $1 and id = $2`);

export const insertActions = statement(`
insert into plinth.definition_action (tenant_id, branch_id, position, action_id, actor, action)
select $1, $2, e.position, e.id, e.actor, e.action
from unnest($3::bigint[], $4::text[], $5::text[], $6::json[]) as e (position, id, actor, action)`);

const endOf = `
select position::text as position from plinth.branch where tenant_id = $1 and id = $2 and ${visible('$3')}`;

export const endOfBranch = statement(endOf);

/** The same, held until the end of the transaction. */
export const holdEndOfBranch = statement(`${endOf} for update`);

/**
 * Everything an append does, where the branch is there for the member $11 and ends at $3 when its turn comes: a row where it did.
 * Whoever comes second waits for the first, finds another position and does nothing.
 */
export const appendAtEnd = statement(`
with moved as (
  update plinth.branch set position = $4 where tenant_id = $1 and id = $2 and position = $3 and ${visible('$11')} and not exists (
    select from plinth.definition_action a where a.tenant_id = $1 and a.branch_id = $2 and a.action_id = any($6::text[])
  ) returning id
), added as (
  insert into plinth.definition_action (tenant_id, branch_id, position, action_id, actor, action)
  select $1, $2, e.position, e.id, e.actor, e.action
  from moved, unnest($5::bigint[], $6::text[], $7::text[], $8::json[]) as e (position, id, actor, action)
)
select pg_notify($9, $10) from moved`);

export const selectActions = statement(`
select a.position::text as position, a.action from plinth.definition_action a
where a.tenant_id = $1 and a.branch_id = $2 and a.position > $3 order by a.position limit $4`);

export const knownActions = statement(`
select action_id as id from plinth.definition_action where tenant_id = $1 and branch_id = $2 and action_id = any($3::text[])`);

export const insertSnapshot = statement(`
insert into plinth.definition_snapshot (tenant_id, branch_id, position, snapshot) values ($1, $2, $3, $4::json) on conflict do nothing`);

export const selectSnapshot = statement(`
select s.position::text as position, s.snapshot from plinth.definition_snapshot s
where s.tenant_id = $1 and s.branch_id = $2 and s.position <= $3 order by s.position desc limit 1`);

export const insertVersion = statement(`
insert into plinth.version
  (tenant_id, application_id, version, signature, snapshot, component_lock, module_lock, branch_id, position, notes, created_by)
values ($1, $2, $3, $4, $5::json, $6::json, $7::json, $8, $9, $10, $11)
on conflict (tenant_id, application_id, version) do nothing
returning ${isoTime('created_at')} as "createdAt"`);

const versionColumns = `version, signature, notes, ${isoTime('created_at')} as "createdAt", created_by as "createdBy",
  component_lock as components, module_lock as modules`;

export const selectVersions = statement(`
select ${versionColumns} from plinth.version where tenant_id = $1 and application_id = $2 order by number desc`);

export const selectVersion = statement(`
select ${versionColumns}, snapshot from plinth.version where tenant_id = $1 and application_id = $2 and version = $3`);

export const insertRelease = statement(`
insert into plinth.release (tenant_id, application_id, environment_id, environment_key, version, steps, released_by)
values ($1, $2, $3, $4, $5, $6::json, $7) returning ${isoTime('released_at')} as "releasedAt"`);

export const selectReleases = statement(`
select r.environment_key as environment, r.version, v.signature, ${isoTime('r.released_at')} as "releasedAt",
  r.released_by as "releasedBy", r.steps
from plinth.release r
join plinth.version v on v.tenant_id = r.tenant_id and v.application_id = r.application_id and v.version = r.version
where r.tenant_id = $1 and r.application_id = $2 order by r.number desc limit 200`);

/** What runs in an environment now: by application, the newest release. */
export const selectCurrentReleases = statement(`
select distinct on (r.application_id) a.id as "applicationId", a.key, a.type, r.version, v.signature
from plinth.release r
join plinth.application a on a.tenant_id = r.tenant_id and a.id = r.application_id
join plinth.version v on v.tenant_id = r.tenant_id and v.application_id = r.application_id and v.version = r.version
where r.tenant_id = $1 and r.environment_id = $2 and ($3::text is null or a.key = $3) and a.deleted_at is null
order by r.application_id, r.number desc`);

/** The place of who publishes an application to an environment, for the length of a transaction. */
export const tryPublication = statement('select pg_try_advisory_xact_lock(hashtextextended($1, 0))');

/** Whether somebody has that place. Trying it would take it from those who come meanwhile. */
export const publicationHeld = statement(`
select exists (select from pg_locks l, (select hashtextextended($1, 0) as key) wanted
where l.locktype = 'advisory' and l.granted and l.objsubid = 1
  and l.database = (select oid from pg_database where datname = current_database())
  and l.classid::bigint = (wanted.key >> 32) & 4294967295 and l.objid::bigint = wanted.key & 4294967295)`);

/** Tells every server where a branch's log ends now, when and only if the transaction is committed. */
export const notifyBranch = statement(`select pg_notify($1, $2)`);
