import { DOMException } from './dom-exception.ts';
import { Event, EventTarget } from './events.ts';

/** Only who has this makes signals. */
const own = Symbol();
let end: (signal: AbortSignal, reason: unknown) => void;

/** Tells that something is not wanted any more (DOM Standard, section 3.2). */
export class AbortSignal extends EventTarget {
  onabort: ((event: Event) => void) | null = null;
  #isAborted = false;
  #reason: unknown;

  static {
    end = (signal, reason = new DOMException('It was aborted.', 'AbortError')) => {
      if (signal.#isAborted) return;
      signal.#isAborted = true;
      signal.#reason = reason;
      signal.dispatchEvent(new Event('abort'));
    };
  }

  constructor(key?: unknown) {
    if (key !== own) throw new TypeError('A signal is made by an AbortController.');
    super();
    this.addEventListener('abort', (event) => this.onabort?.(event));
  }

  get aborted(): boolean {
    return this.#isAborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  throwIfAborted(): void {
    if (this.#isAborted) throw this.#reason;
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal(own);
    end(signal, reason);
    return signal;
  }

  static timeout(milliseconds: number): AbortSignal {
    const signal = new AbortSignal(own);
    setTimeout(() => end(signal, new DOMException('It took too long.', 'TimeoutError')), milliseconds);
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const signal = new AbortSignal(own);
    for (const each of signals) {
      if (each.aborted) {
        end(signal, each.reason);
        break;
      }
      each.addEventListener('abort', () => end(signal, each.reason), { once: true });
    }
    return signal;
  }
}

/** Has a signal, and aborts it. */
export class AbortController {
  readonly signal = new AbortSignal(own);

  abort(reason?: unknown): void {
    end(this.signal, reason);
  }
}
