import { recordErrors } from '../errors.ts';
import type { FieldModel } from '../model/entity-model.ts';
import type { EntityView } from './entity-view.ts';

/** An ad hoc filter of one column, as tables and lists offer it. */
export type ColumnFilter =
  | { readonly operator: 'contains' | 'equals' | 'atLeast' | 'atMost'; readonly value: string }
  | { readonly operator: 'anyOf'; readonly values: readonly string[] };

export type ColumnFilters = Readonly<Record<string, ColumnFilter>>;

const texts = new Set(['text', 'longText', 'email', 'phone', 'url', 'choice']);

/** A column filter in a statement: its condition, and the SQL type that its values must be of. */
export interface ColumnCondition {
  readonly path: string;
  readonly sql: string;
  readonly type: string;
}

/** The conditions of column filters; their values are `filter<n>` when the statement runs. */
export function columnConditions(view: EntityView, filters: ColumnFilters): ColumnCondition[] {
  return Object.entries(filters).map(([path, filter], number) => {
    const { field, key, view: place } = view.path(path.split('.'));
    const text = filter.operator === 'contains' || field?.record.type === 'multiChoice';
    return {
      path,
      sql: columnCondition(view, path, filter, number),
      type: text ? 'text' : (comparisonType(field, key, place.entity.idType) ?? 'text'),
    };
  });
}

function columnCondition(view: EntityView, path: string, filter: ColumnFilter, number: number): string {
  const { sql, field, key, view: place } = view.path(path.split('.'));
  const type = comparisonType(field, key, place.entity.idType);
  const value = (sqlType: string) => view.parameters.run(`filter${number}`, sqlType);
  if (type === null) throw recordErrors.badFilter({ reason: `${path} cannot be compared`, hint: 'Filter by another field.' });
  const array = field?.record.type === 'multiChoice';
  const { dialect } = view;
  switch (filter.operator) {
    case 'contains':
      return array ? dialect.listHas(sql, value('text')) : dialect.hasPart(sql, value('text'));
    case 'equals':
      return array ? dialect.listHas(sql, value('text')) : dialect.equal(sql, value(type));
    case 'anyOf':
      return array ? dialect.listMeets(sql, value('text[]')) : dialect.amongParameter(sql, value(`${type}[]`), type);
    case 'atLeast':
      return `${sql} >= ${value(type)}`;
    case 'atMost':
      return `${sql} <= ${value(type)}`;
  }
}

/** What of a column filter is part of the statement; the values are not. */
export function filterShape(filters: ColumnFilters): string {
  return Object.entries(filters)
    .map(([path, filter]) => `${path} ${filter.operator}`)
    .join('\n');
}

/** The values of column filters for the statement; throws where one is not of its field's type. */
export function filterRun(conditions: readonly ColumnCondition[], filters: ColumnFilters): Record<string, string | readonly string[]> {
  const run: Record<string, string | readonly string[]> = {};
  for (const [number, { path, type }] of conditions.entries()) {
    const filter = filters[path];
    if (filter === undefined) continue;
    for (const value of filter.operator === 'anyOf' ? filter.values : [filter.value]) {
      if (value.includes('\0') || formats[type]?.test(value) === false) {
        throw recordErrors.badFilter({
          reason: `${path} is compared with a value that is none of its own`,
          hint: `A value of type ${type} is needed.`,
        });
      }
    }
    run[`filter${number}`] = filter.operator === 'anyOf' ? filter.values : filter.value;
  }
  return run;
}

function comparisonType(field: FieldModel | null, key: string, idType: string): string | null {
  if (field === null) return key === 'id' ? idType : key === 'version' ? 'bigint' : key.endsWith('At') ? 'timestamptz' : 'text';
  const { type } = field.record;
  if (texts.has(type) || type === 'multiChoice') return 'text';
  if (type === 'json') return null;
  if (type === 'integer' || type === 'decimal' || type === 'money') return 'numeric';
  if (type === 'dateTime') return 'timestamptz';
  if (type === 'duration') return 'interval';
  return type === 'reference' || type === 'file' ? (field.columns[0]?.type ?? 'uuid') : type;
}

const formats: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  numeric: /^-?(?:\d{1,60}(?:\.\d{0,60})?|\.\d{1,60})$/,
  integer: /^-?\d{1,9}$/,
  bigint: /^-?\d{1,18}$/,
  boolean: /^(?:true|false)$/,
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
  time: /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?$/,
  timestamptz:
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/,
  interval: /^-?P(?!$)(?:\d{1,9}Y)?(?:\d{1,9}M)?(?:\d{1,9}D)?(?:T(?=\d)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:\.\d{1,6})?S)?)?$/,
};
