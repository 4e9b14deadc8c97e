import { isoTime, statement } from '@plinth/database';

const here = 'tenant_id = $1 and environment_id = $2';
const group = `${here} and name = $3`;
const progress = `partition, position::text as position, failing,
${isoTime('moved_at')} as "movedAt"`;
const letter = `id, name as "group", event, code, message, attempts, waiting, discarded,
${isoTime('at')} as at`;

export const joinGroup = statement(`insert into plinth.event_group (tenant_id, environment_id, name, partition, position)
select $1, $2, $3, p.partition, p.position from json_to_recordset($4::json) as p (partition integer, position json) on conflict do nothing`);

export const selectProgress = statement(`select ${progress} from plinth.event_group where ${group} order by partition`);
export const selectWaiting = statement(`select exists (select from plinth.event_dead_letter where ${group} and waiting)`);

/** Who stands still within its transaction for this long is cut off by PostgreSQL, so that another goes on. */
export const mostIdle = statement(`select set_config('idle_in_transaction_session_timeout', '30s', true)`);

/** The partition, for whoever comes first and still knows where it is. */
export const holdPartition = statement(`select 1 from plinth.event_group
where ${group} and partition = $4 and position::text = $5 for update skip locked`);

export const movePartition = statement(`update plinth.event_group set position = $5::json, failing = null, moved_at = now()
where ${group} and partition = $4`);
export const postponePartition = statement(`update plinth.event_group set failing = $5::json where ${group} and partition = $4`);

export const enterInbox = statement(`insert into plinth.event_inbox (tenant_id, environment_id, name, event)
select $1, $2, $3, e from unnest($4::uuid[]) as e on conflict do nothing returning event`);

export const insertLetter =
  statement(`insert into plinth.event_dead_letter (tenant_id, environment_id, name, id, event, code, message, attempts)
values ($1, $2, $3, $4::uuid, $5::json, $6, $7, $8)`);

export const selectGroups = statement(`select name as "group", ${progress} from plinth.event_group where ${here} order by name, partition`);
export const countLetters = statement(
  `select name as "group", count(*)::integer as count from plinth.event_dead_letter where ${here} and discarded is null group by name`,
);

export const lockGroup = statement(`select partition from plinth.event_group where ${group} order by partition for update`);
export const forgetInbox = statement(`delete from plinth.event_inbox where ${group}`);
export const removeGroup = statement(`delete from plinth.event_group where ${group}`);
export const removeLetters = statement(`delete from plinth.event_dead_letter where ${group}`);

export const searchLetters = statement(`select ${letter} from plinth.event_dead_letter
where ${here} and ($3::text is null or name = $3) and ($4::text is null or strpos(lower(event::text), lower($4)) > 0) and ($5::uuid is null or id < $5)
  and (discarded is not null) = $7
order by id desc limit $6`);
/** By their ids, or where these are null by group and text. */
const chosen = `($3::uuid[] is null or id = any($3::uuid[])) and ($4::text is null or name = $4)
  and ($5::text is null or strpos(lower(event::text), lower($5)) > 0) and discarded is null`;
export const redriveLetters = statement(`update plinth.event_dead_letter set waiting = true where ${here} and ${chosen}`);
/** Nobody waits for them any more; who gave them up and why stays for as long as events do. */
export const discardLetters = statement(`update plinth.event_dead_letter set waiting = false,
  discarded = json_build_object('by', $6::text, 'reason', $7::text, 'at', ${isoTime('now()')})
where ${here} and ${chosen}`);
export const removeDelivered = statement(`delete from plinth.event_dead_letter where ${here} and id = $3::uuid`);
export const forgetDiscarded = statement(`delete from plinth.event_dead_letter
where ${here} and discarded is not null and at < now() - make_interval(days => $3)`);
export const claimLetter = statement(`select id, event, attempts from plinth.event_dead_letter where ${group} and waiting
order by id limit 1 for update skip locked`);
export const keepLetter = statement(`update plinth.event_dead_letter set waiting = false, attempts = attempts + 1, code = $4, message = $5
where ${here} and id = $3::uuid and waiting`);

/** What publications declare: groups to whom events of some types are to be brought, from the publication on. */
export const declareListener = statement(`insert into plinth.event_listener as l (tenant_id, environment_id, name, types)
values ($1, $2, $3, $4::text[]) on conflict (tenant_id, environment_id, name) do update set types = excluded.types where l.types <> excluded.types`);
export const selectListenersOf = statement(`select name from plinth.event_listener where ${here} and starts_with(name, $3)`);
export const selectTypes = statement(`select types from plinth.event_listener where ${group}`);
export const removeListener = statement(`delete from plinth.event_listener where ${group}`);
/** Those of every active tenant, asked as the platform. */
export const selectListeners = statement(`select l.tenant_id as "tenantId", l.environment_id as "environmentId", t.key as "tenantKey",
l.name as "group", l.types, ${isoTime('l.since')} as since
from plinth.event_listener l join plinth.tenant t on t.tenant_id = l.tenant_id and t.status = 'active' order by 1, 2, 4`);

/** For how many days events of types are kept, as publications declare it. */
export const forgetRetention = statement(`delete from plinth.event_retention where ${here} and application = $3`);
export const declareRetention = statement(`insert into plinth.event_retention (tenant_id, environment_id, application, source, type, days)
select $1, $2, $3, r.source, r.type, r.days from json_to_recordset($4::json) as r (source text, type text, days integer)`);
/** Of several applications the one that keeps a type for longest counts. */
export const selectRetention = statement(
  `select source, type, max(days) as days from plinth.event_retention where ${here} group by source, type`,
);

export const forgetOld = statement(`delete from plinth.event_inbox where ${here} and at < now() - make_interval(days => $3)`);
export const registerEnvironment = statement(
  `insert into plinth.event_environment (tenant_id, environment_id) values ($1, $2) on conflict do nothing`,
);

/** Every environment with events of an active tenant, asked as the platform. */
export const selectEnvironments = statement(`select e.tenant_id as "tenantId", e.environment_id as "environmentId", t.key as "tenantKey"
from plinth.event_environment e join plinth.tenant t on t.tenant_id = e.tenant_id and t.status = 'active' order by 1, 2`);
