import { isoTime, statement } from '@plinth/database';

const here = 'tenant_id = $1 and environment_id = $2 and receiver = $3';

/** One that is there already is sent again: its consumer was set back. */
const enter = (events: string) => `with entered as (
  insert into plinth.event_delivery as d (tenant_id, environment_id, receiver, id, event) ${events}
  on conflict (tenant_id, environment_id, receiver, id) do update set state = 'waiting', attempts = 0, at = now() returning id)
insert into plinth.event_delivery_work (tenant_id, environment_id, receiver, id, next_at)
select $1, $2, $3, id, case when $4 then 'infinity'::timestamptz else now() end from entered
on conflict (tenant_id, environment_id, receiver, id) do update set next_at = excluded.next_at`;
export const enterDelivery = statement(enter('values ($1, $2, $3, $5::uuid, $6::json)'));
export const forgetOld = statement(`delete from plinth.event_delivery where ${here} and id in (
  select id from plinth.event_delivery where ${here} and at < now() - make_interval(days => $4) order by at limit 20 for update skip locked)`);

/** Who has something to send now, asked as the platform: one look at the index for each receiver with work, however much that is. */
export const selectDue = statement(`with recursive holder as (
  (select tenant_id, environment_id, receiver from plinth.event_delivery_work order by 1, 2, 3 limit 1)
  union all
  select n.tenant_id, n.environment_id, n.receiver from holder h cross join lateral (
    select w.tenant_id, w.environment_id, w.receiver from plinth.event_delivery_work w
    where (w.tenant_id, w.environment_id, w.receiver) > (h.tenant_id, h.environment_id, h.receiver) order by 1, 2, 3 limit 1) n)
select h.tenant_id as "tenantId", t.key as "tenantKey", h.environment_id as "environmentId", h.receiver from holder h
join plinth.tenant t on t.tenant_id = h.tenant_id and t.status = 'active'
where exists (select from plinth.event_delivery_work w
  where (w.tenant_id, w.environment_id, w.receiver) = (h.tenant_id, h.environment_id, h.receiver) and w.next_at <= now())`);

/** Takes work for so many seconds, beside so many that are being sent: whoever dies with it leaves it to others. One that fails is asked for one thing at a time. */
export const claimWork = statement(`with due as (
  select id from plinth.event_delivery_work where ${here} and next_at <= now() order by next_at, id
  limit (select greatest(0, case when failing_since is null then $4 else 1 end - $6) from plinth.event_receiver
    where tenant_id = $1 and environment_id = $2 and key = $3)
  for update skip locked),
claimed as (update plinth.event_delivery_work w set next_at = now() + make_interval(secs => $5) from due
  where w.tenant_id = $1 and w.environment_id = $2 and w.receiver = $3 and w.id = due.id returning w.id)
select d.id, d.event, d.attempts from claimed c join plinth.event_delivery d
  on d.tenant_id = $1 and d.environment_id = $2 and d.receiver = $3 and d.id = c.id order by d.id`);

const mostTries = 12;
/** The latest attempts are kept, the newest last. */
const note = `attempts = attempts + 1, tries = (case when jsonb_array_length(tries) >= ${mostTries} then tries - 0 else tries end) || $5::jsonb`;
export const noteAttempt = statement(`update plinth.event_delivery set ${note}, state = $6 where ${here} and id = $4::uuid`);
export const endWork = statement(`delete from plinth.event_delivery_work where ${here} and id = $4::uuid`);
export const postponeWork = statement(
  `update plinth.event_delivery_work set next_at = now() + make_interval(secs => $5::double precision / 1000)
where ${here} and id = $4::uuid and next_at <> 'infinity'`,
);

const told = `d.id, d.event->>'type' as type, d.event->>'subject' as subject, ${isoTime('d.at')} as at, d.state, d.attempts,
  d.tries->-1 as last, case when w.next_at <> 'infinity' then ${isoTime('w.next_at')} end as "nextAt"`;
const beside = `left join plinth.event_delivery_work w
  on w.tenant_id = d.tenant_id and w.environment_id = d.environment_id and w.receiver = d.receiver and w.id = d.id`;
const mine = 'd.tenant_id = $1 and d.environment_id = $2 and d.receiver = $3';
export const searchDeliveries = statement(`select ${told} from plinth.event_delivery d ${beside} where ${mine}
  and ($4::text is null or d.state = $4) and ($5::text is null or strpos(lower(d.event::text), lower($5)) > 0)
  and ($6::uuid is null or (d.at, d.id) < (select o.at, o.id from plinth.event_delivery o
    where o.tenant_id = $1 and o.environment_id = $2 and o.receiver = $3 and o.id = $6))
order by d.at desc, d.id desc limit $7`);
export const selectDelivery = statement(
  `select ${told}, d.event, d.tries from plinth.event_delivery d ${beside} where ${mine} and d.id = $4::uuid`,
);

const again = (which: string) =>
  statement(`with again as (update plinth.event_delivery set state = 'waiting', attempts = 0
  where ${here} and ${which} returning id)
insert into plinth.event_delivery_work (tenant_id, environment_id, receiver, id, next_at)
select $1, $2, $3, id, case when (select stopped is null from plinth.event_receiver where tenant_id = $1 and environment_id = $2 and key = $3)
  then now() else 'infinity'::timestamptz end from again
on conflict (tenant_id, environment_id, receiver, id) do update set next_at = excluded.next_at`);
export const redeliverThese = again('id = any($4::uuid[])');
export const redeliverFailed = again(`state = 'failed'`);
