import type { TypedExpression } from './analysis/typed-expression.ts';
import type { Iteration, Node, Place } from './syntax/ast.ts';
import { partsOf } from './syntax/parts.ts';

type Path = readonly string[];

/**
 * The text with the last name of a path (`['client', 'city']`) replaced by another wherever the path is used, also from the items
 * of its lists; every other byte stays. Entries of the same name elsewhere and local variables are not touched. A local variable
 * that has the new name already would hide it: compile the result before keeping it.
 */
export function renamePath(text: string, typed: TypedExpression, from: readonly string[], to: string): string {
  const places: Place[] = [];
  const wanted = JSON.stringify(from);
  new PathWalk(typed, (path, place) => {
    if (JSON.stringify(path) === wanted) places.push(place);
  }).walk();
  places.sort((a, b) => b.from - a.from);
  return places.reduce((changed, place) => changed.slice(0, place.from) + to + changed.slice(place.to), text);
}

/** Tells every written name that is part of a path from the scope, through variables that stand for items of it. */
class PathWalk {
  readonly #typed: TypedExpression;
  readonly #tell: (path: Path, place: Place) => void;

  constructor(typed: TypedExpression, tell: (path: Path, place: Place) => void) {
    this.#typed = typed;
    this.#tell = tell;
  }

  walk(): void {
    const { root } = this.#typed;
    this.#visit(root, root.kind === 'tests' || root.kind === 'anything' ? [null] : []);
  }

  /** `locals` are the paths of the visible variables, in the order in which analysis numbers them. */
  #visit(node: Node, locals: readonly (Path | null)[]): void {
    switch (node.kind) {
      case 'name':
      case 'path': {
        const resolution = node.kind === 'name' ? this.#typed.resolutionOf(node).kind : 'path';
        const path = resolution === 'local' ? null : this.#pathOf(node, locals);
        if (path !== null) this.#tell(path, { from: node.kind === 'path' ? node.nameFrom : node.from, to: node.to });
        if (node.kind === 'path') this.#visit(node.of, locals);
        return;
      }
      case 'filter':
        this.#visit(node.of, locals);
        this.#visit(node.condition, [...locals, this.#pathOf(node.of, locals)]);
        return;
      case 'in':
        this.#visit(node.of, locals);
        for (const test of node.tests) this.#visit(test, [...locals, this.#pathOf(node.of, locals)]);
        return;
      case 'for':
        this.#visit(node.result, [...this.#iterations(node.iterations, locals), null]);
        return;
      case 'some':
      case 'every':
        this.#visit(node.condition, this.#iterations(node.iterations, locals));
        return;
      case 'context': {
        let visible = locals;
        for (const { value } of node.entries) {
          this.#visit(value, visible);
          visible = [...visible, this.#pathOf(value, visible)];
        }
        return;
      }
      case 'function':
        this.#visit(node.body, [...locals, ...node.parameters.map(() => null)]);
        return;
      default:
        for (const part of partsOf(node)) this.#visit(part, locals);
    }
  }

  #iterations(iterations: readonly Iteration[], locals: readonly (Path | null)[]): readonly (Path | null)[] {
    let visible = locals;
    for (const iteration of iterations) {
      this.#visit(iteration.in, visible);
      if (iteration.to !== null) this.#visit(iteration.to, visible);
      visible = [...visible, this.#pathOf(iteration.in, visible)];
    }
    return visible;
  }

  #pathOf(node: Node, locals: readonly (Path | null)[]): Path | null {
    if (node.kind === 'filter') return this.#pathOf(node.of, locals);
    if (node.kind === 'path') {
      const base = this.#pathOf(node.of, locals);
      return base === null ? null : [...base, node.name];
    }
    if (node.kind !== 'name') return null;
    const resolution = this.#typed.resolutionOf(node);
    if (resolution.kind === 'scope') return [resolution.name];
    if (resolution.kind === 'local') return locals[resolution.index] ?? null;
    if (resolution.kind !== 'entry' || !resolution.certain) return null;
    const item = locals[resolution.index] ?? null;
    return item === null ? null : [...item, resolution.name];
  }
}
