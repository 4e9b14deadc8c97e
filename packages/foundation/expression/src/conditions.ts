import type { TypedExpression } from './analysis/typed-expression.ts';
import type { Node } from './syntax/ast.ts';
import { partsOf } from './syntax/parts.ts';

/** One of the conditions that an expression joins by `and` and `or`. */
export interface Condition {
  /** As it is written. */
  readonly text: string;
  /** The condition alone; places in it are those of the whole. */
  readonly typed: TypedExpression;
}

/** The conditions that `and` and `or` join, in the order in which they are written; an expression without either is one itself. */
export function conditionsOf(typed: TypedExpression): readonly Condition[] {
  const { root } = typed;
  if (root.kind === 'and' || root.kind === 'or') return [root.left, root.right].flatMap((node) => conditionsOf(partOf(typed, node)));
  return [{ text: typed.text.slice(root.from, root.to), typed }];
}

/** A part of an expression as an expression of its own, with what it alone reads. */
export function partOf(typed: TypedExpression, node: Node): TypedExpression {
  const read = new Map<string, readonly string[]>();
  collect(typed, node, new Set(typed.dependencies.map((path) => JSON.stringify(path))), read);
  return { ...typed, root: node, type: typed.typeOf(node), dependencies: [...read.values()] };
}

function collect(typed: TypedExpression, node: Node, known: ReadonlySet<string>, read: Map<string, readonly string[]>): void {
  const path = pathOf(typed, node);
  const name = path === null ? '' : JSON.stringify(path);
  if (path !== null && known.has(name)) read.set(name, path);
  else for (const part of partsOf(node)) collect(typed, part, known, read);
}

function pathOf(typed: TypedExpression, node: Node): readonly string[] | null {
  if (node.kind === 'name') {
    const resolution = typed.resolutionOf(node);
    return resolution.kind === 'scope' ? [resolution.name] : null;
  }
  if (node.kind !== 'path') return null;
  const base = pathOf(typed, node.of);
  return base === null ? null : [...base, node.name];
}
