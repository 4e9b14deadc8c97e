import { isoTime, statement } from '@plinth/database';

const here = 'tenant_id = $1 and environment_id = $2';
/** A time as ISO 8601 in UTC. */

/**
 * PostgreSQL's clock is the only one: workers whose own clocks are wrong agree about what is due. A server that freezes in the middle
 * of a transaction loses it, with all it holds, after ten seconds.
 */
export const readClock = statement(
  `select ${isoTime('clock_timestamp()')} as now, set_config('idle_in_transaction_session_timeout', '10000', true) as bound`,
);

const held = `id, application, version, process, status, revision, state, key, started_by as "startedBy", chain, ${isoTime('chained_at')} as "chainedAt"`;
/** Locks instances in one order, whoever asks for which. */
export const holdInstances = statement(
  `select ${held} from plinth.process_instance where ${here} and id = any($3::uuid[]) order by id for update`,
);
/** The same without waiting for those that somebody else holds. */
export const holdFreeInstances = statement(
  `select ${held} from plinth.process_instance where ${here} and id = any($3::uuid[]) order by id for update skip locked`,
);

/** An instance as {@link holdInstances} gives it. */
export interface InstanceRow {
  readonly id: string;
  readonly application: string;
  readonly version: string;
  readonly process: string;
  readonly status: 'new' | 'active' | 'completed' | 'terminated' | 'cancelled';
  readonly revision: number;
  readonly state: Record<string, never>;
  readonly key: string | null;
  readonly startedBy: string;
  readonly chain: number;
  readonly chainedAt: string | null;
}

export const insertInstances = statement(`insert into plinth.process_instance
  (tenant_id, environment_id, id, application, version, process, status, revision, incidents, state, key, started_by, chain, chained_at, ended_at)
select $1, $2, r.id, r.application, r.version, r.process, r.status, r.revision, r.incidents, r.state, r.key, r."startedBy", r.chain, r."chainedAt",
  case when r.status in ('new', 'active') then null else now() end
from json_to_recordset($3::json) as r (id uuid, application text, version text, process text, status text, revision integer,
  incidents integer, state json, key text, "startedBy" text, chain smallint, "chainedAt" timestamptz)`);

/**
 * $4 has the instances of the rows once more: by that list an index leads to them also where PostgreSQL takes a table for empty, as it
 * does until it has looked at one that has grown. By the join alone it would go through all of an environment.
 */
export const updateInstances = statement(`update plinth.process_instance i
set status = r.status, revision = r.revision, incidents = r.incidents, state = r.state, version = r.version, chain = r.chain, chained_at = r."chainedAt",
  ended_at = case when r.status = 'active' then null else now() end
from json_to_recordset($3::json) as r (instance uuid, status text, revision integer, incidents integer, state json, version text, chain smallint, "chainedAt" timestamptz)
where i.tenant_id = $1 and i.environment_id = $2 and i.id = any($4::uuid[]) and i.id = r.instance`);

export const insertHistory = statement(`insert into plinth.process_history
  (tenant_id, environment_id, instance_id, number, at, by, stimulus, events)
select $1, $2, r.instance, r.number, r.at, r.by, r.stimulus, r.events
from json_to_recordset($3::json) as r (instance uuid, number integer, at timestamptz, by text, stimulus json, events json)`);

export const deleteWaits = statement(`delete from plinth.process_wait w
using json_to_recordset($3::json) as r (instance uuid, visit integer, name text, key text)
where w.tenant_id = $1 and w.environment_id = $2 and w.instance_id = any($4::uuid[])
  and w.instance_id = r.instance and w.visit = r.visit and w.name = r.name and w.key is not distinct from r.key`);

export const insertWaits = statement(`insert into plinth.process_wait
  (tenant_id, environment_id, application, name, key, instance_id, visit, kind)
select $1, $2, r.application, r.name, r.key, r.instance, r.visit, r.kind
from json_to_recordset($3::json) as r (application text, name text, key text, instance uuid, visit integer, kind text)`);

