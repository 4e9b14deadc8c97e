import type { TypedExpression } from '../analysis/typed-expression.ts';
import { decides, usesInput } from '../closures/tests.ts';
import type { Node } from '../syntax/ast.ts';
import { rangeOf, types } from '../types/feel-type.ts';
import { arrow, type Code, chain, quoted } from './code.ts';
import type { PartWriter } from './part-writer.ts';
import { literal, maybe, nothing, surely, type Written } from './written.ts';

type Membership = Extract<Node, { kind: 'in' | 'tests' | 'range' | 'unary-comparison' }>;

/** Writes `in`, unary tests, and the ranges that both test with. */
export class MembershipWriter {
  readonly #typed: TypedExpression;
  readonly #parts: PartWriter;

  constructor(typed: TypedExpression, parts: PartWriter) {
    this.#typed = typed;
    this.#parts = parts;
  }

  write(node: Membership): Written {
    switch (node.kind) {
      case 'in': {
        const of = this.#parts.write(node.of);
        this.#parts.locals.push('input');
        const alternatives = this.#alternatives(of, node.tests);
        if (alternatives !== null) {
          this.#parts.locals.pop(1);
          return alternatives;
        }
        const membership = this.#typed.typeOf(node.of).kind === 'boolean' ? 'truthIsIn' : 'isIn';
        const tests = node.tests.map((test) => this.#test(test, membership));
        this.#parts.locals.pop(1);
        return maybe(this.#parts.runtime(membership, of, ...tests), types.boolean);
      }
      case 'tests': {
        // The input is a parameter of the whole function already.
        const tests = node.tests.map((test) => (decides(test) ? maybe(arrow([], this.#decision(test, 0)), null) : this.#parts.write(test)));
        const passed = maybe(this.#parts.runtime('isIn', this.#parts.local(0), ...tests), types.boolean);
        return node.not ? maybe(this.#parts.runtime('not', passed), types.boolean) : passed;
      }
      case 'range': {
        const open = literal(quoted(node.lowIncluded ? '[' : '('), types.string);
        const close = literal(quoted(node.highIncluded ? ']' : ')'), types.string);
        const [low, high] = [this.#parts.write(node.low), this.#parts.write(node.high)];
        return maybe(this.#parts.runtime('interval', open, low, high, close), rangeOf(types.any));
      }
      case 'unary-comparison':
        if (node.operator === '!=') return nothing;
        return maybe(
          this.#parts.runtime('rangeBy', literal(quoted(node.operator), types.string), this.#parts.write(node.of)),
          rangeOf(types.any),
        );
    }
  }

  /** A variable that is one of some texts, as comparisons with each; null where more is asked. */
  #alternatives(of: Written, tests: readonly Node[]): Written | null {
    if (of.path === null || of.path.includes('?') || of.type?.kind !== 'string' || tests.length > 4) return null;
    if (!tests.every(({ kind }) => kind === 'string')) return null;
    const compared = tests.map((test) => this.#parts.comparison('=', of, this.#parts.write(test)));
    const [first, ...others] = compared.map(({ code }) => code);
    return first === undefined ? null : surely(others.length === 0 ? first : chain('||', first, ...others), types.boolean);
  }

  /** The tests of `in`; one that uses the value that is tested is a function of it. */
  #test(test: Node, membership: string): Written {
    const of = this.#parts.locals.depth - 1;
    if (decides(test))
      return maybe(
        this.#parts.locals.arrowFrom(of, () => this.#decision(test, of)),
        null,
      );
    if (!usesInput(test)) return this.#parts.write(test);
    const isAmong = () => this.#parts.runtime(membership, this.#parts.local(of), this.#parts.write(test));
    return maybe(this.#parts.locals.arrowFrom(of, isAmong), null);
  }

  #decision(test: Node, input: number): Code {
    if (test.kind !== 'unary-comparison') return this.#parts.write(test).code;
    return this.#parts.comparison(test.operator, this.#parts.local(input), this.#parts.write(test.of)).code;
  }
}
