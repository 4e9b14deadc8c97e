import type { SourceTable } from '../model/attached-entity.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';

const exactText = (sql: string) => `convert(${sql} using utf8mb4) collate utf8mb4_nopad_bin`;

/** A name as MariaDB takes it in double quotes; it has no NUL and at most 64 characters there. */
export function mariadbName(name: string): string {
  if (name === '' || name.includes('\0') || [...name].length > 64)
    throw new RangeError('A name of MariaDB has 1 to 64 characters and no NUL.');
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * The rows of an attached table with the columns of own tables, and each text column once more, as `~name`, as the table has
 * it: by that its indexes find. The version is a digest of what the fields hold.
 */
export function mariadbRows(entity: EntityModel): string {
  const place = sourceOf(entity);
  const columns = entity.fields.flatMap((field) => {
    const raw = `s.${mariadbName(field.record.column ?? '')}`;
    const own = `${valueSql(field, raw)} as ${mariadbName(field.column)}`;
    return isText(field) ? [own, `${raw} as "~${field.column}"`] : [own];
  });
  const [key = '', ...others] = place.key;
  const id = mariadbId(place);
  const list = [
    `${id} as id`,
    // No index knows a key of several columns as one.
    `${others.length === 0 ? `s.${mariadbName(key)}` : id} as "~id"`,
    `cast(conv(left(md5(concat_ws('|', ${digested(entity, place).join(', ')})), 12), 16, 10) as unsigned) as version`,
    'null as created_at, null as created_by, null as updated_at, null as updated_by',
    ...columns,
  ];
  return `(select ${list.join(', ')} from ${mariadbTable(place)} s)`;
}

/** The table with its database. */
export function mariadbTable({ schema, table }: Pick<SourceTable, 'schema' | 'table'>): string {
  return `${mariadbName(schema)}.${mariadbName(table)}`;
}

/** SQL of the id of a row `s`: its key, or the JSON list of several. */
export function mariadbId({ key, keyType }: SourceTable): string {
  const [first = '', ...others] = key.map((column) => `s.${mariadbName(column)}`);
  if (others.length > 0) return exactText(`json_array(${[first, ...others].map((column) => `cast(${column} as char)`).join(', ')})`);
  return keyType === 'text' ? exactText(first) : first;
}

function sourceOf(entity: EntityModel): SourceTable {
  const { source } = entity.record;
  if (source === undefined) throw new Error(`${entity.key} is not attached.`);
  return source;
}

function digested(entity: EntityModel, { key }: SourceTable): readonly string[] {
  const keys = key.map((column) => `cast(s.${mariadbName(column)} as char)`);
  const values = entity.fields.map((field) => {
    const raw = `s.${mariadbName(field.record.column ?? '')}`;
    return `coalesce(hex(convert(${isNumber(field) ? `${raw} + 0` : raw} using utf8mb4)), '-')`;
  });
  return [...keys, ...values];
}

const numbers = new Set(['integer', 'decimal', 'money', 'boolean']);
const texts = new Set(['text', 'longText', 'email', 'phone', 'url', 'choice', 'multiChoice']);

function isNumber({ record, columns }: FieldModel): boolean {
  return numbers.has(record.type) || columns[0]?.type === 'bigint';
}

function isText({ record, columns }: FieldModel): boolean {
  return texts.has(record.type) || (record.type === 'reference' && columns[0]?.type === 'text');
}

/** A value as conditions compare it. What indexes serve as it is stays as it is. */
function valueSql(field: FieldModel, raw: string): string {
  if (isText(field)) return exactText(raw);
  if (field.record.type === 'json') return `convert(${raw} using utf8mb4)`;
  return field.record.type === 'boolean' ? `(${raw} <> 0)` : raw;
}
