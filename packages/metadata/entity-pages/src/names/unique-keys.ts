import { forbiddenPropertyNames } from '@plinth/foundation';

const longest = 63;

/**
 * Gives out keys of one scope, each once. Keys that differ only in case count as equal, for they become names of files. What no
 * definition may call anything (`constructor`) is never one.
 * The same wishes in the same order get the same keys.
 */
export class UniqueKeys {
  readonly #reserved: ReadonlySet<string>;
  readonly #taken = new Set<string>();

  constructor(reserved: Iterable<string> = []) {
    this.#reserved = new Set([...forbiddenPropertyNames, ...reserved].map((key) => key.toLowerCase()));
  }

  /** Whether nobody gets this key. */
  isReserved(key: string): boolean {
    return this.#reserved.has(key.toLowerCase());
  }

  /** The first wish that is free, else the last with the lowest number that makes it so. Wishes are keys, of any length. */
  take(...wishes: readonly string[]): string {
    const proper = wishes.map((wish) => wish.slice(0, longest));
    const key = proper.find((wish) => this.#isFree(wish)) ?? this.#numbered(proper.at(-1) ?? 'n');
    this.#taken.add(key.toLowerCase());
    return key;
  }

  #isFree(key: string): boolean {
    return !this.isReserved(key) && !this.#taken.has(key.toLowerCase());
  }

  #numbered(stem: string): string {
    for (let number = 2; ; number++) {
      const key = `${stem.slice(0, longest - String(number).length)}${number}`;
      if (this.#isFree(key)) return key;
    }
  }
}

/** What to tell of a key that is not the one that the name would give; null where it is. */
export function renaming(key: string, wish: string, keys: UniqueKeys): string | null {
  if (key === wish) return null;
  if (forbiddenPropertyNames.has(wish)) return `its key is ${key}, for nothing may be called ${wish}`;
  return keys.isReserved(wish)
    ? `its key is ${key}, for ${wish} means something else in expressions`
    : `its key is ${key}, for ${wish} is taken`;
}
