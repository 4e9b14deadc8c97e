import { type PipelinePart, quoteIdentifier, statement } from '@plinth/database';
import type { Grant } from '../access/access.ts';
import { idSql, type SourceTable, valueSql } from '../model/attached-entity.ts';
import { type EntityModel, type FieldModel, tableOf } from '../model/entity-model.ts';
import { EntityView } from '../read/entity-view.ts';
import { isRecord, runOf } from '../read/one-record.ts';
import { Parameters } from '../read/parameters.ts';
import { projection } from '../read/record-projection.ts';
import type { ReadScope } from '../read/record-reader.ts';
import type { ActingKey, TableFacts } from './table-facts.ts';

/** A field that is written, with the type of its column there. */
export interface WrittenField {
  readonly field: FieldModel;
  readonly type: string;
  readonly lossy: boolean;
}

/** Locks a row until the transaction ends and says what it holds and whether the writer's grants hold on it. */
export function lockPart({ model, permissions }: ReadScope, entity: EntityModel, grants: readonly Grant[], id: string): PipelinePart {
  const parameters = new Parameters();
  const full = new EntityView(model, entity, 't', parameters, null);
  const readable = full.granted(permissions.access.grants(entity, 'read')) ?? 'true';
  const granted = full.granted(grants) ?? 'true';
  const list = projection(full, {}, [...entity.fieldsByKey.keys()]);
  const text = `select t.version, ${granted} as granted, (select to_json(item.*) from (select ${list}) item) as record
from ${tableOf(entity)} t where ${isRecord(entity, parameters)} and ${readable} for update of t`;
  return { statement: statement(text), values: parameters.bind({ user: permissions.user, run: runOf(entity, id) }) };
}

/** The version that a row has now, and whether the grants hold on it. */
export function grantedPart({ model, permissions }: ReadScope, entity: EntityModel, grants: readonly Grant[], id: string): PipelinePart {
  const parameters = new Parameters();
  const granted = new EntityView(model, entity, 't', parameters, null).granted(grants) ?? 'true';
  const text = `select t.version, ${granted} as granted from ${tableOf(entity)} t where ${isRecord(entity, parameters)}`;
  return { statement: statement(text), values: parameters.bind({ user: permissions.user, run: runOf(entity, id) }) };
}

/** How many of the records are there that a reference may lead to for the writer. */
export function visiblePart({ model, permissions }: ReadScope, target: EntityModel, ids: readonly string[]): PipelinePart {
  const parameters = new Parameters();
  const readable = new EntityView(model, target, 't', parameters, permissions.access).readable();
  const wanted = parameters.run('ids', `${target.idType}[]`);
  const text = `select count(*)::int4 as found from ${tableOf(target)} t where t.id = any(${wanted})${readable === null ? '' : ` and ${readable}`}`;
  return { statement: statement(text), values: parameters.bind({ user: permissions.user, run: { ids } }) };
}

/** For each field whose value would become another one in its column: what it would be, as text. Fails where one can be none. */
export function keptPart(fields: readonly WrittenField[], row: Readonly<Record<string, unknown>>): PipelinePart {
  const list = fields.map(({ field, type, lossy }) => {
    const given = `r.${quoteIdentifier(field.key)}`;
    const kept = valueSql(field, `(${given}::${type})`);
    const differs = lossy ? `${kept} is distinct from ${given}` : `(${kept} is null) <> (${given} is null)`;
    return `case when ${differs} then ${kept}::text end as ${quoteIdentifier(field.key)}`;
  });
  return { statement: statement(`select ${list.join(', ')} from ${rowOf(fields)}`), values: [JSON.stringify(row)] };
}

/** Makes a row and says its id. */
export function insertPart(place: SourceTable, fields: readonly WrittenField[], row: Readonly<Record<string, unknown>>): PipelinePart {
  const into = `insert into ${tableSql(place)} as s`;
  const made = `returning (${idSql(place)})::text as id`;
  if (fields.length === 0) return { statement: statement(`${into} default values ${made}`), values: [] };
  const text = `${into} (${fields.map(columnSql).join(', ')}) select ${fields.map(castSql).join(', ')} from ${rowOf(fields)} ${made}`;
  return { statement: statement(text), values: [JSON.stringify(row)] };
}

/** Changes columns of one row. */
export function updatePart(
  place: SourceTable,
  facts: TableFacts,
  fields: readonly WrittenField[],
  id: string,
  row: Readonly<Record<string, unknown>>,
): PipelinePart {
  const sets = fields.map((written) => `${columnSql(written)} = ${castSql(written)}`);
  const text = `update ${tableSql(place)} s set ${sets.join(', ')} from ${rowOf(fields)} where ${isRow(place, facts, '$2')}`;
  return { statement: statement(text), values: [JSON.stringify(row), id] };
}

/** Deletes one row. */
export function deletePart(place: SourceTable, facts: TableFacts, id: string): PipelinePart {
  return { statement: statement(`delete from ${tableSql(place)} s where ${isRow(place, facts, '$1')}`), values: [id] };
}

/** Whether the database would delete or change rows by a foreign key were this one deleted. */
export function actedOnPart(
  place: SourceTable,
  facts: TableFacts,
  { schema, table, columns, targets }: ActingKey,
  id: string,
): PipelinePart {
  const pairs = columns.map((column, at) => `c.${quoteIdentifier(column)} = s.${quoteIdentifier(targets[at] ?? '')}`);
  const child = tableSql({ schema, table });
  const text = `select exists (select from ${tableSql(place)} s, ${child} c where ${isRow(place, facts, '$1')} and ${pairs.join(' and ')}) as found`;
  return { statement: statement(text), values: [id] };
}

function tableSql({ schema, table }: Pick<SourceTable, 'schema' | 'table'>): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
}

/** The row `s` whose id is given as text, by its index where there is one. */
function isRow(place: SourceTable, facts: TableFacts, parameter: string): string {
  const [only, ...others] = place.key;
  if (only === undefined) throw new Error(`${place.table} has no key.`);
  if (others.length === 0 && place.keyType === 'text') return `${idSql(place)} = ${parameter}::text`;
  const part = (at: number) => (others.length === 0 ? `${parameter}::text` : `(${parameter}::json->>${at})`);
  return place.key
    .map((column, at) => `s.${quoteIdentifier(column)} = ${part(at)}::${facts.columns.get(column)?.type ?? 'text'}`)
    .join(' and ');
}

/** What was given, each value as its field has it; the column's own type is that of the cast. */
function rowOf(fields: readonly WrittenField[]): string {
  const declared = fields.map(({ field, type }) => `${quoteIdentifier(field.key)} ${givenType(field, type)}`);
  return `json_to_record($1::json) as r (${declared.join(', ')})`;
}

function givenType(field: FieldModel, type: string): string {
  // Lists and values of several parts are read from JSON by their own type.
  if (field.record.type === 'json') return type;
  if (field.record.type === 'decimal' || field.record.type === 'money') return 'numeric';
  return field.columns[0]?.type ?? 'text';
}

function columnSql({ field }: WrittenField): string {
  return quoteIdentifier(field.record.column ?? '');
}

function castSql({ field, type }: WrittenField): string {
  return `r.${quoteIdentifier(field.key)}::${type}`;
}
