/** Words of the language and of its strict mode, and names that mean something by themselves. */
const reserved = new Set(
  (
    'arguments as async await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for from function get if implements import in instanceof interface let new null of package private protected public ' +
    'return set static super switch this throw true try type typeof undefined var void while with yield Infinity NaN Object'
  ).split(' '),
);

/** How constants of a module are called, and nothing else. */
const constant = /^[A-Z0-9]+_[A-Z0-9_]+$/;

/** A name of FEEL as a camel-case identifier: `monthly salary` becomes `monthlySalary`. */
export function identifierOf(name: string): string {
  const words = name.split(/[^A-Za-z0-9_$]+/).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? word : `${word.charAt(0).toUpperCase()}${word.slice(1)}`)).join('');
  const begun = /^[A-Za-z_$]/.test(joined) ? joined : `value${joined}`;
  return reserved.has(begun) || constant.test(begun) ? `${begun}Value` : begun;
}

/** Whether a name may stand as it is before a colon or behind a point. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name);
}

/** Gives names that are not taken yet. */
export class Identifiers {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** An identifier for a name; with a number behind it where the plain one is taken. */
  take(name: string): string {
    return this.#free(identifierOf(name));
  }

  /** A name for a constant of the module: capital letters. */
  takeConstant(name: string): string {
    return this.#free(name);
  }

  #free(plain: string): string {
    let free = plain;
    for (let number = 2; this.#taken.has(free); number++) free = `${plain}${number}`;
    this.#taken.add(free);
    return free;
  }

  /** Names of a scope of its own, which keeps clear of those given so far. */
  within(): Identifiers {
    return new Identifiers(this.#taken);
  }

  /** A name that means nothing any more may be given again. */
  release(identifier: string): void {
    this.#taken.delete(identifier);
  }
}
