import { quoteIdentifier, type Statement, statement } from '@plinth/database';
import type { Access } from '../access/access.ts';
import type { SqlDialect } from '../dialect/sql-dialect.ts';
import { type ApplicationModel, type EntityModel, tableOf } from '../model/entity-model.ts';
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

/** Stands between two items and never within one: in JSON that PostgreSQL writes, a carriage return is `\\r`. */
const between = ',\r';

/** The order of a list as its cursor needs it, without the statement. */
export function listKeys(
  model: ApplicationModel,
  access: Access,
  entity: EntityModel,
  sort: readonly SortBy[],
  dialect: SqlDialect,
): readonly SortKey[] {
  return sortKeys(new EntityView(model, entity, 't', new Parameters(dialect), access), sort);
}

/**
 * One statement for a page of records: PostgreSQL writes the items as JSON text, the cursor's values of the last one, and
 * the count where it is asked for. One row more than the limit is asked for, which tells whether there is a next page;
 * {@link itemsOfPage} leaves its item out.
 */
export function listStatement(model: ApplicationModel, access: Access, entity: EntityModel, shape: ListShape): ListStatement {
  const parameters = new Parameters();
  const view = new EntityView(model, entity, 't', parameters, access);
  const { conditions, filters } = listConditions(view, shape, true);
  const countJoins = view.joins.sql;
  const count = shape.count ? `(select count(*) from ${tableOf(entity)} t${countJoins}${whereSql(conditions)})` : 'null';
  const keys = sortKeys(view, shape.sort);
  const paged = shape.after === null ? conditions : [...conditions, afterCursor(view, keys, shape.after)];
  const limit = wholeNumber(shape.limit);
  const keyColumns = keys.map((key, at) => `${key.sql} as "#${at}"`).join(', ');
  const found = `select t.*, ${keyColumns}
  from ${tableOf(entity)} t${view.joins.sql}${whereSql(paged)}
  order by ${orderBy(keys)} limit ${limit + 1}`;
  // What the records show is joined and written for those of the page alone.
  const shown = view.at(entity, 't', new Joins('p_'));
  const list = projection(shown, shape.expand, shape.fields, { allowed: shape.allowed });
  const again = shown.joins.empty
    ? ''
    : ` order by ${orderBy(keys.map(({ direction, nullable }, at) => ({ sql: `t."#${at}"`, direction, nullable })))}`;
  // Sort values travel as text, exactly as PostgreSQL writes them.
  const lastKeys = keys.map((_, at) => `((array_agg("#${at}"))[${limit}])::text`).join(', ');
  const names = keys.map((_, at) => `t."#${at}"`).join(', ');
  // A lateral select becomes part of the one around it; a sub-select in its place is a plan of its own, run for each row.
  const text = `select coalesce(string_agg(item, ',' || chr(13)), '') as items,
  json_build_array(${lastKeys})::text as key, count(*) > ${limit} as more, ${count}::text as count
from (select row_to_json(item.*)::text as item, ${names}
from (${found}) t${shown.joins.sql} cross join lateral (select ${list}) item${again}) page`;
  return { statement: statement(text), parameters, filters };
}

/**
 * The items of a page, as the list's row has them: without the one that only tells that there is a next page. To cut the
 * text costs less than to have PostgreSQL keep the items apart.
 */
export function itemsOfPage(items: string, more: boolean): string {
  return more ? items.slice(0, Math.max(items.lastIndexOf(between), 0)) : items;
}

/** A limit as SQL text: never anything but digits. */
function wholeNumber(limit: number): number {
  if (!Number.isSafeInteger(limit) || limit < 0) throw new Error(`${limit} is no limit.`);
  return limit;
}

/** Conditions shared by lists, counts, aggregates and exports; `page` where only the first rows in an order are wanted. */
export function listConditions(
  view: EntityView,
  shape: Pick<ListShape, 'filter' | 'outer' | 'search' | 'columnFilters'>,
  page = false,
): { readonly conditions: string[]; readonly filters: readonly ColumnCondition[] } {
  const conditions: string[] = [];
  const readable = view.readable('rows');
  if (readable !== null) conditions.push(readable);
  if (shape.filter !== null)
    conditions.push(page ? view.pageCondition(shape.filter, shape.outer) : view.condition(shape.filter, shape.outer));
  if (shape.search) conditions.push(searchCondition(view));
  const filters = columnConditions(view, shape.columnFilters);
  conditions.push(...filters.map((filter) => filter.sql));
  return { conditions, filters };
}

/** The words that are looked for in the fields the reader sees; the index holds those of all. */
function searchCondition(view: EntityView): string {
  const { searchColumn, searchFields } = view.entity;
  // An entity without searched fields finds nothing rather than everything.
  if (searchFields.length === 0) return 'false';
  const words = view.parameters.run('search', view.dialect.name === 'postgres' ? 'text' : 'text[]');
  const reads = view.access?.grants(view.entity, 'read') ?? [];
  // Tables of other databases have no such column.
  if (searchColumn !== null && !searchFields.some(({ key }) => reads.some((grant) => grant.hidden.has(key))))
    return `${view.alias}.${quoteIdentifier(searchColumn.name)} @@ to_tsquery('simple'::regconfig, ${words})`;
  const seen = searchFields.filter(({ key }) => view.sees(key)).map((field) => view.dialect.text(view.column(field)));
  return seen.length === 0 ? 'false' : view.dialect.searched(seen, words);
}

export function whereSql(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `\n  where ${conditions.join('\n    and ')}`;
}
