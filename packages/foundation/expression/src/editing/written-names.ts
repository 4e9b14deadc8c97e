import type { TypedExpression } from '../analysis/typed-expression.ts';
import type { Iteration, Node, Place } from '../syntax/ast.ts';
import { partsOf } from '../syntax/parts.ts';
import { type ContextType, type FeelType, types } from '../types/feel-type.ts';

/** A name as it stands in an expression, with what it is a name of. */
export interface WrittenName extends Place {
  readonly name: string;
  /** What has an entry of that name: the scope, a record; null where that is not known. */
  readonly owner: ContextType | null;
  readonly type: FeelType;
}

/** Every name of an expression that names an entry of something, in the order of the text; variables and builtin functions are none. `scope` and `input` are what it was compiled with. */
export function writtenNames(typed: TypedExpression, scope: ContextType, input: FeelType | null = null): readonly WrittenName[] {
  const walk = new NameWalk(typed, scope);
  walk.visit(typed.root, input === null ? [] : [input]);
  return walk.found.toSorted((a, b) => a.from - b.from);
}

/** The context whose entry a path from a type names: lists give the entries of their items. */
export function entriesOf(type: FeelType): ContextType | null {
  if (type.kind === 'list') return entriesOf(type.item);
  return type.kind === 'context' ? type : null;
}

class NameWalk {
  readonly found: WrittenName[] = [];
  readonly #typed: TypedExpression;
  readonly #scope: ContextType;

  constructor(typed: TypedExpression, scope: ContextType) {
    this.#typed = typed;
    this.#scope = scope;
  }

  /** `locals` are the types of the visible variables, in the order in which analysis numbers them. */
  visit(node: Node, locals: readonly FeelType[]): void {
    switch (node.kind) {
      case 'name':
        this.#name(node, locals);
        return;
      case 'path':
        this.visit(node.of, locals);
        this.#tell(node.name, { from: node.nameFrom, to: node.to }, entriesOf(this.#typed.typeOf(node.of)), this.#typed.typeOf(node));
        return;
      case 'call':
        // A builtin that is called is looked up by its name alone.
        if (node.of.kind !== 'name' || this.#typed.resolutionOf(node.of).kind !== 'unknown') this.visit(node.of, locals);
        for (const { value } of node.arguments) this.visit(value, locals);
        return;
      case 'filter':
        this.visit(node.of, locals);
        this.visit(node.condition, [...locals, itemOf(this.#typed.typeOf(node.of))]);
        return;
      case 'in':
        this.visit(node.of, locals);
        for (const test of node.tests) this.visit(test, [...locals, this.#typed.typeOf(node.of)]);
        return;
      case 'for':
        this.visit(node.result, [...this.#iterations(node.iterations, locals), types.any]);
        return;
      case 'some':
      case 'every':
        this.visit(node.condition, this.#iterations(node.iterations, locals));
        return;
      case 'context': {
        let visible = locals;
        for (const { value } of node.entries) {
          this.visit(value, visible);
          visible = [...visible, this.#typed.typeOf(value)];
        }
        return;
      }
      case 'function':
        this.visit(node.body, [...locals, ...node.parameters.map(({ type }) => type ?? types.any)]);
        return;
      default:
        for (const part of partsOf(node)) this.visit(part, locals);
    }
  }

  #iterations(iterations: readonly Iteration[], locals: readonly FeelType[]): readonly FeelType[] {
    let visible = locals;
    for (const iteration of iterations) {
      this.visit(iteration.in, visible);
      if (iteration.to !== null) this.visit(iteration.to, visible);
      visible = [...visible, iteration.to === null ? itemOf(this.#typed.typeOf(iteration.in)) : this.#typed.typeOf(iteration.in)];
    }
    return visible;
  }

  #name(node: Extract<Node, { kind: 'name' }>, locals: readonly FeelType[]): void {
    const resolution = this.#typed.resolutionOf(node);
    if (resolution.kind === 'local' || resolution.kind === 'builtin') return;
    const ofItem = resolution.kind === 'entry' && resolution.certain ? entriesOf(locals[resolution.index] ?? types.any) : null;
    this.#tell(node.name, node, resolution.kind === 'scope' ? this.#scope : ofItem, this.#typed.typeOf(node));
  }

  #tell(name: string, { from, to }: Place, owner: ContextType | null, type: FeelType): void {
    this.found.push({ name, from, to, owner, type });
  }
}

function itemOf(type: FeelType): FeelType {
  if (type.kind === 'list') return type.item;
  return type.kind === 'range' ? type.of : type;
}
