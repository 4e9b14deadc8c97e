import type { Database } from '@plinth/database';
import {
  asPlinthError,
  type EnvironmentPlace,
  type EnvironmentReference,
  type PlinthError,
  type RequestContext,
  systemContext,
  systemContextAt,
  type TenantReference,
} from '@plinth/foundation';
import type { OutsideEffects } from '../effects/outside-effects.ts';
import type { InstanceSession } from '../store/instance-session.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { doWork, type Housekeeping, type WorkRow } from './do-work.ts';
import { OutsideWork } from './outside-work.ts';
import { claimOne, claimWork, notifyWorkers, postponeWork, selectPlaces } from './work-statements.ts';

export interface ProcessWorkerOptions extends Housekeeping {
  readonly database: Database;
  readonly store: ProcessStore;
  /** The platform itself, which may see who has work. */
  readonly platform: TenantReference;
  /** The environments of a tenant. */
  readonly environments: (context: RequestContext) => Promise<readonly EnvironmentReference[]>;
  /** Told of work that failed, for the log. */
  readonly onFailure: (error: PlinthError, work: { readonly tenant: string; readonly kind: string; readonly attempts: number }) => void;
  /** What service tasks do outside of the database; nothing where absent. */
  readonly outside?: OutsideEffects;
  /** Batches that are worked at once; 3 where absent. */
  readonly lanes?: number;
  /** How many of them may be of one tenant; all where absent. */
  readonly lanesPerTenant?: number;
  /** Pieces of work in a transaction; 20 where absent. */
  readonly batch?: number;
  /** Rest of a worker that found nothing and is not woken; 500 where absent. */
  readonly pollMilliseconds?: number;
}

/** Attempts until work waits for somebody: some two hours. */
const mostAttempts = 20;
const channel = 'plinth_process_work';
const restAfterFailureMilliseconds = 1000;
/** How long a worker goes on with the environments that it knows of; others may have got work meanwhile. */
const lookAgainMilliseconds = 250;

/**
 * Does the work of processes: what is due, of every tenant in turn. Any number of workers go beside each other; a claim is a lock
 * of the transaction that does the work, so that a worker that dies gives everything back at once.
 */
export class ProcessWorker {
  readonly #options: ProcessWorkerOptions;
  readonly #stopping = new AbortController();
  readonly #outside: OutsideWork;
  #places: EnvironmentPlace[] = [];
  /** Lanes that are at work, by tenant. */
  readonly #busy = new Map<string, number>();
  #looking: Promise<void> | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #resting = new Set<() => void>();
  #lanes: Promise<void>[] = [];
  #stopListening: (() => Promise<void>) | null = null;
  #isTelling = false;

  constructor(options: ProcessWorkerOptions) {
    this.#options = options;
    const { store, outside: effects = {}, onFailure } = options;
    this.#outside = new OutsideWork({ store, effects, onFailure });
  }

  /** Begins to work, and hears of what others leave to do. */
  async start(): Promise<void> {
    const { database, lanes = 3 } = this.#options;
    this.#stopListening = await database.listen(channel, () => this.#rouse());
    this.#lanes = Array.from({ length: lanes }, () => this.#work());
  }

  /** There is work: idle lanes begin at once, and other servers are told, at most every 20 ms. Where all are busy, nobody needs to be. */
  wake(): void {
    const wereIdle = this.#resting.size > 0;
    this.#rouse();
    if (wereIdle || this.#lanes.length === 0) this.#tellOthers();
  }

  #rouse(): void {
    for (const wakeUp of this.#resting) wakeUp();
    this.#resting.clear();
  }

  #tellOthers(): void {
    if (this.#isTelling || this.#stopping.signal.aborted) return;
    this.#isTelling = true;
    setTimeout(() => {
      this.#isTelling = false;
      tellWorkers(this.#options.database, systemContext(this.#options.platform)).catch(() => {
        // Who is not told finds the work at the next poll.
      });
    }, 20).unref();
  }

