import { type Arrow, arrow, type Code } from './code.ts';
import type { Identifiers } from './identifiers.ts';

interface Local {
  readonly identifier: string;
  used: boolean;
}

/** The local variables that are visible at one place, by the depth at which the analysis numbered them. */
export class Locals {
  readonly #stack: Local[] = [];
  readonly #identifiers: Identifiers;

  constructor(identifiers: Identifiers) {
    this.#identifiers = identifiers;
  }

  get depth(): number {
    return this.#stack.length;
  }

  push(name: string): void {
    this.#stack.push({ identifier: this.#identifiers.take(name), used: false });
  }

  pop(count: number): void {
    for (const { identifier } of this.#stack.splice(this.#stack.length - count)) this.#identifiers.release(identifier);
  }

  read(index: number): string {
    const local = this.#stack[index];
    if (local === undefined) throw new Error(`There is no local variable ${index}.`);
    local.used = true;
    return local.identifier;
  }

  /**
   * A function whose parameters are the innermost variables from a depth on; those that its body does not use are left out at
   * the end and marked before it.
   */
  arrowFrom(depth: number, body: () => Code): Arrow {
    const own = this.#stack.slice(depth);
    const before = own.map(({ used }) => used);
    for (const local of own) local.used = false;
    const code = body();
    const last = own.findLastIndex(({ used }) => used);
    const parameters = own.slice(0, last + 1).map(({ identifier, used }) => (used ? identifier : `_${identifier}`));
    for (const [index, local] of own.entries()) local.used ||= before[index] === true;
    return arrow(parameters, code);
  }
}
