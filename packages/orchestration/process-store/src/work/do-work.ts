import type { RequestContext } from '@plinth/foundation';
import { restingVisit } from '@plinth/workflow-engine';
import { placeOf as placeOfTask, type StoredTask, selectTask } from '../api/instance-queries.ts';
import { ringSchedule } from '../schedule/ring-schedule.ts';
import { overdueId } from '../store/caused-id.ts';
import type { InstanceSession } from '../store/instance-session.ts';
import { escalateTask } from '../store/instance-statements.ts';
import { isException, rowsOfState } from '../store/rows-of-state.ts';
import type { OutsideWork } from './outside-work.ts';
import { broadcastSignal, deliverMessage, hearSignal, type Sent } from './send.ts';
import * as statements from './work-statements.ts';

/** A piece of work, as it is claimed. */
export interface WorkRow {
  readonly id: string;
  readonly kind: 'instance' | 'outside' | 'message' | 'delivery' | 'schedule' | 'purge' | 'overdue';
  readonly instance: string | null;
  readonly message: string | null;
  readonly attempts: number;
  /** ISO 8601. */
  readonly due: string;
}

/** How long instances are kept after they ended, and what for. */
export interface Housekeeping {
  readonly retentionDays: number;
}

const placeOf = ({ tenant, environment }: RequestContext) => [tenant.id, environment?.id ?? ''] as const;
const minute = 60_000;

/** Does claimed work within a session. What is written besides goes with the session's flush. */
export async function doWork(
  session: InstanceSession,
  work: WorkRow,
  { housekeeping, outside }: { readonly housekeeping: Housekeeping; readonly outside: OutsideWork },
): Promise<void> {
  switch (work.kind) {
    case 'instance':
      return goOnWith(session, work);
    case 'outside':
      return beginOutside(session, work, outside);
    case 'message':
      return send(session, work);
    case 'delivery':
      return deliver(session, work);
    case 'schedule':
      return ringSchedule(session, work.id, work.due);
    case 'purge':
      return purge(session, work, housekeeping);
    case 'overdue':
      return escalate(session, work);
  }
}

/** Begins an instance, or lets its timers ring. */
async function goOnWith(session: InstanceSession, work: WorkRow): Promise<void> {
  const id = work.instance ?? '';
  const [held] = await session.hold([id], { free: true });
  if (held === undefined) return laterOrNever(session, work);
  if (held.start !== null && held.revision === 0) return session.begin(held);
  if (held.state.status !== 'active') return session.done(id);
  const resting = restingVisit(held.state);
  if (resting !== null) return session.take(held, { kind: 'continued', visit: resting });
  const { due } = rowsOfState(held.runnable, held.state);
  const now = await session.now();
  if (due === null) return session.done(id);
  if (due <= now) await session.take(held, { kind: 'timer' });
  const next = rowsOfState(held.runnable, held.state).due;
  // A timer that did not ring, in a part that an incident stopped, is looked at again after a while.
  if (next === due)
    session.plan({ id, kind: 'instance', instance: id, due: due > now ? due : new Date(Date.parse(now) + minute).toISOString() });
}

/** A task that nobody has done in time is for others from now on, and those who had it have it no more. */
async function escalate(session: InstanceSession, work: WorkRow): Promise<void> {
  const { context, transaction } = session;
  const [held] = await session.hold([work.instance ?? ''], { free: true });
  if (held === undefined) return laterOrNever(session, work);
  const task = rowsOfState(held.runnable, held.state).tasks.find(({ visit }) => overdueId(held.id, visit) === work.id);
  const place = { instance: held.id, visit: task?.visit ?? 0 };
  const { rows } = await transaction.query<StoredTask>(context, selectTask, [
    ...placeOfTask(context, held.application),
    place.instance,
    place.visit,
  ]);
  const [row] = rows;
  // It is done, or has no time any more.
  if (task === undefined || row === undefined || row.due === null) return session.done(work.id);
  // Somebody has given it more time.
  if (row.due > (await session.now())) return session.plan({ id: work.id, kind: 'overdue', instance: held.id, due: row.due });
  const candidates = [...new Set([...task.overdue, ...row.candidates.filter(isException)])];
  await transaction.query(context, escalateTask, [...placeOf(context), place.instance, place.visit, candidates]);
  await session.tasks.did(context, transaction, { event: 'escalated', ...place, onBehalfOf: null, to: null });
  const told = session.tasks.appeared(context, [{ ...place, assignee: null }]);
  if (told !== null) await transaction.batch(context, [told]);
  session.done(work.id);
}

/** Takes work outside in hand for a time; it is begun when that is committed, and whoever dies meanwhile loses it. */
async function beginOutside(session: InstanceSession, work: WorkRow, outside: OutsideWork): Promise<void> {
  const [held] = await session.hold([work.instance ?? ''], { free: true });
  if (held === undefined) return laterOrNever(session, work);
  await outside.begin(session, held, work);
}

async function laterOrNever(session: InstanceSession, work: WorkRow): Promise<void> {
  const { context, transaction } = session;
  const status = await transaction.value<string>(context, statements.selectStatus, [...placeOf(context), work.instance]);
  if (status === 'new' || status === 'active') await transaction.query(context, statements.deferWork, [...placeOf(context), work.id]);
  else session.done(work.id);
}

async function send(session: InstanceSession, work: WorkRow): Promise<void> {
  const { context, transaction } = session;
  const sent = await sentBy(session, work);
  if (sent === null) return session.done(work.id);
  if (sent.kind === 'signal') {
    const listening = await broadcastSignal(session, sent);
    // Deliveries need what it brings, until it expires.
    if (listening === 0) await transaction.query(context, statements.deleteMessage, [...placeOf(context), sent.id]);
    return session.done(work.id);
  }
  const delivery = await deliverMessage(session, sent, { free: true });
  if (delivery === 'busy') await transaction.query(context, statements.deferWork, [...placeOf(context), work.id]);
  else if (delivery === 'nobody') {
    await transaction.query(context, statements.keepMessage, [...placeOf(context), sent.id]);
    await transaction.query(context, statements.lookAgain, [...placeOf(context), work.id]);
  } else {
    await transaction.query(context, statements.deleteMessage, [...placeOf(context), sent.id]);
    session.done(work.id);
  }
}

async function deliver(session: InstanceSession, work: WorkRow): Promise<void> {
  const [held] = await session.hold([work.instance ?? ''], { free: true });
  if (held === undefined) return laterOrNever(session, work);
  const sent = await sentBy(session, work);
  if (sent !== null) await hearSignal(session, held, sent);
  session.done(work.id);
}

async function sentBy({ context, transaction }: InstanceSession, { message }: WorkRow): Promise<Sent | null> {
  const { rows } = await transaction.query<Sent & { readonly isValid: boolean }>(context, statements.selectMessage, [
    ...placeOf(context),
    message,
  ]);
  const [row] = rows;
  return row?.isValid === true ? row : null;
}

/** Removes what has had its time; again at once where there was much. */
async function purge(session: InstanceSession, work: WorkRow, { retentionDays }: Housekeeping): Promise<void> {
  const { context, transaction } = session;
  const expired = await transaction.query(context, statements.deleteExpired, [...placeOf(context)]);
  const ended = await transaction.query(context, statements.purgeEnded, [...placeOf(context), retentionDays]);
  const pause = expired.count >= 1000 || ended.count >= 1000 ? 0 : 60 * minute;
  session.plan({ id: work.id, kind: 'purge', due: new Date(Date.parse(await session.now()) + pause).toISOString() });
}
