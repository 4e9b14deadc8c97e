import { quoteIdentifier, type Statement, statement } from '@plinth/database';
import type { Access } from '../access/access.ts';
import type { ApplicationModel, EntityModel } from '../model/entity-model.ts';
import { type ColumnCondition, type ColumnFilters, columnConditions } from './column-filter.ts';
import { EntityView, type OuterNames } from './entity-view.ts';
import { Joins } from './joins.ts';
import { Parameters } from './parameters.ts';
import { type ExpandTree, projection } from './record-projection.ts';
import { afterCursor, orderBy, type SortBy, type SortKey, sortKeys } from './sort-order.ts';

/** What of a list is part of its statement. */
export interface ListShape {
  readonly filter: string | null;
  /** Names that the filter may use beside the entity's, with their types. */
  readonly outer: OuterNames;
  readonly search: boolean;
  readonly columnFilters: ColumnFilters;
  readonly sort: readonly SortBy[];
  readonly expand: ExpandTree;
  readonly fields: readonly string[] | null;
  /** Whether each record says what may be done with it. */
  readonly allowed: boolean;
  readonly count: boolean;
  /** Rows of a page: part of the text, because PostgreSQL plans a limit that it does not know anew each time. */
  readonly limit: number;
  /** For each sort key, whether the cursor's value is null; null: the first page. */
  readonly after: readonly boolean[] | null;
}

export interface ListStatement {
  readonly statement: Statement;
  readonly parameters: Parameters;
  readonly filters: readonly ColumnCondition[];
}

/** The order of a list as its cursor needs it, without the statement. */
export function listKeys(model: ApplicationModel, access: Access, entity: EntityModel, sort: readonly SortBy[]): readonly SortKey[] {
  return sortKeys(new EntityView(model, entity, 't', new Parameters(), access), sort);
}

/**
 * One statement for a page of records: PostgreSQL writes the items as JSON text, the cursor's values of the last one, and
 * the count where it is asked for. One row more than the limit is asked for, which tells whether there is a next page.
 */
export function listStatement(model: ApplicationModel, access: Access, entity: EntityModel, shape: ListShape): ListStatement {
  const parameters = new Parameters();
  const view = new EntityView(model, entity, 't', parameters, access);
  const { conditions, filters } = listConditions(view, shape);
  const countJoins = view.joins.sql;
  const count = shape.count ? `(select count(*) from ${entity.qualified} t${countJoins}${whereSql(conditions)})` : 'null';
  const keys = sortKeys(view, shape.sort);
  const paged = shape.after === null ? conditions : [...conditions, afterCursor(view, keys, shape.after)];
  const limit = wholeNumber(shape.limit);
  const keyColumns = keys.map((key, at) => `${key.sql} as "#${at}"`).join(', ');
  const found = `select t.*, ${keyColumns}
  from ${entity.qualified} t${view.joins.sql}${whereSql(paged)}
  order by ${orderBy(keys)} limit ${limit + 1}`;
  // What the records show is joined and written for those of the page alone.
  const shown = view.at(entity, 't', new Joins('p_'));
  const list = projection(shown, shape.expand, shape.fields, { allowed: shape.allowed });
  const again = shown.joins.empty ? '' : ` order by ${orderBy(keys.map(({ direction }, at) => ({ sql: `t."#${at}"`, direction })))}`;
  // Sort values travel as text, exactly as PostgreSQL writes them.
  const lastKeys = keys.map((_, at) => `((array_agg("#${at}"))[${limit}])::text`).join(', ');
  const text = `select coalesce(array_to_string((array_agg(item))[1:${limit}], ','), '') as items,
  json_build_array(${lastKeys})::text as key, count(*) > ${limit} as more, ${count}::text as count
from (select (select row_to_json(item)::text from (select ${list}) item) as item, ${keys.map((_, at) => `t."#${at}"`).join(', ')}
from (${found}) t${shown.joins.sql}${again}) page`;
  return { statement: statement(text), parameters, filters };
}

/** A limit as SQL text: never anything but digits. */
function wholeNumber(limit: number): number {
  if (!Number.isSafeInteger(limit) || limit < 0) throw new Error(`${limit} is no limit.`);
  return limit;
}

/** Conditions shared by lists, counts, aggregates and exports. */
export function listConditions(
  view: EntityView,
  shape: Pick<ListShape, 'filter' | 'outer' | 'search' | 'columnFilters'>,
): { readonly conditions: string[]; readonly filters: readonly ColumnCondition[] } {
  const conditions: string[] = [];
  const readable = view.readable('rows');
  if (readable !== null) conditions.push(readable);
  if (shape.filter !== null) conditions.push(view.condition(shape.filter, shape.outer));
  if (shape.search) conditions.push(searchCondition(view));
  const filters = columnConditions(view, shape.columnFilters);
  conditions.push(...filters.map((filter) => filter.sql));
  return { conditions, filters };
}

/** The words that are looked for in the fields the reader sees; the index holds those of all. */
function searchCondition(view: EntityView): string {
  const { searchColumn, searchFields } = view.entity;
  // An entity without searched fields finds nothing rather than everything.
  if (searchColumn === null) return 'false';
  const query = `to_tsquery('simple'::regconfig, ${view.parameters.run('search', 'text')})`;
  const reads = view.access?.grants(view.entity, 'read') ?? [];
  if (!searchFields.some(({ key }) => reads.some((grant) => grant.hidden.has(key))))
    return `${view.alias}.${quoteIdentifier(searchColumn.name)} @@ ${query}`;
  const seen = searchFields.filter(({ key }) => view.sees(key)).map((field) => `${view.column(field)}::text`);
  return seen.length === 0 ? 'false' : `to_tsvector('simple'::regconfig, concat_ws(' ', ${seen.join(', ')})) @@ ${query}`;
}

export function whereSql(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `\n  where ${conditions.join('\n    and ')}`;
}
