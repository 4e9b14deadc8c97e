import { appOf, type Definition, processesOf } from '@plinth/app-definition';
import { isoTime, statement, type Transaction } from '@plinth/database';
import { positionAt } from '@plinth/event-bus';
import type { RequestContext } from '@plinth/foundation';
import { laterBy } from '@plinth/workflow-engine';
import { putWork } from '../store/instance-statements.ts';
import type { ChangeWatch } from './read-changes.ts';
import { changesOf, idOf, nextDue, type Schedule, schedulesOf } from './schedule.ts';

const selectKnown = statement(`select id, content from plinth.process_schedule
where tenant_id = $1 and environment_id = $2 and application = $3 for update`);
/** What workers have to do for them stays: they may be at it, and find that it is gone. Waiting for them here they could wait for us. */
const removeSchedules = statement(
  `delete from plinth.process_schedule where tenant_id = $1 and environment_id = $2 and id = any($3::uuid[])`,
);
const listenFor = statement(`update plinth.process_schedule set content = jsonb_set(content::jsonb, '{names}', $4::jsonb)::json
where tenant_id = $1 and environment_id = $2 and id = $3::uuid`);
const readNow = statement(`select ${isoTime('now()')}`);
/** What workers had put off for good is tried again with what is published; whoever is at it just now needs no telling. */
const tryAgain = statement(`update plinth.process_work set due = now(), attempts = 0, problem = null
where tenant_id = $1 and environment_id = $2 and id in (select id from plinth.process_work
  where tenant_id = $1 and environment_id = $2 and id = $3::uuid and problem is not null for update skip locked)`);
const insertSchedules = statement(`insert into plinth.process_schedule (tenant_id, environment_id, id, application, process, content)
select $1, $2, r.id, $3, r.process, r.content from json_to_recordset($4::json) as r (id uuid, process text, content json)`);

/**
 * What a publication changes for processes, within its transaction: schedules of the version before end, those of the new one begin;
 * one that stays as it was keeps its time. What is changed from then on is heard of, whenever a worker comes to look. `schema` is that
 * of the environment's records. Instances that run go on by the version they began with. Throws `process-store.bad-schedule`.
 */
export async function publishSchedules(
  context: RequestContext,
  { transaction, schema }: { readonly transaction: Transaction; readonly schema: string },
  definition: Definition,
): Promise<void> {
  const application = appOf(definition)?.key ?? '';
  const here = [context.tenant.id, context.environment?.id ?? ''] as const;
  const schedules = schedulesOf(application, definition);
  const known = await transaction.query<{ id: string; content: Schedule | ChangeWatch }>(context, selectKnown, [...here, application]);
  const watches = known.rows.flatMap(({ id, content }) => ('kind' in content ? [{ id, content }] : []));
  const rows = known.rows.flatMap(({ id, content }) => ('kind' in content ? [] : [{ id, content }]));
  const isSame = (a: Schedule, b: Schedule) => a.text === b.text && a.zone === b.zone;
  const kept = rows.filter(({ id, content }) => schedules.some((schedule) => schedule.id === id && isSame(schedule, content)));
  const gone = rows.filter((row) => !kept.includes(row)).map(({ id }) => id);
  const added = schedules.filter(({ id }) => !kept.some((row) => row.id === id));
  // PostgreSQL's, as everywhere: the clock of a server may be wrong.
  const now = (await transaction.value<string>(context, readNow, [])) ?? '';
  const work = added.flatMap((schedule) => {
    const due = nextDue(schedule, now, true);
    return due === null ? [] : [{ id: schedule.id, kind: 'schedule', due }];
  });
  if (processesOf(definition).length > 0) work.push({ id: idOf(['purge', ...here]), kind: 'purge', due: laterBy(now, 'PT1H') });
  const names = changesOf(definition);
  const [before] = watches;
  if (before !== undefined && names.length === 0) gone.push(before.id);
  if (gone.length > 0) await transaction.query(context, removeSchedules, [...here, gone]);
  const content: object[] = added.map((schedule) => ({ id: schedule.id, process: schedule.process, content: schedule }));
  if (before !== undefined && names.length > 0) {
    await transaction.query(context, listenFor, [...here, before.id, JSON.stringify(names)]);
    await transaction.query(context, tryAgain, [...here, before.id]);
  } else if (names.length > 0) {
    const id = idOf(['changes', ...here, application]);
    const watch: ChangeWatch = { kind: 'changes', names, position: await positionAt(transaction, context, schema, null) };
    content.push({ id, process: '', content: watch });
    work.push({ id, kind: 'schedule', due: now });
  }
  if (content.length > 0) {
    await transaction.query(context, insertSchedules, [...here, application, JSON.stringify(content)]);
  }
  if (work.length > 0) await transaction.query(context, putWork, [...here, JSON.stringify(work)]);
}
