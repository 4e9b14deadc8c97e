import type { Node } from '../syntax/ast.ts';
import { contextType } from '../types/feel-type.ts';
import { type Code, call, list, quoted, text } from './code.ts';
import type { Locals } from './locals.ts';
import { keyOf } from './typescript-type.ts';
import { maybe, nothing, surely, type Written } from './written.ts';

const openContext = contextType({}, { open: true });

/** Writes contexts: as plain objects, or in steps where entries use those before them. */
export class ContextWriter {
  readonly #write: (node: Node) => Written;
  readonly #locals: Locals;
  readonly #uses: (name: string) => void;

  constructor(write: (node: Node) => Written, locals: Locals, uses: (name: string) => void) {
    this.#write = write;
    this.#locals = locals;
    this.#uses = uses;
  }

  write({ entries }: Extract<Node, { kind: 'context' }>): Written {
    // The standard gives null for a name that stands twice.
    if (new Set(entries.map(({ name }) => name)).size < entries.length) return nothing;
    const depth = this.#locals.depth;
    const steps = entries.map(({ name, value }) => {
      const step = this.#locals.arrowFrom(depth, () => this.#write(value).code);
      this.#locals.push(name);
      return { name, step };
    });
    this.#locals.pop(entries.length);
    if (steps.every(({ step }) => step.parameters.length === 0)) {
      return this.object(steps.map(({ name, step }) => ({ name, code: step.body })));
    }
    this.#uses('inOrder');
    const pairs = steps.map(({ name, step }) => list([text(quoted(name)), step]));
    return surely(call('inOrder', list(pairs)), openContext);
  }

  /** A plain object. */
  object(entries: readonly { readonly name: string; readonly code: Code }[]): Written {
    const code: Code = { kind: 'object', entries: entries.map((entry) => ({ key: keyOf(entry.name), value: entry.code })) };
    return { ...maybe(code, null), literal: true };
  }
}
