/** Something that happened, as it is told to those who listen (DOM Standard, section 2.2). */
export class Event {
  readonly type: string;
  readonly cancelable: boolean;
  readonly timeStamp = Date.now();
  target: EventTarget | null = null;
  #prevented = false;
  #stopped = false;

  constructor(type: string, { cancelable = false }: { cancelable?: boolean } = {}) {
    this.type = String(type);
    this.cancelable = Boolean(cancelable);
  }

  get currentTarget(): EventTarget | null {
    return this.target;
  }

  get defaultPrevented(): boolean {
    return this.#prevented;
  }

  preventDefault(): void {
    this.#prevented = this.cancelable;
  }

  stopImmediatePropagation(): void {
    this.#stopped = true;
  }

  /** Tells one listener after the other, and says whether nobody prevented what follows. */
  tell(target: EventTarget, listeners: Iterable<() => void>): boolean {
    this.target = target;
    for (const listener of listeners) {
      if (this.#stopped) break;
      listener();
    }
    return !this.#prevented;
  }
}

type Listener = ((event: Event) => void) | { handleEvent(event: Event): void };

interface Entry {
  readonly type: string;
  readonly listener: Listener;
  readonly once: boolean;
}

/** Whoever things happen to (DOM Standard, section 2.7); there is no tree, so nothing rises. */
export class EventTarget {
  #entries: readonly Entry[] = [];

  addEventListener(
    type: string,
    listener: Listener | null,
    options?: boolean | { once?: boolean; signal?: EventTarget & { aborted: boolean } },
  ) {
    if (listener === null || listener === undefined) return;
    const { once = false, signal } = typeof options === 'object' && options !== null ? options : {};
    if (signal?.aborted === true) return;
    if (this.#entries.some((entry) => entry.type === type && entry.listener === listener)) return;
    this.#entries = [...this.#entries, { type: String(type), listener, once: Boolean(once) }];
    signal?.addEventListener('abort', () => this.removeEventListener(type, listener), { once: true });
  }

  removeEventListener(type: string, listener: Listener | null): void {
    this.#entries = this.#entries.filter((entry) => entry.type !== type || entry.listener !== listener);
  }

  dispatchEvent(event: Event): boolean {
    const listeners = this.#entries.flatMap((entry) => (entry.type === event.type ? [() => this.#call(entry, event)] : []));
    return event.tell(this, listeners);
  }

  #call(entry: Entry, event: Event): void {
    if (!this.#entries.includes(entry)) return;
    if (entry.once) this.removeEventListener(entry.type, entry.listener);
    try {
      if (typeof entry.listener === 'function') entry.listener.call(this, event);
      else entry.listener.handleEvent(event);
    } catch (error) {
      // One listener that fails keeps nothing from the others.
      console.error(error);
    }
  }
}
