import { type FeelContext, type FeelValue, isContext, toJson } from '@plinth/expression';
import { asPlinthError, foundationErrors, type JsonObject, type PlinthError, type RequestContext, systemActor } from '@plinth/foundation';
import { feelContext, type PendingWork, pendingWork, type Stimulus, workVariables } from '@plinth/workflow-engine';
import { type OutsideEffects, type OutsideTask, outsideEffectOf, outsideWorkId } from '../effects/outside-effects.ts';
import { processStoreErrors } from '../errors.ts';
import { taskNode } from '../model/task-node.ts';
import type { HeldInstance } from '../store/held-instance.ts';
import type { InstanceSession } from '../store/instance-session.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { retriesOf } from '../store/rows-of-state.ts';
import type { WorkRow } from './do-work.ts';
import { extendLease, leaseWork, tryLater, waitForRoom } from './work-statements.ts';

interface OutsideWorkOptions {
  readonly store: ProcessStore;
  readonly effects: OutsideEffects;
  readonly onFailure: (error: PlinthError, work: { readonly tenant: string; readonly kind: string; readonly attempts: number }) => void;
}

/** A piece of work that is under way here. */
interface Begun {
  readonly context: RequestContext;
  readonly id: string;
  readonly instance: string;
  readonly visit: string;
  readonly attempt: number;
  readonly retries: number;
  readonly work: PendingWork;
  readonly task: OutsideTask;
}

const leaseSeconds = 60;
/** Pieces of work of one environment that this server has under way, and of all. */
const mostEach = 16;
const mostInAll = 128;
const longestPause = 3600;

/**
 * Work outside of the database, between two transactions: one takes a lease of it and keeps that, one says what came of it. Of whoever
 * dies in between the lease ends, and it is done again under the same idempotency key.
 */
export class OutsideWork {
  readonly #options: OutsideWorkOptions;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, { readonly environment: string; readonly ended: Promise<void> }>();

  constructor(options: OutsideWorkOptions) {
    this.#options = options;
  }

