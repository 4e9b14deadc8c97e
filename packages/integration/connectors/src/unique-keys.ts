/** Makes keys of what others call things: each is a name in expressions, and none is given twice. */
export class UniqueKeys {
  readonly #taken = new Set<string>();

  /** The key: letters and digits, beginning with a small letter; counted up where it is taken. */
  of(...names: readonly string[]): string {
    const base = names.map(keyOf).find((key) => key !== '') ?? 'unnamed';
    return this.#unique(base);
  }

  /** A name that stays as it is where it is free, as types have it. */
  keep(name: string): string {
    return this.#unique(name);
  }

  #unique(base: string): string {
    let key = base;
    for (let count = 2; this.#taken.has(key) || reserved.has(key); count++) key = `${base}${count}`;
    this.#taken.add(key);
    return key;
  }
}

const longest = 80;
const reserved: ReadonlySet<string> = new Set(['constructor', 'prototype', '__proto__']);

/** `pets/list-all` → `petsListAll`, `GetAccounts` → `getAccounts`, `URLs` → `urls`; empty where nothing is left. */
function keyOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words
    .map((word, index) => (index === 0 ? lowered(word) : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
    .replace(/^\d+/, (digits) => `n${digits}`);
  return joined.slice(0, longest);
}

function lowered(word: string): string {
  return word === word.toUpperCase() ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
}