  /** Ends when what is being worked at is done. */
  async close(): Promise<void> {
    this.#stopping.abort();
    this.#rouse();
    await this.#stopListening?.();
    await Promise.all(this.#lanes);
    await this.#outside.close();
  }

  async #work(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        const place = await this.#nextPlace();
        if (place === null) await this.#rest(this.#options.pollMilliseconds ?? 500);
        else if (await this.#takeTurn(place)) this.#places.push(place);
      } catch (error) {
        this.#options.onFailure(asPlinthError(error), { tenant: '', kind: 'worker', attempts: 0 });
        await this.#rest(restAfterFailureMilliseconds);
      }
    }
  }

  /** Works at a place that was reserved; true where there may be more. */
  async #takeTurn(place: EnvironmentPlace): Promise<boolean> {
    const { tenantId } = place;
    try {
      return await this.#workAt(place);
    } finally {
      const left = this.#lanesOf(tenantId) - 1;
      if (left > 0) this.#busy.set(tenantId, left);
      else this.#busy.delete(tenantId);
      // Who waited for a lane of this tenant may have it.
      if (this.#options.lanesPerTenant !== undefined) this.#rouse();
    }
  }

  #lanesOf(tenantId: string): number {
    return this.#busy.get(tenantId) ?? 0;
  }

  /** Environments with work, one after the other, so that nobody's much keeps another's little waiting. */
  async #nextPlace(): Promise<EnvironmentPlace | null> {
    // Whoever has always more would else be all that it ever comes to.
    if (performance.now() - this.#lookedAt < lookAgainMilliseconds) {
      const known = this.#freePlace();
      if (known !== null) return known;
    }
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    await this.#looking;
    return this.#freePlace();
  }

  /** The first whose tenant may have another lane, which is reserved at once: lanes that waited together ask one after the other. */
  #freePlace(): EnvironmentPlace | null {
    const { lanesPerTenant = Number.POSITIVE_INFINITY } = this.#options;
    const at = this.#places.findIndex(({ tenantId }) => this.#lanesOf(tenantId) < lanesPerTenant);
    const [place] = at === -1 ? [] : this.#places.splice(at, 1);
    if (place === undefined) return null;
    this.#busy.set(place.tenantId, this.#lanesOf(place.tenantId) + 1);
    return place;
  }

  async #look(): Promise<void> {
    const { rows } = await this.#options.database.query<EnvironmentPlace>(systemContext(this.#options.platform), selectPlaces);
    this.#lookedAt = performance.now();
    // Every lane may go to a place of its own, or all to the same.
    const lanes = rows.length === 0 ? 0 : Math.ceil((this.#options.lanes ?? 3) / rows.length);
    this.#places = Array.from({ length: lanes }, () => shuffled(rows)).flat();
  }

  #rest(milliseconds: number): Promise<void> {
    if (this.#stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#resting.delete(wakeUp);
        resolve();
      }, milliseconds);
      const wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#resting.add(wakeUp);
    });
  }

  /** One batch; true where there may be more. */
  async #workAt(place: EnvironmentPlace): Promise<boolean> {
    const { store, batch = 60 } = this.#options;
    const context = await systemContextAt(place, this.#options.environments);
    if (context === null) return false;
    let claimed: readonly WorkRow[] = [];
    try {
      await store.within(context, async (session) => {
        claimed = [];
        claimed = await session.ask<WorkRow>({ statement: claimWork, values: [place.tenantId, place.environmentId, batch] });
        const instances = claimed.flatMap(({ kind, instance }) => (instance !== null && kind !== 'message' ? [instance] : []));
        await session.hold(instances, { free: true });
        for (const work of claimed) await this.#do(session, work);
      });
      return claimed.length >= batch;
    } catch (error) {
      const known = asPlinthError(error);
      if (known.code === 'database.unavailable' || known.code === 'database.busy') throw known;
      if (claimed.length === 0) throw known;
      // One of them fails, and must not keep the others from being done.
      for (const { id } of claimed) await this.#doAlone(context, id);
      return true;
    }
  }

  #do(session: InstanceSession, work: WorkRow): Promise<void> {
    return doWork(session, work, { housekeeping: this.#options, outside: this.#outside });
  }

  async #doAlone(context: RequestContext, id: string): Promise<void> {
    const { database, store, onFailure } = this.#options;
    const here = [context.tenant.id, context.environment?.id ?? '', id];
    let work: WorkRow | undefined;
    try {
      await store.within(context, async (session) => {
        [work] = await session.ask<WorkRow>({ statement: claimOne, values: here });
        if (work !== undefined) await this.#do(session, work);
      });
    } catch (thrown) {
      const error = asPlinthError(thrown);
      if (error.code === 'database.unavailable' || error.code === 'database.busy') throw error;
      await database.query(context, postponeWork, [...here, error.code, mostAttempts]);
      onFailure(error, { tenant: context.tenant.key, kind: work?.kind ?? '', attempts: (work?.attempts ?? 0) + 1 });
    }
  }
}

/** Tells every server that there is work. */
async function tellWorkers(database: Database, context: RequestContext): Promise<void> {
  await database.query(context, notifyWorkers, [channel]);
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
