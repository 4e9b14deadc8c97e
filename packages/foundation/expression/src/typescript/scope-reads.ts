import { propertyType } from '../analysis/operator-types.ts';
import type { TypedExpression } from '../analysis/typed-expression.ts';
import type { Node } from '../syntax/ast.ts';
import { partsOf } from '../syntax/parts.ts';
import { type ContextType, type FeelType, types } from '../types/feel-type.ts';
import { chain, quoted, text } from './code.ts';
import { type Identifiers, isIdentifier } from './identifiers.ts';
import { lineWidth } from './layout.ts';
import { hasShape, keyOf, typescriptType } from './typescript-type.ts';
import { maybe, type Written } from './written.ts';

/** A name of the scope, or an entry below one, as an expression reads it. */
class Read {
  readonly type: FeelType;
  readonly entries = new Map<string, Read>();
  /** Whether it is read as a whole somewhere, so that its type cannot be just what is read of it. */
  whole = false;

  constructor(type: FeelType) {
    this.type = type;
  }

  entry(name: string): Read {
    const known = this.entries.get(name) ?? new Read(propertyType(this.type, name) ?? { kind: 'any' });
    this.entries.set(name, known);
    return known;
  }

  /** The TypeScript type behind a key, on lines of its own where one is too short. */
  typescript(key: string, indent: number, uses: (name: string) => void): string {
    const margin = ' '.repeat(indent);
    const begun = `${margin}readonly ${key}: `;
    if (this.type.kind !== 'context' || this.whole) return `${begun}${typescriptType(this.type, uses)};`;
    const entries = [...this.entries].map(([name, read]) => read.typescript(keyOf(name), indent + 2, uses));
    const line = `${begun}{ ${entries.map((entry) => entry.trim().replace(/;$/, '')).join('; ')} } | null;`;
    if (line.length <= lineWidth && !line.includes('\n')) return line;
    return `${begun}{\n${entries.join('\n')}\n${margin}} | null;`;
  }
}

/** What emitted functions read of their scope: the names as parameters, entries of contexts as optional chains. */
export class ScopeReads {
  readonly #typed: TypedExpression;
  readonly #identifiers: Identifiers;
  readonly #names = new Map<string, { readonly identifier: string; readonly read: Read }>();
  readonly #wholes: Set<string>;
  readonly #types = new Map<string, FeelType>();

  /** `wholes` are the paths that are read as a whole; a first writing finds them out for a second. */
  constructor(typed: TypedExpression, identifiers: Identifiers, wholes: Set<string>) {
    this.#typed = typed;
    this.#identifiers = identifiers;
    this.#wholes = wholes;
    this.#declare(typed.root);
  }

  /** Where the item of a filter may have an entry of that name, the analysis does not say what the name of the scope is. */
  #declare(node: Node): void {
    const resolution = node.kind === 'name' ? this.#typed.resolutionOf(node) : null;
    if (resolution?.kind === 'scope') this.#types.set(resolution.name, this.#typed.typeOf(node));
    for (const part of partsOf(node)) this.#declare(part);
  }

  /** A name as a whole. */
  name(name: string): Written {
    return this.#read(name, []);
  }

  /** A path from a name of the scope through contexts; null for any other. */
  path(node: Extract<Node, { kind: 'path' }>): Written | null {
    const names: string[] = [];
    let base: Node = node;
    while (base.kind === 'path') {
      names.unshift(base.name);
      base = base.of;
    }
    const resolution = base.kind === 'name' ? this.#typed.resolutionOf(base) : null;
    if (resolution?.kind !== 'scope') return null;
    let at = this.#typed.typeOf(base);
    for (const [index, name] of names.entries()) {
      if (at.kind !== 'context' || !isPlain(at, name)) return null;
      if (!hasShape(at) && this.#wholes.has(key(resolution.name, names.slice(0, index)))) return null;
      at = propertyType(at, name) ?? { kind: 'any' };
    }
    return this.#read(resolution.name, names);
  }

  /** The names with their identifiers and the lines of the interface that has them. */
  parameters(uses: (name: string) => void): readonly { readonly name: string; readonly identifier: string; readonly line: string }[] {
    return [...this.#names].map(([name, { identifier, read }]) => ({ name, identifier, line: read.typescript(keyOf(name), 2, uses) }));
  }

  #read(name: string, entries: readonly string[]): Written {
    const type = this.#types.get(name) ?? types.any;
    const known = this.#names.get(name) ?? { identifier: this.#identifiers.take(name), read: new Read(type) };
    this.#names.set(name, known);
    let read = known.read;
    let path = known.identifier;
    for (const entry of entries) {
      read = read.entry(entry);
      path += isIdentifier(entry) ? `?.${entry}` : `?.[${quoted(entry)}]`;
    }
    read.whole = true;
    if (read.type.kind === 'context') this.#wholes.add(key(name, entries));
    const code = entries.length === 0 ? text(path) : chain('??', text(path), text('null'));
    return { ...maybe(code, read.type.kind === 'any' || read.type.kind === 'null' ? null : read.type), path };
  }
}

/** Whether an entry can be read with a point: what every object inherits could not be told from it. */
function isPlain(type: ContextType, name: string): boolean {
  return !(name in Object.prototype) && (Object.hasOwn(type.entries, name) || type.open);
}

function key(name: string, entries: readonly string[]): string {
  return JSON.stringify([name, ...entries]);
}
