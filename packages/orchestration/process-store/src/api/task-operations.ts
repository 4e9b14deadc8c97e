import {
  changeTask,
  claimTask,
  completeTask,
  completeTasks,
  countTasks,
  delegateTask,
  getTask,
  implement,
  listTasks,
  type Operation,
  releaseTask,
} from '@plinth/api-contract';
import { processesOf } from '@plinth/app-definition';
import type { FeelContext } from '@plinth/expression';
import { PlinthError, type RequestContext } from '@plinth/foundation';
import { nodesOf } from '@plinth/process-model';
import { workVariables } from '@plinth/workflow-engine';
import type { MemberSource } from '../access/member-source.ts';
import { exceptionsOf } from '../access/process-access.ts';
import type { TaskDeed } from '../access/task-keeper.ts';
import { processStoreErrors } from '../errors.ts';
import { overdueId } from '../store/caused-id.ts';
import type { HeldInstance } from '../store/held-instance.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { rowsOfState } from '../store/rows-of-state.ts';
import { variablesFromJson } from '../store/variables-from-json.ts';
import { changeTaskRow, placeOf, type StoredTask } from './instance-queries.ts';
import { momentOf } from './moment.ts';
import { ProcessDesk } from './process-desk.ts';
import { shownHeld, shownTask } from './shown.ts';
import { TaskDesk, type TaskStanding } from './task-desk.ts';
import { countTasksQuery, type ListedTask, listTasksQuery, noTasks, type TaskCounts } from './task-queries.ts';

type Change = Partial<Pick<StoredTask, 'assignee' | 'owner' | 'due' | 'followUp' | 'priority'>>;

