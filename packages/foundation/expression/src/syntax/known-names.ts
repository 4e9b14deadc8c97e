import type { FeelType } from '../types/feel-type.ts';

const simple = /^[\p{L}_?][\p{L}\p{N}_']*$/u;

interface KnownName {
  readonly name: string;
  /** The offset behind it. */
  readonly to: number;
}

/** Longer names are read by nobody, and looking for them would take time at every place. */
const longest = 500;

/** Where some names go on: what may come next, and whether one of them ends here. */
interface Branch {
  readonly next: Map<string, Branch>;
  name: string | null;
}

/**
 * Names that are more than one plain word (`monthly salary`, `a-b`). FEEL lets names contain blanks and signs, so text alone
 * does not say where such a name ends: only declared names do (DMN 1.5 §10.3.1.2), never data.
 */
export class KnownNames {
  /** A tree of words, signs and blanks, so that ten thousand names that begin alike are found as soon as one. */
  readonly #root: Branch = { next: new Map(), name: null };
  readonly #outer: KnownNames | null;

  /** Names of its own beside those of another, which stays as it is. */
  constructor(outer: KnownNames | null = null) {
    this.#outer = outer;
  }

  add(name: string): void {
    if (simple.test(name) || name.length > longest) return;
    const normal = normalizeName(name);
    if (simple.test(normal)) return;
    let branch = this.#root;
    for (let at = 0; at < normal.length; ) {
      const token = tokenAt(normal, at);
      const next = branch.next.get(token) ?? { next: new Map(), name: null };
      branch.next.set(token, next);
      branch = next;
      at += token.length;
    }
    branch.name = normal;
  }

  /** Adds the names of a type's entries, however deep; types may reach themselves again. */
  addAll(type: FeelType, seen = new Set<FeelType>()): void {
    if (seen.has(type)) return;
    seen.add(type);
    if (type.kind === 'list') this.addAll(type.item, seen);
    else if (type.kind === 'range') this.addAll(type.of, seen);
    else if (type.kind === 'context' && type.plain !== true) {
      for (const [name, entry] of Object.entries(type.entries)) {
        this.add(name);
        this.addAll(entry, seen);
      }
    }
  }

  /** The longest known name at a place, with the offset behind it; null where none of several words stands there. */
  match(text: string, from: number): KnownName | null {
    const outer = this.#outer?.match(text, from) ?? null;
    if (this.#root.next.size === 0 || !beginsName.test(text.charAt(from))) return outer;
    let found: KnownName | null = outer;
    let branch: Branch | undefined = this.#root;
    for (let at = from; at < text.length; ) {
      const token = tokenAt(text, at);
      branch = branch.next.get(isBlank.test(token) ? ' ' : token);
      if (branch === undefined) break;
      at += token.length;
      if (branch.name !== null && at > (found?.to ?? 0) && !continuesName.test(text.slice(at, at + 2)))
        found = { name: branch.name, to: at };
    }
    return found;
  }
}

const token = /[\p{L}_?][\p{L}\p{N}_']*|\s+|./suy;
const beginsName = /^[\p{L}_?\uD800-\uDBFF]/u;
const continuesName = /^[\p{L}\p{N}_']/u;
const isBlank = /^\s/;

/** A word, a run of blanks, or a sign. */
function tokenAt(text: string, at: number): string {
  token.lastIndex = at;
  return token.exec(text)?.[0] ?? '';
}

/** A name with single blanks between its words. */
export function normalizeName(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}
