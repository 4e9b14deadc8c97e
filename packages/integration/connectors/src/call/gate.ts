import type { Clock } from '@plinth/foundation';
import { connectorErrors } from '../errors.ts';

const failuresToPause = 5;
const pauseMilliseconds = 10_000;

/** Failures in a row, and until when a system is left alone for them; null where it is not. */
export interface GateState {
  readonly failures: number;
  readonly pausedUntil: string | null;
}

/** What a connection may do now: not more requests a second than it is let, and none while the system fails again and again. */
export class Gate {
  readonly #clock: Clock;
  readonly #perSecond: number;
  #nextAt = 0;
  #failures = 0;
  #pausedUntil = 0;

  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#perSecond = perSecond;
  }

  /** Milliseconds after which a request may begin, which is then taken. Throws `connectors.paused`, `connectors.too-many`. */
  enter(host: string, mostMilliseconds: number): number {
    const now = this.#clock.now();
    if (this.#failures >= failuresToPause) {
      if (now < this.#pausedUntil) throw connectorErrors.paused({ host }, { retryAfter: Math.ceil((this.#pausedUntil - now) / 1000) });
      // One tries for all; the others wait for how it ends.
      this.#pausedUntil = now + pauseMilliseconds;
    }
    // A second's worth may begin at once; after that one at a time.
    const start = Math.max(this.#nextAt, now - 1000);
    const wait = Math.max(0, start - now);
    if (wait > mostMilliseconds) throw connectorErrors.tooMany({ limit: this.#perSecond }, { retryAfter: Math.ceil(wait / 1000) });
    this.#nextAt = start + 1000 / this.#perSecond;
    return wait;
  }

  /** How it stands now. */
  state(): GateState {
    const isPaused = this.#failures >= failuresToPause && this.#clock.now() < this.#pausedUntil;
    return { failures: this.#failures, pausedUntil: isPaused ? new Date(this.#pausedUntil).toISOString() : null };
  }

  /** Tells how a request ended: whether the system was there and in order, whatever it said. */
  leave(worked: boolean): void {
    this.#failures = worked ? 0 : this.#failures + 1;
    if (this.#failures >= failuresToPause) this.#pausedUntil = this.#clock.now() + pauseMilliseconds;
  }
}
