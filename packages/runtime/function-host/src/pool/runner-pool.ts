import { setTimeout as rest } from 'node:timers/promises';
import { foundationErrors } from '@plinth/foundation';
import { functionErrors } from '../errors.ts';
import type { RunnerSurroundings } from '../runner/frames.ts';
import type { RunnerCall, RunnerOutcome, RunnerProcess } from './runner-process.ts';

export interface PoolOptions {
  /** Starts a runner that nobody uses yet. */
  readonly start: () => Promise<RunnerProcess>;
  /** Runners of all environments together. */
  readonly mostRunners: number;
  /** Runners of one environment, and calls that each of them runs at once. */
  readonly runnersEach: number;
  readonly callsEach: number;
  /** Calls of one environment that wait. */
  readonly waitingEach: number;
  /** Milliseconds after which runners that nobody used are ended. */
  readonly idleMilliseconds: number;
  /** Milliseconds that an environment waits for its next runner after it has lost several in a row. */
  readonly penaltyMilliseconds: number;
}

export const defaultPool: Omit<PoolOptions, 'start'> = {
  mostRunners: 16,
  runnersEach: 2,
  callsEach: 4,
  waitingEach: 200,
  idleMilliseconds: 60_000,
  penaltyMilliseconds: 1000,
};

/** A call, and whether it may be made once more where its runner was lost. */
export interface PooledCall extends RunnerCall {
  readonly repeatable: () => boolean;
}

interface Group {
  readonly runners: Set<RunnerProcess>;
  readonly waiting: Set<() => void>;
  starting: number;
  usedAt: number;
  /** When its last runners were lost. */
  lost: readonly number[];
}

/** How often a call is made again after its runner was lost; whoever kills runners is stopped by this too. */
const mostAttempts = 3;
/** Whoever loses so many runners within a time waits before the next is started: starting one costs everybody. */
const mostLost = 5;
const lostMilliseconds = 10_000;

/**
 * Runners by environment: a runner serves one environment from its first call to its end, so nothing of another is ever in its
 * memory. One that nobody has used yet is kept at hand, so that a first call needs not wait for a process.
 */
