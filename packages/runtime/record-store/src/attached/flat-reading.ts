import { statement } from '@plinth/database';
import { mariadbDialect } from '../dialect/mariadb-dialect.ts';
import type { EntityModel } from '../model/entity-model.ts';
import { type AggregateRequest, groupSql, measureSql } from '../read/aggregate.ts';
import { filterRun } from '../read/column-filter.ts';
import { EntityView } from '../read/entity-view.ts';
import { listConditions, whereSql } from '../read/list-statement.ts';
import { Parameters, type RunValues } from '../read/parameters.ts';
import { expandTree, mostRelatedToOne } from '../read/record-projection.ts';
import type { GetOptions, ListedPage, ListRequest, RecordRow } from '../read/record-reader.ts';
import { afterCursor, cursorRun, orderBy, sortKeys } from '../read/sort-order.ts';
import { type FlatPlace, flatRecords } from './flat-records.ts';
import { decimalJson, flatValue, integerJson, textJson } from './flat-values.ts';

/** One record by its id, or null where the reader sees none. */
export async function flatGet(place: FlatPlace, entity: EntityModel, id: string, options: GetOptions): Promise<RecordRow | null> {
  const { expand = [], fields = null, allowed = false } = options;
  const shape = { expand: expandTree(expand), fields, allowed, related: mostRelatedToOne };
  const [found] = await flatRecords(place, entity, shape, { id }, (view) => {
    const readable = view.readable();
    const isOne = mariadbDialect.equal('t.id', view.parameters.run('id', entity.idType));
    return { after: ` where ${isOne}${readable === null ? '' : ` and ${readable}`}` };
  });
  return found ?? null;
}

/** What a list needs beside its request. */
export interface FlatList {
  readonly request: ListRequest;
  readonly limit: number;
  /** Values of the cursor; null: the first page. */
  readonly after: readonly (string | null)[] | null;
  encodeCursor(values: string): string;
}

/** A page of records. */
export async function flatList(
  place: FlatPlace,
  entity: EntityModel,
  { request, limit, after, encodeCursor }: FlatList,
): Promise<ListedPage> {
  const { sort = [], columnFilters = {}, expand = [], fields = null, allowed = false, outer = {}, inputs } = request;
  const search = request.search === undefined || request.search.trim() === '' ? null : mariadbDialect.searchQuery(request.search);
  const filter = request.filter === undefined || request.filter.trim() === '' ? null : request.filter;
  const conditionsOf = (view: EntityView) => listConditions(view, { filter, outer, search: search !== null, columnFilters });
  const { model, permissions } = place.scope;
  const probe = new EntityView(model, entity, 't', new Parameters(mariadbDialect), permissions.access);
  const run = { search, ...filterRun(conditionsOf(probe).filters, columnFilters), ...(after === null ? {} : cursorRun(after)) };
  const types = sortKeys(probe, sort).map(({ type }) => type);
  const shape = { expand: expandTree(expand), fields, allowed, related: 100 };
  const found = await flatRecords(
    place,
    entity,
    shape,
    run,
    (view) => {
      const { conditions } = conditionsOf(view);
      const keys = sortKeys(view, sort);
      const paged =
        after === null
          ? conditions
          : [
              ...conditions,
              afterCursor(
                view,
                keys,
                after.map((value) => value === null),
              ),
            ];
      return {
        further: keys.map(({ sql }, at) => `${sql} as "#${at}"`),
        after: `${whereSql(paged)}\n  order by ${orderBy(keys, mariadbDialect)} limit ${Math.trunc(limit) + 1}`,
      };
    },
    { inputs },
  );
  const shown = found.slice(0, limit);
  const last = shown.at(-1)?.row;
  const next =
    found.length > limit && last !== undefined
      ? encodeCursor(JSON.stringify(types.map((type, at) => keyText(type ?? 'text', last[`#${at}`]))))
      : null;
  const count =
    request.count === true ? await flatCount(place, entity, conditionsOf, { run, ...(inputs === undefined ? {} : { inputs }) }) : null;
  return { items: shown.map(({ item }) => item).join(','), next, count };
}

async function flatCount(
  { context, scope, database }: FlatPlace,
  entity: EntityModel,
  conditionsOf: (view: EntityView) => { readonly conditions: readonly string[] },
  values: Omit<RunValues, 'user'>,
): Promise<number> {
  const parameters = new Parameters(mariadbDialect);
  const view = new EntityView(scope.model, entity, 't', parameters, scope.permissions.access);
  const { conditions } = conditionsOf(view);
  const text = `select count(*) as count from ${mariadbDialect.rows(entity)} t${view.joins.sql}${whereSql(conditions)}`;
  const bound = parameters.bind({ user: scope.permissions.user, ...values });
  return Number(await database.value(context, statement(text), bound));
}

/** A value of the order as a cursor keeps it. */
function keyText(type: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (type === 'boolean') return String(Number(value) !== 0);
  return String(value);
}

/** Groups of records with measures over each, as the inside of a JSON array. */
export async function flatAggregate(place: FlatPlace, entity: EntityModel, request: AggregateRequest): Promise<string> {
  const { context, scope, database } = place;
  const parameters = new Parameters(mariadbDialect);
  const view = new EntityView(scope.model, entity, 't', parameters, scope.permissions.access);
  const search = request.search === undefined || request.search.trim() === '' ? null : mariadbDialect.searchQuery(request.search);
  const filter = request.filter === undefined || request.filter.trim() === '' ? null : request.filter;
  const { columnFilters = {}, outer = {}, inputs } = request;
  const { conditions, filters } = listConditions(view, { filter, outer, search: search !== null, columnFilters });
  const groups = request.groupBy.map(({ as, field, by }) => ({
    as,
    sql: groupSql(view, field, by),
    write: by === undefined ? flatValue(view.path(field.split('.')).field) : flatValue(null),
  }));
  const measures = Object.entries(request.measures).map(([as, { function: name, field }]) => ({
    as,
    sql: measureSql(view, name, field),
    write: measureValue(view, name, field),
  }));
  const all = [...groups, ...measures];
  const positions = groups.map((_, at) => `g${at}`);
  const text = `select ${all.map(({ sql }, at) => `${sql} as g${at}`).join(', ')} from ${mariadbDialect.rows(entity)} t${view.joins.sql}${whereSql(conditions)}
  ${groups.length === 0 ? '' : `group by ${positions.join(', ')} order by ${positions.map((name) => `${name} is null, ${name}`).join(', ')}`} limit ${Math.trunc(request.limit)}`;
  const run = { search, ...filterRun(filters, columnFilters) };
  const values = parameters.bind({ user: scope.permissions.user, run, ...(inputs === undefined ? {} : { inputs }) });
  const { rows } = await database.query(context, statement(text), values);
  return rows.map((row) => `{${all.map(({ as, write }, at) => `${JSON.stringify(as)}:${write(row[`g${at}`])}`).join(',')}}`).join(',');
}

function measureValue(view: EntityView, name: string, path: string | undefined): (value: unknown) => string {
  const orNull = (write: (value: unknown) => string) => (value: unknown) => (value === null || value === undefined ? 'null' : write(value));
  if (name === 'count' || name === 'countDistinct') return integerJson;
  if (name === 'average') return orNull(decimalJson);
  const field = path === undefined ? null : view.path(path.split('.')).field;
  if (field === null) return orNull(textJson);
  return flatValue(field);
}
