import type { InstanceSummary, TaskSummary } from '@plinth/api-contract';
import type { HeldInstance } from '../store/held-instance.ts';
import { rowsOfState } from '../store/rows-of-state.ts';
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

export function shownTask({ instance, visit, ...task }: StoredTask): TaskSummary {
  const { process, element, name, assignee, owner, candidates, priority, due, followUp, stopped, createdAt } = task;
  return {
    id: `${instance}.${visit}`,
    ...{ instance, process, element, name, assignee, owner, priority, due, followUp, stopped, createdAt },
    candidates: [...candidates],
  };
}
