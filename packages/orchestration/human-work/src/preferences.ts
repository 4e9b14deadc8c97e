import { getNoticePreferences, implement, type Operation, setNoticePreferences } from '@plinth/api-contract';
import { type Database, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';

const selectPreference = statement(
  `select tasks_by_mail as "tasksByMail" from plinth.notice_preference where tenant_id = $1 and member_id = $2`,
);
const putPreference = statement(`insert into plinth.notice_preference (tenant_id, member_id, tasks_by_mail) values ($1, $2, $3)
on conflict (tenant_id, member_id) do update set tasks_by_mail = excluded.tasks_by_mail`);

/** Whether a member wants mails about tasks; unless said otherwise, everybody does. */
export async function wantsTasksByMail(context: RequestContext, database: Database, member: string): Promise<boolean> {
  const { rows } = await database.query<{ tasksByMail: boolean }>(context, selectPreference, [context.tenant.id, member]);
  return rows[0]?.tasksByMail ?? true;
}

/** What a member is told of: everybody chooses for themselves alone. */
export function preferenceOperations(database: Database, sent: boolean): readonly Operation[] {
  return [
    implement(getNoticePreferences, async (context) => ({
      tasksByMail: await wantsTasksByMail(context, database, context.actor.id),
      sent,
    })),
    implement(setNoticePreferences, async (context, { tasksByMail }) => {
      await database.query(context, putPreference, [context.tenant.id, context.actor.id, tasksByMail]);
      return { tasksByMail, sent };
    }),
  ];
}
