import { type ContextType, type FeelType, types } from '../types/feel-type.ts';
import type { Resolution } from './typed-expression.ts';

interface Local {
  /** Null for the item of a filter, whose entries are names. */
  readonly name: string | null;
  readonly type: FeelType;
}

export interface FoundName {
  readonly resolution: Resolution;
  readonly type: FeelType;
}

/** The names that are visible at one place of an expression, innermost last. */
export class ScopeStack {
  readonly #scope: ContextType;
  readonly #locals: Local[] = [];

  constructor(scope: ContextType) {
    this.#scope = scope;
  }

  get depth(): number {
    return this.#locals.length;
  }

  push(name: string | null, type: FeelType): number {
    this.#locals.push({ name, type });
    return this.#locals.length - 1;
  }

  pop(count: number): void {
    this.#locals.length -= count;
  }

  find(name: string, from = this.#locals.length - 1): FoundName | null {
    for (let index = from; index >= 0; index--) {
      const local = this.#locals[index];
      if (local === undefined) continue;
      if (local.name === name) return { resolution: { kind: 'local', index }, type: local.type };
      if (local.name !== null) continue;
      const entry = entryType(local.type, name);
      // An item may have an entry that is itself called so.
      const itself: FoundName | null = name === 'item' ? { resolution: { kind: 'local', index }, type: local.type } : null;
      if (entry === null) {
        if (itself !== null) return itself;
        continue;
      }
      if (entry.certain) return { resolution: { kind: 'entry', index, name, certain: true, otherwise: null }, type: entry.type };
      const outer = itself ?? this.find(name, index - 1);
      return { resolution: { kind: 'entry', index, name, certain: false, otherwise: outer?.resolution ?? null }, type: types.any };
    }
    const declared = Object.hasOwn(this.#scope.entries, name) ? this.#scope.entries[name] : undefined;
    if (declared !== undefined) return { resolution: { kind: 'scope', name }, type: declared };
    return this.#scope.open ? { resolution: { kind: 'scope', name }, type: types.any } : null;
  }

  /** Whether a declared name can be a function; what an open type only might have does not count. */
  mayCall(name: string): boolean {
    for (let index = this.#locals.length - 1; index >= 0; index--) {
      const local = this.#locals[index];
      if (local === undefined) continue;
      if (local.name === name) return callable(local.type);
      const entry = local.name === null ? entryType(local.type, name) : null;
      if (entry?.certain) return callable(entry.type);
    }
    const declared = Object.hasOwn(this.#scope.entries, name) ? this.#scope.entries[name] : undefined;
    return declared !== undefined && callable(declared);
  }

  /** Every visible name, for suggestions. */
  *names(): Generator<string> {
    for (const { name, type } of this.#locals) {
      if (name !== null) yield name;
      else if (type.kind === 'context') yield* Object.keys(type.entries);
    }
    yield* Object.keys(this.#scope.entries);
  }
}

function callable(type: FeelType): boolean {
  return type.kind === 'function' || type.kind === 'any';
}

/** What the type of a filter's item says of an entry; null: it is not there. */
function entryType(type: FeelType, name: string): { readonly type: FeelType; readonly certain: boolean } | null {
  if (type.kind === 'any') return { type: types.any, certain: false };
  if (type.kind !== 'context') return null;
  const entry = Object.hasOwn(type.entries, name) ? type.entries[name] : undefined;
  if (entry !== undefined) return { type: entry, certain: true };
  return type.open ? { type: types.any, certain: false } : null;
}
