import { asPlinthError, Pause, type PlinthError, type RequestContext } from '@plinth/foundation';
import { eventBusErrors } from '../errors.ts';
import { type CloudEvent, eventProblem } from '../event/cloud-event.ts';
import type { EventLog, LogBatch, LogEntry, LogReader, Position } from '../log/event-log.ts';
import { type GroupStore, type Held, type Progress, StillFailing } from './group-store.ts';
import { typeFilter } from './type-filter.ts';

/** Told of what fails, for the log. */
export type FailureReport = (error: PlinthError, what: { readonly tenant: string; readonly group: string; readonly event: string }) => void;

export interface ConsumerOptions<Within> {
  readonly context: RequestContext;
  readonly log: EventLog<Within>;
  readonly store: GroupStore<Within>;
  readonly group: string;
  readonly types?: readonly string[] | undefined;
  /** Does what follows from events, in order; all of it within the transaction or none. */
  readonly handle: (context: RequestContext, events: readonly CloudEvent[], within: Within) => Promise<void>;
  /** Whether what was consumed is remembered; not where the effect takes duplicates. */
  readonly inbox: boolean;
  /** Each event that is wanted in a transaction of its own. */
  readonly alone?: boolean | undefined;
  /** Waits for its turn before it consumes, where what it does may take long and many do it; at once where absent. */
  readonly turn?: (<Result>(work: () => Promise<Result>) => Promise<Result>) | undefined;
  /** Called when what was done is true. */
  readonly done?: (() => void) | undefined;
  readonly onFailure: FailureReport;
  readonly pace: Pace;
}

/** How a consumer waits. */
export interface Pace {
  /** Events in a transaction. */
  readonly batch: number;
  /** The shortest and the longest rest where there is nothing; each is twice as long as the one before. */
  readonly restMilliseconds: readonly [shortest: number, longest: number];
  /** Attempts at an event until it is a dead letter. */
  readonly attempts: number;
  /** Wait after the first failure of an event; each is four times as long as the one before. */
  readonly retryMilliseconds: number;
  /** For how long a consumer may be at one event: one that hangs has failed. */
  readonly handleMilliseconds: number;
}

export const usualPace: Pace = {
  ...{ batch: 200, restMilliseconds: [100, 5000], attempts: 5, retryMilliseconds: 200 },
  handleMilliseconds: 60_000,
};

const longestRetryMilliseconds = 60_000;

/** Errors of an event that no later attempt can mend. */
const neverFits: ReadonlySet<string> = new Set(['event-bus.unfit', 'event-bus.malformed']);

/** Errors that say nothing about the event: the world has to come back first. */
const passing: ReadonlySet<string> = new Set([
  'database.unavailable',
  'database.busy',
  'database.conflict',
  'event-bus.unavailable',
  'event-bus.sign-in-refused',
  'plinth.cancelled',
]);

/**
 * Consumes the events of one environment for a group: what a group has done, and where it is, change in one transaction. Any number
 * of these go beside each other; a partition belongs to whoever holds its row, so that one that dies gives it back at once.
 */
export class GroupConsumer<Within> {
  readonly #options: ConsumerOptions<Within>;
  readonly #reader: LogReader;
  readonly #wants: (type: string) => boolean;
  readonly #stopping = new AbortController();
  readonly #pause = new Pause();
  readonly #context: RequestContext;
  #work: Promise<void> = Promise.resolve();

  constructor(options: ConsumerOptions<Within>) {
    this.#options = options;
    this.#context = { ...options.context, signal: new AbortController().signal };
    this.#reader = options.log.reader(options.context, options.group);
    this.#wants = typeFilter(options.types);
  }

  start(): void {
    this.#work = this.#run();
  }

