import type { FeelValue, Scope } from '@plinth/expression';

/** Names on top of those of another scope. */
export class LayeredScope implements Scope {
  readonly #outer: Scope;
  readonly #values = new Map<string, FeelValue>();

  constructor(outer: Scope) {
    this.#outer = outer;
  }

  set(name: string, value: FeelValue): void {
    this.#values.set(name, value);
  }

  get(name: string): FeelValue | undefined {
    const own = this.#values.get(name);
    return own === undefined ? this.#outer.get(name) : own;
  }
}
