/**
 * `expand` keeps what runs now working, `contract` takes something away that the old version relied on,
 * `drop` destroys data and is only made where drops are allowed.
 */
export type MigrationKind = 'expand' | 'contract' | 'drop';

/** One change of the database, with what it costs. */
export interface MigrationStep {
  readonly kind: MigrationKind;
  /** The table it changes. */
  readonly table: string;
  /** What happens, for people. */
  readonly summary: string;
  readonly sql: string;
  /** The strongest lock it takes, by PostgreSQL's name. */
  readonly lock: 'none' | 'SHARE' | 'SHARE ROW EXCLUSIVE' | 'ACCESS EXCLUSIVE';
  /** Whether each row is read or written while the lock is held. */
  readonly readsEveryRow: boolean;
  /** The planner's estimate of the table's rows; null for a new table. */
  readonly rows: number | null;
  readonly bytes: number | null;
}

export interface MigrationProblem {
  readonly entity: string;
  readonly field: string | null;
  readonly reason: string;
  readonly hint: string;
}

/** What would change, in order; shown before it runs. */
export interface MigrationPlan {
  readonly schema: string;
  readonly steps: readonly MigrationStep[];
  /** Why it cannot be made; empty where it can. */
  readonly problems: readonly MigrationProblem[];
  /** What stays in the database though the definition has it no longer, and other things to know. */
  readonly warnings: readonly string[];
}
