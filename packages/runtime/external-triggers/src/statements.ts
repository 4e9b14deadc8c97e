import { isoTime, statement } from '@plinth/database';

const here = 'tenant_id = $1 and environment_id = $2 and application = $3';
const one = `${here} and key = $4`;
const mine = `${one} and claim = $5::uuid`;

/** Declares a trigger; what says something else than before is forgotten with who hears it. */
export const declare = statement(`insert into plinth.external_trigger as t
  (tenant_id, environment_id, application, key, connection, trigger, input, event, every_seconds)
values ($1, $2, $3, $4, $5, $6, $7::json, $8::json, $9)
on conflict (tenant_id, environment_id, application, key) do update set
  connection = excluded.connection, trigger = excluded.trigger, input = excluded.input, event = excluded.event,
  every_seconds = excluded.every_seconds, claim = null, claimed_until = null, due_at = now(), failures = 0, error = null,
  cursor = case when t.connection = excluded.connection and t.trigger = excluded.trigger and t.input::text = excluded.input::text
    then t.cursor end
where (t.connection, t.trigger, t.input::text, t.event::text, t.every_seconds)
  <> (excluded.connection, excluded.trigger, excluded.input::text, excluded.event::text, excluded.every_seconds)`);
export const removeOthers = statement(`delete from plinth.external_trigger where ${here} and key <> all($4::text[])`);

/** What is due at active tenants, asked as the platform: the first of each tenant before the second of any, so that none crowds out others. */
export const selectDue = statement(`select "tenantId", "tenantKey", "environmentId", application, key from (
  select x.tenant_id as "tenantId", t.key as "tenantKey", x.environment_id as "environmentId", x.application, x.key, x.due_at,
    row_number() over (partition by x.tenant_id order by x.due_at) as turn
  from plinth.external_trigger x join plinth.tenant t on t.tenant_id = x.tenant_id and t.status = 'active'
  where not x.paused and x.due_at <= now() and (x.claimed_until is null or x.claimed_until <= now())
) due order by turn, due_at limit $1`);

export const claim = statement(`update plinth.external_trigger
set claim = $5::uuid, claimed_until = now() + make_interval(secs => $6::float8 / 1000)
where ${one} and not paused and due_at <= now() and (claimed_until is null or claimed_until <= now())
returning connection, trigger, input, event, every_seconds as "everySeconds", cursor, failures`);
export const renew = statement(`update plinth.external_trigger set claimed_until = now() + make_interval(secs => $6::float8 / 1000)
where ${mine} and exists (select from plinth.tenant t where t.tenant_id = $1 and t.status = 'active')`);

/** Keeps where to hear on, for as long as the claim is the last one. */
export const advance = statement(`update plinth.external_trigger
set cursor = $6::json, heard = heard + $7, unfit = unfit + $8, failures = 0, error = null,
  heard_at = case when $7::int + $8::int > 0 then now() else heard_at end
where ${mine}`);
export const finish = statement(`update plinth.external_trigger
set claim = null, claimed_until = null, looked_at = now(), failures = 0, error = null,
  due_at = now() + make_interval(secs => every_seconds)
where ${mine}`);
export const release = statement(`update plinth.external_trigger set claim = null, claimed_until = null, due_at = now() where ${mine}`);
export const fail = statement(`update plinth.external_trigger
set claim = null, claimed_until = null, looked_at = now(), failures = failures + 1, error = $6::json,
  due_at = now() + make_interval(secs => $7::float8 / 1000)
where ${mine}`);

export const find = statement(`select connection, trigger, event from plinth.external_trigger where ${one}`);
/** Counts what a system sent by itself; nothing where the trigger is paused. */
export const count = statement(`update plinth.external_trigger
set heard = heard + $5::int, unfit = unfit + 1 - $5::int, failures = 0, error = null, heard_at = now()
where ${one} and not paused`);

export const list = statement(`select key, connection, trigger, event->>'type' as "eventType", every_seconds as "everySeconds", paused,
  claimed_until is not null and claimed_until > now() as "isHeard", failures, error, heard, unfit,
  ${isoTime('looked_at')} as "lookedAt", ${isoTime('heard_at')} as "heardAt", ${isoTime('due_at')} as "dueAt"
from plinth.external_trigger where ${here} order by key`);
export const pause = statement(`update plinth.external_trigger set paused = true, claim = null, claimed_until = null where ${one}`);
export const resume = statement(
  `update plinth.external_trigger set paused = false, due_at = now(), failures = 0, error = null where ${one}`,
);
