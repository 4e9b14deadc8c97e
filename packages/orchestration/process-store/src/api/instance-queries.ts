import { isoTime, type SqlValue, type Statement, statement } from '@plinth/database';
import type { JsonObject, RequestContext } from '@plinth/foundation';

const here = 'i.tenant_id = $1 and i.environment_id = $2 and i.application = $3';
const summary = `i.id, i.process, i.version, i.key, i.status, i.incidents, ${isoTime('i.started_at')} as "startedAt",
  i.started_by as "startedBy", ${isoTime('i.ended_at')} as "endedAt"`;

/** One instance with its state; who may see it is decided with what it says. */
export const selectInstance = statement(
  `select ${summary}, i.revision, i.state from plinth.process_instance i where ${here} and i.id = $4::uuid`,
);
export const selectSummaries = statement(`select ${summary} from plinth.process_instance i where ${here} and i.id = any($4::uuid[])`);

/** Which instances somebody wants to see. */
export interface WantedInstances {
  /** Keys of the processes that the actor manages. */
  readonly managed: readonly string[];
  readonly actor: string;
  /** Those alone that the actor started. */
  readonly mine: boolean;
  readonly process: string | null;
  readonly status: string | null;
  readonly key: string | null;
  readonly incidents: boolean;
  readonly version: string | null;
  readonly since: string | null;
  readonly until: string | null;
  /** Id of the instance that the page stands behind. */
  readonly after: string | null;
  readonly limit: number;
}

/** The statement that lists instances, with its values. Ids are in the order of time; the newest stand first. */
export function listInstancesQuery(
  context: RequestContext,
  application: string,
  wanted: WantedInstances,
): { readonly statement: Statement; readonly values: SqlValue[] } {
  const values: SqlValue[] = placeOf(context, application);
  const bind = (value: SqlValue) => `$${values.push(value)}`;
  const { managed, actor, mine, process, status, key, incidents, version, since, until, after, limit } = wanted;
  const started = `i.started_by = ${bind(actor)}`;
  // An index leads to what somebody started, however many others there are; beside processes it would not.
  const narrowed = [mine || managed.length === 0 ? started : `(i.process = any(${bind([...managed])}::text[]) or ${started})`];
  if (process !== null) narrowed.push(`i.process = ${bind(process)}`);
  if (status !== null) narrowed.push(`i.status = ${bind(status)}`);
  if (key !== null) narrowed.push(`i.key = ${bind(key)}`);
  if (incidents) narrowed.push('i.incidents > 0');
  if (version !== null) narrowed.push(`i.version = ${bind(version)}`);
  if (since !== null) narrowed.push(`i.started_at >= ${bind(since)}::timestamptz`);
  if (until !== null) narrowed.push(`i.started_at < ${bind(until)}::timestamptz`);
  if (after !== null) narrowed.push(`i.id < ${bind(after)}::uuid`);
  return {
    statement: statement(`select ${summary} from plinth.process_instance i
where ${here} and ${narrowed.join(' and ')} order by i.id desc limit ${bind(limit)}::integer`),
    values,
  };
}

/** What somebody started, with where it stands. */
export const selectStarted = statement(`select ${summary}, i.revision, i.state from plinth.process_instance i
where ${here} and i.started_by = $4 and ($5::text is null or i.process = $5) and ($6::text is null or i.status = $6)
  and ($7::uuid is null or i.id < $7::uuid) order by i.id desc limit $8`);

export const selectHistory = statement(`select h.number, ${isoTime('h.at')} as at, h.by, h.stimulus, h.events
from plinth.process_history h where h.tenant_id = $1 and h.environment_id = $2 and h.instance_id = $3::uuid
  and h.number > $4 and ($5::timestamptz is null or h.at <= $5::timestamptz) order by h.number limit $6`);

export const taskColumns = `t.instance_id as instance, t.visit, t.process, t.element, t.name, t.assignee, t.owner, t.candidates, t.priority,
  ${isoTime('t.due')} as due, ${isoTime('t.follow_up')} as "followUp", t.stopped, ${isoTime('t.created_at')} as "createdAt",
  t.topic, t.holder, t.retries, ${isoTime('t.available_at')} as "availableAt"`;
const ofInstance = 't.tenant_id = $1 and t.environment_id = $2 and t.application = $3 and t.instance_id = $4::uuid';

export const selectTask = statement(`select ${taskColumns} from plinth.process_task t where ${ofInstance} and t.visit = $5 for update`);
/** Several tasks, held: their instances in one list, their visits in the other. */
export const selectTasks = statement(`select ${taskColumns} from plinth.process_task t
where t.tenant_id = $1 and t.environment_id = $2 and t.application = $3
  and t.instance_id = any($4::uuid[]) and (t.instance_id, t.visit) in (select * from unnest($4::uuid[], $5::integer[])) order by t.instance_id, t.visit for update`);
