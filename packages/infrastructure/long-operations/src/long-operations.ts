import type { LongOperation, OperationContract } from '@plinth/api-contract';
import type { Database } from '@plinth/database';
import { asPlinthError, foundationErrors, type JsonValue, type PlinthError, type RequestContext, toProblem } from '@plinth/foundation';
import type { ObjectStorage } from '@plinth/object-storage';
import { longOperationErrors } from './errors.ts';
import type { LongWork } from './long-work.ts';
import { type Held, leaseSeconds, type OperationRow, OperationTable, type Reached, reachedBy, shown } from './operation-table.ts';

const beatMilliseconds = 2000;
const lookAgainMilliseconds = 300;
const patienceOfCancelSeconds = 10;

export interface LongOperationsOptions {
  readonly database: Database;
  readonly storage: ObjectStorage;
  /** Throws where the actor may not call an operation at all. */
  readonly authorize: (context: RequestContext, contract: Pick<OperationContract, 'permission' | 'scope' | 'samples'>) => void;
  /** Told of failures that are ours, for the log. */
  readonly onFailure?: (error: PlinthError, context: RequestContext) => void;
}

export interface BeginRequest {
  /** Where an object is stored for the operation, its id. */
  readonly id: string;
  readonly application: string;
  readonly input: JsonValue;
  /** What progress is measured against; null where nobody knows yet. */
  readonly total: number | null;
}

type Stop = 'cancelled' | 'shutdown' | 'lost';

/** What this process is working at. */
interface Running {
  reached: Reached;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Work that outlives the request which began it. A row says where it stands; the process at work renews a lease on it. When
 * that process is gone, the next look of whoever began it lets the server asked go on, with the rights they have then.
 */
export class LongOperations {
  readonly #database: Database;
  readonly #storage: ObjectStorage;
  readonly #authorize: LongOperationsOptions['authorize'];
  readonly #onFailure: NonNullable<LongOperationsOptions['onFailure']>;
  readonly #table: OperationTable;
  readonly #works = new Map<string, LongWork>();
  readonly #running = new Map<string, Running>();
  #closing = false;

  constructor({ database, storage, authorize, onFailure = () => {} }: LongOperationsOptions) {
    this.#database = database;
    this.#storage = storage;
    this.#authorize = authorize;
    this.#onFailure = onFailure;
    this.#table = new OperationTable(database);
  }

  /** Makes a kind of work known; before the first request comes. */
  register(work: LongWork): void {
    this.#works.set(work.begunBy.id, work);
  }

