import type { FinishedRequest } from './routes.ts';

/** What was done through a channel, once or several times. */
export interface GatheredRequest extends Omit<FinishedRequest, 'input' | 'error' | 'milliseconds'> {
  /** How often, where it was more than the once that is told at once. */
  readonly times?: number;
}

interface Stint {
  last: GatheredRequest;
  times: number;
}

/**
 * Tells for the audit what the messages of one connection did: the first of a kind at once, so that nothing begins untold, and what
 * follows once a minute with its number, and at the end. Who types does not make an entry a keystroke.
 */
export class GatheredWork {
  readonly #tell: (request: GatheredRequest) => void;
  readonly #milliseconds: number;
  readonly #stints = new Map<string, Stint>();
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (request: GatheredRequest) => void, milliseconds = 60_000) {
    this.#tell = tell;
    this.#milliseconds = milliseconds;
  }

  /** One message was answered, or failed. */
  add({ context, operation, application, status, code, trace }: GatheredRequest): void {
    const request = { context, operation, application, status, code, trace };
    const kind = `${operation.id} ${status} ${code ?? ''}`;
    const stint = this.#stints.get(kind);
    if (stint === undefined) {
      this.#stints.set(kind, { last: request, times: 0 });
      this.#tell(request);
    } else {
      stint.last = request;
      stint.times++;
    }
    this.#timer ??= setTimeout(() => this.#flush(), this.#milliseconds).unref();
  }

  /** The connection is over. */
  end(): void {
    this.#flush();
    clearTimeout(this.#timer);
    this.#stints.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    for (const [kind, stint] of this.#stints) {
      // Whoever rested for as long begins anew.
      if (stint.times === 0) this.#stints.delete(kind);
      else this.#tell({ ...stint.last, times: stint.times });
      stint.times = 0;
    }
    if (this.#stints.size > 0) this.#timer = setTimeout(() => this.#flush(), this.#milliseconds).unref();
  }
}
