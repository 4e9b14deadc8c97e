import { isoTime, statement } from '@plinth/database';

const here = 'tenant_id = $1 and environment_id = $2';
const one = `${here} and key = $3`;
const counted = (state: string) => `(select count(*)::integer from (select from plinth.event_delivery d
  where d.tenant_id = r.tenant_id and d.environment_id = r.environment_id and d.receiver = r.key and d.state = '${state}' limit 10000) c)`;
const told = `r.key, r.shown as address, r.told_by as "toldBy", r.types, r.filter, ${isoTime('r.failing_since')} as "failingSince",
  ${isoTime('r.taken_at')} as "takenAt", r.stopped, ${counted('waiting')} as waiting, ${counted('failed')} as failed,
  ${isoTime('r.set_at')} as "setAt", r.set_by as "setBy"`;

export const selectReceivers = statement(`select ${told} from plinth.event_receiver r where ${here} order by key`);
export const selectReceiver = statement(`select ${told} from plinth.event_receiver r where ${one}`);
export const lockReceivers = statement(`select key from plinth.event_receiver where ${here} order by key for update`);
export const selectWanted = statement(
  `select told_by as "toldBy", filter, stopped is not null as "isStopped" from plinth.event_receiver where ${one}`,
);
/** Sealed: where events of a receiver are sent. */
export const selectAddress = statement(`select address from plinth.event_receiver where ${one}`);
export const selectGroups = statement(`select key, types from plinth.event_receiver where ${here} order by key`);

export const insertReceiver =
  statement(`insert into plinth.event_receiver (tenant_id, environment_id, key, address, shown, told_by, types, filter, set_by)
values ($1, $2, $3, $4, $5, $6, $7::text[], $8, $9)`);
/** What is null stays as it is; who tells has a mark of its own, for null is one of its values. */
export const updateReceiver = statement(`update plinth.event_receiver set address = coalesce($4, address), shown = coalesce($5, shown),
  told_by = case when $6::boolean then $7 else told_by end, types = coalesce($8::text[], types), filter = coalesce($9, filter),
  set_at = now(), set_by = $10 where ${one}`);
export const removeReceiver = statement(`delete from plinth.event_receiver where ${one}`);

const now = isoTime('now()');
export const stopReceiver = statement(
  `update plinth.event_receiver set stopped = json_build_object('by', $4::text, 'reason', $5::text, 'at', ${now}) where ${one} and stopped is null`,
);
export const startReceiver = statement(`update plinth.event_receiver set stopped = null, failing_since = null where ${one}`);
/** Work of a receiver that is stopped is never due. */
export const restWork = statement(`update plinth.event_delivery_work set next_at = 'infinity' where ${here} and receiver = $3`);
export const resumeWork = statement(
  `update plinth.event_delivery_work set next_at = now() where ${here} and receiver = $3 and next_at = 'infinity'`,
);

export const noteTaken = statement(`update plinth.event_receiver set failing_since = null, taken_at = now()
where ${one} and (failing_since is not null or taken_at is null or taken_at < now() - interval '10 seconds')`);
export const noteFailed = statement(`update plinth.event_receiver set failing_since = now() where ${one} and failing_since is null`);
/** Whether it has failed for longer than so many seconds, and is to be stopped. */
export const isLost = statement(
  `select failing_since < now() - make_interval(secs => $4) and stopped is null as lost from plinth.event_receiver where ${one}`,
);
