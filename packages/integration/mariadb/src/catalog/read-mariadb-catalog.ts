import {
  type Catalog,
  type CatalogColumn,
  type CatalogConstraint,
  type CatalogIndex,
  type CatalogThing,
  databaseErrors,
} from '@plinth/database';
import type { OutgoingSockets } from '@plinth/outgoing';
import { MariadbConnection } from '../mariadb-connection.ts';
import * as statements from './catalog-statements.ts';
import { ColumnTypes, type ColumnUse, defaultOf } from './column-types.ts';

export interface ReadMariadbCatalogOptions {
  readonly socket: OutgoingSockets;
  readonly signal: AbortSignal;
  /** Databases to read; the one of the address where absent. */
  readonly schemas?: readonly string[] | undefined;
  readonly statementTimeoutMilliseconds?: number | undefined;
}

interface Place {
  readonly schema: string;
  readonly table: string;
}

/**
 * Reads what a MariaDB has, in the form that PostgreSQL's catalog has: a database there is a schema here. Throws
 * `database.bad-address`, `database.source-unreachable`, `database.not-mariadb`, `database.no-schema`.
 */
export async function readMariadbCatalog(address: string, options: ReadMariadbCatalogOptions): Promise<Catalog> {
  const connection = await MariadbConnection.open(address, options);
  const { signal } = options;
  try {
    const [about] = (await connection.run('select database() as name, version() as version', [], signal)).rows;
    const { name, version } = about as { readonly name: string; readonly version: string };
    const schemas = options.schemas ?? [name];
    const ask = async <Row>(text: string): Promise<readonly Row[]> =>
      (await connection.run(text, [JSON.stringify(schemas)], signal)).rows as readonly Row[];
    const found = await ask<{ name: string }>(statements.schemasText);
    const missing = schemas.find((each) => !found.some((schema) => schema.name === each));
    if (missing !== undefined) throw databaseErrors.noSchema({ schema: missing });
    return {
      database: name,
      version: version.split('-')[0] ?? version,
      schemas,
      ...(await tablesOf(ask)),
      others: await ask<CatalogThing>(statements.othersText),
    };
  } finally {
    await connection.close();
  }
}

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly comment: string | null;
  readonly row_count: unknown;
  readonly may_read: unknown;
  readonly may_create: unknown;
  readonly may_update: unknown;
  readonly may_delete: unknown;
}

async function tablesOf(ask: <Row>(text: string) => Promise<readonly Row[]>): Promise<Pick<Catalog, 'tables' | 'types'>> {
  const tables = await ask<TableRow>(statements.tablesText);
  const columns = grouped(await ask<ColumnRow>(statements.columnsText));
  const keys = grouped(await ask<KeyRow>(statements.keysText));
  const checks = grouped(await ask<CheckRow>(statements.checksText));
  const indexes = grouped(await ask<IndexRow>(statements.indexesText));
  const triggers = grouped(await ask<Place & { readonly name: string }>(statements.triggersText));
  const types = new ColumnTypes();
  return {
    tables: tables.map((row) => {
      const at = placeOf({ schema: row.schema, table: row.name });
      const ownChecks = checks.get(at) ?? [];
      const json = new Set(
        ownChecks.flatMap(({ condition }) => /^json_valid\("((?:[^"]|"")+)"\)$/i.exec(condition)?.[1]?.replaceAll('""', '"') ?? []),
      );
      const ofKey = new Set((keys.get(at) ?? []).flatMap(({ kind, column }) => (kind === 'PRIMARY KEY' ? [column] : [])));
      const ownColumns = (columns.get(at) ?? []).map((column) =>
        columnOf(column, types, { isJson: json.has(column.name), isKey: ofKey.has(column.name) }),
      );
      const bytes = new Set(ownColumns.filter(({ typeId }) => types.all.get(typeId)?.name === 'bytea').map((column) => column.name));
      const constraints = [...keysOf(keys.get(at) ?? [], bytes), ...ownChecks.map(checkOf)];
      return {
        schema: row.schema,
        name: row.name,
        kind: row.kind === 'VIEW' ? 'view' : 'table',
        comment: row.comment,
        parents: [],
        extension: null,
        allows: { read: is(row.may_read), create: is(row.may_create), update: is(row.may_update), delete: is(row.may_delete) },
        rowSecurity: false,
        rowPlace: null,
        viewKey: null,
        isLarge: Number(row.row_count) > 100_000,
        triggers: (triggers.get(at) ?? []).map(({ name }) => name),
        columns: ownColumns,
        constraints,
        indexes: indexesOf(indexes.get(at) ?? [], new Set(constraints.map(({ name }) => name))),
      };
    }),
    types: types.all,
  };
}

