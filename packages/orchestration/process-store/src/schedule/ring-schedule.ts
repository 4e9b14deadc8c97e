import { statement } from '@plinth/database';
import { causedId } from '../store/caused-id.ts';
import type { InstanceSession } from '../store/instance-session.ts';
import { type ChangeWatch, readChanges } from './read-changes.ts';
import { nextDue, type Schedule, timesLeft } from './schedule.ts';

const selectSchedule = statement(`select application, content from plinth.process_schedule
where tenant_id = $1 and environment_id = $2 and id = $3::uuid`);

const keepLeft = statement(`update plinth.process_schedule set content = jsonb_set(content::jsonb, '{left}', to_jsonb($4::integer))::json
where tenant_id = $1 and environment_id = $2 and id = $3::uuid`);

/** Looks whether records have changed, or starts an instance whose time has come, and says when the next one's has. Times that were missed are not made up for; `time` is the one that has come. */
export async function ringSchedule(session: InstanceSession, id: string, time: string): Promise<void> {
  const { context, transaction } = session;
  const { rows } = await transaction.query<{ application: string; content: Schedule | ChangeWatch }>(context, selectSchedule, [
    context.tenant.id,
    context.environment?.id ?? '',
    id,
  ]);
  const [row] = rows;
  // A publication that came since has taken it away.
  if (row === undefined) return session.done(id);
  const { application, content } = row;
  if ('kind' in content) return readChanges(session, id, application, content);
  const { process, element, event } = content;
  const instance = causedId(Date.parse(time), [id, time]);
  const held = await session.create({ id: instance, application, process, element, key: null, start: { event, variables: {} } });
  await session.begin(held);
  const left = timesLeft(content);
  const due = left === 0 ? null : nextDue(content, await session.now(), false);
  if (due === null) return session.done(id);
  if (left !== null) await transaction.query(context, keepLeft, [context.tenant.id, context.environment?.id ?? '', id, left]);
  session.plan({ id, kind: 'schedule', due });
}
