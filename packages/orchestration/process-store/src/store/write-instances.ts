import { type PipelinePart, quoteIdentifier, type Statement, statement, type Transaction } from '@plinth/database';
import { type JsonValue, type RequestContext, uuidV7 } from '@plinth/foundation';
import { nodesOf, type ProcessModel } from '@plinth/process-model';
import { type Effect, packState, priorityOf, type StoredValue, type StoredVariables } from '@plinth/workflow-engine';
import type { NewTask, TaskKeeper } from '../access/task-keeper.ts';
import { outsideWorkId } from '../effects/outside-effects.ts';
import { processStoreErrors } from '../errors.ts';
import type { RunningRelease } from '../model/process-models.ts';
import { overdueId } from './caused-id.ts';
import { correlationText } from './correlation-key.ts';
import type { HeldInstance } from './held-instance.ts';
import * as statements from './instance-statements.ts';
import { processEvents } from './process-events.ts';
import { noRows, rowsOfState, type StateRows, type WaitRow } from './rows-of-state.ts';

/** Something for workers to do: a pointer, for the platform sees it. */
export interface PlannedWork {
  readonly id: string;
  readonly kind: 'instance' | 'outside' | 'message' | 'delivery' | 'schedule' | 'purge' | 'overdue';
  readonly instance?: string;
  readonly message?: string;
  /** ISO 8601; at once where absent. */
  readonly due?: string;
  /** What has less is done first; 0 where absent. */
  readonly rank?: number;
}

interface WriteContext {
  readonly context: RequestContext;
  readonly transaction: Transaction;
  readonly now: string;
  readonly releases: ReadonlyMap<string, RunningRelease>;
  readonly tasks: Pick<TaskKeeper, 'appeared' | 'ended'>;
}

/** What the column holds. */
const longestChain = 32_767;
/** Characters of JSON that are kept of one instance. */
const mostCharacters = 8_000_000;
/** How long a message that a process sent is kept for somebody who comes to wait for it, and a signal for those it has to reach. */
const keptSeconds = { message: 3600, signal: 7 * 24 * 3600 } as const;

/** What a message or signal brings. */
export interface SentContent {
  readonly key: StoredValue;
  readonly variables: StoredVariables;
  /** The process that sent it; null where it came from outside. No process is started by its own message. */
  readonly process: string | null;
  /** How many processes led to it, one after the other; absent where none did. */
  readonly chain?: number;
  /** The processes that it may reach; every one where absent. */
  readonly only?: readonly string[];
}

