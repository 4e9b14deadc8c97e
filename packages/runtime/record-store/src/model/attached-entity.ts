import { type FieldRecord, fieldsOf, type RecordOf, relationsOf } from '@plinth/app-definition';
import { quoteIdentifier } from '@plinth/database';
import { recordErrors } from '../errors.ts';
import { type KeyColumn, keyColumns } from './attached-key.ts';
import type { AttachedTable, EntityModel, FieldModel, IdType, RelationModel } from './entity-model.ts';
import { findSource, requireSameSource, type Source, targetOf } from './entity-source.ts';
import { columnType } from './field-columns.ts';

export type SourceTable = NonNullable<RecordOf<'entity'>['source']>;

/** Names no schema that there is, so that a statement not meant for the other database finds nothing in Plinth's own. */
const nowhere = '"(attached)"';
const idTypes = { integer: 'bigint', uuid: 'uuid', text: 'text' } as const;
const searchable = new Set(['text', 'longText', 'email', 'phone', 'url', 'choice', 'integer']);

/** An entity whose records are the rows of a table in another database; no table of its own is made. */
export function deriveAttached(source: Source, sources: readonly Source[]): Omit<EntityModel, 'decisions'> {
  const { definition, definitionKey, entity, key } = source;
  const place = entity.source;
  if (place === undefined) throw new Error(`${key} is not attached.`);
  requireReadable(source);
  const fields = fieldsOf(definition, entity.id).map((record) => deriveField(record, source, sources));
  const relations = relationsOf(definition, entity.id).map((record) => deriveRelation(record, source, sources));
  return {
    key,
    definitionKey,
    record: entity,
    table: '',
    qualified: `${nowhere}.${quoteIdentifier(place.table)}`,
    source: sourceOf(place, fields),
    idType: idTypeOf(place),
    historyTable: null,
    searchColumn: null,
    searchFields: entity.search.flatMap((id) =>
      fields.filter((field) => (field.record.id === id || field.key === id) && searchable.has(field.record.type)),
    ),
    fields,
    fieldsByKey: new Map(fields.map((field) => [field.key, field])),
    relations: new Map(relations.map((relation) => [relation.key, relation])),
    checks: [],
    foreignKeys: [],
    indexes: [],
  };
}

function sourceOf(place: SourceTable, fields: readonly FieldModel[]): AttachedTable {
  const keys = idTypeOf(place) === 'text' ? keyColumns(place, fields) : [];
  // Milliseconds have no index there.
  const fine = fields.filter(({ record }) => record.type === 'dateTime' || record.type === 'time');
  const ordered = new Map(fine.map(({ key }, at) => [key, `#order${at}`]));
  return { connection: place.connection, sql: rowsSql(place, fields, keys, ordered), keys, ordered };
}

function requireReadable({ entity, definition, key }: Source): void {
  const refuse = (member: string, reason: string, hint: string) => recordErrors.badModel({ entity: key, member, reason, hint });
  if (entity.history || entity.softDelete)
    throw refuse(entity.history ? 'history' : 'softDelete', 'the table of another database has no place for it', 'Leave it out.');
  for (const field of fieldsOf(definition, entity.id)) {
    if (field.key === 'id' || field.key === 'version') throw refuse(field.key, 'every record has this already', 'Choose another key.');
    if (field.type === 'file') throw refuse(field.key, 'files are kept for own records only', 'Choose another type.');
    if (field.computed !== undefined) throw refuse(field.key, 'nothing is computed into another database', 'Remove computed.');
    if (field.type === 'money' && field.currency === undefined)
      throw refuse(field.key, 'one column holds no currency', 'Name its currency.');
    if (field.column === undefined) throw refuse(field.key, 'its column is missing', 'Say column: as the database calls it.');
  }
}

function idTypeOf({ key, keyType }: SourceTable): IdType {
  return key.length === 1 ? idTypes[keyType] : 'text';
}

