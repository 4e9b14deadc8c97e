/** The joins that paths over references need, each once. */
export class Joins {
  readonly #prefix: string;
  readonly #clauses: string[] = [];
  readonly #aliases = new Map<string, string>();

  constructor(prefix = 'j') {
    this.#prefix = prefix;
  }

  /** The alias of what a path leads to; `clause` writes the join when it is new. */
  alias(path: string, clause: (alias: string) => string): string {
    const known = this.#aliases.get(path);
    if (known !== undefined) return known;
    const alias = `${this.#prefix}${this.#aliases.size + 1}`;
    this.#aliases.set(path, alias);
    const text = clause(alias);
    this.#clauses.push(text);
    return alias;
  }

  get empty(): boolean {
    return this.#clauses.length === 0;
  }

  /** What follows the first table of a FROM clause. */
  get sql(): string {
    return this.#clauses.map((clause) => `\n${clause}`).join('');
  }
}
