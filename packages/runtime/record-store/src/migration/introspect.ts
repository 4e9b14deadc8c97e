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
where n.nspname = $1 and c.relkind = 'r'`);

interface TableRow {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly columns: readonly (readonly [string, string, boolean])[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
}

/** The tables of a schema; empty where there is no such schema. */
export async function introspect(context: RequestContext, queryable: Queryable, schema: string): Promise<Map<string, ExistingTable>> {
  const { rows } = await queryable.query<TableRow>(context, tablesOf, [schema]);
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
  `select definition, record, name from plinth.record_name where tenant_id = $1 and environment_id = $2 order by definition, record`,
);

/** The physical names chosen so far in the context's environment. */
export async function readNames(context: RequestContext, queryable: Queryable): Promise<CatalogName[]> {
  if (context.environment === null) return [];
  const { rows } = await queryable.query<CatalogName>(context, namesOf, [context.tenant.id, context.environment.id]);
  return rows;
}
