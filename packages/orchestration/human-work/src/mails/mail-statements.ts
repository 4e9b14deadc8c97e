import { isoTime, statement } from '@plinth/database';

/** Environments in which something is to be told or sent. */
export const selectPlaces = statement(`select p.tenant_id as "tenantId", p.environment_id as "environmentId", t.key as "tenantKey" from (
  select tenant_id, environment_id from plinth.task_notice
  union select tenant_id, environment_id from plinth.task_mail where due <= now()
) p join plinth.tenant t on t.tenant_id = p.tenant_id`);

/** Takes notices of one application, which nobody else gets. */
export const takeNotices = statement(`with found as (
  select n.tenant_id, n.environment_id, n.application, n.id from plinth.task_notice n
  where n.tenant_id = $1 and n.environment_id = $2 and n.application = (
    select f.application from plinth.task_notice f where f.tenant_id = $1 and f.environment_id = $2 limit 1)
  order by n.id limit 500 for update skip locked
) delete from plinth.task_notice n using found f
where n.tenant_id = f.tenant_id and n.environment_id = f.environment_id and n.application = f.application and n.id = f.id
returning n.application, n.instance_id || '.' || n.visit as task`);

const task = `t.instance_id || '.' || t.visit`;
// By the instances that are given, in their order, as an index has them: whatever PostgreSQL thinks of the sizes of the tables.
export const selectTasks = statement(`with t as materialized (
  select * from plinth.process_task t where t.tenant_id = $1 and t.environment_id = $2 and t.application = $3 and t.topic is null
    and t.instance_id = any($4::uuid[]) order by t.instance_id, t.visit),
i as materialized (
  select id, key from plinth.process_instance where tenant_id = $1 and environment_id = $2 and id = any($4::uuid[]) order by id)
select ${task} as id, t.name, t.assignee, t.candidates, i.key as "instanceKey",
  ${isoTime('t.due')} as due
from t join i on i.id = t.instance_id
where (t.instance_id, t.visit) in (select * from unnest($4::uuid[], $5::integer[])) order by t.instance_id, t.visit`);

export const insertMails = statement(`insert into plinth.task_mail (tenant_id, environment_id, application, id, member_id, tasks)
select $1, $2, $3, m.id, m.member, m.tasks from json_to_recordset($4::json) as m (id uuid, member text, tasks text[])`);

/** Takes a mail for a while, in which it is sent; who dies meanwhile gives it back when that is over. */
export const claimMail = statement(`update plinth.task_mail m set attempts = m.attempts + 1, due = now() + interval '2 minutes'
where (m.tenant_id, m.environment_id, m.id) in (
  select o.tenant_id, o.environment_id, o.id from plinth.task_mail o
  where o.tenant_id = $1 and o.environment_id = $2 and o.due <= now() order by o.due limit 1 for update skip locked
) returning m.id, m.application, m.member_id as member, m.tasks, m.attempts`);
export const deleteMail = statement('delete from plinth.task_mail where tenant_id = $1 and environment_id = $2 and id = $3::uuid');
export const postponeMail = statement(
  `update plinth.task_mail set due = now() + make_interval(secs => $4) where tenant_id = $1 and environment_id = $2 and id = $3::uuid`,
);

export interface TaskRow {
  readonly id: string;
  readonly name: string;
  readonly assignee: string | null;
  readonly candidates: readonly string[];
  readonly instanceKey: string | null;
  readonly due: string | null;
}

export interface MailRow {
  readonly id: string;
  readonly application: string;
  readonly member: string;
  readonly tasks: readonly string[];
  readonly attempts: number;
}