  /** Takes a piece of work in hand within a session, and begins it once that is committed. */
  async begin(session: InstanceSession, held: HeldInstance, row: WorkRow): Promise<void> {
    const { context, transaction } = session;
    const { model } = held.runnable;
    const work = pendingWork(model, held.state).find(
      (each) => outsideEffectOf(each) !== null && !each.isStopped && outsideWorkId(held.id, each.visit) === row.id,
    );
    // An event at its boundary was quicker, say.
    if (work === undefined) return session.done(row.id);
    const place = [...placeOf(context), row.id] as const;
    if (this.#running.has(row.id)) return void (await transaction.query(context, extendLease, [...place, leaseSeconds]));
    const environment = context.environment?.id ?? '';
    const here = [...this.#running.values()].filter((each) => each.environment === environment).length;
    if (here >= mostEach || this.#running.size >= mostInAll) return void (await transaction.query(context, waitForRoom, place));
    const retries = retriesOf(work.settings);
    if (row.attempts >= retries) {
      const message = `It was begun ${row.attempts} times and never ended`;
      return session.take(held, { kind: 'failed', visit: work.visit, message });
    }
    await transaction.query(context, leaseWork, [...place, leaseSeconds]);
    const begun: Begun = {
      context: { ...context, actor: systemActor, chain: held.chain.length + 1, signal: this.#stopping.signal },
      ...{ id: row.id, instance: held.id, visit: work.visit, attempt: row.attempts + 1, retries, work },
      task: {
        application: held.application,
        settings: work.settings,
        values: toJson(feelContext(workVariables(model, held.state, work.visit))) as JsonObject,
        idempotencyKey: `${held.id}.${work.visit}`,
      },
    };
    session.afterwards(() => {
      const ended = this.#run(begun).finally(() => this.#running.delete(row.id));
      this.#running.set(row.id, { environment, ended });
    });
  }

  /** Ends what is under way, which is given back untried. */
  async close(): Promise<void> {
    this.#stopping.abort(foundationErrors.cancelled());
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  async #run(begun: Begun): Promise<void> {
    const { context, id } = begun;
    const { database } = this.#options.store;
    const keep = setInterval(
      () =>
        void database.query(context, extendLease, [...placeOf(context), id, leaseSeconds]).catch(() => {
          // A lease that is not extended ends: it is done again by whoever comes to it.
        }),
      (leaseSeconds * 1000) / 3,
    );
    try {
      await this.#settle(begun, await this.#outcome(begun));
    } catch (thrown) {
      // Nothing is lost: its lease ends, and it is done again.
      const error = asPlinthError(thrown);
      this.#options.onFailure(error, { tenant: context.tenant.key, kind: 'outside', attempts: begun.attempt });
    } finally {
      clearInterval(keep);
    }
  }

  /** What came of it for the instance; null where it is to be tried again. */
  async #outcome(begun: Begun): Promise<((held: HeldInstance) => Stimulus) | null> {
    const { context, id, visit, attempt, retries, work, task } = begun;
    const { store, effects, onFailure } = this.#options;
    try {
      const name = outsideEffectOf(work);
      const effect = name === null ? undefined : effects[name];
      if (effect === undefined) throw processStoreErrors.nothingDoes({ effect: String(work.settings.does) });
      const value = await effect(context, task);
      return ({ runnable: { model } }) => {
        const node = taskNode(model, work.element);
        return { kind: 'completed', visit, variables: resultVariables(node?.resultVariable ?? null, value) };
      };
    } catch (thrown) {
      const error = asPlinthError(thrown);
      const isStopped = this.#stopping.signal.aborted;
      const counts = !isStopped && error.status !== 429;
      if (counts && error.fault === 'caller') return () => refused(work, error);
      if (counts) onFailure(error, { tenant: context.tenant.key, kind: 'outside', attempts: attempt });
      if (counts && attempt >= retries) return () => ({ kind: 'failed', visit, message: error.message });
      const pause = isStopped ? 0 : Math.min(longestPause, 2 ** (attempt - 1)) * (0.75 + Math.random() / 2);
      await store.database.query(unstopped(context), tryLater, [...placeOf(context), id, pause, error.code, counts]);
      return null;
    }
  }

  async #settle({ context, instance, id }: Begun, outcome: ((held: HeldInstance) => Stimulus) | null): Promise<void> {
    if (outcome === null) return;
    await this.#options.store.within(unstopped(context), async (session) => {
      const [held] = await session.hold([instance]);
      const waits =
        held !== undefined &&
        pendingWork(held.runnable.model, held.state).some((each) => !each.isStopped && outsideWorkId(instance, each.visit) === id);
      if (waits) await session.take(held, outcome(held));
      else session.done(id);
    });
  }
}

/** The same without an end: what is known already is kept also while the server ends. */
function unstopped(context: RequestContext): RequestContext {
  return { ...context, signal: new AbortController().signal };
}

function placeOf({ tenant, environment }: RequestContext) {
  return [tenant.id, environment?.id ?? ''] as const;
}

/** One variable where the task names it; else the entries of a context, or `result`. */
function resultVariables(named: string | null, value: FeelValue): FeelContext {
  if (named !== null) return { [named]: value };
  return isContext(value) ? value : { result: value };
}

/** A BPMN error by the code that was thrown, or that the task names for whatever fails (`plinth:error`); else an incident. */
function refused({ visit, settings: { error: named } }: PendingWork, error: PlinthError): Stimulus {
  const { thrown } = error.details as { readonly thrown?: unknown };
  const code = typeof thrown === 'string' ? thrown : typeof named === 'string' ? named.trim() : '';
  const reason = error.message.slice(0, 1000);
  if (code === '') return { kind: 'failed', visit, message: reason };
  return { kind: 'error', visit, code, variables: { reason } };
}