/** Tasks of people: claimed, given on, done. Whoever may not see one is answered as if it were not there. */
export function taskOperations(store: ProcessStore, members: MemberSource): readonly Operation[] {
  const desk = new ProcessDesk(store);
  const tasks = new TaskDesk(store);
  const at = tasks.at.bind(tasks);

  async function change(standing: TaskStanding, changed: Change, event?: TaskDeed['event'], to: string | null = null) {
    const { session, task, held, access } = standing;
    if (event !== undefined) await tasks.did(standing, event, to);
    const { assignee, owner, due, followUp, priority } = { ...task, ...changed };
    const { context, transaction } = session;
    const { rows } = await transaction.query<StoredTask>(context, changeTaskRow, [
      ...placeOf(context, held.application),
      ...[task.instance, task.visit, assignee, owner, due, followUp, priority],
    ]);
    return shownTask(rows[0] ?? task, { instanceKey: held.key }, held.runnable, access);
  }

  const complete = (context: RequestContext, application: string, id: string, variables: Readonly<Record<string, unknown>> | undefined) =>
    at(context, application, id, async (standing) => {
      const { task, held, session, isMine, isCandidate, isExcluded } = standing;
      if (isExcluded) throw processStoreErrors.taskExcluded({ who: 'You' });
      if (!isMine && !isCandidate) throw processStoreErrors.taskNotYours();
      if (task.stopped) throw processStoreErrors.taskStopped();
      await tasks.did(standing, 'completed');
      const given = { ...variablesFromJson(variables), ...doerOf(context, held, task) };
      await session.take(held, { kind: 'completed', visit: String(task.visit), variables: given }, { cause: 0 });
      return shownHeld(held, await session.now());
    });

  return [
    implement(listTasks, async (context, input, { application }) => {
      const { of = 'open', search = '', sort = 'created', when = 'any', limit = 50, cursor = '', instance } = input;
      const access = await desk.taskAccess(context, application);
      const { definition } = await store.models.current(context, application);
      const words = search.trim();
      const labelled = processesOf(definition).filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()));
      const wanted = listTasksQuery(context, application, access, {
        ...{ of, sort, when, search: words, instance, cursor },
        labelled: labelled.map(({ key }) => key),
        limit: limit + 1,
      });
      const { rows } = await store.database.query<ListedTask>(context, wanted.statement, wanted.values);
      const shown = rows.slice(0, limit);
      const items = await Promise.all(
        shown.map(async (task) => shownTask(task, task, await store.models.find(context, application, task.version, task.process), access)),
      );
      return { items, next: rows.length > limit ? (shown.at(-1)?.cursor ?? null) : null };
    }),
    implement(countTasks, async (context, _input, { application }) => {
      const access = await desk.taskAccess(context, application);
      const wanted = countTasksQuery(context, application, access);
      const { rows } = await store.database.query<TaskCounts>(context, wanted.statement, wanted.values);
      return rows[0] ?? noTasks;
    }),
    implement(getTask, (context, { task: id }, { application }) =>
      at(context, application, id, async ({ task, held, access }) => ({
        ...shownTask(task, { instanceKey: held.key }, held.runnable, access),
        variables: { ...workVariables(held.runnable.model, held.state, String(task.visit)) },
      })),
    ),
    implement(claimTask, (context, { task: id }, { application }) =>
      at(context, application, id, async (standing) => {
        if (standing.task.assignee === context.actor.id) return change(standing, {});
        if (standing.task.assignee !== null && !standing.isMine) throw processStoreErrors.taskTaken();
        if (standing.isExcluded) throw processStoreErrors.taskExcluded({ who: 'You' });
        return change(standing, { assignee: context.actor.id }, 'claimed');
      }),
    ),
    implement(releaseTask, (context, { task: id }, { application }) =>
      at(context, application, id, async (standing) => {
        if (!standing.isMine && !standing.manages) throw processStoreErrors.taskNotYours();
        return change(standing, { assignee: null, owner: null }, 'released');
      }),
    ),
    implement(delegateTask, async (context, { task: id, to }, { application }) => {
      const member = await members.find(context, to);
      return at(context, application, id, async (standing) => {
        if (!standing.isMine && !standing.manages) throw processStoreErrors.taskNotYours();
        // Whether somebody is a member is told to those alone who may give them something.
        if (member === null) throw processStoreErrors.unknownMember({ member: to });
        if (exceptionsOf(member).some((each) => standing.task.candidates.includes(each)))
          throw processStoreErrors.taskExcluded({ who: member.name });
        return change(standing, { assignee: member.id, owner: standing.task.owner ?? standing.task.assignee }, 'delegated', member.id);
      });
    }),
    implement(changeTask, (context, { task: id, due, followUp, priority }, { application }) =>
      at(context, application, id, async (standing) => {
        if (!standing.isMine && !standing.manages) throw processStoreErrors.taskNotYours();
        const moment = (name: string, text: string | null | undefined, before: string | null) =>
          text === undefined ? before : text === null ? null : momentOf(name, text);
        const { task } = standing;
        const moments = { due: moment('due', due, task.due), followUp: moment('followUp', followUp, task.followUp) };
        const { held, session } = standing;
        const isEscalated = rowsOfState(held.runnable, held.state).tasks.some((row) => row.visit === task.visit && row.overdue.length > 0);
        if (isEscalated && moments.due !== null && moments.due !== task.due)
          session.plan({ id: overdueId(held.id, task.visit), kind: 'overdue', instance: held.id, due: moments.due });
        return change(standing, { ...moments, priority: priority ?? task.priority }, 'changed');
      }),
    ),
    implement(completeTask, (context, { task: id, variables }, { application }) => complete(context, application, id, variables)),
    implement(completeTasks, async (context, { tasks: ids, variables }, { application }) => {
      const done: string[] = [];
      const refused: { task: string; code: string; message: string }[] = [];
      for (const id of ids) {
        try {
          await complete(context, application, id, variables);
          done.push(id);
        } catch (error) {
          if (!(error instanceof PlinthError) || error.status >= 500) throw error;
          refused.push({ task: id, code: error.code, message: error.message });
        }
      }
      return { done, refused };
    }),
  ];
}

/** Who does a task, for the outputs of it that ask: `completedBy`, whatever the caller says of it. Without outputs all results are kept, so it is not among them. */
function doerOf({ actor }: RequestContext, { runnable: { model } }: HeldInstance, { element }: StoredTask): FeelContext {
  const hasOutputs = model.processes.some((process) =>
    [...nodesOf(process)].some(({ node }) => node.id === element && 'outputs' in node && node.outputs.length > 0),
  );
  if (!hasOutputs || actor.kind !== 'member') return {};
  return { completedBy: { id: actor.id, name: actor.name, email: actor.email } };
}
