import type { Node } from '../syntax/ast.ts';
import type { Resolution } from './typed-expression.ts';

/** What an expression reads of the scope. */
export class Dependencies {
  /** By the node that reads; a path takes over from its beginning. */
  readonly #paths = new Map<Node, readonly string[]>();

  /** Each path once. */
  paths(): readonly (readonly string[])[] {
    return [...new Map([...this.#paths.values()].map((path) => [JSON.stringify(path), path])).values()];
  }

  add(node: Node, resolution: Resolution | null, path: readonly string[]): void {
    if (resolution?.kind === 'entry') this.add(node, resolution.otherwise, path);
    else if (resolution?.kind === 'scope') this.#paths.set(node, [resolution.name, ...path]);
  }

  /** The dependency of `a.b` instead of that of `a`, which visiting the beginning noted. */
  extend(node: Extract<Node, { kind: 'path' }>, resolutions: ReadonlyMap<Node, Resolution>): void {
    const names: string[] = [];
    let base: Node = node;
    while (base.kind === 'path') {
      names.unshift(base.name);
      base = base.of;
    }
    const resolution = base.kind === 'name' ? resolutions.get(base) : undefined;
    if (resolution?.kind !== 'scope') return;
    this.#paths.delete(node.of);
    this.add(node, resolution, names);
  }
}
