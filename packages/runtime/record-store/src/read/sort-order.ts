import type { SqlValue } from '@plinth/database';
import { postgresDialect } from '../dialect/postgres-dialect.ts';
import type { SqlDialect } from '../dialect/sql-dialect.ts';
import { recordErrors } from '../errors.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';
import type { EntityView } from './entity-view.ts';
import { keyParameter } from './one-record.ts';

export interface SortBy {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

/** One key of an order: its SQL and what the cursor needs to come back to it. */
export interface SortKey {
  readonly sql: string;
  readonly direction: 'asc' | 'desc';
  readonly nullable: boolean;
  /** Null where values are read as whatever type the column has. */
  readonly type: string | null;
}

const mostKeys = 8;
const unsortable = new Set(['json', 'multiChoice', 'file']);

/** `name,-amount` as sort keys. */
export function parseSort(text: string): SortBy[] {
  if (text.trim() === '') return [];
  return text.split(',').map((part) => {
    const field = part.trim();
    return field.startsWith('-') ? { field: field.slice(1), direction: 'desc' } : { field: field.replace(/^\+/, ''), direction: 'asc' };
  });
}

/** The order with the id at its end, so that it is the same at each reading. */
export function sortKeys(view: EntityView, sort: readonly SortBy[]): SortKey[] {
  if (sort.length > mostKeys) throw recordErrors.tooMany({ found: sort.length, things: 'sort keys', most: mostKeys });
  const keys: SortKey[] = [];
  for (const { field, direction } of sort) {
    const path = field.split('.');
    const found = view.path(path);
    if (found.field !== null && unsortable.has(found.field.record.type)) throw recordErrors.badSort({ field });
    // A reference sorts by its id, which at least keeps equal ones together.
    const type = found.field?.columns[0]?.type ?? systemType(found.key, found.view.entity.idType);
    const plain = path.length === 1 && found.sql === `${view.alias}."${found.field?.column}"`;
    // The order of the key is that of its index, and needs nothing behind it.
    const isPostgres = view.dialect.name === 'postgres';
    if (field === 'id' || (plain && isPostgres && isKey(view.entity, found.field))) return [...keys, ...idKeys(view, direction)];
    const own = plain && found.field?.record.required === true;
    const system = found.field === null && path.length === 1;
    const order = plain && isPostgres ? view.entity.source?.ordered.get(field) : undefined;
    keys.push({
      sql: order === undefined ? found.sql : `${view.alias}."${order}"`,
      direction,
      nullable: !(own || system),
      // A value that is cut would begin the next page in the wrong place.
      type: order === undefined ? type : type.replace(/\(\d\)/, ''),
    });
  }
  return [...keys, ...idKeys(view, keys.at(-1)?.direction ?? 'asc')];
}

/** The order of ids; of what they are made of, where that is the order of an index. */
function idKeys({ alias, entity, dialect }: EntityView, direction: SortKey['direction']): SortKey[] {
  const keys = dialect.name === 'postgres' ? (entity.source?.keys ?? []) : [];
  if (keys.length > 0) return keys.map(({ column, type }) => ({ sql: `${alias}."${column}"`, direction, nullable: false, type }));
  return [{ sql: `${alias}.id`, direction, nullable: false, type: entity.idType }];
}

/** Whether a field is all of the key by which another database knows a row. */
function isKey({ record }: EntityModel, field: FieldModel | null): boolean {
  const key = record.source?.key;
  return field !== null && key?.length === 1 && key[0] === field.record.column;
}

function systemType(key: string, idType: string): string {
  if (key === 'id') return idType;
  if (key === 'version') return 'bigint';
  return key === 'createdAt' || key === 'updatedAt' ? 'timestamptz' : 'text';
}

export function orderBy(keys: readonly Pick<SortKey, 'sql' | 'direction' | 'nullable'>[], dialect: SqlDialect = postgresDialect): string {
  return keys.map((key) => dialect.order(key)).join(', ');
}

/**
 * The rows after those of a cursor. Nulls stand last in ascending and first in descending order, as PostgreSQL has it,
 * so that an index serves both. `nulls` tells which of the cursor's values are null.
 */
export function afterCursor(view: EntityView, keys: readonly SortKey[], nulls: readonly boolean[]): string {
  const value = (at: number) => keyParameter(view.parameters, `after${at}`, keys[at]?.type ?? null);
  const [{ direction = 'asc' } = {}] = keys;
  const plain = keys.every((key) => !key.nullable && key.direction === direction);
  // A row is compared as the index of several columns has it, wherever in a long part of it the page begins.
  if (plain && keys.length > 1 && view.entity.source !== null && view.dialect.name === 'postgres') {
    const values = keys.map((_, at) => value(at)).join(', ');
    return `(${keys.map(({ sql }) => sql).join(', ')}) ${direction === 'asc' ? '>' : '<'} (${values})`;
  }
  let condition = 'false';
  for (let at = keys.length - 1; at >= 0; at--) {
    const key = keys[at];
    if (key === undefined) continue;
    const isNull = nulls[at] === true;
    const equal = isNull ? `${key.sql} is null` : `${key.sql} = ${value(at)}`;
    const beyond = beyondKey(key, isNull, () => value(at));
    condition = condition === 'false' ? beyond : `(${beyond} or (${equal} and ${condition}))`;
  }
  const [first] = keys;
  // Implied by the rest, but only so can an index start at the cursor.
  const bound =
    first !== undefined && keys.length > 1 && !first.nullable
      ? `${first.sql} ${first.direction === 'asc' ? '>=' : '<='} ${value(0)} and `
      : '';
  return `${bound}${condition}`;
}

function beyondKey(key: SortKey, isNull: boolean, value: () => string): string {
  if (key.direction === 'asc') {
    if (isNull) return 'false';
    return key.nullable ? `(${key.sql} > ${value()} or ${key.sql} is null)` : `${key.sql} > ${value()}`;
  }
  return isNull ? `${key.sql} is not null` : `${key.sql} < ${value()}`;
}

/** The cursor's values as the statement's. */
export function cursorRun(values: readonly (string | null)[]): Record<string, SqlValue> {
  return Object.fromEntries(values.map((value, at) => [`after${at}`, value]));
}
