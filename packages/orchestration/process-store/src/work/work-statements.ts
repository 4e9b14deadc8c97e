import { isoTime, statement } from '@plinth/database';

const here = 'tenant_id = $1 and environment_id = $2';
const piece = `id, kind, instance_id as instance, message_id as message, attempts, ${isoTime('due')} as due`;

/**
 * Who has work that is due, asked as the platform: one look at the index for each environment and rank with work, however much that is.
 */
export const selectPlaces = statement(`with recursive place as (
  (select tenant_id, environment_id, rank from plinth.process_work order by tenant_id, environment_id, rank limit 1)
  union all
  select n.tenant_id, n.environment_id, n.rank from place p cross join lateral (
    select w.tenant_id, w.environment_id, w.rank from plinth.process_work w
    where (w.tenant_id, w.environment_id, w.rank) > (p.tenant_id, p.environment_id, p.rank)
    order by w.tenant_id, w.environment_id, w.rank limit 1) n)
select distinct p.tenant_id as "tenantId", p.environment_id as "environmentId", t.key as "tenantKey"
from place p join plinth.tenant t on t.tenant_id = p.tenant_id and t.status = 'active'
cross join lateral (
  select w.due from plinth.process_work w
  where w.tenant_id = p.tenant_id and w.environment_id = p.environment_id and w.rank = p.rank order by w.due limit 1) first
where first.due <= now()`);

/**
 * Work that is due and that nobody else is at, for the length of this transaction: of the lowest rank first, what is due longest first.
 * Each rank is looked for by itself, so that timers of the future are not looked at, however many there are.
 */
export const claimWork = statement(`with recursive level as (
  (select rank from plinth.process_work where ${here} order by rank limit 1)
  union all
  select n.rank from level l cross join lateral (
    select w.rank from plinth.process_work w where w.tenant_id = $1 and w.environment_id = $2 and w.rank > l.rank order by w.rank limit 1) n)
select found.* from level l cross join lateral (
  select ${piece} from plinth.process_work w where ${here} and rank = l.rank and w.due <= now()
  order by w.due limit $3 for update skip locked) found limit $3`);

export const claimOne = statement(
  `select ${piece} from plinth.process_work where ${here} and id = $3::uuid and due <= now() for update skip locked`,
);

/** What failed is tried again later, each time after twice as long; at last it waits for somebody. */
export const postponeWork = statement(`update plinth.process_work set attempts = attempts + 1, problem = $4,
  due = case when attempts + 1 >= $5 then 'infinity' else now() + make_interval(secs => least(600, 0.5 * power(2, attempts)) * (0.75 + random() / 2)) end
where ${here} and id = $3::uuid returning attempts`);

/** Somebody else holds the instance at this moment. */
export const deferWork = statement(
  `update plinth.process_work set due = now() + interval '100 milliseconds' where ${here} and id = $3::uuid`,
);

/** Work outside belongs to whoever begins it until its lease ends. */
export const leaseWork = statement(`update plinth.process_work
set attempts = attempts + 1, problem = null, due = now() + make_interval(secs => $4) where ${here} and id = $3::uuid`);
export const extendLease = statement(`update plinth.process_work set due = now() + make_interval(secs => $4)
where ${here} and id = $3::uuid and due > now()`);
/** What nobody had room for was not tried. */
export const waitForRoom = statement(`update plinth.process_work set due = now() + interval '500 milliseconds'
where ${here} and id = $3::uuid`);
/** Tried again after a pause, or given back untried. */
export const tryLater = statement(`update plinth.process_work set problem = $5, due = now() + make_interval(secs => $4),
  attempts = case when $6 then attempts else greatest(attempts - 1, 0) end where ${here} and id = $3::uuid`);

export const selectMessage = statement(`select id, application, kind, name, key, content, sender, expires_at > now() as "isValid"
from plinth.process_message where ${here} and id = $3::uuid for update`);
export const keepMessage = statement(`update plinth.process_message set kept = true where ${here} and id = $3::uuid`);
export const deleteMessage = statement(`delete from plinth.process_message where ${here} and id = $3::uuid`);

export const selectStatus = statement(`select status from plinth.process_instance where ${here} and id = $3::uuid`);

/** Instances that wait for a message and that it may reach, the longest first. */
// In the order of the index of names: else PostgreSQL would go through all that waits in a table that it takes for empty.
export const selectWaiting = statement(`with w as materialized (
  select instance_id from plinth.process_wait
  where ${here} and application = $3 and name = $4 and kind = 'message' and (key is null or key = $5) order by key, instance_id)
select distinct w.instance_id as instance from w
where $6::text[] is null or (select i.process from plinth.process_instance i
  where i.tenant_id = $1 and i.environment_id = $2 and i.id = w.instance_id) = any($6::text[])
order by 1 limit 5`);
/** Instances that wait for a signal, which has no key, after one of them. */
export const selectListening = statement(`select instance_id as instance from plinth.process_wait
where ${here} and application = $3 and name = $4 and kind = 'signal' and key is null
  and instance_id > $5::uuid and instance_id is distinct from $6::uuid
group by key, instance_id order by key, instance_id limit 1000`);

/** Somebody may have begun to wait in the same moment, each before the other was to be seen: a kept message is looked at again. */
export const lookAgain = statement(`update plinth.process_work set attempts = attempts + 1,
  due = case when attempts < 3 then now() + make_interval(secs => 2 * power(8, attempts)) else 'infinity' end
where ${here} and id = $3::uuid`);

export const deleteExpired = statement(`delete from plinth.process_message m where ${here} and id = any(array(
  select id from plinth.process_message where ${here} and expires_at < now() order by expires_at limit 1000 for update skip locked))`);

/** Instances that ended long ago, with their history. */
export const purgeEnded = statement(`with gone as (
  delete from plinth.process_instance where ${here} and id = any(array(
    select id from plinth.process_instance
    where ${here} and ended_at < now() - make_interval(days => $3) order by ended_at limit 1000 for update skip locked))
  returning id)
delete from plinth.process_history h using gone where h.tenant_id = $1 and h.environment_id = $2
  and h.instance_id = any(array(select id from gone)) and h.instance_id = gone.id`);

export const notifyWorkers = statement(`select pg_notify($1, '')`);
