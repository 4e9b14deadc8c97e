import { implement, listNotifications, mostUnread, type Notification, type Operation, readNotifications } from '@plinth/api-contract';
import type { Database, PipelinePart, Transaction } from '@plinth/database';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import { peopleOf, type TaskMembers } from '../task-members.ts';
import * as statements from './notification-statements.ts';

/** A task, as instance and visit. */
interface ToldTask {
  readonly instance: string;
  readonly visit: number;
}

const unread = statements.countUnread(mostUnread);

/** Tells those who have new tasks at once of them, in the transaction in which these come about; where mails are sent, they are to be sent too. */
export function appearedPart(
  context: RequestContext,
  tasks: readonly (ToldTask & { readonly assignee: string | null })[],
  sendsMails: boolean,
): PipelinePart | null {
  const told = sendsMails ? tasks : tasks.filter(({ assignee }) => assignee !== null);
  if (told.length === 0) return null;
  const rows = told.map(({ instance, visit }) => ({ id: uuidV7(), instance, visit }));
  return {
    statement: sendsMails ? statements.insertAssignedAndNotices : statements.insertAssigned,
    values: [...placeOf(context), JSON.stringify(rows)],
  };
}

/** Tells those who started instances that these have ended. */
export function endedPart(context: RequestContext, ended: readonly { readonly instance: string; readonly name: string }[]): PipelinePart {
  const rows = ended.map(({ instance, name }) => ({ id: uuidV7(), instance, name }));
  return { statement: statements.insertEnded, values: [...placeOf(context), JSON.stringify(rows)] };
}

/** Tells members of what the context's actor did with a task; nobody is told of what they did themselves. */
export async function tellAboutTask(
  context: RequestContext,
  transaction: Transaction,
  event: 'assigned' | 'mentioned',
  { instance, visit }: ToldTask,
  members: readonly string[],
): Promise<void> {
  const rows = members.filter((member) => member !== context.actor.id).map((member) => ({ id: uuidV7(), member }));
  if (rows.length === 0) return;
  await transaction.query(context, statements.insertAboutTask, [
    ...placeOf(context),
    JSON.stringify(rows),
    ...[instance, visit, event, context.actor.id],
  ]);
}

interface NotificationRow extends Omit<Notification, 'by' | 'task'> {
  readonly by: string | null;
  readonly visit: number | null;
}

/** What a member is told of: everybody sees and marks their own alone. */
export function notificationOperations(database: Database, members: TaskMembers): readonly Operation[] {
  const count = async (context: RequestContext, application: string) =>
    (await database.query<{ unread: number }>(context, unread, mineIn(context, application))).rows[0]?.unread ?? 0;
  return [
    implement(listNotifications, async (context, { limit = 30 }, { application }) => {
      if (context.actor.kind !== 'member') return { items: [], unread: 0 };
      const { rows } = await database.query<NotificationRow>(context, statements.selectNotifications, [
        ...mineIn(context, application),
        limit,
      ]);
      const { perhaps } = await peopleOf(
        context,
        members,
        rows.map(({ by }) => by),
      );
      const items = rows.map(({ visit, by, ...row }) => ({
        ...row,
        task: visit === null ? null : `${row.instance}.${visit}`,
        by: perhaps(by),
      }));
      return { items, unread: await count(context, application) };
    }),
    implement(readNotifications, async (context, { notifications = null }, { application }) => {
      if (context.actor.kind !== 'member') return { unread: 0 };
      const own = mineIn(context, application);
      const kept = notifications?.filter((id) => uuid.test(id)) ?? null;
      const overdue = notifications?.filter((id) => id.startsWith('overdue~')) ?? null;
      await database.query(context, statements.markRead, [...own, kept]);
      await database.query(context, statements.keepOverdue, [...own, overdue]);
      return { unread: await count(context, application) };
    }),
  ];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function placeOf(context: RequestContext): [tenant: string, environment: string] {
  return [context.tenant.id, context.environment?.id ?? ''];
}

/** Where, and how tasks name the actor. */
function mineIn(context: RequestContext, application: string): [...ReturnType<typeof placeOf>, application: string, names: string[]] {
  const { id, email } = context.actor;
  return [...placeOf(context), application, [id, ...(email === null ? [] : new Set([email, email.toLowerCase()]))]];
}
