import { isoTime, statement } from '@plinth/database';

const json = 'json_to_recordset($3::json)';
const columns = 'tenant_id, environment_id, application, member, id, event, instance_id, visit, name, by';

// What is there already is read by the keys that are given, in their order: so an index leads to it also where PostgreSQL takes a table
// for empty, as it does until it has looked at one that has grown. Joined alone, all of an environment would be gone through.
const given = 'any(array(select instance from n))';
const instances = `i as materialized (select i.application, i.id, i.started_by from plinth.process_instance i
  where i.tenant_id = $1 and i.environment_id = $2 and i.id = ${given} order by i.id)`;

/** Tells of tasks those who have them already; a member is named as the task names the assignee, by id or e-mail address. */
const assigned = `t as materialized (select t.application, t.assignee, t.instance_id, t.visit, t.name from plinth.process_task t
  where t.tenant_id = $1 and t.environment_id = $2 and t.instance_id = ${given} order by t.instance_id, t.visit)`;
const tell = `insert into plinth.notification (${columns})
select $1, $2, t.application, t.assignee, n.id, 'assigned', t.instance_id, t.visit, t.name, null
from n join t on t.instance_id = n.instance and t.visit = n.visit where t.assignee is not null`;
const tasks = `with n as materialized (select * from ${json} as n (id uuid, instance uuid, visit integer))`;
export const insertAssigned = statement(`${tasks}, ${assigned} ${tell}`);

/** The same, and keeps that mails are to be sent about all of them. */
// The application is that of the instance, which is there in the same transaction.
export const insertAssignedAndNotices = statement(`${tasks}, ${assigned}, ${instances}, told as (
  insert into plinth.task_notice (tenant_id, environment_id, application, id, instance_id, visit)
  select $1, $2, i.application, n.id, i.id, n.visit from n join i on i.id = n.instance
) ${tell}`);

/** Tells members something about one task. */
export const insertAboutTask = statement(`insert into plinth.notification (${columns})
select t.tenant_id, t.environment_id, t.application, n.member, n.id, $6::text, t.instance_id, t.visit, t.name, $7::text
from ${json} as n (id uuid, member text)
join plinth.process_task t on t.tenant_id = $1 and t.environment_id = $2 and t.instance_id = $4::uuid and t.visit = $5::integer`);

/** So many unread ones about ends are kept for a member; who starts thousands by a program reads none of them. */
const mostEnds = 100;
export const insertEnded = statement(`with n as materialized (select * from ${json} as n (id uuid, instance uuid, name text)), ${instances}
insert into plinth.notification (${columns})
select $1, $2, i.application, i.started_by, n.id, 'completed', i.id, null, n.name, null
from n join i on i.id = n.instance
where i.started_by <> 'system' and (select count(*) from (select from plinth.notification o
  where o.tenant_id = $1 and o.environment_id = $2 and o.application = i.application and o.member = i.started_by
    and o.read_at is null and o.event = 'completed' order by o.at desc limit ${mostEnds}) c) < ${mostEnds}`);

const here = 'tenant_id = $1 and environment_id = $2 and application = $3';
const mine = 'member = any($4::text[])';
const overdueTasks = `from plinth.process_task t where t.${here.replaceAll(' and ', ' and t.')} and t.topic is null
  and t.assignee = any($4::text[]) and t.due < now() and not exists (select from plinth.notification r where r.tenant_id = t.tenant_id
    and r.environment_id = t.environment_id and r.instance_id = t.instance_id and r.visit = t.visit and r.event = 'overdue'
    and r.${mine} and r.at = t.due)`;
/** What of an overdue task tells it from the same with another date. */
const overdueId = `'overdue~' || t.instance_id || '.' || t.visit || '~' || extract(epoch from t.due)::numeric(20, 3)`;

/** Tasks are overdue by themselves: they are kept only once somebody has read of it. */
export const selectNotifications = statement(`select n.id, n.event, n.instance_id as instance, n.visit, n.name, n.by,
  ${isoTime('n.at')} as at, n.read, i.key as "instanceKey" from (
    (select id::text, event, instance_id, visit, name, by, at, read_at is not null as read from plinth.notification
      where ${here} and ${mine} order by at desc limit $5)
    union all
    (select ${overdueId}, 'overdue', t.instance_id, t.visit, t.name, null, t.due, false ${overdueTasks} order by t.due desc limit $5)
  ) n join plinth.process_instance i on i.tenant_id = $1 and i.environment_id = $2 and i.id = n.instance_id
order by n.at desc, n.id limit $5`);

export const countUnread = (most: number) =>
  statement(`select ((select count(*) from (select from plinth.notification where ${here} and ${mine} and read_at is null limit ${most}) a)
  + (select count(*) from (select ${overdueTasks} limit ${most}) b))::integer as unread`);

export const markRead = statement(`update plinth.notification set read_at = now()
where ${here} and ${mine} and read_at is null and ($5::uuid[] is null or id = any($5::uuid[]))`);
export const keepOverdue = statement(`insert into plinth.notification (${columns}, at, read_at)
select t.tenant_id, t.environment_id, t.application, t.assignee, gen_random_uuid(), 'overdue', t.instance_id, t.visit, t.name, null, t.due, now()
${overdueTasks} and ($5::text[] is null or ${overdueId} = any($5::text[])) on conflict do nothing`);
