import { type Queryable, type SqlValue, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { mariadbDialect } from '../dialect/mariadb-dialect.ts';
import { mariadbName } from '../dialect/mariadb-rows.ts';
import { type EntityModel, type FieldModel, isSystemField, systemFields } from '../model/entity-model.ts';
import { EntityView } from '../read/entity-view.ts';
import { Parameters } from '../read/parameters.ts';
import { type ExpandTree, isWanted, mostRelatedToOne, requireKnown, titleSql } from '../read/record-projection.ts';
import type { ReadScope } from '../read/record-reader.ts';
import { type FlatValue, flatValue, integerJson, textJson } from './flat-values.ts';

/** A database that is read row by row: its records are written as JSON here, with one statement for each level of what comes along. */
export interface FlatPlace {
  readonly context: RequestContext;
  readonly scope: ReadScope;
  readonly database: Queryable;
}

/** What of a record is shown. */
export interface FlatShape {
  readonly expand: ExpandTree;
  readonly fields: readonly string[] | null;
  readonly allowed: boolean;
  /** How many records of a relation come along with each. */
  readonly related: number;
}

/** What follows the select list: written with the view, whose joins stand before it. */
export interface FlatTail {
  readonly further?: readonly string[];
  readonly after: string;
  /** What is selected of the whole. */
  readonly around?: (selected: string) => string;
}

export interface FlatRecord {
  readonly item: string;
  readonly version: number;
  readonly row: Readonly<Record<string, unknown>>;
}

interface FlatColumn {
  readonly key: string;
  readonly sql: string;
  readonly write: FlatValue;
}

/** Every field and nothing else. */
export const wholeRecord: FlatShape = { expand: {}, fields: null, allowed: false, related: mostRelatedToOne };
const told = ['update', 'delete'] as const;

/** Reads records of an entity. `full` sees everything, as rules do. */
export async function flatRecords(
  place: FlatPlace,
  entity: EntityModel,
  shape: FlatShape,
  run: Readonly<Record<string, SqlValue>>,
  tail: (view: EntityView) => FlatTail,
  { full = false, inputs }: { readonly full?: boolean; readonly inputs?: Readonly<Record<string, unknown>> | undefined } = {},
): Promise<readonly FlatRecord[]> {
  const { model, permissions } = place.scope;
  const parameters = new Parameters(mariadbDialect);
  const view = new EntityView(model, entity, 't', parameters, full ? null : permissions.access);
  const columns = flatColumns(view, shape);
  const related = relatedColumns(entity, shape.expand);
  const { further = [], after, around = (selected) => selected } = tail(view);
  const list = [
    `${mariadbDialect.text('t.id')} as "#id"`,
    't.version as "#version"',
    ...columns.map(({ sql }, at) => `${sql} as "c${at}"`),
    ...related.map(({ field }, at) => `${view.column(field)} as "r${at}"`),
    ...further,
  ];
  const text = around(`select ${list.join(', ')} from ${mariadbDialect.rows(entity)} t${view.joins.sql}${after}`);
  const values = parameters.bind({ user: permissions.user, run, ...(inputs === undefined ? {} : { inputs }) });
  const { rows } = await place.database.query(place.context, statement(text), values);
  const beside = await comeAlong(place, entity, shape, rows, related, full);
  return rows.map((row) => {
    const id = textJson(row['#id']);
    const own = columns.map(({ key, write }, at) => `${JSON.stringify(key)}:${beside.reference(key, row) ?? write(row[`c${at}`])}`);
    const many = [...beside.many].map(([key, of]) => `${JSON.stringify(key)}:[${(of.get(String(row['#id'])) ?? []).join(',')}]`);
    const item = `{${[`"id":${id}`, `"version":${integerJson(row['#version'])}`, ...own, ...many].join(',')}}`;
    return { item, version: Number(row['#version']), row };
  });
}

function flatColumns(view: EntityView, { expand, fields, allowed }: FlatShape): readonly FlatColumn[] {
  const { entity } = view;
  requireKnown(view, expand, fields);
  const wanted = (key: string) => isWanted(key, expand, fields);
  const columns: FlatColumn[] = [];
  if (!entity.fieldsByKey.has('title') && wanted('title')) columns.push({ key: 'title', sql: titleSql(view), write: flatValue(null) });
  for (const field of entity.fields) {
    if (view.sees(field.key) && wanted(field.key)) columns.push({ key: field.key, sql: view.column(field), write: flatValue(field) });
  }
  for (const [key, { column }] of Object.entries(systemFields)) {
    if (key !== 'id' && key !== 'version' && isSystemField(key) && !entity.fieldsByKey.has(key) && wanted(key))
      columns.push({ key, sql: `t.${column}`, write: flatValue(null) });
  }
  if (allowed && !entity.fieldsByKey.has('allowed')) columns.push({ key: 'allowed', sql: allowedSql(view), write: allowedJson });
  return columns;
}

/** The operations that the reader may do with a record, one after another in a text. */
function allowedSql(view: EntityView): string {
  const parts = told.map((operation) => {
    const granted = view.access === null ? null : view.granted(view.access.grants(view.entity, operation));
    return granted === null ? `'${operation}'` : `case when ${granted} then '${operation}' end`;
  });
  return `concat_ws(',', ${parts.join(', ')})`;
}

function allowedJson(value: unknown): string {
  return JSON.stringify(String(value ?? '') === '' ? [] : String(value).split(','));
}

interface RelatedColumn {
  readonly key: string;
  readonly field: FieldModel;
}

/** The references that come along, whose ids are needed whether they are shown or not. */
function relatedColumns(entity: EntityModel, expand: ExpandTree): readonly RelatedColumn[] {
  return Object.keys(expand).flatMap((key) => {
    const field = entity.fieldsByKey.get(key);
    return field?.target == null ? [] : [{ key, field }];
  });
}

interface ComingAlong {
  /** The record that a reference leads to, where it comes along: `null` where there is none that may be seen. */
  reference(key: string, row: Readonly<Record<string, unknown>>): string | undefined;
  readonly many: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

async function comeAlong(
  place: FlatPlace,
  entity: EntityModel,
  shape: FlatShape,
  rows: readonly Readonly<Record<string, unknown>>[],
  related: readonly RelatedColumn[],
  full: boolean,
): Promise<ComingAlong> {
  const { entities } = place.scope.model;
  const ones = new Map<string, ReadonlyMap<string, string>>();
  const many = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const [at, { key, field }] of related.entries()) {
    const target = entities.get(field.target ?? '');
    const ids = [...new Set(rows.flatMap((row) => (row[`r${at}`] == null ? [] : [String(row[`r${at}`])])))];
    const below = shape.expand[key] ?? {};
    if (target === undefined || ids.length === 0) ones.set(key, new Map());
    else ones.set(key, new Map((await recordsBy(place, target, null, ids, below, 1, full)).map(({ by, item }) => [by, item])));
  }
  for (const [key, below] of Object.entries(shape.expand)) {
    const relation = entity.relations.get(key);
    const target = entities.get(relation?.target ?? '');
    if (relation === undefined || target === undefined) continue;
    const ids = rows.map((row) => String(row['#id']));
    const found = ids.length === 0 ? [] : await recordsBy(place, target, relation.column, ids, below, shape.related, full);
    const items = Map.groupBy(found, ({ by }) => by);
    many.set(key, new Map([...items].map(([by, records]) => [by, records.map(({ item }) => item)])));
  }
  const numbers = new Map(related.map(({ key }, at) => [key, at]));
  return {
    many,
    reference(key, row) {
      const number = numbers.get(key);
      return number === undefined ? undefined : (ones.get(key)?.get(String(row[`r${number}`])) ?? 'null');
    },
  };
}

/** The records of given ids, or those whose reference leads to given ids, at most so many for each. */
async function recordsBy(
  place: FlatPlace,
  target: EntityModel,
  column: string | null,
  ids: readonly string[],
  expand: ExpandTree,
  most: number,
  full: boolean,
): Promise<readonly { readonly by: string; readonly item: string }[]> {
  const shape: FlatShape = { expand, fields: null, allowed: false, related: 100 };
  const found = await flatRecords(
    place,
    target,
    shape,
    { ids },
    (view) => {
      const by = column === null ? 't.id' : `t.${mariadbName(column)}`;
      const type = column === null ? target.idType : (target.fields.find((field) => field.column === column)?.columns[0]?.type ?? 'text');
      const readable = view.readable();
      const among = mariadbDialect.amongParameter(by, view.parameters.run('ids', `${type}[]`), type);
      return {
        further: [`${mariadbDialect.text(by)} as "#by"`, `row_number() over (partition by ${by} order by t.id) as "#n"`],
        after: ` where ${among}${readable === null ? '' : ` and ${readable}`}`,
        around: (selected) => `select * from (${selected}) page where page."#n" <= ${Math.trunc(most)} order by page."#n"`,
      };
    },
    { full },
  );
  return found.map(({ item, row }) => ({ by: String(row['#by']), item }));
}
