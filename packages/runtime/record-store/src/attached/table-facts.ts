import { type PipelinePart, type Row, statement } from '@plinth/database';
import type { SourceTable } from '../model/attached-entity.ts';
import type { EntityModel } from '../model/entity-model.ts';

/** A column as the other database has it now. */
export interface ColumnFacts {
  readonly name: string;
  /** As PostgreSQL writes it, `numeric(10,2)`. */
  readonly type: string;
  /** Whether a value can lose something on its way into the column without an error: digits, letters, a part of a second. */
  readonly lossy: boolean;
  /** Whether the database gives the value: always, where none is given, or never. */
  readonly given: 'always' | 'default' | 'never';
}

export interface ConstraintFacts {
  readonly name: string;
  readonly kind: 'unique' | 'foreign key' | 'check';
  /** Names of columns. */
  readonly columns: readonly string[];
}

/** A foreign key that deletes or changes rows of its own table when the row that it leads to is deleted. */
export interface ActingKey {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly targets: readonly string[];
}

/** What writing to a table takes to know; asked with each write, for others may change the table at any time. */
export interface TableFacts {
  readonly columns: ReadonlyMap<string, ColumnFacts>;
  readonly constraints: readonly ConstraintFacts[];
  readonly acting: readonly ActingKey[];
}

const facts = statement(`with place as (
  select c.oid from pg_catalog.pg_class c where c.relnamespace = (select oid from pg_catalog.pg_namespace where nspname = $1::name)
    and c.relname = $2::name and c.relkind in ('r', 'p')),
named as (
  select a.attrelid, a.attnum, a.attname::text as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
    t.typcategory in ('N', 'S', 'D', 'T', 'V', 'A') as lossy,
    case when a.attidentity = 'a' or a.attgenerated <> '' then 'always'
      when a.attidentity = 'd' or a.atthasdef or t.typdefault is not null then 'default' else 'never' end as given
  from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
  where a.attrelid = (select oid from place) and a.attnum > 0 and not a.attisdropped)
select (select pg_catalog.json_agg(pg_catalog.to_json(n)) from named n) as columns,
  (select pg_catalog.json_agg(pg_catalog.json_build_object('name', each.name, 'kind', each.kind, 'columns',
      (select pg_catalog.json_agg(n.name) from named n where n.attnum = any(each.keys)))) from (
    select conname::text as name, case contype when 'f' then 'foreign key' when 'c' then 'check' else 'unique' end as kind, conkey as keys
      from pg_catalog.pg_constraint where conrelid = (select oid from place) and contype in ('p', 'u', 'x', 'f', 'c')
    union all select i.relname::text, 'unique', x.indkey::int2[] from pg_catalog.pg_index x join pg_catalog.pg_class i on i.oid = x.indexrelid
      where x.indrelid = (select oid from place) and x.indisunique) each) as constraints,
  (select pg_catalog.json_agg(pg_catalog.json_build_object('schema', n.nspname::text, 'table', c.relname::text,
      'columns', (select pg_catalog.json_agg(a.attname::text order by k.place) from pg_catalog.unnest(f.conkey) with ordinality as k (number, place)
        join pg_catalog.pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.number),
      'targets', (select pg_catalog.json_agg(a.attname::text order by k.place) from pg_catalog.unnest(f.confkey) with ordinality as k (number, place)
        join pg_catalog.pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.number)))
    from pg_catalog.pg_constraint f join pg_catalog.pg_class c on c.oid = f.conrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where f.confrelid = (select oid from place) and f.contype = 'f' and f.conparentid = 0 and f.confdeltype in ('c', 'n', 'd')) as acting
from place`);

/** Asks for the facts of a table. */
export function factsPart({ schema, table }: SourceTable): PipelinePart {
  return { statement: facts, values: [schema, table] };
}

/** The facts in the answer; null where there is no such table that holds rows of its own: views and foreign tables are none. */
export function factsIn(rows: readonly Row[]): TableFacts | null {
  const [row] = rows as readonly {
    readonly columns: readonly ColumnFacts[] | null;
    readonly constraints: readonly ConstraintFacts[] | null;
    readonly acting: readonly ActingKey[] | null;
  }[];
  if (row === undefined) return null;
  return {
    columns: new Map((row.columns ?? []).map((column) => [column.name, column])),
    constraints: row.constraints ?? [],
    acting: row.acting ?? [],
  };
}

/** The entity with the names that its table has there, so that what PostgreSQL refuses can be said of its fields. */
export function namedAsThere(entity: EntityModel, { constraints }: TableFacts): EntityModel {
  const fieldsOf = (names: readonly string[] | null) =>
    entity.fields.filter(({ record }) => names?.includes(record.column ?? '') === true).map(({ key }) => key);
  const named = (kind: ConstraintFacts['kind']) =>
    constraints
      .filter((constraint) => constraint.kind === kind)
      .map(({ name, columns: names }) => ({ name, unique: kind === 'unique', sql: '', fields: fieldsOf(names) }));
  return {
    ...entity,
    fields: entity.fields.map((field) => ({ ...field, column: field.record.column ?? field.column })),
    indexes: named('unique'),
    foreignKeys: named('foreign key'),
    checks: named('check'),
  };
}
