import type { FeelType } from '../types/feel-type.ts';

const simple = /^[\p{L}_?][\p{L}\p{N}_']*$/u;

interface KnownName {
  readonly name: string;
  /** The offset behind it. */
  readonly to: number;
}

/**
 * Names that are more than one plain word (`monthly salary`, `a-b`). FEEL lets names contain blanks and signs, so text alone
 * does not say where such a name ends: only declared names do (DMN 1.5 §10.3.1.2), never data.
 */
export class KnownNames {
  /** First word to the names that begin with it, longest first; each as its words. */
  readonly #byFirstWord = new Map<string, string[][]>();
  readonly #outer: KnownNames | null;

  /** Names of its own beside those of another, which stays as it is. */
  constructor(outer: KnownNames | null = null) {
    this.#outer = outer;
  }

  add(name: string): void {
    const normal = normalizeName(name);
    if (simple.test(normal)) return;
    const words = normal.split(' ');
    const first = firstPart(words[0] ?? '');
    const names = this.#byFirstWord.get(first) ?? [];
    if (names.some((known) => known.join(' ') === normal)) return;
    names.push(words);
    names.sort((a, b) => b.join(' ').length - a.join(' ').length);
    this.#byFirstWord.set(first, names);
  }

  /** Adds the names of a type's entries, however deep; types may reach themselves again. */
  addAll(type: FeelType, seen = new Set<FeelType>()): void {
    if (seen.has(type)) return;
    seen.add(type);
    if (type.kind === 'list') this.addAll(type.item, seen);
    else if (type.kind === 'range') this.addAll(type.of, seen);
    else if (type.kind === 'context') {
      for (const [name, entry] of Object.entries(type.entries)) {
        this.add(name);
        this.addAll(entry, seen);
      }
    }
  }

  /** The longest known name at a place, with the offset behind it; null where none of several words stands there. */
  match(text: string, from: number): KnownName | null {
    const outer = this.#outer?.match(text, from) ?? null;
    if (this.#byFirstWord.size === 0) return outer;
    const first = /^[\p{L}_?][\p{L}\p{N}_']*/u.exec(text.slice(from, from + 200))?.[0];
    if (first === undefined) return outer;
    for (const words of this.#byFirstWord.get(first) ?? []) {
      const to = matchWords(text, from, words);
      if (to !== null) return outer !== null && outer.to > to ? outer : { name: words.join(' '), to };
    }
    return outer;
  }
}

function matchWords(text: string, from: number, words: readonly string[]): number | null {
  let at = from;
  for (const [index, word] of words.entries()) {
    if (index > 0) {
      const space = /^\s+/.exec(text.slice(at, at + 100));
      if (space === null) return null;
      at += space[0].length;
    }
    if (!text.startsWith(word, at)) return null;
    at += word.length;
  }
  return /^[\p{L}\p{N}_']/u.test(text.slice(at, at + 2)) ? null : at;
}

function firstPart(word: string): string {
  return /^[\p{L}_?][\p{L}\p{N}_']*/u.exec(word)?.[0] ?? word;
}

/** A name with single blanks between its words. */
export function normalizeName(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}
