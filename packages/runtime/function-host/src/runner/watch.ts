import type ivm from 'isolated-vm';
import { type CallLimits, debugLimits, failureCharacters } from '../limits.ts';
import type { CallFailure } from './frames.ts';
import type { CallOutcome } from './instance.ts';

/** How often a running instance is looked at. */
const watchMilliseconds = 10;
/** How long an isolate that was told to end may take; native code in it listens to nobody. */
const endMilliseconds = 200;

/** What a call that is debugged does not have to answer for: it stood still, and somebody looked at it. */
export interface Standstill {
  /** Milliseconds that it has stood still so far. */
  readonly milliseconds: number;
  /** Milliseconds of processor time that were used meanwhile. */
  readonly cpu: number;
}

const noStandstill: Standstill = { milliseconds: 0, cpu: 0 };

/** Looks at an isolate while it does something, and ends it where it takes too much. */
export class Watch {
  readonly #isolate: ivm.Isolate;
  readonly #limits: CallLimits;
  readonly #cancelled: { readonly aborted: boolean } | undefined;
  readonly #still: Standstill | undefined;
  readonly #stillBefore: Standstill;
  readonly #started = performance.now();
  readonly #cpuBefore: number;
  readonly #processBefore = cpuOfProcess();
  #cpu = 0;
  #ended: CallFailure['reason'] | null = null;
  #stuck = false;

  constructor(isolate: ivm.Isolate, limits: CallLimits, cancelled?: { readonly aborted: boolean }, still?: Standstill) {
    this.#isolate = isolate;
    this.#limits = limits;
    this.#cancelled = cancelled;
    this.#still = still;
    const { milliseconds, cpu } = still ?? noStandstill;
    this.#stillBefore = { milliseconds, cpu };
    this.#cpuBefore = cpuOf(isolate);
  }

  /** Waits for something in the isolate, or until it had to be ended. */
  async over<Value>(work: () => Promise<Value>): Promise<{ value: Value; error: null } | { value: null; error: unknown }> {
    if (this.#ended !== null) return { value: null, error: null };
    let timer: NodeJS.Timeout | undefined;
    const given = work().then(
      (value) => ({ value, error: null }),
      (error: unknown) => ({ value: null, error: error ?? new Error('Nothing was said.') }),
    );
    const tooMuch = new Promise<null>((resolve) => {
      timer = setInterval(() => {
        const reason = this.#tooMuch();
        if (reason !== null) resolve(this.#end(reason));
      }, watchMilliseconds);
    });
    const first = await Promise.race([given, tooMuch]);
    clearInterval(timer);
    if (first !== null) {
      if (this.#isolate.isDisposed) this.#ended ??= 'memory';
      return first;
    }
    const ended = await Promise.race([given, new Promise<null>((resolve) => setTimeout(() => resolve(null), endMilliseconds))]);
    this.#stuck = ended === null;
    return { value: null, error: null };
  }

  /** Why the call gave nothing: what ended it, else what was thrown. */
  failure(otherwise: 'thrown' | 'load', error: unknown): CallFailure {
    if (this.#ended !== null) return { reason: this.#ended, name: 'Error', message: 'It was stopped.', stack: '', code: '' };
    const { name, message, stack } = error as Partial<Error>;
    return {
      reason: otherwise,
      name: shortText(name ?? 'Error'),
      message: shortText(message ?? ''),
      stack: shortText(stack ?? ''),
      code: '',
    };
  }

  async outcome(given: Pick<CallOutcome, 'result' | 'failure'>, reusable = false): Promise<CallOutcome> {
    this.#measure();
    const isThere = reusable && !this.#isolate.isDisposed;
    const memory = isThere ? this.#isolate.getHeapStatisticsSync().used_heap_size : 0;
    return { ...given, cpu: this.#cpu, memory, reusable: isThere, stuck: this.#stuck };
  }

  #tooMuch(): CallFailure['reason'] | null {
    if (this.#isolate.isDisposed) return 'memory';
    this.#measure();
    if (this.#cpu > this.#limits.cpu) return 'cpu';
    const { milliseconds, cpu } = this.#still ?? noStandstill;
    // Looking at values has limits of its own, over all that there is of the call.
    if (milliseconds > debugLimits.pausedMilliseconds || cpu > debugLimits.lookingCpu) return 'paused';
    if (performance.now() - this.#started - (milliseconds - this.#stillBefore.milliseconds) > this.#limits.time) return 'time';
    return this.#cancelled?.aborted === true ? 'cancelled' : null;
  }

  /**
   * What an isolate tells is the time for which it had a thread, which on a busy machine is far more than that of a processor; it
   * cannot have used more than the whole process did.
   */
  #measure(): void {
    if (this.#isolate.isDisposed) return;
    const looking = (this.#still ?? noStandstill).cpu - this.#stillBefore.cpu;
    this.#cpu = Math.max(0, Math.min(cpuOf(this.#isolate) - this.#cpuBefore - looking, cpuOfProcess() - this.#processBefore));
  }

  #end(reason: CallFailure['reason']): null {
    this.#ended ??= reason;
    // One with an inspector is never taken down by itself: that would wait for the inspector, and it for that. Its runner ends with it.
    if (this.#still === undefined) dispose(this.#isolate);
    return null;
  }
}

export function cpuOf(isolate: ivm.Isolate): number {
  return isolate.isDisposed ? 0 : Number(isolate.cpuTime) / 1e6;
}

function cpuOfProcess(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function dispose(isolate: ivm.Isolate): void {
  if (!isolate.isDisposed) isolate.dispose();
}

/** What a stranger gave, as a text that is not too long. */
export function shortText(value: unknown): string {
  return String(value).slice(0, failureCharacters);
}
