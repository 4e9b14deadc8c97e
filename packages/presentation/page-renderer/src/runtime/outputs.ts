import { type Signal, signal } from '@preact/signals-core';
import { sameValue } from './same-value.ts';

/** What a named component offers to the page's expressions: a signal for each output, made when first read or written. */
export class Outputs {
  /** The context that expressions see under the component's name. Outputs not told yet are null. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly #signals = new Map<string, Signal<unknown>>();

  constructor() {
    this.context = new Proxy(Object.create(null) as Record<string, unknown>, {
      get: (_, name) => (typeof name === 'string' ? this.#signal(name).value : undefined),
      has: (_, name) => typeof name === 'string',
      ownKeys: () => [...this.#signals.keys()],
      getOwnPropertyDescriptor: (_, name) =>
        typeof name === 'string' ? { configurable: true, enumerable: true, value: this.#signal(name).value } : undefined,
    });
  }

  set(name: string, value: unknown): void {
    const target = this.#signal(name);
    if (!sameValue(target.peek(), value)) target.value = value ?? null;
  }

  #signal(name: string): Signal<unknown> {
    const known = this.#signals.get(name);
    if (known !== undefined) return known;
    const made = signal<unknown>(null);
    this.#signals.set(name, made);
    return made;
  }
}
