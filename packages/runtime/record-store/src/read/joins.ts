/** A table that a path over a reference leads to. */
export interface Join {
  /** That the row is the one: `alias.id` against the reference. */
  readonly on: string;
  readonly table: string;
  readonly alias: string;
  /** The reference's column, which holds the id of the row. */
  readonly key: string;
  /** What else the row must fulfil to be there; null: nothing. */
  readonly kept: string | null;
}

/** The joins that paths over references need, each once. */
export class Joins {
  readonly #prefix: string;
  readonly #joins: Join[] = [];
  readonly #aliases = new Map<string, string>();

  constructor(prefix = 'j') {
    this.#prefix = prefix;
  }

  /** The alias of what a path leads to; `join` tells table and condition when it is new. */
  alias(path: string, join: (alias: string) => Omit<Join, 'alias'>): string {
    const known = this.#aliases.get(path);
    if (known !== undefined) return known;
    const alias = `${this.#prefix}${this.#aliases.size + 1}`;
    this.#aliases.set(path, alias);
    this.#joins.push({ ...join(alias), alias });
    return alias;
  }

  get empty(): boolean {
    return this.#joins.length === 0;
  }

  /** What follows the first table of a FROM clause. */
  get sql(): string {
    return joinSql(this.#joins);
  }

  /** In the order in which they were needed: each stands on those before it. */
  get all(): readonly Join[] {
    return this.#joins;
  }
}

/** Joins as what follows the first table of a FROM clause. */
export function joinSql(joins: readonly Join[]): string {
  return joins.map((join) => `\nleft join ${join.table} ${join.alias} on ${onSql(join)}`).join('');
}

/** The condition of a join. */
export function onSql({ on, kept }: Join): string {
  return `${on}${kept === null ? '' : ` and ${kept}`}`;
}
