import type { CallLimits } from '../limits.ts';

/** What is seen of a runner. */
export interface SeenOfRunner {
  /** Bytes of memory. */
  memory(): number;
  /** Milliseconds of processor time so far, of all its threads. */
  processorTime(): number;
}

/** Memory that a runner may have, with all its isolates. */
const mostBytes = 1024 * 1024 * 1024;
/** How often it is looked at, while it has calls and while it has none. */
const [busyMilliseconds, idleMilliseconds] = [200, 1000];
/**
 * Milliseconds of processor time that a runner may use beside its calls, and how much of it comes back in a second: it starts, tidies
 * up, and looks at itself.
 */
const [aside, backEachSecond] = [2000, 100];
/**
 * What a call may come to, seen from outside: its isolate keeps to the limit once while it is loaded and once while it runs, and threads
 * that compile and tidy up for it are counted with it here.
 */
const timesOfLimit = 4;
const callMilliseconds = 1000;
/** What is said to a runner has to be read there: bytes for a millisecond. */
const readBytes = 20_000;

/**
 * Looks at a runner from outside, whose own limits hold only as long as nobody broke out of an isolate: at its memory, and at the
 * processor time of all its threads, also while it has no call.
 */
export class RunnerWatch {
  readonly #seen: SeenOfRunner;
  readonly #tooMuch: () => void;
  /** What each call that is under way may still take. */
  readonly #calls = new Map<number, number>();
  /** Milliseconds that may be used until the next call. */
  #left = aside;
  #used: number;
  #lookedAt = performance.now();
  #timer: NodeJS.Timeout | null = null;
  #isSoon = false;

  constructor(seen: SeenOfRunner, tooMuch: () => void) {
    this.#seen = seen;
    this.#tooMuch = tooMuch;
    this.#used = seen.processorTime();
    this.#wait();
  }

  begin(call: number, { cpu }: CallLimits): void {
    const allowed = timesOfLimit * cpu + callMilliseconds;
    this.#calls.set(call, allowed);
    this.#left += allowed;
    // Whoever calls again and again does not put off the next look.
    if (!this.#isSoon) this.#wait();
  }

  /** So much was said to the runner. */
  said(bytes: number): void {
    this.#left += bytes / readBytes;
  }

  /** What a call has not used is nobody's from the next look on. */
  end(call: number): void {
    this.#calls.delete(call);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #wait(): void {
    this.stop();
    this.#isSoon = this.#calls.size > 0;
    this.#timer = setTimeout(
      () => {
        this.#look();
        if (this.#timer !== null) this.#wait();
      },
      this.#isSoon ? busyMilliseconds : idleMilliseconds,
    );
    this.#timer.unref();
  }

  #look(): void {
    const now = performance.now();
    const used = this.#seen.processorTime();
    this.#left += ((now - this.#lookedAt) / 1000) * backEachSecond - (used - this.#used);
    [this.#used, this.#lookedAt] = [used, now];
    let most = aside;
    for (const allowed of this.#calls.values()) most += allowed;
    this.#left = Math.min(this.#left, most);
    if (this.#left < 0 || this.#seen.memory() > mostBytes) this.#tooMuch();
  }
}
