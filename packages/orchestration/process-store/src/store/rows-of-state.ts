import { awaitedIn, type InstanceState, type PendingWork, pendingWork, restingVisit, type StoredValue } from '@plinth/workflow-engine';
import { outsideEffectOf } from '../effects/outside-effects.ts';
import { ownEffectOf } from '../effects/own-effects.ts';
import type { RunnableProcess } from '../model/process-models.ts';
import { correlationText } from './correlation-key.ts';

/** A message or signal that an instance waits for, as it is found by others. */
export interface WaitRow {
  readonly visit: number;
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly key: string | null;
}

/** Work that an instance waits for, as people and workers find it. */
export interface TaskRow {
  readonly visit: number;
  readonly element: string;
  readonly name: string;
  /** What workers fetch it by; null for people. */
  readonly topic: string | null;
  readonly round: number | null;
  readonly assignee: string | null;
  /** `role:clerk`, `group:risk`, `member:a@b.example`; `except:a@b.example` is none of them, whatever else is said. */
  readonly candidates: readonly string[];
  readonly priority: number;
  readonly due: string | null;
  readonly followUp: string | null;
  readonly retries: number;
  readonly stopped: boolean;
}

/** What of a state is found from outside, beside the state itself: derived from it alone. */
export interface StateRows {
  readonly waits: readonly WaitRow[];
  readonly tasks: readonly TaskRow[];
  /** Visits whose work workers have done outside. */
  readonly outside: readonly string[];
  /** When its next timer is due. */
  readonly due: string | null;
  /** Whether a token rests that a worker is to let go on. */
  readonly rests: boolean;
  readonly incidents: number;
}

const defaultRetries = 3;
const exception = 'except:';

export function rowsOfState({ model }: RunnableProcess, state: InstanceState): StateRows {
  const waits: WaitRow[] = [];
  let due: string | null = null;
  for (const { visit, wait } of awaitedIn(state)) {
    const at = Number(visit.id);
    if (wait.kind === 'message') waits.push({ visit: at, kind: 'message', name: wait.name, key: correlationText(wait.key) });
    if (wait.kind === 'signal') waits.push({ visit: at, kind: 'signal', name: wait.name, key: null });
    if (wait.kind === 'timer' && (due === null || wait.due < due)) due = wait.due;
  }
  const pending = pendingWork(model, state);
  const tasks = pending.filter((work) => ownEffectOf(work) === null && outsideEffectOf(work) === null).map(taskRow);
  const outside = pending.flatMap((work) => (outsideEffectOf(work) === null || work.isStopped ? [] : [work.visit]));
  const incidents = state.status === 'active' ? Object.values(state.visits).filter(({ incident }) => incident !== null).length : 0;
  return { waits, tasks, outside, due, rests: restingVisit(state) !== null, incidents };
}

/** Nothing is there before an instance has begun. */
export const noRows: StateRows = { waits: [], tasks: [], outside: [], due: null, rests: false, incidents: 0 };

function taskRow(work: PendingWork): TaskRow {
  const { settings } = work;
  const forPeople = work.type === 'userTask';
  return {
    visit: Number(work.visit),
    element: work.element,
    name: textOf(settings.title) ?? (work.name === '' ? work.element : work.name),
    topic: forPeople ? null : (textOf(settings.topic) ?? work.element),
    round: work.round,
    assignee: textOf(settings.assignee),
    candidates: [
      ...listOf(settings.candidateRoles).map((role) => `role:${role}`),
      ...listOf(settings.candidateGroups).map((group) => `group:${group}`),
      ...listOf(settings.candidates).flatMap((name) => [`member:${name}`, `group:${name}`]),
      ...listOf(settings.excluded).map((member) => exceptionOf(member)),
    ],
    priority: Math.max(-32_768, Math.min(32_767, Math.trunc(numberOf(settings.priority) ?? 0))),
    due: textOf(settings.due),
    followUp: textOf(settings.followUp),
    retries: retriesOf(settings),
    stopped: work.isStopped,
  };
}

/** How often work is tried until it is an incident. */
export function retriesOf({ retries }: PendingWork['settings']): number {
  return Math.max(1, Math.min(1000, Math.trunc(numberOf(retries) ?? defaultRetries)));
}

/** How a task names a member who may not do it, by id or e-mail address. */
export function exceptionOf(member: string): string {
  return exception + member.toLowerCase();
}

/** Whether a candidate is somebody who may not do the task. */
export function isException(candidate: string): boolean {
  return candidate.startsWith(exception);
}

function textOf(value: StoredValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 254) : null;
}

function listOf(value: StoredValue | undefined): string[] {
  const items = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return (items as readonly StoredValue[]).flatMap((item) => textOf(item) ?? []).slice(0, 100);
}

function numberOf(value: StoredValue | undefined): number | null {
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}
