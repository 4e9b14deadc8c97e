import { addTaskComment, implement, listTaskComments, mostOfTask, type Operation } from '@plinth/api-contract';
import { type Database, isoTime, statement } from '@plinth/database';
import { uuidV7 } from '@plinth/foundation';
import type { TaskDesk } from '@plinth/process-store';
import { humanWorkErrors } from './errors.ts';
import { mentionable } from './mentionable.ts';
import { tellAboutTask } from './notifications/notifications.ts';
import { keepDeed } from './task-history.ts';
import { peopleOf, type TaskMembers } from './task-members.ts';
import { ofTask, placeOfTask } from './task-place.ts';

const columns = `id, author, text, ${isoTime('at')} as at`;
const selectComments = statement(`select ${columns} from plinth.task_comment where ${ofTask} order by id`);
// The instance is held meanwhile, so nobody adds one besides.
const insertComment = statement(`insert into plinth.task_comment (tenant_id, environment_id, instance_id, visit, id, author, text)
select $1, $2, $3::uuid, $4, $5::uuid, $6, $7
where (select count(*) from plinth.task_comment where ${ofTask}) < ${mostOfTask} returning ${columns}`);

interface CommentRow {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly at: string;
}

/** Remarks about tasks, by and for whoever may see the task. */
export function commentOperations(database: Database, members: TaskMembers, desk: TaskDesk): readonly Operation[] {
  return [
    implement(listTaskComments, async (context, { task: id }, { application }) => {
      const task = await desk.at(context, application, id, async (standing) => standing.task);
      const place = placeOfTask(context, task);
      const { rows } = await database.query<CommentRow>(context, selectComments, place);
      const meant = await mentionable(context, application, members, task);
      const { person } = await peopleOf(context, members, [...rows.map(({ author }) => author), ...meant]);
      return {
        items: rows.map((row) => ({ ...row, author: person(row.author) })),
        people: meant.filter((id) => id !== context.actor.id).map(person),
      };
    }),
    implement(addTaskComment, (context, { task: id, text, mentions = [] }, { application }) =>
      desk.at(context, application, id, async ({ task, session, access }) => {
        const meant = mentions.length === 0 ? [] : await mentionable(context, application, members, task);
        // Who may not see the task is told nothing of it.
        const unknown = mentions.find((member) => !meant.includes(member));
        if (unknown !== undefined) throw humanWorkErrors.unknownMember({ member: unknown });
        const { rows } = await session.transaction.query<CommentRow>(context, insertComment, [
          ...placeOfTask(context, task),
          ...[uuidV7(), context.actor.id, text],
        ]);
        const [row] = rows;
        if (row === undefined) throw humanWorkErrors.tooMany({ most: mostOfTask });
        const onBehalfOf = access.onBehalfOf(task)?.id ?? null;
        await keepDeed(context, session.transaction, {
          event: 'commented',
          instance: task.instance,
          visit: task.visit,
          onBehalfOf,
          to: null,
        });
        await tellAboutTask(context, session.transaction, 'mentioned', task, mentions);
        return { ...row, author: { id: context.actor.id, name: context.actor.name } };
      }),
    ),
  ];
}
