import { appOf, type Definition, functionsOf } from '@plinth/app-definition';
import { isoTime, statement, type Transaction } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';

/** When a function is due: cron or ISO 8601 (`R/PT1H`), in a zone of the IANA. */
export interface FunctionSchedule {
  readonly text: string;
  readonly zone: string;
}

/** Port: the first time after a moment, both ISO 8601; null where there is none. Throws for what is no schedule. */
export type NextDue = (schedule: FunctionSchedule, after: string, isFirst: boolean) => string | null;

const here = 'tenant_id = $1 and environment_id = $2 and application = $3';
const readNow = statement(`select ${isoTime('now()')}`);
const removeOthers = statement(`delete from plinth.function_schedule where ${here} and function <> all($4::text[])`);
/** One that stays as it was keeps its time. */
const putSchedules = statement(`insert into plinth.function_schedule as s (tenant_id, environment_id, application, function, at, zone, due)
select $1, $2, $3, r.function, r.at, r.zone, r.due from json_to_recordset($4::json) as r (function text, at text, zone text, due timestamptz)
on conflict (tenant_id, environment_id, application, function)
do update set at = excluded.at, zone = excluded.zone, due = excluded.due where (s.at, s.zone) is distinct from (excluded.at, excluded.zone)`);

/**
 * The schedules of the functions of a definition, as part of the transaction that publishes it: these, and no others from now on. Throws
 * what `nextDue` does where one is none.
 */
export async function publishFunctionSchedules(
  context: RequestContext,
  transaction: Transaction,
  definition: Definition,
  nextDue: NextDue,
): Promise<void> {
  const place = [context.tenant.id, context.environment?.id ?? '', appOf(definition)?.key ?? ''] as const;
  const scheduled = functionsOf(definition).flatMap(({ key, startedBy }) =>
    startedBy?.schedule === undefined ? [] : [{ function: key, at: startedBy.schedule.at, zone: startedBy.schedule.zone ?? 'UTC' }],
  );
  // PostgreSQL's, as everywhere: the clock of a server may be wrong.
  const now = scheduled.length === 0 ? '' : ((await transaction.value<string>(context, readNow, [])) ?? '');
  const rows = scheduled.flatMap((each) => {
    const due = nextDue({ text: each.at, zone: each.zone }, now, true);
    return due === null ? [] : [{ ...each, due }];
  });
  await transaction.query(context, removeOthers, [...place, rows.map((row) => row.function)]);
  if (rows.length > 0) await transaction.query(context, putSchedules, [...place, JSON.stringify(rows)]);
}