  /** Begins one and answers when it ended, or after `wait` seconds; where the caller began one of that id before, answers for that. */
  async begin(context: RequestContext, work: LongWork, request: BeginRequest, wait = 0): Promise<LongOperation> {
    for (const id of await this.#table.sweep(context)) await this.#storage.delete(context, id);
    const { begunBy, unit } = work;
    const row = await this.#table.insert(context, { ...request, operation: begunBy.id, unit });
    if (row === null) return this.get(context, request.application, request.id, wait);
    this.#work(context, row, work);
    return this.#waitFor(context, row, wait);
  }

  /** How things are; goes on with what nobody is at. Throws `long-operations.not-found`. */
  async get(context: RequestContext, application: string, id: string, wait = 0): Promise<LongOperation> {
    return this.#waitFor(context, await this.#find(context, application, id), wait);
  }

  /** The same, null where there is none of that id. */
  async begun(context: RequestContext, application: string, id: string, wait = 0): Promise<LongOperation | null> {
    return (await this.#table.find(context, application, id)) === null ? null : this.get(context, application, id, wait);
  }

  /** The caller's own, the newest first. */
  async list(context: RequestContext, application: string): Promise<LongOperation[]> {
    if (context.actor.kind === 'anonymous') return [];
    const rows = await this.#table.own(context, application);
    const visible = rows.filter(({ operation }) => {
      const work = this.#works.get(operation);
      return work !== undefined && this.#may(context, lookingAt(work));
    });
    return visible.map((row) => shown(context, row, this.#running.get(row.id)?.reached));
  }

  /** Asks it to stop. Throws `long-operations.not-found`. */
  async cancel(context: RequestContext, application: string, id: string): Promise<LongOperation> {
    const row = await this.#find(context, application, id);
    // Who has lost the right to begin it may still stop it; a token that never had it may not.
    this.#authorize(context, { permission: 'application', scope: this.#workOf(row).begunBy.scope });
    await this.#table.askToStop(context, row.id);
    this.#running.get(row.id)?.controller.abort('cancelled' satisfies Stop);
    return this.#waitFor(context, await this.#find(context, application, id), patienceOfCancelSeconds);
  }

  /** Goes on with what failed or was cancelled. Throws `long-operations.not-found`, `long-operations.not-resumable`. */
  async resume(context: RequestContext, application: string, id: string, wait = 0): Promise<LongOperation> {
    const row = await this.#find(context, application, id);
    // It runs with the rights of who asks, so only who began it may.
    if (row.createdBy !== context.actor.id) throw longOperationErrors.notFound();
    if (row.status === 'succeeded') throw longOperationErrors.notResumable();
    const work = this.#workOf(row);
    this.#authorize(context, work.begunBy);
    const claimed = await this.#table.claimEnded(context, row.id);
    if (claimed !== null) this.#work(context, claimed, work);
    return this.#waitFor(context, claimed ?? row, wait);
  }

  /** Removes all that were begun for an application in the context's environment, with what is stored for them. */
  async forget(context: RequestContext, application: string): Promise<void> {
    for (;;) {
      const ids = await this.#table.some(context, application);
      if (ids.length === 0) return;
      // Bytes before rows: what is interrupted is then found again.
      for (const id of ids) await this.#storage.delete(context, id);
      await this.#table.remove(context, ids);
    }
  }

  /** Stops what runs here, to be gone on with by another server or after the next start. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const { controller } of this.#running.values()) controller.abort('shutdown' satisfies Stop);
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  async #find(context: RequestContext, application: string, id: string): Promise<OperationRow> {
    const { actor } = context;
    const row = isUuid(id) ? await this.#table.find(context, application, id) : null;
    const visible =
      row !== null && actor.kind !== 'anonymous' && (row.createdBy === actor.id || actor.tenantRoles.includes('administrator'));
    if (!visible) throw longOperationErrors.notFound();
    this.#authorize(context, lookingAt(this.#workOf(row)));
    return row;
  }

  #workOf({ operation }: OperationRow): LongWork {
    const work = this.#works.get(operation);
    if (work === undefined) throw longOperationErrors.notFound();
    return work;
  }

  #may(context: RequestContext, wanted: Pick<OperationContract, 'permission' | 'scope' | 'samples'>): boolean {
    try {
      this.#authorize(context, wanted);
      return true;
    } catch (error) {
      if (asPlinthError(error).status === 403) return false;
      throw error;
    }
  }

  async #waitFor(context: RequestContext, row: OperationRow, seconds: number): Promise<LongOperation> {
    const until = Date.now() + seconds * 1000;
    let current = row;
    for (;;) {
      if (current.abandoned && current.createdBy === context.actor.id) await this.#takeOver(context, current);
      if (current.status !== 'running') return shown(context, current);
      const left = until - Date.now();
      if (left <= 0 || context.signal.aborted || this.#closing) return shown(context, current, this.#running.get(row.id)?.reached);
      const here = this.#running.get(row.id);
      await this.#pause(context, here === undefined ? Math.min(left, lookAgainMilliseconds) : left, here?.ended);
      current = await this.#find(context, row.application, row.id);
    }
  }

  async #pause(context: RequestContext, milliseconds: number, ended: Promise<void> = new Promise(() => {})): Promise<void> {
    let finish = () => {};
    const paused = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const timer = setTimeout(finish, milliseconds);
    context.signal.addEventListener('abort', finish, { once: true });
    await Promise.race([paused, ended]);
    clearTimeout(timer);
    context.signal.removeEventListener('abort', finish);
  }

  async #takeOver(context: RequestContext, row: OperationRow): Promise<void> {
    const work = this.#workOf(row);
    if (this.#closing || this.#running.has(row.id) || !this.#may(context, work.begunBy)) return;
    const claimed = await this.#table.claimAbandoned(context, row.id);
    if (claimed !== null) this.#work(context, claimed, work);
  }

  /** Sets the work going, beside the request. */
  #work(requested: RequestContext, row: OperationRow, work: LongWork): void {
    const controller = new AbortController();
    const { tenant, environment, actor, proof, trace, locale } = requested;
    const context: RequestContext = { tenant, environment, actor, proof, trace, locale, signal: controller.signal };
    // What is stored about the operation must be stored although the work was stopped.
    const lasting = { ...context, signal: new AbortController().signal };
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const running: Running = { reached: reachedBy(row), controller, ended };
    this.#running.set(row.id, running);
    const stopBeating = this.#beat(lasting, row, running);
    const finish = async () => {
      const outcome = await this.#outcome(context, row, work, running);
      await stopBeating();
      const told = outcome !== null && (await this.#table.end(lasting, this.#database, row, outcome, running.reached));
      if (told && outcome.status === 'succeeded' && work.file === 'input') await this.#storage.delete(lasting, row.id);
      if (controller.signal.reason === ('shutdown' satisfies Stop)) await this.#table.release(lasting, row, running.reached.done);
    };
    finish()
      // The database is away: the lease runs out, and somebody goes on.
      .catch((error: unknown) => this.#onFailure(asPlinthError(error), context))
      .finally(() => {
        // Somebody may have resumed it here meanwhile.
        if (this.#running.get(row.id) === running) this.#running.delete(row.id);
        resolve();
      });
  }

  /** What the row will say; null where it stays as it is, for whoever goes on. */
  async #outcome(context: RequestContext, row: OperationRow, work: LongWork, running: Running) {
    const lost = () => {
      running.controller.abort('lost' satisfies Stop);
      return foundationErrors.cancelled();
    };
    try {
      const result = await work.run(context, {
        id: row.id,
        application: row.application,
        input: row.input,
        checkpoint: row.checkpoint,
        progress: (done, more = {}) => {
          running.reached = { ...running.reached, ...more, done };
        },
        keep: async (transaction, checkpoint, done) => {
          if (!(await this.#table.keep(context, transaction, row, checkpoint, done))) throw lost();
          running.reached = { ...running.reached, done };
        },
        succeed: async (transaction, result) => {
          const told = { status: 'succeeded', result } as const;
          if (!(await this.#table.end(context, transaction, row, told, running.reached))) throw lost();
        },
      });
      return { status: 'succeeded', result } as const;
    } catch (thrown) {
      if (context.signal.aborted) return context.signal.reason === 'cancelled' ? ({ status: 'cancelled' } as const) : null;
      const error = asPlinthError(thrown);
      if (error.status >= 500) this.#onFailure(error, context);
      return { status: 'failed', problem: toProblem(error, context.trace) } as const;
    }
  }

  /** Renews the lease until told to stop; where it could not for too long, or is no longer ours, the work stops. */
  #beat(context: RequestContext, held: Held, running: Running): () => Promise<void> {
    let renewed = Date.now();
    let beating: Promise<void> = Promise.resolve();
    const beat = async () => {
      const cancelling = await this.#table.renew(context, held, running.reached).catch(() => undefined);
      if (cancelling === true) running.controller.abort('cancelled' satisfies Stop);
      if (cancelling === null) running.controller.abort('lost' satisfies Stop);
      if (cancelling !== undefined) renewed = Date.now();
      else if (Date.now() - renewed > leaseSeconds * 1000) running.controller.abort('lost' satisfies Stop);
    };
    const timer = setInterval(() => {
      beating = beating.then(beat);
    }, beatMilliseconds);
    return async () => {
      clearInterval(timer);
      await beating;
    };
  }
}

const lookingAt = ({ lookScope }: LongWork) => ({ permission: 'application', scope: lookScope }) as const;
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
