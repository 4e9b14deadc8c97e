import { appOf, type Definition, processesOf } from '@plinth/app-definition';
import { statement, type Transaction } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { laterBy } from '@plinth/workflow-engine';
import { isoTime, putWork } from '../store/instance-statements.ts';
import type { ChangeWatch } from './read-changes.ts';
import { changesOf, idOf, nextDue, type Schedule, schedulesOf } from './schedule.ts';

const selectKnown = statement(`select id, content from plinth.process_schedule
where tenant_id = $1 and environment_id = $2 and application = $3 for update`);
const removeSchedules = statement(`with gone as (
  delete from plinth.process_schedule where tenant_id = $1 and environment_id = $2 and id = any($3::uuid[]) returning id)
delete from plinth.process_work w using gone where w.tenant_id = $1 and w.environment_id = $2 and w.id = gone.id`);
const readNow = statement(`select ${isoTime('now()')}`);
const insertSchedules = statement(`insert into plinth.process_schedule (tenant_id, environment_id, id, application, process, content)
select $1, $2, r.id, $3, r.process, r.content from json_to_recordset($4::json) as r (id uuid, process text, content json)`);

/**
 * What a publication changes for processes, within its transaction: schedules of the version before end, those of the new one begin;
 * one that stays as it was keeps its time. Instances that run go on by the version they began with. Throws `process-store.bad-schedule`.
 */
export async function publishSchedules(context: RequestContext, transaction: Transaction, definition: Definition): Promise<void> {
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
  if (before !== undefined) gone.push(before.id);
  if (gone.length > 0) await transaction.query(context, removeSchedules, [...here, gone]);
  const content: object[] = added.map((schedule) => ({ id: schedule.id, process: schedule.process, content: schedule }));
  if (names.length > 0) {
    const id = idOf(['changes', ...here, application]);
    const watch: ChangeWatch = { kind: 'changes', names, position: before?.content.position ?? null };
    content.push({ id, process: '', content: watch });
    work.push({ id, kind: 'schedule', due: now });
  }
  if (content.length > 0) {
    await transaction.query(context, insertSchedules, [...here, application, JSON.stringify(content)]);
  }
  if (work.length > 0) await transaction.query(context, putWork, [...here, JSON.stringify(work)]);
}
