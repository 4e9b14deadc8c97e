import type { Socket } from 'node:net';
import { foundationErrors } from '@plinth/foundation';
import type { Client } from 'pg';
import { withinBounds } from '../answer-bounds.ts';
import { databaseErrors } from '../errors.ts';
import { sourceError, sourceLogin } from '../source-login.ts';
import { WatchedClient } from '../watched-client.ts';
import type {
  Catalog,
  CatalogColumn,
  CatalogConstraint,
  CatalogIndex,
  CatalogTable,
  CatalogTableKind,
  CatalogThing,
  CatalogType,
} from './catalog.ts';
import { columnsText, constraintsText, indexesText, othersText, tablesText, typesText, viewKeysText } from './catalog-statements.ts';

export interface ReadCatalogOptions {
  /** Schemas to read; where absent all but PostgreSQL's own. */
  readonly schemas?: readonly string[];
  /** How long one statement may run; 30 s where absent. */
  readonly statementTimeoutMilliseconds?: number;
  readonly signal?: AbortSignal;
  /** Makes the socket on which it is reached; any where absent. */
  readonly socket?: () => Socket;
}

const oldestVersion = 150_000;
/** Of everything together, and how many statements may take as long as they may. */
const [mostBytes, slowStatements] = [256_000_000, 4];

/**
 * Reads what a PostgreSQL ≥ 15 database has, at one moment, in a transaction that can write nothing. The same database
 * gives the same answer. Throws `database.source-unreachable`, `database.bad-address`, `database.too-old`,
 * `database.no-schema`; no error says the address, in which a password may stand.
 */
export async function readCatalog(address: string, options: ReadCatalogOptions = {}): Promise<Catalog> {
  const { signal, socket, statementTimeoutMilliseconds = 30_000 } = options;
  const watched = new WatchedClient({
    ...sourceLogin(address, statementTimeoutMilliseconds),
    ...(socket === undefined ? {} : { stream: socket }),
  });
  const { client } = watched;
  // A connection that breaks makes its statement fail; without a listener it would end the process besides.
  client.on('error', () => {});
  const stop = () => watched.end();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await withinBounds(watched, { bytes: mostBytes, milliseconds: slowStatements * statementTimeoutMilliseconds }, async () => {
      await client.connect();
      await client.query('begin isolation level repeatable read read only');
      // Names come with their schema, and nobody else's functions take the place of PostgreSQL's.
      await client.query('set local search_path = pg_catalog');
      return read(client, options.schemas ?? null);
    });
  } catch (cause) {
    if (signal?.aborted === true) throw foundationErrors.cancelled({}, { cause });
    throw sourceError(cause);
  } finally {
    signal?.removeEventListener('abort', stop);
    await watched.close();
  }
}

type Rows<Result> = Promise<readonly Result[]>;

async function read(client: Client, schemas: readonly string[] | null): Promise<Catalog> {
  const ask = async <Result>(text: string, values: readonly unknown[] = []): Rows<Result> =>
    (await client.query(text, [...values])).rows as Result[];
  const [server] = await ask<{ database: string; version: string; number: string }>(
    `select current_database() as database, current_setting('server_version') as version, current_setting('server_version_num') as number`,
  );
  if (server === undefined) throw new Error('PostgreSQL answers nothing.');
  if (Number(server.number) < oldestVersion) throw databaseErrors.tooOld({ version: server.version });
  await requireSchemas(ask, schemas);
  const tables = await ask<TableRow>(tablesText, [schemas]);
  const ids = tables.map(({ id }) => id);
  const columns = groupByTable(await ask<ColumnRow>(columnsText, [ids]));
  const constraints = groupByTable(await ask<ConstraintRow>(constraintsText, [ids]));
  const indexes = groupByTable(await ask<IndexRow>(indexesText, [ids]));
  const viewKeys = new Map((await ask<ViewKeyRow>(viewKeysText, [ids])).map((row) => [row.table, row]));
  const large = new Set(tables.filter((row) => row.is_large).map(({ id }) => id));
  const types = (await ask<TypeRow>(typesText, [ids])).map(typeOf);
  const others = await ask<CatalogThing>(othersText, [schemas, types.map(({ id }) => String(id))]);
  return {
    database: server.database,
    version: server.version.split(' ')[0] ?? server.version,
    schemas: schemas ?? [...new Set(tables.map(({ schema }) => schema))],
    tables: tables.map((row) => ({
      ...tableOf(row),
      viewKey: viewKeys.get(row.id)?.columns ?? null,
      isLarge: large.has(viewKeys.get(row.id)?.origin ?? row.id),
      columns: (columns.get(row.id) ?? []).map(columnOf),
      constraints: (constraints.get(row.id) ?? []).map(constraintOf),
      indexes: (indexes.get(row.id) ?? []).map(indexOf),
    })),
    types: new Map(types.map((type) => [type.id, type])),
    others,
  };
}

