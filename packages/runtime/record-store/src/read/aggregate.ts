import { statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { flatAggregate } from '../attached/flat-reading.ts';
import { recordErrors } from '../errors.ts';
import { type FieldModel, tableOf } from '../model/entity-model.ts';
import { databaseRefusal } from '../write/refusals.ts';
import { type ColumnFilters, filterRun } from './column-filter.ts';
import { EntityView, type OuterNames } from './entity-view.ts';
import { listConditions, whereSql } from './list-statement.ts';
import { Parameters } from './parameters.ts';
import { type ReadScope, type RecordReader, readableEntity } from './record-reader.ts';
import { searchQuery } from './search-words.ts';

export type DateUnit = 'year' | 'quarter' | 'month' | 'week' | 'day';
export type MeasureFunction = 'count' | 'sum' | 'average' | 'minimum' | 'maximum' | 'countDistinct';

/** Groups of records with measures over each. */
export interface AggregateRequest {
  readonly groupBy: readonly { readonly as: string; readonly field: string; readonly by?: DateUnit }[];
  readonly measures: Readonly<Record<string, { readonly function: MeasureFunction; readonly field?: string }>>;
  readonly filter?: string | undefined;
  readonly outer?: OuterNames | undefined;
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
  readonly search?: string | undefined;
  readonly columnFilters?: ColumnFilters | undefined;
  readonly limit: number;
}

const exactTypes = new Set(['decimal', 'money']);
const summed = new Set(['integer', 'decimal', 'money']);

/** The groups as the inside of a JSON array that PostgreSQL wrote, in the order of their names; sums of decimals are exact texts. */
export async function aggregate(
  context: RequestContext,
  reader: RecordReader,
  scope: ReadScope,
  entityKey: string,
  request: AggregateRequest,
): Promise<string> {
  const { model, permissions } = scope;
  const entity = readableEntity(model, entityKey);
  permissions.access.require(entity, 'read');
  const database = await reader.databaseOf(context, entity);
  if (database.product === 'mariadb')
    return flatAggregate({ context, scope, database }, entity, request).catch((error: unknown) => {
      throw databaseRefusal(error) ?? error;
    });
  const parameters = new Parameters();
  const view = new EntityView(model, entity, 't', parameters, permissions.access);
  const search = request.search === undefined || request.search.trim() === '' ? null : searchQuery(request.search);
  const { conditions, filters } = listConditions(view, {
    filter: request.filter ?? null,
    outer: request.outer ?? {},
    search: search !== null,
    columnFilters: request.columnFilters ?? {},
  });
  const groups = request.groupBy.map((group) => groupSql(view, group.field, group.by));
  const names = [...request.groupBy.map(({ as }) => as), ...Object.keys(request.measures)];
  const values = [...groups, ...Object.values(request.measures).map((measure) => measureSql(view, measure.function, measure.field))];
  // Names are values here, not identifiers: they only become keys of the JSON.
  const pairs = names.map((_, index) => `${parameters.run(`name ${index}`, 'text')}, ${values[index]}`);
  const positions = groups.map((_, index) => index + 2).join(', ');
  const text = `select coalesce(string_agg(item::text, ','), '') as items from (
  select json_build_object(${pairs.join(', ')}) as item${groups.map((group) => `, ${group}`).join('')}
  from ${tableOf(entity)} t${view.joins.sql}${whereSql(conditions)}
  ${groups.length === 0 ? '' : `group by ${positions} order by ${positions}`} limit ${parameters.run('limit', 'integer')}) page`;
  const run = {
    limit: request.limit,
    search,
    ...Object.fromEntries(names.map((name, index) => [`name ${index}`, name])),
    ...filterRun(filters, request.columnFilters ?? {}),
  };
  const bound = parameters.bind({ user: permissions.user, run, ...(request.inputs === undefined ? {} : { inputs: request.inputs }) });
  try {
    return (await database.value(context, statement(text), bound)) ?? '';
  } catch (error) {
    throw databaseRefusal(error) ?? error;
  }
}

/** SQL of what a group is made by. */
export function groupSql(view: EntityView, path: string, by: DateUnit | undefined): string {
  const { sql, field, view: place } = view.path(path.split('.'));
  // What a reference leads to is known by a text, whatever the key of another database is.
  if (by === undefined) return field?.target != null && place.entity.source !== null ? view.dialect.text(sql) : sql;
  if (field !== null && field.record.type !== 'date' && field.record.type !== 'dateTime') {
    throw recordErrors.badField({ field: path, entity: view.entity.key, hint: 'Only dates are cut into years, months and days.' });
  }
  return view.dialect.cut(sql, by);
}

/** SQL of a measure of each group. */
export function measureSql(view: EntityView, name: MeasureFunction, path: string | undefined): string {
  if (path === undefined) {
    if (name !== 'count') throw recordErrors.badField({ field: '', entity: view.entity.key, hint: `${name} needs a field.` });
    return 'count(*)';
  }
  const { sql, field } = view.path(path.split('.'));
  if ((name === 'sum' || name === 'average') && (field === null || !summed.has(field.record.type))) {
    throw recordErrors.badField({ field: path, entity: view.entity.key, hint: 'Only numbers and amounts are added up.' });
  }
  const exact = isExact(field) && view.dialect.name === 'postgres' ? '::text' : '';
  switch (name) {
    case 'count':
      return `count(${sql})`;
    case 'countDistinct':
      return `count(distinct ${sql})`;
    case 'sum':
      return `sum(${sql})${exact}`;
    case 'average':
      return view.dialect.average(sql);
    case 'minimum':
      return `min(${sql})${exact}`;
    case 'maximum':
      return `max(${sql})${exact}`;
  }
}

function isExact(field: FieldModel | null): boolean {
  return field !== null && exactTypes.has(field.record.type);
}
