import type { TypedExpression } from '../analysis/typed-expression.ts';
import { builtinsNamed } from '../builtins/index.ts';
import type { Node } from '../syntax/ast.ts';
import { type FeelType, listOf, types } from '../types/feel-type.ts';
import { type Code, call, quoted, text } from './code.ts';
import { identifierOf } from './identifiers.ts';
import { keyOf } from './typescript-type.ts';
import { isScalar, maybe, type Written } from './written.ts';

type Call = Extract<Node, { kind: 'call' }>;

/** Writes calls of builtins as calls of the functions that the runtime has for them. */
export class BuiltinWriter {
  readonly #typed: TypedExpression;
  readonly #write: (node: Node) => Written;
  readonly #uses: (name: string) => void;

  constructor(typed: TypedExpression, write: (node: Node) => Written, uses: (name: string) => void) {
    this.#typed = typed;
    this.#write = write;
    this.#uses = uses;
  }

  write(node: Call, name: string): Written {
    const forms = builtinsNamed(name) ?? [];
    const given = this.#inOrder(node);
    if (given === null) return this.#byName(node, name);
    const callee = identifierOf(name);
    this.#uses(callee);
    return maybe(call(callee, ...given), certainResult(forms.map(({ result }) => result)));
  }

  /** The arguments in the order of the parameters; null where only their names tell which is which. */
  #inOrder(node: Call): readonly Code[] | null {
    const given = node.arguments.map(({ name, value }) => ({ name, code: this.#write(value).code }));
    if (given.every(({ name }) => name === null)) return given.map(({ code }) => code);
    const [only, ...others] = this.#typed.builtinsOf(node);
    if (only === undefined || others.length > 0 || only.parameters.some(({ rest }) => rest)) return null;
    const ordered = only.parameters.map((parameter, index) =>
      given.find(({ name }, at) => name === parameter.name || (name === null && at === index)),
    );
    const last = ordered.findLastIndex((argument) => argument !== undefined);
    return ordered.slice(0, last + 1).map((argument) => argument?.code ?? text('null'));
  }

  #byName(node: Call, name: string): Written {
    this.#uses('callByName');
    const entries = node.arguments.map((argument) => ({ key: keyOf(argument.name ?? ''), value: this.#write(argument.value).code }));
    return maybe(call('callByName', text(quoted(name)), { kind: 'object', entries }), null);
  }
}

/** The type of a builtin's result whichever of its forms is called; null where the arguments decide. */
function certainResult(results: readonly (FeelType | 'item' | 'first')[]): FeelType | null {
  const [first] = results;
  if (first === undefined || first === 'item') return null;
  // Only lists are given back as what they are.
  if (first === 'first' || first.kind === 'list') return listOf(types.any);
  return isScalar(first) && results.every((result) => typeof result !== 'string' && result.kind === first.kind) ? first : null;
}