/** A misspelt schema must not look like an empty one. */
async function requireSchemas(ask: <Result>(text: string, values?: readonly unknown[]) => Rows<Result>, schemas: readonly string[] | null) {
  if (schemas === null) return;
  const found = await ask<{ nspname: string }>('select nspname from pg_namespace where nspname = any($1)', [schemas]);
  const missing = schemas.find((name) => !found.some(({ nspname }) => nspname === name));
  if (missing !== undefined) throw databaseErrors.noSchema({ schema: missing });
}

function groupByTable<Row extends { readonly table: string }>(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  return Map.groupBy(rows, ({ table }) => table);
}

interface TableRow {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  readonly relkind: string;
  readonly partition: boolean;
  readonly comment: string | null;
  readonly row_security: boolean;
  readonly has_parts: boolean;
  readonly is_large: boolean;
  readonly extension: string | null;
  readonly parents: readonly string[];
  readonly may_read: boolean;
  readonly may_create: boolean;
  readonly may_update: boolean;
  readonly may_delete: boolean;
  readonly triggers: readonly string[];
}

const tableKinds: Readonly<Record<string, CatalogTableKind>> = {
  r: 'table',
  p: 'partitioned table',
  v: 'view',
  m: 'materialised view',
  f: 'foreign table',
};

function tableOf(row: TableRow): Omit<CatalogTable, 'columns' | 'constraints' | 'indexes' | 'viewKey' | 'isLarge'> {
  const { schema, name, comment, parents, extension, triggers } = row;
  return {
    schema,
    name,
    kind: row.partition ? 'partition' : (tableKinds[row.relkind] ?? 'table'),
    comment,
    parents,
    extension,
    allows: { read: row.may_read, create: row.may_create, update: row.may_update, delete: row.may_delete },
    rowSecurity: row.row_security,
    rowPlace: rowPlaceOf(row),
    triggers,
  };
}

/** Parts of a table have places of their own, which may be the same. */
function rowPlaceOf({ relkind, has_parts: hasParts }: TableRow): readonly string[] {
  if (relkind !== 'r' && relkind !== 'p') return [];
  return hasParts || relkind === 'p' ? ['tableoid', 'ctid'] : ['ctid'];
}

interface ViewKeyRow {
  readonly table: string;
  /** The table whose rows it shows. */
  readonly origin: string;
  readonly columns: readonly string[];
}

interface ColumnRow {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly type_id: string;
  readonly may_read: boolean;
  readonly may_write: boolean;
  readonly required: boolean;
  readonly identity: string;
  readonly generated: string;
  readonly default: string | null;
  readonly comment: string | null;
}

function columnOf(row: ColumnRow): CatalogColumn {
  const numbered = { a: 'always', d: 'by default' } as const;
  return {
    name: row.name,
    type: row.type,
    typeId: Number(row.type_id),
    required: row.required,
    default: row.default,
    allows: { read: row.may_read, write: row.may_write },
    given: row.generated !== '' ? 'generated' : row.identity === 'a' || row.identity === 'd' ? numbered[row.identity] : null,
    comment: row.comment,
  };
}

interface ConstraintRow {
  readonly table: string;
  readonly name: string;
  readonly kind: string;
  readonly definition: string;
  readonly condition: string | null;
  readonly on_delete: string;
  readonly columns: readonly string[];
  readonly target_schema: string | null;
  readonly target_table: string | null;
  readonly target_columns: readonly string[];
}

const constraintKinds: Readonly<Record<string, CatalogConstraint['kind']>> = {
  p: 'primary key',
  u: 'unique',
  f: 'foreign key',
  c: 'check',
  x: 'exclusion',
};
const deletions: Readonly<Record<string, NonNullable<CatalogConstraint['onDelete']>>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};

function constraintOf(row: ConstraintRow): CatalogConstraint {
  const { target_schema: schema, target_table: table, target_columns: columns } = row;
  return {
    name: row.name,
    kind: constraintKinds[row.kind] ?? 'check',
    columns: row.columns,
    definition: row.definition,
    condition: row.condition,
    target: schema === null || table === null ? null : { schema, table, columns },
    onDelete: deletions[row.on_delete] ?? null,
  };
}

type IndexRow = CatalogIndex & { readonly table: string };

function indexOf({ name, unique, columns, definition, plain }: IndexRow): CatalogIndex {
  return { name, unique, columns, definition, plain };
}

interface TypeRow {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly element_id: string | null;
  readonly base_id: string;
  readonly base: string | null;
  readonly required: boolean;
  readonly default: string | null;
  readonly labels: readonly string[];
  readonly checks: readonly { readonly name: string; readonly condition: string }[];
}

const typeKinds: Readonly<Record<string, CatalogType['kind']>> = {
  b: 'base',
  e: 'enum',
  d: 'domain',
  c: 'composite',
  r: 'range',
  m: 'multirange',
  p: 'pseudo',
};

function typeOf(row: TypeRow): CatalogType {
  const { schema, name, labels, checks } = row;
  const kind = typeKinds[row.kind] ?? 'base';
  return {
    id: Number(row.id),
    schema,
    name,
    kind,
    elementId: row.element_id === null ? null : Number(row.element_id),
    labels,
    domain:
      kind === 'domain'
        ? { baseId: Number(row.base_id), base: row.base ?? '', required: row.required, default: row.default, checks }
        : null,
  };
}
