import { statement } from '@plinth/database';
import type { RowsPlace } from './rows-there.ts';
import type { ActingKey, ColumnFacts, ConstraintFacts, TableFacts } from './table-facts.ts';

const here = (schema: string, table: string) =>
  `${schema} = convert($1 using utf8mb4) collate utf8mb4_general_ci and ${table} = convert($2 using utf8mb4) collate utf8mb4_general_ci`;
const columns =
  statement(`select column_name as name, column_type as type, data_type as data, extra, column_default as given, is_nullable as nullable
from information_schema.columns c where ${here('table_schema', 'table_name')}
  and exists (select 1 from information_schema.tables t where t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type <> 'VIEW')
order by ordinal_position`);
const keys = statement(`select index_name as name, 'unique' as kind, column_name as "column" from information_schema.statistics
  where ${here('table_schema', 'table_name')} and non_unique = 0
union all select constraint_name, 'foreign key', column_name from information_schema.key_column_usage
  where ${here('table_schema', 'table_name')} and referenced_table_name is not null`);
const checks = statement(`select constraint_name as name, check_clause as text, level from information_schema.check_constraints
where ${here('constraint_schema', 'table_name')}`);
const acting =
  statement(`select k.constraint_schema as "schema", k.table_name as "table", k.constraint_name as name, k.column_name as "column", k.referenced_column_name as target
from information_schema.referential_constraints r
join information_schema.key_column_usage k on k.constraint_schema = r.constraint_schema and k.table_name = r.table_name and k.constraint_name = r.constraint_name
where ${here('k.referenced_table_schema', 'k.referenced_table_name')} and r.delete_rule in ('CASCADE', 'SET NULL', 'SET DEFAULT')
order by k.constraint_schema, k.table_name, k.constraint_name, k.ordinal_position`);

/** Types whose columns round or cut without an error. */
const lossy = new Set([
  'decimal',
  'float',
  'double',
  'time',
  'datetime',
  'timestamp',
  'date',
  'set',
  'tinyint',
  'smallint',
  'mediumint',
  'int',
  'bigint',
]);

/** What MariaDB says of a table; null where it is none that holds rows of its own. */
export async function mariadbFacts({ context, transaction, place }: RowsPlace): Promise<TableFacts | null> {
  const values = [place.schema, place.table];
  const answers = await transaction.batch(
    context,
    [columns, keys, checks, acting].map((asked) => ({ statement: asked, values })),
  );
  const [ofColumns = [], ofKeys = [], ofChecks = [], ofActing = []] = answers.map(({ rows }) => rows as unknown as readonly FactRow[]);
  if (ofColumns.length === 0) return null;
  return {
    columns: new Map(ofColumns.map((row) => [row.name, columnOf(row)])),
    constraints: [...constraintsOf(ofKeys), ...ofChecks.map(checkOf)],
    acting: actingOf(ofActing),
  };
}

interface FactRow {
  readonly name: string;
  readonly kind: ConstraintFacts['kind'];
  readonly type: string;
  readonly data: string;
  readonly extra: string;
  readonly given: string | null;
  readonly nullable: string;
  readonly text: string;
  readonly level: string;
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly target: string;
}

function columnOf({ name, type, data, extra, given }: FactRow): ColumnFacts {
  const computed = /GENERATED/i.test(extra);
  const filled = /auto_increment/i.test(extra) || (given !== null && given !== 'NULL');
  return { name, type, lossy: lossy.has(data.toLowerCase()), given: computed ? 'always' : filled ? 'default' : 'never' };
}

function constraintsOf(rows: readonly FactRow[]): readonly ConstraintFacts[] {
  return [...Map.groupBy(rows, ({ kind, name }) => JSON.stringify([kind, name])).values()].flatMap((parts) => {
    const [first] = parts;
    return first === undefined ? [] : [{ name: first.name, kind: first.kind, columns: parts.map(({ column }) => column) }];
  });
}

function checkOf({ name, text }: FactRow): ConstraintFacts {
  const quoted = text.replaceAll(/'(?:[^']|'')*'/g, "''").matchAll(/"((?:[^"]|"")+)"/g);
  const columns = [...quoted].map(([, column = '']) => column.replaceAll('""', '"'));
  return { name, kind: 'check', columns };
}

function actingOf(rows: readonly FactRow[]): readonly ActingKey[] {
  return [...Map.groupBy(rows, ({ schema, table, name }) => JSON.stringify([schema, table, name])).values()].flatMap((parts) => {
    const [first] = parts;
    if (first === undefined) return [];
    return [
      { schema: first.schema, table: first.table, columns: parts.map(({ column }) => column), targets: parts.map(({ target }) => target) },
    ];
  });
}
