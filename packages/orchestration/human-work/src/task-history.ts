import { implement, type Operation, type TaskEvent, taskHistory } from '@plinth/api-contract';
import { type Database, isoTime, type Queryable, statement } from '@plinth/database';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import type { TaskDesk } from '@plinth/process-store';
import { peopleOf, type TaskMembers } from './task-members.ts';
import { ofTask, placeOfTask } from './task-place.ts';

/** What is kept of somebody's doing. */
export interface Deed {
  readonly event: TaskEvent['event'];
  readonly instance: string;
  readonly visit: number;
  readonly onBehalfOf: string | null;
  readonly to: string | null;
}

const insertEvent =
  statement(`insert into plinth.task_event (tenant_id, environment_id, instance_id, visit, id, event, by, on_behalf_of, recipient)
values ($1, $2, $3::uuid, $4, $5::uuid, $6, $7, $8, $9)`);

/** Keeps what the context's actor did with a task. */
export async function keepDeed(context: RequestContext, queryable: Queryable, deed: Deed): Promise<void> {
  const { event, onBehalfOf, to } = deed;
  await queryable.query(context, insertEvent, [...placeOfTask(context, deed), uuidV7(), event, context.actor.id, onBehalfOf, to]);
}

const selectEvents = statement(`select event, by, on_behalf_of as "onBehalfOf", recipient, ${isoTime('at')} as at
from plinth.task_event where ${ofTask} order by id limit 1000`);

interface EventRow {
  readonly event: TaskEvent['event'];
  readonly by: string;
  readonly onBehalfOf: string | null;
  readonly recipient: string | null;
  readonly at: string;
}

/** What people did with a task, for whoever may see it. */
export function historyOperations(database: Database, members: TaskMembers, desk: TaskDesk): readonly Operation[] {
  return [
    implement(taskHistory, async (context, { task: id }, { application }) => {
      const place = await desk.at(context, application, id, async ({ task }) => placeOfTask(context, task));
      const { rows } = await database.query<EventRow>(context, selectEvents, place);
      const { person, perhaps } = await peopleOf(
        context,
        members,
        rows.flatMap(({ by, onBehalfOf, recipient }) => [by, onBehalfOf, recipient]),
      );
      return {
        items: rows.map(({ event, by, onBehalfOf, recipient, at }) => ({
          ...{ event, at, by: person(by) },
          onBehalfOf: perhaps(onBehalfOf),
          to: perhaps(recipient),
        })),
      };
    }),
  ];
}
