import type { InstanceExplanation } from '@plinth/api-contract';
import { nodesOf, type ProcessNode } from '@plinth/process-model';
import type { InstanceState, Visit, Wait } from '@plinth/workflow-engine';
import type { RunnableProcess } from '../model/process-models.ts';
import { isException } from '../store/rows-of-state.ts';
import type { StoredTask } from './instance-queries.ts';

type Place = InstanceExplanation['places'][number];
type Reason = Place['reasons'][number];

/** What is known of an instance's tasks, and what members that they name are called. */
export interface KnownTasks {
  readonly tasks: readonly StoredTask[];
  nameOf(member: string): string;
}

/** The members that tasks name, by id or e-mail address. */
export function membersNamed(tasks: readonly StoredTask[]): string[] {
  return tasks.flatMap(({ assignee, candidates }) => [
    ...(assignee === null ? [] : [assignee]),
    ...candidates.flatMap((candidate) => (candidate.startsWith(memberMark) ? [candidate.slice(memberMark.length)] : [])),
  ]);
}

const memberMark = 'member:';

/** What the workers know of an instance. */
export interface PendingPiece {
  readonly due: string;
  readonly attempts: number;
  readonly problem: string | null;
}

/**
 * Where an instance stands, and at each place why it goes no further: from its state alone (null before it has begun), with what is
 * known of its tasks and of what workers have to do for it.
 */
export function explain(runnable: RunnableProcess, state: InstanceState | null, known: KnownTasks, piece: PendingPiece | null): Place[] {
  const places = state === null ? [] : placesOf(runnable, state, known);
  if (piece?.problem == null) return places;
  const text = `Workers could not go on with it ${piece.attempts} times (${piece.problem}).`;
  const until = piece.due === 'infinity' ? {} : { due: piece.due };
  const reason: Reason = { kind: 'worker', text, code: piece.problem, tries: piece.attempts, ...until };
  const { key, label } = runnable.record;
  return [...places, { visit: '', element: key, type: 'process', name: label, within: [], reasons: [reason] }];
}

function placesOf({ model }: RunnableProcess, state: InstanceState, known: KnownTasks): Place[] {
  const { tasks } = known;
  const nodes = new Map<string, ProcessNode>();
  for (const process of model.processes) for (const { node } of nodesOf(process)) nodes.set(node.id, node);
  for (const task of model.globalTasks) nodes.set(task.id, task);
  const visits = Object.values(state.visits).sort((a, b) => Number(a.id) - Number(b.id));
  const nameOf = (element: string) => nodes.get(element)?.name || element;
  return visits.flatMap((visit): Place[] => {
    const reasons = [
      ...(visit.incident === null ? [] : [{ kind: 'incident', text: visit.incident.message, code: visit.incident.code } as const]),
      ...visit.waits
        .filter(({ kind }) => kind !== 'work' || visit.incident === null || taskAt(visit, tasks) !== undefined)
        .map((wait) => reasonOf(visit, wait, known, nameOf)),
      ...Object.keys(visit.held).map(
        (join): Reason => ({ kind: 'join', text: `Tokens wait at ${nameOf(join)} for those of other flows.`, about: nameOf(join) }),
      ),
    ];
    if (reasons.length === 0) return [];
    const within: string[] = [];
    for (let around = visit.parent; around !== null; around = state.visits[around]?.parent ?? null) {
      const element = state.visits[around]?.element;
      if (element !== undefined) within.unshift(element);
    }
    const node = nodes.get(visit.element);
    return [{ visit: visit.id, element: visit.element, type: node?.type ?? 'process', name: nameOf(visit.element), within, reasons }];
  });
}

function reasonOf(visit: Visit, wait: Wait, known: KnownTasks, nameOf: (element: string) => string): Reason {
  const of = wait.to === visit.element ? {} : { at: nameOf(wait.to) };
  const at = of.at === undefined ? '' : `, for ${of.at}`;
  switch (wait.kind) {
    case 'work':
      return workReason(taskAt(visit, known.tasks), known);
    case 'message': {
      const key = wait.key === null ? {} : { key: JSON.stringify(wait.key) };
      const withKey = key.key === undefined ? '' : ` with the key ${key.key}`;
      return { kind: 'message', text: `It waits for the message ${wait.name}${withKey}${at}.`, about: wait.name, ...key, ...of };
    }
    case 'signal':
      return { kind: 'signal', text: `It waits for the signal ${wait.name}${at}.`, about: wait.name, ...of };
    case 'timer':
      return { kind: 'timer', text: `It waits until ${wait.due}${at}.`, due: wait.due, ...of };
    case 'conditional':
      return { kind: 'condition', text: `It waits until a condition comes true${at}.`, ...of };
    case 'continuation':
      return { kind: 'worker', text: 'It goes on as soon as a worker comes to it.' };
    case 'activation':
      return { kind: 'activation', text: `Somebody may start ${nameOf(wait.to)}.`, about: nameOf(wait.to) };
  }
}

/** What is there for a person or a program to do; nothing where the work is our own, which waits for nobody once it has stopped. */
function taskAt(visit: Visit, tasks: readonly StoredTask[]): StoredTask | undefined {
  return tasks.find((task) => String(task.visit) === visit.id);
}

function workReason(task: StoredTask | undefined, { nameOf }: KnownTasks): Reason {
  if (task === undefined) return { kind: 'work', text: 'It waits for work of its own.' };
  const { topic, holder, availableAt, assignee, due, retries } = task;
  const until = due === null ? {} : { due };
  if (topic === null) {
    if (assignee !== null) return { kind: 'task', text: `It waits for ${nameOf(assignee)}.`, assignee: nameOf(assignee), ...until };
    const candidates = task.candidates.filter((candidate) => !isException(candidate)).map((candidate) => whoIs(candidate, nameOf));
    const who = candidates.map(({ kind, name }) => (kind === 'member' ? name : `${kind} ${name}`)).join(', ');
    const text = `It waits for somebody to claim it: ${who === '' ? 'a manager of the process' : who}.`;
    return { kind: 'task', text, candidates, ...until };
  }
  if (holder !== null) {
    const text = `The program ${holder} has the work of ${topic}, until ${availableAt}.`;
    return { kind: 'work', text, about: topic, holder, due: availableAt };
  }
  return { kind: 'work', text: `It waits for a program that does ${topic}; ${retries} tries are left.`, about: topic, tries: retries };
}

/** Whom a candidate of a task means. */
function whoIs(candidate: string, nameOf: KnownTasks['nameOf']): NonNullable<Reason['candidates']>[number] {
  if (candidate.startsWith(memberMark)) return { kind: 'member', name: nameOf(candidate.slice(memberMark.length)) };
  const [kind = '', name = ''] = candidate.split(':', 2);
  return { kind: kind === 'group' ? 'group' : 'role', name };
}
