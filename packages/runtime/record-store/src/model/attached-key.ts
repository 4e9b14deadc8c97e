import { quoteIdentifier } from '@plinth/database';
import type { SourceTable } from './attached-entity.ts';
import type { FieldModel } from './entity-model.ts';

/** A column of the key, as the rows of an attached entity have it for indexes to serve. */
export interface KeyColumn {
  /** Its name there. */
  readonly column: string;
  /** Null where it is compared as whatever type the column has. */
  readonly type: string | null;
  readonly sql: string;
}

/** Where a row lies, which PostgreSQL knows of every table. */
const places: ReadonlySet<string> = new Set(['ctid', 'tableoid']);

/** Whether rows are known by nothing that stays: they are only read. */
export function isUnkeyed({ key }: SourceTable): boolean {
  return key.every((column) => places.has(column));
}

/**
 * The columns of a key whose text is the id: the text has no index, they have. Empty where the id is a column itself, and where a
 * column is no field.
 */
export function keyColumns({ key }: SourceTable, fields: readonly FieldModel[]): readonly KeyColumn[] {
  const found = key.flatMap((column, at): KeyColumn[] => {
    const field = fields.find(({ record }) => record.column === column);
    if (field === undefined && !places.has(column)) return [];
    const name = `#key${at}`;
    const plain = `s.${quoteIdentifier(column)}`;
    return [isOpenText(field) ? { column: name, type: 'text', sql: `${plain}::text` } : { column: name, type: null, sql: plain }];
  });
  const serves = found.length === key.length && (found.length > 1 || found[0]?.type !== 'text');
  return serves ? found : [];
}

/** Whether a field may be of any type that has a text, also of one whose comparisons are found by nobody who does not name their schema. */
function isOpenText(field: FieldModel | undefined): boolean {
  if (field === undefined) return false;
  if (field.target !== null) return field.columns[0]?.type === 'text';
  const { type, maxLength } = field.record;
  return type === 'json' || type === 'multiChoice' || ((type === 'text' || type === 'longText') && maxLength === undefined);
}

/** What an id of several columns, or of one that is no text, says of each column; null for what is no list of as many. */
export function keyValues(columns: readonly KeyColumn[], id: string): readonly string[] | null {
  if (columns.length === 0) return [];
  const parts = columns.length === 1 ? [id] : listIn(id);
  return parts?.length === columns.length && !parts.some((part) => part.includes('\0')) ? parts : null;
}

function listIn(id: string): readonly string[] | null {
  try {
    const list: unknown = JSON.parse(id);
    return Array.isArray(list) && list.every((part) => typeof part === 'string') ? list : null;
  } catch {
    return null;
  }
}