/** Messages that are kept for whoever comes to wait for them are delivered now. */
export const callForKept = statement(`with r as materialized (
  select * from json_to_recordset($3::json) as r (application text, name text, key text)),
found as (
  update plinth.process_message m set kept = false from r
  where m.tenant_id = $1 and m.environment_id = $2 and m.kept and m.expires_at > now()
    and m.application = any(array(select application from r)) and m.name = any(array(select name from r))
    and m.application = r.application and m.name = r.name and (r.key is null or m.key = r.key)
  returning m.id)
insert into plinth.process_work (tenant_id, environment_id, id, kind, message_id, due)
select $1, $2, id, 'message', id, now() from found
on conflict (tenant_id, environment_id, id) do update set due = excluded.due, attempts = 0`);

/** With those that people may claim goes who may. */
export const deleteTasks = statement(`with gone as (
  delete from plinth.process_task t using json_to_recordset($3::json) as r (instance uuid, visit integer)
  where t.tenant_id = $1 and t.environment_id = $2 and t.instance_id = any($4::uuid[]) and t.instance_id = r.instance and t.visit = r.visit
  returning t.instance_id, t.visit, t.topic)
delete from plinth.process_candidate c using gone
where gone.topic is null and c.tenant_id = $1 and c.environment_id = $2 and c.instance_id = any($4::uuid[])
  and c.instance_id = gone.instance_id and c.visit = gone.visit`);

/** Who may claim the tasks of what was made: each in a row of its own, by which the task is found. */
const insertCandidates = `insert into plinth.process_candidate (tenant_id, environment_id, application, candidate, instance_id, visit)
select distinct m.tenant_id, m.environment_id, m.application, c, m.instance_id, m.visit
from made m cross join lateral unnest(m.candidates) c where m.topic is null and c not like 'except:%'`;

export const insertTasks = statement(`with made as (insert into plinth.process_task
  (tenant_id, environment_id, instance_id, visit, application, process, element, name, topic, round, assignee, candidates, priority, due, follow_up, retries, stopped)
select $1, $2, r.instance, r.visit, r.application, r.process, r.element, r.name, r.topic, r.round, r.assignee,
  array(select json_array_elements_text(r.candidates)), r.priority, r.due, r."followUp", r.retries, r.stopped
from json_to_recordset($3::json) as r (instance uuid, visit integer, application text, process text, element text, name text, topic text,
  round integer, assignee text, candidates json, priority smallint, due timestamptz, "followUp" timestamptz, retries integer, stopped boolean)
returning *) ${insertCandidates}`);

/** A task is for others from now on. */
export const escalateTask = statement(`with gone as (
  delete from plinth.process_candidate c where c.tenant_id = $1 and c.environment_id = $2 and c.instance_id = $3::uuid and c.visit = $4
    and c.candidate <> all($5::text[])),
made as (
  update plinth.process_task t set candidates = $5::text[], assignee = null, owner = null
  where t.tenant_id = $1 and t.environment_id = $2 and t.instance_id = $3::uuid and t.visit = $4 returning t.*)
${insertCandidates} on conflict do nothing`);

/** An incident stops a task; resolved, it begins anew. */
export const stopTasks = statement(`update plinth.process_task t
set stopped = r.stopped, retries = case when r.stopped then t.retries else r.retries end, holder = null, available_at = now()
from json_to_recordset($3::json) as r (instance uuid, visit integer, stopped boolean, retries integer)
where t.tenant_id = $1 and t.environment_id = $2 and t.instance_id = any($4::uuid[]) and t.instance_id = r.instance and t.visit = r.visit`);

export const insertMessages = statement(`insert into plinth.process_message
  (tenant_id, environment_id, id, application, kind, name, key, content, sender, expires_at)
select $1, $2, r.id, r.application, r.kind, r.name, r.key, r.content, r.sender, now() + make_interval(secs => r.seconds)
from json_to_recordset($3::json) as r (id uuid, application text, kind text, name text, key text, content json, sender uuid, seconds integer)`);

export const putWork =
  statement(`insert into plinth.process_work as w (tenant_id, environment_id, id, kind, instance_id, message_id, due, rank)
select $1, $2, r.id, r.kind, r.instance, r.message, coalesce(r.due, now()), coalesce(r.rank, 0)
from json_to_recordset($3::json) as r (id uuid, kind text, instance uuid, message uuid, due timestamptz, rank smallint)
on conflict (tenant_id, environment_id, id) do update set due = excluded.due, attempts = 0, problem = null`);

export const deleteWork = statement(`delete from plinth.process_work where ${here} and id = any($3::uuid[])`);