/** Writes what has become of instances, a statement for each table; all of them travel together. True where workers have something to do now. */
export async function writeInstances(
  { context, transaction, now, releases, tasks }: WriteContext,
  {
    changed,
    work,
    done,
  }: { readonly changed: readonly HeldInstance[]; readonly work: readonly PlannedWork[]; readonly done: readonly string[] },
): Promise<boolean> {
  const here = [context.tenant.id, context.environment?.id ?? ''];
  const diffs = changed.map(diffOf);
  const messages = diffs.flatMap(({ messages: sent }) => sent);
  const planned = [
    ...work,
    ...diffs.flatMap(({ work: due }) => due),
    ...messages.map(({ id, rank }): PlannedWork => ({ id, kind: 'message', message: id, rank })),
  ];
  const kept = new Set(planned.map(({ id }) => id));
  const ended = diffs.flatMap(({ noWork, outsideGone }) => [...noWork, ...outsideGone]);
  const parts: PipelinePart[] = [];
  const add = (wanted: Statement, rows: readonly JsonValue[] | readonly object[]) => {
    if (rows.length > 0) parts.push({ statement: wanted, values: [...here, JSON.stringify(rows)] });
  };
  /** For rows that are there already, which are found by their instances. */
  const change = (wanted: Statement, rows: readonly { readonly instance: string }[]) => {
    const instances = [...new Set(rows.map(({ instance }) => instance))];
    if (rows.length > 0) parts.push({ statement: wanted, values: [...here, JSON.stringify(rows), instances] });
  };
  const gone = [...done, ...ended].filter((id) => !kept.has(id));
  if (gone.length > 0) parts.push({ statement: statements.deleteWork, values: [...here, gone] });
  add(statements.insertInstances, changed.filter(({ isStored }) => !isStored).map(rowOf));
  change(
    statements.updateInstances,
    changed.filter(({ isStored }) => isStored).map((held) => ({ instance: held.id, ...rowOf(held) })),
  );
  add(
    statements.insertHistory,
    changed.flatMap(({ id, history }) => history.map((entry) => ({ instance: id, ...entry }))),
  );
  const of = <Row>(pick: (diff: (typeof diffs)[number]) => readonly Row[]) => diffs.flatMap(pick);
  change(
    statements.deleteWaits,
    of(({ waitsGone }) => waitsGone),
  );
  add(
    statements.insertWaits,
    of(({ waitsNew }) => waitsNew),
  );
  change(
    statements.deleteTasks,
    of(({ tasksGone }) => tasksGone),
  );
  add(
    statements.insertTasks,
    of(({ tasksNew }) => tasksNew),
  );
  const newTasks = of(({ tasksNew }) => tasksNew.filter(({ topic }) => topic === null)) as readonly NewTask[];
  const told = newTasks.length === 0 ? null : tasks.appeared(context, newTasks);
  if (told !== null) parts.push(told);
  const over = changed
    .filter(hasEndedForPeople)
    .map(({ id, runnable: { record } }) => ({ instance: id, name: record.label.trim() || record.key }));
  const toldEnds = over.length === 0 ? null : tasks.ended(context, over);
  if (toldEnds !== null) parts.push(toldEnds);
  change(
    statements.stopTasks,
    of(({ tasksChanged }) => tasksChanged),
  );
  add(statements.insertMessages, messages);
  add(statements.putWork, planned);
  add(
    statements.callForKept,
    of(({ waitsNew }) => waitsNew.filter(({ kind }) => kind === 'message')),
  );
  for (const [application, release] of releases) {
    const events = changed.filter((held) => held.application === application).flatMap((held) => processEvents(context, held, now));
    if (events.length > 0) parts.push(outboxPart(release, events));
  }
  await transaction.batch(context, parts);
  return planned.some(({ due }) => due === undefined || due <= now);
}

const forPeople = new WeakMap<ProcessModel, boolean>();

/** Whether an instance that was there before has ended, and people had to do with it: who only starts programs is told nothing. */
function hasEndedForPeople({ before, state, runnable: { model } }: HeldInstance): boolean {
  if (before === null || before.status !== 'active' || state.status === 'active') return false;
  const known =
    forPeople.get(model) ?? model.processes.some((process) => [...nodesOf(process)].some(({ node }) => node.type === 'userTask'));
  forPeople.set(model, known);
  return known;
}

function rowOf(held: HeldInstance) {
  const { id, application, version, process, key, startedBy, revision, start, runnable, state, chain } = held;
  const isNew = revision === 0;
  const kept = isNew ? start : packState(state);
  const size = JSON.stringify(kept).length;
  if (size > mostCharacters) throw processStoreErrors.tooLarge({ size, limit: mostCharacters });
  const status = isNew ? 'new' : state.status;
  const incidents = isNew ? 0 : rowsOfState(runnable, state).incidents;
  const led = { chain: Math.min(chain.length, longestChain), chainedAt: chain.since };
  return { id, application, version, process, key, startedBy, revision, status, incidents, state: kept, ...led };
}