export class RunnerPool {
  readonly #options: PoolOptions;
  readonly #groups = new Map<string, Group>();
  /** Groups that wait for a runner and have none. */
  readonly #starving = new Set<Group>();
  /** Runners that get no further calls, so that others have room. */
  readonly #draining = new Set<RunnerProcess>();
  readonly #sweeper: NodeJS.Timeout;
  #spare: Promise<RunnerProcess> | null = null;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#sweeper = setInterval(() => this.#sweep(), Math.max(50, options.idleMilliseconds / 4));
    this.#sweeper.unref();
  }

  /** Starts a runner that is ready for whoever comes first. */
  async warm(): Promise<RunnerSurroundings> {
    return (await this.#atHand()).surroundings;
  }

  /** Runs a call in a runner of its environment. Throws `functions.busy` where too many wait already. */
  async run(environment: string, call: PooledCall, signal: AbortSignal): Promise<RunnerOutcome> {
    const group = this.#group(environment);
    for (let attempt = 1; ; attempt++) {
      const runner = await this.#runner(group, signal);
      const outcome = await runner.run(call, signal);
      group.usedAt = Date.now();
      this.#released(group, runner);
      if (outcome.kind !== 'lost' || attempt === mostAttempts || signal.aborted || this.#closed || !call.repeatable()) return outcome;
    }
  }

  /** Runners that live, and calls that wait. */
  usage(): { readonly runners: number; readonly waiting: number } {
    const groups = [...this.#groups.values()];
    return {
      runners: groups.reduce((sum, { runners, starting }) => sum + runners.size + starting, 0) + (this.#spare === null ? 0 : 1),
      waiting: groups.reduce((sum, { waiting }) => sum + waiting.size, 0),
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweeper);
    for (const group of this.#groups.values()) {
      this.#end(group);
      for (const wake of group.waiting) wake();
    }
    const spare = await this.#spare?.catch(() => null);
    spare?.kill();
  }

  #atHand(): Promise<RunnerProcess> {
    if (this.#spare === null) {
      const started = this.#options.start();
      this.#spare = started;
      started.catch(() => {
        if (this.#spare === started) this.#spare = null;
      });
    }
    return this.#spare;
  }

  #group(environment: string): Group {
    let group = this.#groups.get(environment);
    if (group === undefined) {
      group = { runners: new Set(), waiting: new Set(), starting: 0, usedAt: Date.now(), lost: [] };
      this.#groups.set(environment, group);
    }
    return group;
  }

  async #runner(group: Group, signal: AbortSignal): Promise<RunnerProcess> {
    const { runnersEach, callsEach, waitingEach } = this.#options;
    for (;;) {
      if (this.#closed) throw functionErrors.unavailable({ reason: 'the server is ending' });
      if (signal.aborted) throw foundationErrors.cancelled();
      this.#bury(group);
      const own = group.runners.size + group.starting;
      const free = this.#freest(group, callsEach);
      if (free !== null && (free.inFlight === 0 || own >= runnersEach)) return free;
      if (own < runnersEach && this.#hasRoom(own === 0)) return this.#startIn(group);
      if (free !== null) return free;
      if (group.waiting.size >= waitingEach) throw functionErrors.busy();
      if (own === 0) this.#starving.add(group);
      await new Promise<void>((resolve) => {
        const wake = () => {
          group.waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        group.waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
    }
  }

  /** Taken before anybody else is heard: two environments must never get the same one. */
  #take(): Promise<RunnerProcess> {
    const taken = this.#atHand();
    this.#spare = null;
    return taken;
  }

  /** Forgets runners that ended while nobody used them, so that others take their places. */
  #bury(group: Group): void {
    for (const runner of group.runners) {
      if (!runner.ended || runner.inFlight > 0) continue;
      group.runners.delete(runner);
      this.#draining.delete(runner);
      group.lost = [...group.lost, Date.now()].slice(-mostLost);
    }
  }

  #freest({ runners }: Group, callsEach: number): RunnerProcess | null {
    let found: RunnerProcess | null = null;
    for (const runner of runners) {
      const takesCalls = !runner.ended && !this.#draining.has(runner) && runner.inFlight < callsEach;
      if (takesCalls && (found === null || runner.inFlight < found.inFlight)) found = runner;
    }
    return found;
  }

  async #startIn(group: Group): Promise<RunnerProcess> {
    group.starting++;
    this.#starving.delete(group);
    try {
      if (losesMany(group)) await rest(this.#options.penaltyMilliseconds);
      let runner = await this.#take();
      // One may have ended while it waited for somebody.
      if (runner.ended) runner = await this.#take();
      if (this.#closed) runner.kill();
      else group.runners.add(runner);
      return runner;
    } catch (error) {
      throw functionErrors.unavailable({ reason: 'no runner could be started' }, { cause: error });
    } finally {
      group.starting--;
      // There are as many places now as it has, and none where it did not start: whoever waited for it finds out.
      for (const wake of [...group.waiting].slice(0, this.#options.callsEach)) wake();
      // The next environment finds one at hand.
      if (!this.#closed && this.usage().runners < this.#options.mostRunners) this.#atHand().catch(() => undefined);
    }
  }

  /** Whether one more may be started. Whoever has none gets room from those who have. */
  #hasRoom(hasNone: boolean): boolean {
    if (this.#spare !== null || this.usage().runners < this.#options.mostRunners) return true;
    if (!hasNone) return false;
    const groups = [...this.#groups.values()].filter(({ runners }) => runners.size > 0);
    const idle = groups.filter(isIdle).sort((a, b) => a.usedAt - b.usedAt)[0];
    if (idle !== undefined) {
      this.#end(idle);
      return true;
    }
    const richest = groups.sort((a, b) => b.runners.size - a.runners.size)[0];
    const [runner] = richest === undefined ? [] : [...richest.runners].sort((a, b) => a.inFlight - b.inFlight);
    if (runner !== undefined && this.#draining.size < this.#starving.size + 1) this.#draining.add(runner);
    return false;
  }

  /** After a call: a runner that ended or makes room goes, and who waits gets their turn. */
  #released(group: Group, runner: RunnerProcess): void {
    const isDraining = this.#draining.has(runner);
    if (isDraining && runner.inFlight === 0) runner.kill();
    if (runner.ended) {
      if (group.runners.delete(runner) && !isDraining) group.lost = [...group.lost, Date.now()].slice(-mostLost);
      this.#draining.delete(runner);
    }
    first(group.waiting)?.();
    for (const other of this.#starving) first(other.waiting)?.();
  }

  #sweep(): void {
    const before = Date.now() - this.#options.idleMilliseconds;
    for (const [environment, group] of this.#groups) {
      if (!isIdle(group) || group.usedAt > before) continue;
      this.#end(group);
      this.#groups.delete(environment);
      this.#starving.delete(group);
    }
  }

  #end(group: Group): void {
    for (const runner of group.runners) {
      runner.kill();
      this.#draining.delete(runner);
    }
    group.runners.clear();
  }
}

function isIdle({ waiting, starting, runners }: Group): boolean {
  return waiting.size === 0 && starting === 0 && [...runners].every(({ inFlight }) => inFlight === 0);
}

function losesMany({ lost }: Group): boolean {
  return lost.length === mostLost && Date.now() - (lost[0] ?? 0) < lostMilliseconds;
}

function first(waiting: ReadonlySet<() => void>): (() => void) | undefined {
  return waiting.values().next().value;
}