function is(value: unknown): boolean {
  return Number(value) === 1;
}

function placeOf({ schema, table }: Place): string {
  return JSON.stringify([schema, table]);
}

function grouped<Row extends Place>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(rows, placeOf);
}

interface ColumnRow extends Place {
  readonly name: string;
  readonly data_type: string;
  readonly type: string;
  readonly required: unknown;
  readonly default: string | null;
  readonly extra: string;
  readonly comment: string | null;
  readonly expression: string | null;
}

function columnOf(row: ColumnRow, types: ColumnTypes, use: ColumnUse): CatalogColumn {
  const generated = /GENERATED/i.test(row.extra);
  return {
    name: row.name,
    ...types.of(row.data_type, row.type, use),
    required: is(row.required),
    allows: { read: true, write: true },
    default: generated ? row.expression : defaultOf(row.default, row.type),
    given: generated ? 'generated' : /auto_increment/i.test(row.extra) ? 'by default' : null,
    comment: row.comment,
  };
}

interface KeyRow extends Place {
  readonly name: string;
  readonly kind: string;
  readonly column: string;
  readonly target_schema: string | null;
  readonly target_table: string | null;
  readonly target_column: string | null;
  readonly on_delete: string | null;
}

const deletions: Readonly<Record<string, CatalogConstraint['onDelete']>> = {
  'NO ACTION': 'no action',
  RESTRICT: 'restrict',
  CASCADE: 'cascade',
  'SET NULL': 'set null',
  'SET DEFAULT': 'set default',
};

function keysOf(rows: readonly KeyRow[], bytes: ReadonlySet<string>): readonly CatalogConstraint[] {
  return [...Map.groupBy(rows, ({ kind, name }) => `${kind} ${name}`).values()].flatMap((parts) => {
    const [first] = parts;
    if (first === undefined) return [];
    const columns = parts.map(({ column }) => column);
    const { target_schema: schema, target_table: table } = first;
    const target =
      schema === null || table === null ? null : { schema, table, columns: parts.map(({ target_column: column }) => column ?? '') };
    const list = columns.map((column) => `\`${column}\``).join(', ');
    const kind = target !== null ? 'foreign key' : first.kind === 'PRIMARY KEY' ? 'primary key' : 'unique';
    return [
      {
        name: first.name,
        // A row is known by no bytes.
        kind: columns.some((column) => bytes.has(column)) ? 'exclusion' : kind,
        columns,
        definition:
          target === null
            ? `${first.kind} (${list})`
            : `FOREIGN KEY (${list}) REFERENCES \`${target.table}\` (${target.columns.join(', ')})`,
        condition: null,
        target,
        onDelete: target === null ? null : (deletions[first.on_delete ?? ''] ?? 'restrict'),
      },
    ];
  });
}

interface CheckRow extends Place {
  readonly name: string;
  readonly condition: string;
}

function checkOf({ name, condition }: CheckRow): CatalogConstraint {
  return { name, kind: 'check', columns: namesIn(condition), definition: `CHECK (${condition})`, condition, target: null, onDelete: null };
}

/** The names in a condition, which stand in double quotes in our connections. */
function namesIn(condition: string): readonly string[] {
  const names = [...condition.replaceAll(/'(?:[^']|'')*'/g, "''").matchAll(/"((?:[^"]|"")+)"/g)];
  return [...new Set(names.map(([, name = '']) => name.replaceAll('""', '"')))];
}

interface IndexRow extends Place {
  readonly name: string;
  readonly unique: unknown;
  readonly column: string | null;
  readonly kind: string;
  readonly part: unknown;
}

/** Those that no constraint made. */
function indexesOf(rows: readonly IndexRow[], constraints: ReadonlySet<string>): readonly CatalogIndex[] {
  return [...Map.groupBy(rows, ({ name }) => name)].flatMap(([name, parts]) => {
    const [first] = parts;
    if (first === undefined || constraints.has(name)) return [];
    const columns = parts.map(({ column }) => column ?? '');
    const definition = `${is(first.unique) ? 'UNIQUE ' : ''}${first.kind} (${columns.join(', ')})`;
    const plain = first.kind === 'BTREE' && parts.every(({ part, column }) => part === null && column !== null);
    return [{ name, unique: is(first.unique), columns, definition, plain }];
  });
}
