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
import type { FeelContext } from '@plinth/expression';
import type { RequestContext } from '@plinth/foundation';
import { nodesOf } from '@plinth/process-model';
import { workVariables } from '@plinth/workflow-engine';
import type { MemberSource } from '../access/member-source.ts';
import { exceptionsOf } from '../access/process-access.ts';
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
  /** The task names the actor among those who may not do it. */
  readonly isExcluded: boolean;
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
      const isExcluded = excludes(task, access.exceptions);
      const isMeant = task.candidates.some((candidate) => access.candidates.includes(candidate));
      const isCandidate = task.assignee === null && isMeant && !isExcluded;
      const manages = access.may('manage', task.process);
      if (task.topic !== null || !(isMine || isCandidate || manages)) throw processStoreErrors.noTask();
      return work({ task, held, session, isMine, isCandidate, isExcluded, manages });
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
        ...(of === 'open' ? [access.exceptions] : []),
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
        if (standing.isExcluded) throw processStoreErrors.taskExcluded({ who: 'You' });
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
        if (member.kind === 'member' && excludes(standing.task, exceptionsOf(member))) throw processStoreErrors.taskExcluded({ who: member.name });
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
      at(context, application, id, async ({ task, held, session, isMine, isCandidate, isExcluded }) => {
        if (isExcluded) throw processStoreErrors.taskExcluded({ who: 'You' });
        if (!isMine && !isCandidate) throw processStoreErrors.taskNotYours();
        if (task.stopped) throw processStoreErrors.taskStopped();
        const given = { ...variablesFromJson(variables), ...doerOf(context, held, task) };
        await session.take(held, { kind: 'completed', visit: String(task.visit), variables: given });
        return shownHeld(held, await session.now());
      }),
    ),
  ];
}

function excludes({ candidates }: StoredTask, exceptions: readonly string[]): boolean {
  return candidates.some((candidate) => exceptions.includes(candidate));
}

/** Who does a task, for the outputs of it that ask: `completedBy`, whatever the caller says of it. Without outputs all results are kept, so it is not among them. */
function doerOf({ actor }: RequestContext, { runnable: { model } }: HeldInstance, { element }: StoredTask): FeelContext {
  const hasOutputs = model.processes.some((process) =>
    [...nodesOf(process)].some(({ node }) => node.id === element && 'outputs' in node && node.outputs.length > 0),
  );
  if (!hasOutputs || actor.kind !== 'member') return {};
  return { completedBy: { id: actor.id, name: actor.name, email: actor.email } };
}