function deriveField(record: FieldRecord, source: Source, sources: readonly Source[]): FieldModel {
  const target = record.type === 'reference' ? targetOf(record, source, sources) : null;
  const there = target === null ? undefined : sources.find((other) => other.key === target)?.entity.source;
  if (there !== undefined && there.key.length !== 1) {
    const hint = 'A reference leads by one column; make the columns fields.';
    throw recordErrors.badModel({ entity: source.key, member: record.key, reason: `${target} has no key of one column`, hint });
  }
  const type = there === undefined ? columnType(record) : idTypeOf(there);
  const columns = [{ name: record.key, type, notNull: record.required }];
  return { record, key: record.key, column: record.key, currencyColumn: null, columns, target, decided: null };
}

function deriveRelation(record: RecordOf<'relation'>, source: Source, sources: readonly Source[]): RelationModel {
  const target = findSource(record.target, source, sources);
  const own = target === undefined || record.through === null ? undefined : fieldsOf(target.definition, target.entity.id);
  const field = own?.find(({ id, key }) => id === record.through || key === record.through);
  if (target !== undefined) requireSameSource(source, record, target);
  if (target !== undefined && field?.type === 'reference')
    return { record, key: record.key, target: target.key, column: field.key, linkTable: null };
  throw recordErrors.badModel({
    entity: source.key,
    member: record.key,
    reason: 'a relation of another database goes through a reference',
    hint: 'Name in through: the reference that points back; make an entity of a table that only links.',
  });
}

/** The rows with the columns of own tables. Null is who wrote them and when; the version is a digest of the values. */
function rowsSql(
  place: SourceTable,
  fields: readonly FieldModel[],
  keys: readonly KeyColumn[],
  ordered: ReadonlyMap<string, string>,
): string {
  const columns = fields.flatMap((field) => {
    const order = ordered.get(field.key);
    const raw = `s.${quoteIdentifier(field.record.column ?? '')}`;
    return [
      `${valueSql(field)} as ${quoteIdentifier(field.column)}`,
      ...(order === undefined ? [] : [`${raw} as ${quoteIdentifier(order)}`]),
    ];
  });
  // What the application knows nothing of may be long, or not the login's to read; who changes it changes nothing that is shown.
  const known = fields.map(({ record }) => `s.${quoteIdentifier(record.column ?? '')}`);
  const list = [
    `${idSql(place)} as id`,
    `('x' || substr(md5(row(${known.join(', ')})::text), 1, 12))::bit(48)::bigint as version`,
    'null::timestamptz as created_at, null::text as created_by, null::timestamptz as updated_at, null::text as updated_by',
    ...keys.map(({ column, sql }) => `${sql} as ${quoteIdentifier(column)}`),
    ...columns,
  ];
  return `(select ${list.join(', ')} from ${quoteIdentifier(place.schema)}.${quoteIdentifier(place.table)} s)`;
}

/** SQL of the id of a row `s`: its key, the JSON list of several, or a digest of all its values. */
export function idSql({ key, keyType }: SourceTable): string {
  if (key.length === 0) return 'md5((s.*)::text)';
  const [first = '', ...others] = key.map((column) => `s.${quoteIdentifier(column)}`);
  if (others.length > 0) return `json_build_array(${[first, ...others].map((column) => `${column}::text`).join(', ')})::text`;
  return keyType === 'text' ? `${first}::text` : first;
}

/** A value as own columns hold it. What indexes serve as it is stays as it is. */
export function valueSql({ record, columns }: FieldModel, column = `s.${quoteIdentifier(record.column ?? '')}`): string {
  switch (record.type) {
    case 'text':
    case 'longText':
    case 'email':
    case 'phone':
    case 'url':
    case 'choice':
      // Texts compare by code point, as everywhere.
      return `${column}::text collate "C"`;
    case 'decimal':
    case 'money':
      return `${column}::numeric`;
    case 'time':
      return `${column}::time(3)`;
    case 'dateTime':
      return `${column}::timestamptz(3)`;
    case 'multiChoice':
      return `${column}::text[]`;
    case 'json':
      return `to_jsonb(${column})`;
    case 'reference':
      return columns[0]?.type === 'text' ? `${column}::text` : column;
    default:
      return column;
  }
}
