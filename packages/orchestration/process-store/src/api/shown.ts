import type { InstanceSummary, TaskSummary } from '@plinth/api-contract';
import type { ProcessModel } from '@plinth/process-model';
import type { ProcessAccess } from '../access/process-access.ts';
import type { RunnableProcess } from '../model/process-models.ts';
import { taskNode } from '../model/task-node.ts';
import type { HeldInstance } from '../store/held-instance.ts';
import { isException, rowsOfState } from '../store/rows-of-state.ts';
import type { StoredTask, SummaryRow } from './instance-queries.ts';

export function shownInstance({
  id,
  process,
  version,
  key,
  status,
  incidents,
  startedAt,
  startedBy,
  endedAt,
}: SummaryRow): InstanceSummary {
  return { id, process, version, key, status, incidents, startedAt, startedBy, endedAt };
}

/** An instance as it stands in a session that is about to end, with the times of its row. */
export function shownHeld(held: HeldInstance, now: string, stored?: SummaryRow): InstanceSummary {
  const { id, process, version, key, startedBy, state, runnable, revision } = held;
  const { incidents } = rowsOfState(runnable, state);
  const status = revision === 0 ? 'new' : state.status;
  const endedAt = status === 'active' || status === 'new' ? null : now;
  return { id, process, version, key, status, incidents, startedAt: stored?.startedAt ?? now, startedBy, endedAt };
}

/** A task as somebody sees it: what it says, what its process says of it, and how it stands to them. */
export function shownTask(
  task: StoredTask,
  { instanceKey }: { readonly instanceKey: string | null },
  { record, model }: RunnableProcess,
  access: ProcessAccess,
): TaskSummary {
  const { instance, visit, process, element, name, assignee, owner, candidates, priority, due, followUp, stopped, createdAt } = task;
  const { isMine, isCandidate } = access.standing(task);
  const behalf = access.onBehalfOf(task);
  return {
    id: `${instance}.${visit}`,
    ...{ instance, process, instanceKey, element, name, assignee, owner, priority, due, followUp, stopped, createdAt },
    processLabel: record.label,
    candidates: candidates.filter((candidate) => !isException(candidate)),
    ...doneBy(model, element),
    standing: isMine ? 'mine' : isCandidate ? 'open' : 'managed',
    mayManage: access.may('manage', process),
    onBehalfOf: behalf === null ? null : { id: behalf.id, name: behalf.name },
  };
}

const mostAnswers = 20;

/** By what a task is done: its form, or one of the answers that it names. */
function doneBy(model: ProcessModel, element: string): Pick<TaskSummary, 'form' | 'answers'> {
  const node = taskNode(model, element);
  const values = (node?.settings.answers ?? '')
    .split(',')
    .map((answer) => answer.trim())
    .filter((answer, at, all) => answer !== '' && all.indexOf(answer) === at)
    .slice(0, mostAnswers);
  const variable = node?.settings.answerVariable?.trim() || 'answer';
  return { form: node?.page ?? null, answers: values.length === 0 ? null : { variable, values } };
}
