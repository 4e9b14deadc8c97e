import type { SqlValue } from '@plinth/database';
import type { UserValues } from '../access/user-values.ts';
import { postgresDialect } from '../dialect/postgres-dialect.ts';
import type { SqlDialect } from '../dialect/sql-dialect.ts';

/** What a prepared statement is run with. */
export interface RunValues {
  readonly user: UserValues;
  /** Values of the page's names that a query's filter reads, by input name. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Ids, limits, cursor values. */
  readonly run?: Readonly<Record<string, SqlValue>>;
}

/** Gives the value of one parameter when the statement runs. */
export type Slot = (values: RunValues) => SqlValue;

/** Collects the parameters of a statement while it is written; values never become SQL text. */
export class Parameters {
  readonly slots: Slot[] = [];
  /** Which database the statement is for. */
  readonly dialect: SqlDialect;
  readonly #named = new Map<string, string>();

  constructor(dialect: SqlDialect = postgresDialect) {
    this.dialect = dialect;
  }

  /** The placeholder of a new parameter, cast to an SQL type that PostgreSQL would otherwise have to guess. */
  add(slot: Slot, type: string): string {
    const { dialect } = this;
    this.slots.push((values) => dialect.bound(slot(values), type));
    return dialect.placeholder(this.slots.length, type);
  }

  /** The placeholder of a value given by name when the statement runs. */
  run(name: string, type: string): string {
    return this.once(`run ${name} ${type}`, ({ run }) => run?.[name] ?? null, type);
  }

  /** A parameter that is the same wherever the statement mentions it. */
  once(name: string, slot: Slot, type: string): string {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const placeholder = this.add(slot, type);
    this.#named.set(name, placeholder);
    return placeholder;
  }

  bind(values: RunValues): SqlValue[] {
    return this.slots.map((slot) => slot(values));
  }
}
