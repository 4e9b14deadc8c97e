import type { Catalog, CatalogConstraint, CatalogTable } from '@plinth/database';

/** A table with what becomes of it as a whole. */
export interface ChosenTable {
  readonly table: CatalogTable;
  readonly use:
    | { readonly as: 'entity'; readonly key: readonly string[]; readonly onlyRead: boolean; readonly changes: readonly string[] }
    /** Its rows only join those of two others. */
    | { readonly as: 'link'; readonly from: CatalogConstraint; readonly to: CatalogConstraint }
    | { readonly as: 'nothing'; readonly reason: string };
}

/** A table's place as text. */
export function placeOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return JSON.stringify([schema, name]);
}

/**
 * Which tables become entities, which relations many to many, and which nothing, with the reason. Attached, tables that
 * only link are entities too: what is read there stays as it is. `wanted` has the places of those that people chose.
 */
export function chooseTables(catalog: Catalog, attached: boolean, wanted: ReadonlySet<string> | null): readonly ChosenTable[] {
  const first = catalog.tables.map((table): ChosenTable => {
    const use = useAsEntity(table, attached);
    const left = use.as !== 'nothing' && wanted?.has(placeOf(table)) === false;
    return { table, use: left ? { as: 'nothing', reason: 'it was not chosen' } : use };
  });
  if (attached) return first;
  const entities = new Set(first.filter(({ use }) => use.as === 'entity').map(({ table }) => placeOf(table)));
  const links = new Set(
    first.filter(({ table, use }) => use.as === 'entity' && linkOf(table, entities) !== null).map(({ table }) => placeOf(table)),
  );
  // What refers to a link table, or is joined by one, must stay an entity.
  for (const { table } of first) {
    for (const { target } of foreignKeys(table)) if (target !== null) links.delete(placeOf({ schema: target.schema, name: target.table }));
  }
  return first.map((chosen) => {
    const link = links.has(placeOf(chosen.table)) ? linkOf(chosen.table, entities) : null;
    return link === null ? chosen : { table: chosen.table, use: { as: 'link', ...link } };
  });
}

/** The foreign keys of a table, those of its partitions apart. */
export function foreignKeys(table: CatalogTable): readonly CatalogConstraint[] {
  return table.constraints.filter(({ kind }) => kind === 'foreign key');
}

function useAsEntity(table: CatalogTable, attached: boolean): ChosenTable['use'] {
  const readable = new Set(table.columns.filter(({ allows }) => allows.read).map(({ name }) => name));
  const isReadable = (columns: readonly string[]) => columns.every((name) => readable.has(name));
  // Only who may read all of a row is told where it lies, and what all of it is.
  const place = attached && readable.size === table.columns.length ? table.rowPlace : null;
  const reason = reasonAgainst(table, place !== null);
  if (reason !== null) return { as: 'nothing', reason };
  const changes: string[] = [];
  const primary = table.constraints.find(({ kind, columns }) => kind === 'primary key' && isReadable(columns));
  const unique = primary?.columns ?? [uniqueKey(table), table.viewKey].find((columns) => columns != null && isReadable(columns)) ?? null;
  const key = unique ?? place;
  if (key === null) return { as: 'nothing', reason: noKey };
  const onlyRead = unique === null || !holdsRows.has(table.kind);
  if (unique === null)
    changes.push(key.length === 0 ? knownByValues(table.kind) : `${noKey}; it is only shown, and a row that changes is another`);
  else if (primary === undefined) changes.push(`it has no primary key; rows are known by ${key.join(', ')}, ${uniquely(table.kind)}`);
  if (key.length > 1 && !attached)
    changes.push(`its primary key has ${key.length} columns (${key.join(', ')}); records have an id of their own beside them`);
  if (table.kind === 'partitioned table') changes.push('its partitions are not told apart');
  if (table.kind === 'table' && table.parents.length > 0)
    changes.push(`it inherits from ${table.parents.join(', ')}, which shows its rows too`);
  if (table.rowSecurity) changes.push('its row-level security stays a matter of the database');
  if (table.triggers.length > 0) changes.push(`its triggers (${table.triggers.join(', ')}) stay in the database`);
  return { as: 'entity', key, onlyRead, changes };
}

const noKey = 'it has no primary key and no unique columns that are never empty, by which a row could be known';
const holdsRows: ReadonlySet<CatalogTable['kind']> = new Set(['table', 'partitioned table']);

function knownByValues(kind: CatalogTable['kind']): string {
  return `a ${kind} has no key; it is only shown, and rows of which all values are the same count as one`;
}

function uniquely(kind: CatalogTable['kind']): string {
  if (kind === 'view') return 'as those of the table that it shows; it is only shown';
  return kind === 'materialised view' ? 'which are unique; it is only shown' : 'which are unique and never empty';
}

function reasonAgainst(table: CatalogTable, knowsPlaces: boolean): string | null {
  if (table.extension !== null) return `it belongs to the extension ${table.extension}`;
  if (!knowsPlaces && (table.kind === 'view' || table.kind === 'materialised view'))
    return `a ${table.kind} has no primary key, by which a record could be known; make a page or a query of what it shows`;
  if (table.kind === 'partition') return `it is a part of ${table.parents.join(', ')}`;
  if (!knowsPlaces && table.kind === 'foreign table')
    return 'a foreign table has no primary key, by which a record could be known; read the other database itself';
  if (!table.allows.read) return 'the login may not read it';
  return table.columns.length === 0 ? 'it has no columns' : null;
}

/** The columns of the first unique constraint or index whose columns are never empty; a materialised view cannot say that they are. */
function uniqueKey(table: CatalogTable): readonly string[] | null {
  const required = new Set(table.columns.filter((column) => column.required).map(({ name }) => name));
  const candidates = [
    ...table.constraints.filter(({ kind }) => kind === 'unique').map(({ columns }) => columns),
    ...table.indexes.filter(({ unique, plain }) => unique && plain).map(({ columns }) => columns),
  ];
  const never = (name: string) => table.kind === 'materialised view' || required.has(name);
  return candidates.find((columns) => columns.every(never)) ?? null;
}

/** The two foreign keys of a table whose rows say nothing but that two others belong together. */
function linkOf(
  table: CatalogTable,
  entities: ReadonlySet<string>,
): { readonly from: CatalogConstraint; readonly to: CatalogConstraint } | null {
  const key = table.constraints.find(({ kind }) => kind === 'primary key')?.columns ?? uniqueKey(table);
  if (table.columns.length !== 2 || key?.length !== 2) return null;
  const [from, to] = key.map((name) => foreignKeys(table).find(({ columns }) => columns.length === 1 && columns[0] === name));
  const known = (foreign: CatalogConstraint | undefined) =>
    foreign?.target != null && entities.has(placeOf({ schema: foreign.target.schema, name: foreign.target.table }));
  return from !== undefined && to !== undefined && known(from) && known(to) ? { from, to } : null;
}
