import {
  changeTask,
  claimTask,
  completeTask,
  delegateTask,
  getTask,
  implement,
  listTasks,
  type Operation,
  releaseTask,
} from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';
import { workVariables } from '@plinth/workflow-engine';
import type { MemberSource } from '../access/member-source.ts';
import { processStoreErrors } from '../errors.ts';
import type { HeldInstance } from '../store/held-instance.ts';
import type { InstanceSession } from '../store/instance-session.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { variablesFromJson } from '../store/variables-from-json.ts';
import { changeTaskRow, instanceId, listTasksStatements, placeOf, type StoredTask } from './instance-queries.ts';
import { momentOf } from './moment.ts';
import { ProcessDesk } from './process-desk.ts';
import { shownHeld, shownTask } from './shown.ts';

/** How a task stands to somebody. */
interface Standing {
  readonly task: StoredTask;
  readonly held: HeldInstance;
  readonly session: InstanceSession;
  readonly isMine: boolean;
  readonly isCandidate: boolean;
  readonly manages: boolean;
}

type Change = Partial<Pick<StoredTask, 'assignee' | 'owner' | 'due' | 'followUp' | 'priority'>>;

/** Tasks of people: claimed, given on, done. Whoever may not see one is answered as if it were not there. */
export function taskOperations(store: ProcessStore, members: MemberSource): readonly Operation[] {
  const desk = new ProcessDesk(store);

  /** Looks at a task of the actor's and does something with it, in one transaction. */
  async function at<Result>(
    context: RequestContext,
    application: string,
    id: string,
    work: (standing: Standing) => Promise<Result>,
  ): Promise<Result> {
    const access = await desk.access(context, application);
    return store.within(context, async (session) => {
      const { task, held } = await desk.task(session, application, id);
      const isMine = task.assignee !== null && access.assignees.includes(task.assignee);
      const isCandidate = task.assignee === null && task.candidates.some((candidate) => access.candidates.includes(candidate));
      const manages = access.may('manage', task.process);
      if (task.topic !== null || !(isMine || isCandidate || manages)) throw processStoreErrors.noTask();
      return work({ task, held, session, isMine, isCandidate, manages });
    });
  }

  async function change({ session, task, held }: Standing, changed: Change) {
    const { assignee, owner, due, followUp, priority } = { ...task, ...changed };
    const { context, transaction } = session;
    const { rows } = await transaction.query<StoredTask>(context, changeTaskRow, [
      ...placeOf(context, held.application),
      ...[task.instance, task.visit, assignee, owner, due, followUp, priority],
    ]);
    return shownTask(rows[0] ?? task);
  }

  return [
    implement(listTasks, async (context, { of = 'open', limit = 50, cursor = '' }, { application }) => {
      const access = await desk.access(context, application);
      const whose = { mine: access.assignees, open: access.candidates, managed: access.processes('manage') }[of];
      const [instance = '', visit = '0'] = cursor.split('.');
      const after = instanceId(instance);
      const { rows } = await store.database.query<StoredTask>(context, listTasksStatements[of], [
        ...placeOf(context, application),
        ...[after, /^\d{1,9}$/.test(visit) ? Number(visit) : 0, limit + 1],
        whose,
      ]);
      const items = rows.slice(0, limit).map(shownTask);
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    }),
    implement(getTask, (context, { task: id }, { application }) =>
      at(context, application, id, async ({ task, held }) => ({
        ...shownTask(task),
        variables: { ...workVariables(held.runnable.model, held.state, String(task.visit)) },
      })),
    ),
    implement(claimTask, (context, { task: id }, { application }) =>
      at(context, application, id, async (standing) => {
        if (standing.isMine) return shownTask(standing.task);
        if (standing.task.assignee !== null) throw processStoreErrors.taskTaken();
        return change(standing, { assignee: context.actor.id });
      }),
    ),
    implement(releaseTask, (context, { task: id }, { application }) =>
      at(context, application, id, async (standing) => {
        if (!standing.isMine && !standing.manages) throw processStoreErrors.taskNotYours();
        return change(standing, { assignee: null, owner: null });
      }),
    ),
    implement(delegateTask, async (context, { task: id, to }, { application }) => {
      const member = await members.find(context, to);
      return at(context, application, id, async (standing) => {
        if (!standing.isMine && !standing.manages) throw processStoreErrors.taskNotYours();
        // Whether somebody is a member is told to those alone who may give them something.
        if (member === null) throw processStoreErrors.unknownMember({ member: to });
        return change(standing, { assignee: member.id, owner: standing.task.owner ?? standing.task.assignee });
      });
    }),
    implement(changeTask, (context, { task: id, due, followUp, priority }, { application }) =>
      at(context, application, id, async (standing) => {
        if (!standing.isMine && !standing.manages) throw processStoreErrors.taskNotYours();
        const moment = (name: string, text: string | null | undefined, before: string | null) =>
          text === undefined ? before : text === null ? null : momentOf(name, text);
        const { task } = standing;
        const moments = { due: moment('due', due, task.due), followUp: moment('followUp', followUp, task.followUp) };
        return change(standing, { ...moments, priority: priority ?? task.priority });
      }),
    ),
    implement(completeTask, (context, { task: id, variables }, { application }) =>
      at(context, application, id, async ({ task, held, session, isMine, isCandidate }) => {
        if (!isMine && !isCandidate) throw processStoreErrors.taskNotYours();
        if (task.stopped) throw processStoreErrors.taskStopped();
        await session.take(held, { kind: 'completed', visit: String(task.visit), variables: variablesFromJson(variables) }, { cause: 0 });
        return shownHeld(held, await session.now());
      }),
    ),
  ];
}
