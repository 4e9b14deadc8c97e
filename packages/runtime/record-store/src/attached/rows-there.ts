import type { RequestContext, Violation } from '@plinth/foundation';
import type { Grant } from '../access/access.ts';
import type { RecordValues } from '../expressions/rule-compiler.ts';
import type { SourceTable } from '../model/attached-entity.ts';
import type { EntityModel } from '../model/entity-model.ts';
import type { AskedDatabase } from '../read/attached-sources.ts';
import type { ReadScope } from '../read/record-reader.ts';
import type { WrittenField } from './attached-statements.ts';
import { mariadbRowsThere } from './mariadb-rows-there.ts';
import { postgresRowsThere } from './postgres-rows-there.ts';
import type { ActingKey, TableFacts } from './table-facts.ts';

/** An open transaction of another database, for whom, and on which rows. */
export interface RowsPlace {
  readonly context: RequestContext;
  readonly scope: ReadScope;
  readonly entity: EntityModel;
  readonly place: SourceTable;
  readonly transaction: AskedDatabase;
}

/** What a row is before it is changed. */
export interface RowBefore {
  readonly version: number;
  readonly granted: boolean | null;
  readonly record: RecordValues;
}

/** Values by the columns of own tables. */
export type RowValues = Readonly<Record<string, unknown>>;

/** How rows of one kind of database are written. */
export interface RowsThere {
  /** What writing takes to know of the table; null where it holds no rows of its own. */
  facts(at: RowsPlace): Promise<TableFacts | null>;
  /** Locks a row until the transaction ends; null where the writer sees none. */
  lock(at: RowsPlace, grants: readonly Grant[], id: string): Promise<RowBefore | null>;
  /** The version of a row now, and whether the grants hold on it. */
  state(
    at: Omit<RowsPlace, 'place'>,
    grants: readonly Grant[],
    id: string,
  ): Promise<{ readonly version: number; readonly granted: boolean }>;
  /** Whether the writer sees the record that a reference would lead to. */
  sees(at: RowsPlace, target: EntityModel, id: string): Promise<boolean>;
  /** Values that their columns cannot hold as they are, as far as that can be told before. */
  misfits(at: RowsPlace, fields: readonly WrittenField[], row: RowValues): Promise<readonly Violation[]>;
  /** Makes a row and gives its id. */
  insert(at: RowsPlace, facts: TableFacts, fields: readonly WrittenField[], row: RowValues): Promise<string>;
  /** How many rows were changed. */
  update(at: RowsPlace, facts: TableFacts, fields: readonly WrittenField[], id: string, row: RowValues): Promise<number>;
  delete(at: RowsPlace, facts: TableFacts, id: string): Promise<number>;
  /** Whether the database would delete or change other rows by a foreign key were this one deleted. */
  actsOn(at: RowsPlace, facts: TableFacts, key: ActingKey, id: string): Promise<boolean>;
}

/** How rows of a database are written. */
export function rowsOf({ product }: AskedDatabase): RowsThere {
  return product === 'mariadb' ? mariadbRowsThere : postgresRowsThere;
}