  /** There may be something: it looks at once. */
  wake(): void {
    this.#pause.end();
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    this.#pause.end();
    await Promise.all([this.#reader.close(), this.#work]);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { log, pace } = this.#options;
    const [shortest, longest] = pace.restMilliseconds;
    let rest = shortest;
    while (!signal.aborted) {
      try {
        const next = await this.#round();
        if (next === 'more') {
          rest = shortest;
        } else if (!log.waits || next === 'later') {
          const woken = await this.#pause.rest(next === 'later' ? Math.min(rest, pace.retryMilliseconds) : rest, signal);
          rest = woken ? shortest : Math.min(longest, rest * 2);
        }
      } catch (thrown) {
        if (signal.aborted) return;
        this.#report(asPlinthError(thrown), '');
        await this.#pause.rest(Math.max(rest, 500), signal);
        rest = Math.min(longest, rest * 2);
      }
    }
  }

  /** Goes on in every partition: `more` where something was consumed, `later` where something waits or somebody else is at it. */
  async #round(): Promise<'more' | 'later' | 'nothing'> {
    const { store, group, pace, turn = (work) => work() } = this.#options;
    const { partitions, waiting } = await store.progress(this.#context, group);
    if (waiting) await this.#redeliver();
    const now = Date.now();
    // A moment further away than any wait is one of a clock that was wrong.
    const due = partitions.filter(
      ({ failing }) => failing === null || failing.until <= now || failing.until > now + longestRetryMilliseconds,
    );
    let next: 'more' | 'later' | 'nothing' = due.length < partitions.length ? 'later' : 'nothing';
    if (due.length === 0) return next;
    const positions = new Map(due.map(({ partition, position }) => [partition, JSON.parse(position) as Position]));
    for (const batch of await this.#reader.read(positions, pace.batch)) {
      const progress = due.find(({ partition }) => partition === batch.partition);
      if (progress === undefined || this.#stopping.signal.aborted) continue;
      if (batch.entries.length === 0 && JSON.stringify(batch.positionAfter(0)) === progress.position) continue;
      const done = await turn(async () => !this.#stopping.signal.aborted && (await this.#consume(progress, batch)));
      if (!done) next = next === 'more' ? 'more' : 'later';
      else if (batch.entries.length > 0) next = 'more';
    }
    return next;
  }

  /** Consumes a batch at once, or one by one where one of them fails; false where it has to be looked at later. */
  async #consume(progress: Progress, batch: LogBatch): Promise<boolean> {
    const { entries } = batch;
    if (progress.failing === null && entries.every(({ event }) => event !== null) && this.#goTogether(entries)) {
      try {
        return await this.#take(progress, entries, batch.positionAfter(entries.length));
      } catch (thrown) {
        const error = asPlinthError(thrown);
        if (passing.has(error.code)) throw error;
        if (entries.length === 1) return this.#failed(progress, entries[0], batch.positionAfter(1), error);
      }
    }
    let { position, failing } = progress;
    for (let at = 0; at < entries.length; ) {
      if (this.#stopping.signal.aborted) return false;
      const entry = entries[at];
      const passed = entries.slice(at).findIndex(({ event }) => event === null || this.#wants(event.type));
      // What nobody wants is passed by at once, up to what somebody does.
      const taken = entries.slice(at, at + (passed < 0 ? entries.length - at : Math.max(1, passed)));
      const after = batch.positionAfter(at + taken.length);
      const here = { ...progress, position, failing };
      at += taken.length;
      try {
        if (entry?.event === null) throw eventBusErrors.malformed({ problem: 'it is not CloudEvents 1.0 in JSON' });
        if (!(await this.#take(here, taken, after))) return false;
      } catch (thrown) {
        const error = asPlinthError(thrown);
        if (passing.has(error.code)) throw error;
        if (!(await this.#failed(here, entry, after, error))) return false;
      }
      position = JSON.stringify(after);
      failing = null;
    }
    return true;
  }

  #goTogether(entries: readonly LogEntry[]): boolean {
    return this.#options.alone !== true || entries.length === 1 || !entries.some(({ event }) => event !== null && this.#wants(event.type));
  }

  async #take(progress: Progress, entries: readonly LogEntry[], after: Position): Promise<boolean> {
    const { store, group, handle, inbox } = this.#options;
    const wanted = entries.flatMap(({ event }) => (event !== null && this.#wants(event.type) ? [event] : []));
    let isDone = false;
    const isHeld = await store.hold(this.#context, group, progress, async (held) => {
      const fresh = inbox && wanted.length > 0 ? await held.fresh(wanted) : wanted;
      if (fresh.length > 0) await handle(this.#context, fresh, held.within);
      await held.move(after);
      isDone = fresh.length > 0;
    });
    if (isHeld && isDone) this.#options.done?.();
    return isHeld;
  }

  /** Keeps that an event failed; at last, or where trying again cannot help, it is a dead letter and the group goes on: then true. */
  async #failed(progress: Progress, entry: LogEntry | undefined, after: Position, error: PlinthError): Promise<boolean> {
    if (entry === undefined) return true;
    const { store, group, pace } = this.#options;
    const { event, text } = entry;
    const id = event?.id ?? '';
    const before = progress.failing?.event === id ? progress.failing.attempts : 0;
    const attempts = before + 1;
    const isOver = event === null || neverFits.has(error.code) || attempts >= pace.attempts;
    this.#report(error, id);
    const { code, message } = error;
    const done = await store.hold(this.#context, group, progress, async (held: Held<Within>) => {
      if (!isOver) {
        const wait = Math.min(longestRetryMilliseconds, pace.retryMilliseconds * 4 ** before);
        return held.postpone({ event: id, attempts, until: Date.now() + wait, code, message });
      }
      if (event !== null && this.#options.inbox) await held.fresh([event]);
      await held.bury({ event: event ?? { malformed: text.slice(0, 10_000) }, code, message, attempts });
      await held.move(after);
    });
    return done && isOver;
  }

  /** Delivers again what was asked for; what still fails stays a dead letter. */
  async #redeliver(): Promise<void> {
    const { store, group, handle } = this.#options;
    let more = true;
    while (more && !this.#stopping.signal.aborted) {
      more = await store.deliver(this.#context, group, async (within, event) => {
        try {
          if (eventProblem(event) !== null) throw eventBusErrors.malformed({ problem: 'it still is not CloudEvents 1.0 in JSON' });
          await handle(this.#context, [event], within);
        } catch (thrown) {
          const error = asPlinthError(thrown);
          if (passing.has(error.code)) throw error;
          this.#report(error, event.id);
          throw new StillFailing(error.code, error.message, error);
        }
      });
      if (more) this.#options.done?.();
    }
  }

  #report(error: PlinthError, event: string): void {
    this.#options.onFailure(error, { tenant: this.#context.tenant.key, group: this.#options.group, event });
  }
}
