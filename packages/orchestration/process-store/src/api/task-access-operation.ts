import { explainTaskAccess, implement, type Operation, type TaskAccessExplanation } from '@plinth/api-contract';
import { pagesOf, rolesOf } from '@plinth/app-definition';
import type { Actor, RequestContext } from '@plinth/foundation';
import { permissionsFor } from '@plinth/record-store';
import type { MemberSource } from '../access/member-source.ts';
import { ProcessAccess } from '../access/process-access.ts';
import { processStoreErrors } from '../errors.ts';
import type { RunningRelease } from '../model/process-models.ts';
import { taskNode } from '../model/task-node.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { isException } from '../store/rows-of-state.ts';
import { TaskDesk, type TaskStanding } from './task-desk.ts';

type Reason = TaskAccessExplanation['reasons'][number];

/** Why a member sees a task or does not, for those who manage its process. */
export function taskAccessOperation(store: ProcessStore, members: MemberSource): Operation {
  const desk = new TaskDesk(store);
  return implement(explainTaskAccess, async (context, { task: id, member: named }, { application }) => {
    const [member, release] = await Promise.all([members.find(context, named), store.models.current(context, application)]);
    const others = member === null ? [] : await store.tasks.actsFor({ ...context, actor: member });
    return desk.at(context, application, id, async (standing) => {
      // Whoever only may do it is told nothing of others.
      if (!standing.manages) throw processStoreErrors.noTask();
      if (member === null) throw processStoreErrors.unknownMember({ member: named });
      const { assignee } = standing.task;
      const names = assignee === null ? null : await members.names(context, [assignee]);
      const holder = assignee === null ? null : (names?.get(assignee) ?? assignee);
      return explained({ context: { ...context, actor: member }, release, others, standing, member, holder });
    });
  });
}

interface Question {
  /** As the member whom it is about. */
  readonly context: RequestContext;
  readonly release: RunningRelease;
  /** Whose substitute the member is. */
  readonly others: readonly Actor[];
  readonly standing: TaskStanding;
  readonly member: Actor;
  /** What the one is called who has it. */
  readonly holder: string | null;
}

function explained({ context, release, others, standing: { task, held }, member, holder }: Question): TaskAccessExplanation {
  const access = new ProcessAccess(context, release, others);
  const { isMine, isCandidate, isExcluded } = access.standing(task);
  const manages = access.may('manage', task.process);
  const onBehalfOf = access.onBehalfOf(task)?.name ?? null;
  const reason = (kind: Reason['kind'], name: string | null = null, behalf: string | null = null): Reason => ({
    ...{ kind, name, onBehalfOf: behalf },
  });
  const wanted = task.candidates.filter((candidate) => !isException(candidate));
  const own = new Set(access.claims.flatMap(({ candidates }) => candidates));
  const meant = wanted.filter((candidate) => own.has(candidate));
  const reasons: Reason[] = [];
  if (isMine) reasons.push(reason('has', null, onBehalfOf));
  else if (holder !== null) reasons.push(reason('otherHas', holder));
  if (!isMine) {
    if (meant.length > 0) reasons.push(...meant.map((name) => reason('meant', name, onBehalfOf)));
    else reasons.push(reason('notMeant', wanted.length === 0 ? null : wanted.join(', ')));
  }
  if (isExcluded) reasons.push(reason('excluded'));
  if (manages) reasons.push(reason('manages'));
  if (task.stopped) reasons.push(reason('stopped'));
  const form = taskNode(held.runnable.model, task.element)?.page ?? null;
  if (form !== null && !opens(context, release, form)) reasons.push(reason('noForm', form));
  return {
    member: { id: member.id, name: member.name },
    sees: isMine || isCandidate || manages,
    mayDo: (isMine || isCandidate) && !isExcluded && !task.stopped,
    reasons,
  };
}

/** Whether the actor may open the page that is the form. */
function opens(context: RequestContext, { definition, model }: RunningRelease, form: string): boolean {
  const page = pagesOf(definition).find(({ key }) => key === form);
  if (page === undefined || page.public) return page !== undefined;
  const { roles } = permissionsFor(context, model).user;
  if (page.roles.length === 0) return roles.length > 0;
  return rolesOf(definition).some(({ id, key }) => page.roles.includes(id) && roles.includes(key));
}