function diffOf(held: HeldInstance) {
  const { id: instance, application, process, runnable, before, state, effects, revision, isStored } = held;
  const old = before === null ? noRows : rowsOfState(runnable, before);
  const rows = revision === 0 ? noRows : rowsOfState(runnable, state);
  const nameOf = ({ visit, kind, name, key }: WaitRow) => JSON.stringify([visit, kind, name, key]);
  const [oldWaits, waits] = [old, rows].map((each: StateRows) => new Map(each.waits.map((wait) => [nameOf(wait), wait])));
  const [oldTasks, tasks] = [old, rows].map((each: StateRows) => new Map(each.tasks.map((task) => [task.visit, task])));
  const placed = <Row extends object>(row: Row) => ({ instance, application, process, ...row });
  const missing = <Key, Row extends object>(from: ReadonlyMap<Key, Row> | undefined, among: ReadonlyMap<Key, Row> | undefined) =>
    [...(from ?? [])].filter(([key]) => among?.has(key) !== true).map(([, row]) => placed(row));
  return {
    waitsGone: missing(oldWaits, waits),
    waitsNew: missing(waits, oldWaits),
    tasksGone: missing(oldTasks, tasks),
    tasksNew: missing(tasks, oldTasks),
    tasksChanged: [...(tasks?.values() ?? [])]
      .filter((task) => oldTasks?.has(task.visit) === true && oldTasks.get(task.visit)?.stopped !== task.stopped)
      .map(placed),
    messages: effects.flatMap((effect) => messageOf(held, effect)),
    work: [
      ...workOf(held, old, rows),
      ...outsideWorkOf(held, old, rows),
      ...[...(tasks?.values() ?? [])].filter(({ visit }) => !oldTasks?.has(visit)).flatMap((task) => overdueWork(held, task)),
    ],
    noWork: [
      ...(revision > 0 && !hasWork(rows) && (hasWork(old) || (before === null && isStored)) ? [instance] : []),
      ...[...(oldTasks?.values() ?? [])]
        .filter(({ visit }) => !tasks?.has(visit))
        .flatMap((task) => overdueWork(held, task).map(({ id }) => id)),
    ],
    outsideGone: old.outside.filter((visit) => !rows.outside.includes(visit)).map((visit) => outsideWorkId(instance, visit)),
  };
}

/** Somebody has to look when a task is overdue that is for others then. */
function overdueWork(held: HeldInstance, { visit, due, overdue }: StateRows['tasks'][number]): PlannedWork[] {
  if (due === null || overdue.length === 0) return [];
  return [{ id: overdueId(held.id, visit), kind: 'overdue', instance: held.id, due, rank: rankOf(held) }];
}

function hasWork({ due, rests }: StateRows): boolean {
  return due !== null || rests;
}

/** One piece of work stands for an instance: it begins, a token of it is to go on, or its next timer is due. */
function workOf(held: HeldInstance, old: StateRows, { due, rests }: StateRows): PlannedWork[] {
  const { id, revision, before } = held;
  const piece = { id, kind: 'instance', instance: id, rank: rankOf(held) } as const;
  if (revision === 0 || rests) return [piece];
  return due === null || (due === old.due && !old.rests && before !== null) ? [] : [{ ...piece, due }];
}

/** What begins to wait for something outside; resolved, it has all its tries again. */
function outsideWorkOf(held: HeldInstance, old: StateRows, { outside }: StateRows): PlannedWork[] {
  const { id: instance } = held;
  return outside
    .filter((visit) => !old.outside.includes(visit))
    .map((visit) => ({ id: outsideWorkId(instance, visit), kind: 'outside', instance, rank: rankOf(held) }));
}

/** The work of processes with a higher priority has a lower rank, and comes first. */
function rankOf({ runnable: { model }, state }: HeldInstance): number {
  const priority = priorityOf(model, state);
  return priority === 0 ? 0 : -priority;
}

function messageOf(held: HeldInstance, effect: Effect) {
  const { id: sender, application, process, chain } = held;
  if (effect.kind !== 'message' && effect.kind !== 'signal') return [];
  const key = effect.kind === 'message' ? effect.key : null;
  const { kind, name, variables } = effect;
  const content: SentContent = { key, variables, process, chain: chain.length + 1 };
  return [
    { id: uuidV7(), application, kind, name, key: correlationText(key), content, sender, seconds: keptSeconds[kind], rank: rankOf(held) },
  ];
}

function outboxPart({ model }: RunningRelease, events: readonly object[]): PipelinePart {
  const table = `${quoteIdentifier(model.schema)}._outbox`;
  return {
    statement: statement(`insert into ${table} (event) select e from json_array_elements($1::json) as e`),
    values: [JSON.stringify(events)],
  };
}
