import { type Queryable, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { CatalogName } from '../model/entity-model.ts';

/** A table as it is in the database. */
export interface ExistingTable {
  readonly name: string;
  /** Column to its type as `format_type` writes it. */
  readonly columns: ReadonlyMap<string, { readonly type: string; readonly notNull: boolean }>;
  readonly constraints: ReadonlySet<string>;
  readonly indexes: ReadonlySet<string>;
  /** The planner's estimate; -1 where nobody has counted yet. */
  readonly rows: number;
  readonly bytes: number;
}

const tablesOf = statement(`
select c.relname as name, c.reltuples::float8 as rows, pg_total_relation_size(c.oid)::float8 as bytes,
  (select coalesce(json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull)), '[]')
   from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  (select coalesce(json_agg(k.conname), '[]') from pg_constraint k where k.conrelid = c.oid) as constraints,
  (select coalesce(json_agg(i.relname), '[]') from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = c.oid) as indexes
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and c.relkind = 'r' and c.relname = any($2)`);

interface TableRow {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly columns: readonly (readonly [string, string, boolean])[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
}

/** Those of the named tables that a schema has. */
export async function introspect(
  context: RequestContext,
  queryable: Queryable,
  schema: string,
  names: readonly string[],
): Promise<Map<string, ExistingTable>> {
  const { rows } = await queryable.query<TableRow>(context, tablesOf, [schema, names]);
  return new Map(
    rows.map((row) => [
      row.name,
      {
        name: row.name,
        rows: row.rows,
        bytes: row.bytes,
        columns: new Map(row.columns.map(([name, type, notNull]) => [name, { type, notNull }])),
        constraints: new Set(row.constraints),
        indexes: new Set(row.indexes),
      },
    ]),
  );
}

const namesOf = statement(
  `select definition, record, name from plinth.record_name
where tenant_id = $1 and environment_id = $2 and definition = any($3) order by definition, record`,
);

/** The physical names chosen so far in the context's environment for some definitions. */
export async function readNames(context: RequestContext, queryable: Queryable, definitions: readonly string[]): Promise<CatalogName[]> {
  if (context.environment === null) return [];
  const { rows } = await queryable.query<CatalogName>(context, namesOf, [context.tenant.id, context.environment.id, definitions]);
  return rows;
}

const tableNamesOf = statement(
  `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind = 'r'`,
);

/** Every name that is taken in a schema. */
export async function readTableNames(context: RequestContext, queryable: Queryable, schema: string): Promise<string[]> {
  const { rows } = await queryable.query<{ name: string }>(context, tableNamesOf, [schema]);
  return rows.map(({ name }) => name);
}

const othersOf = statement(
  `select distinct name from plinth.record_name where tenant_id = $1 and environment_id = $2 and definition <> $3 and name = any($4)`,
);

/** Those of some names that other definitions of the environment have chosen too: a column may be called like their table. */
export async function namesOfOthers(
  context: RequestContext,
  queryable: Queryable,
  definition: string,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const values = [context.tenant.id, context.environment?.id ?? '', definition, names];
  const { rows } = await queryable.query<{ name: string }>(context, othersOf, values);
  return new Set(rows.map(({ name }) => name));
}
