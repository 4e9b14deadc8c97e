import type { PlinthError } from './errors/plinth-error.ts';
import { asPlinthError } from './errors/problem.ts';
import { Pause } from './pause.ts';

export interface RoundsOptions {
  /** Looks for what there is to do, and does it. */
  readonly look: () => Promise<void>;
  /** Between two looks, where nobody wakes it. */
  readonly restMilliseconds: number;
  /** Told of a look that failed; the next one comes all the same. What fails because it is being closed is not told. */
  readonly onFailure: (error: PlinthError) => void;
}

/** Looks again and again whether there is something to do, at once when woken, until it is closed. */
export class Rounds {
  readonly #options: RoundsOptions;
  readonly #stopping = new AbortController();
  readonly #pause = new Pause();
  #work: Promise<void> | null = null;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  /** Aborted as soon as it is to be closed. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  start(): void {
    this.#work ??= this.#run();
  }

  /** There is something to do: it looks at once, or once more where it is looking. */
  wake(): void {
    this.#pause.end();
  }

  /** Ends with the look that is going on. */
  async close(): Promise<void> {
    this.#stopping.abort();
    this.#pause.end();
    await this.#work;
  }

  async #run(): Promise<void> {
    const { look, restMilliseconds, onFailure } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await look();
      } catch (error) {
        if (!signal.aborted) onFailure(asPlinthError(error));
      }
      await this.#pause.rest(restMilliseconds, signal);
    }
  }
}