export const selectTasksOf = statement(`select ${taskColumns} from plinth.process_task t where ${ofInstance} order by t.visit`);
export const selectTasksOfMany = statement(`select ${taskColumns} from plinth.process_task t
where t.tenant_id = $1 and t.environment_id = $2 and t.application = $3 and t.instance_id = any($4::uuid[]) order by t.instance_id, t.visit`);

export const changeTaskRow = statement(`update plinth.process_task t set assignee = $6, owner = $7, due = $8::timestamptz,
  follow_up = $9::timestamptz, priority = $10 where ${ofInstance} and t.visit = $5 returning ${taskColumns}`);

const topic = 't.tenant_id = $1 and t.environment_id = $2 and t.application = $3 and t.topic = $4';
/** Those who fetch a topic with a limit do it one after the other, or each would count too few. */
export const lockTopic = statement(
  `select pg_advisory_xact_lock(hashtext('plinth work ' || $1::text || $2::text || $3::text || $4::text))`,
);
/** A lease is the time at which it is to be had again. */
const fetching = (room: string) => `with found as (
  select t.instance_id, t.visit from plinth.process_task t
  where ${topic} and t.process = any($5::text[]) and not t.stopped and t.available_at <= now()
  order by t.priority desc, t.available_at limit ${room} for update skip locked)
update plinth.process_task t set holder = $7, available_at = now() + make_interval(secs => $8)
from found where t.tenant_id = $1 and t.environment_id = $2 and t.instance_id = any(array(select instance_id from found))
  and t.instance_id = found.instance_id and t.visit = found.visit returning ${taskColumns}`;
export const fetchTasks = statement(fetching('$6'));
/** The same where no more than $9 may be held at once. */
export const fetchLimitedTasks = statement(
  fetching(
    `least($6::integer, greatest(0, $9::integer - (select count(*)::integer from plinth.process_task h
  where ${topic.replaceAll('t.', 'h.')} and h.holder is not null and h.available_at > now())))`,
  ),
);
/** Instances whose work was leased just now, in the same transaction: as they are once it is leased. */
export const selectLeased = statement(`select i.id, i.version, i.process, i.state from plinth.process_instance i
where i.tenant_id = $1 and i.environment_id = $2 and i.id = any(array(select t.instance_id from plinth.process_task t
  where ${topic} and t.holder = $5 and t.available_at = (now() + make_interval(secs => $6))::timestamptz(3))) order by i.id`);
export const extendTask = statement(`update plinth.process_task t set available_at = now() + make_interval(secs => $7)
where ${ofInstance} and t.visit = $5 and t.holder = $6 and t.available_at > now() returning ${taskColumns}`);
export const retryTask =
  statement(`update plinth.process_task t set holder = null, retries = $6, available_at = now() + make_interval(secs => $7)
where ${ofInstance} and t.visit = $5`);

/** An instance as its table has it. */
export interface SummaryRow {
  readonly id: string;
  readonly process: string;
  readonly version: string;
  readonly key: string | null;
  readonly status: 'new' | 'active' | 'completed' | 'terminated' | 'cancelled';
  readonly incidents: number;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly endedAt: string | null;
}
export interface StateRow extends SummaryRow {
  readonly revision: number;
  readonly state: JsonObject;
}

/** A task as its table has it. */
export interface StoredTask {
  readonly instance: string;
  readonly visit: number;
  readonly process: string;
  readonly element: string;
  readonly name: string;
  readonly assignee: string | null;
  readonly owner: string | null;
  readonly candidates: readonly string[];
  readonly priority: number;
  readonly due: string | null;
  readonly followUp: string | null;
  readonly stopped: boolean;
  readonly createdAt: string;
  readonly topic: string | null;
  readonly holder: string | null;
  readonly retries: number;
  readonly availableAt: string;
}

/** Tenant, environment and application, as every statement here begins. */
export function placeOf(context: RequestContext, application: string): [tenant: string, environment: string, application: string] {
  return [context.tenant.id, context.environment?.id ?? '', application];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of an instance in the form that PostgreSQL writes; null for what can be none. */
export function instanceId(text: string): string | null {
  return uuid.test(text) ? text.toLowerCase() : null;
}

/** The parts of a task's id; null for what can be none. */
export function taskId(text: string): { readonly instance: string; readonly visit: number } | null {
  const [instance = '', visit = ''] = text.split('.');
  const known = instanceId(instance);
  return known === null || !/^\d{1,9}$/.test(visit) ? null : { instance: known, visit: Number(visit) };
}
