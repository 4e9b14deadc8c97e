import type { TypedExpression } from '../analysis/typed-expression.ts';
import type { Node } from '../syntax/ast.ts';
import { listOf, types } from '../types/feel-type.ts';
import { type Code, list, quoted, text } from './code.ts';
import type { PartWriter } from './part-writer.ts';
import { typeCode } from './type-code.ts';
import { literal, maybe, type Written } from './written.ts';

type Binding = Extract<Node, { kind: 'filter' | 'for' | 'some' | 'every' | 'function' }>;

/** Writes what has variables of its own, as functions of them: filters, iterations and functions. */
export class BindingWriter {
  readonly #typed: TypedExpression;
  readonly #parts: PartWriter;

  constructor(typed: TypedExpression, parts: PartWriter) {
    this.#typed = typed;
    this.#parts = parts;
  }

  write(node: Binding): Written {
    if (node.kind === 'filter') return this.#filter(node);
    return node.kind === 'function' ? this.#lambda(node) : this.#iteration(node);
  }

  #filter(node: Extract<Node, { kind: 'filter' }>): Written {
    const of = this.#parts.write(node.of);
    this.#parts.locals.push('item');
    const which = this.#parts.locals.arrowFrom(this.#parts.locals.depth - 1, () => this.#parts.write(node.condition).code);
    this.#parts.locals.pop(1);
    const byPosition = this.#typed.typeOf(node.condition).kind === 'number';
    return maybe(this.#parts.runtime(byPosition ? 'itemAt' : 'filter', of, maybe(which, null)), null);
  }

  #iteration(node: Extract<Node, { kind: 'for' | 'some' | 'every' }>): Written {
    const depth = this.#parts.locals.depth;
    const sources: Code[] = [];
    for (const { name, in: from, to } of node.iterations) {
      const write = () => (to === null ? this.#parts.write(from).code : this.#counted(this.#parts.write(from), this.#parts.write(to)));
      sources.push(this.#parts.locals.arrowFrom(depth, write));
      this.#parts.locals.push(name);
    }
    if (node.kind === 'for') this.#parts.locals.push('partial');
    const body = this.#parts.locals.arrowFrom(depth, () => this.#parts.write(node.kind === 'for' ? node.result : node.condition).code);
    this.#parts.locals.pop(this.#parts.locals.depth - depth);
    const run = node.kind === 'for' ? 'forEach' : node.kind;
    return maybe(
      this.#parts.runtime(run, maybe(list(sources), null), maybe(body, null)),
      node.kind === 'for' ? listOf(types.any) : types.boolean,
    );
  }

  #lambda(node: Extract<Node, { kind: 'function' }>): Written {
    const depth = this.#parts.locals.depth;
    for (const { name } of node.parameters) this.#parts.locals.push(name);
    const body = this.#parts.locals.arrowFrom(depth, () => this.#parts.write(node.body).code);
    this.#parts.locals.pop(node.parameters.length);
    const parameters = node.parameters.map(({ name, type }) =>
      type === null ? text(quoted(name)) : list([text(quoted(name)), typeCode(type, this.#typed, node)]),
    );
    return maybe(this.#parts.runtime('lambda', maybe(list(parameters), null), maybe(body, null)), {
      kind: 'function',
      parameters: [],
      result: types.any,
    });
  }

  /** `from..to`, down as well as up. */
  #counted(from: Written, to: Written): Code {
    return this.#parts.runtime('interval', literal(quoted('['), types.string), from, to, literal(quoted(']'), types.string));
  }
}
