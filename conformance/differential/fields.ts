import { type ContextType, contextType, type FeelContext, type FeelType, fromJson, listOf, types } from '@plinth/expression';
import type { Random } from './random.ts';
import { type Kind, recordValues } from './values-by-kind.ts';

/** A path that is a column of the rows, with its column. */
export interface Field {
  readonly path: readonly string[];
  readonly column: string;
  readonly sqlType: string;
  readonly type: FeelType;
}

const item = contextType({ amount: types.number, label: types.string });

const scalar = (name: string, type: FeelType, sqlType: string): Field => ({ path: [name], column: `c_${name}`, sqlType, type });

/** As a database is that was not set up by us: its own order of texts is not that of code points. */
const linguistic = 'text collate "und-x-icu"';

/** What the rows have as columns: two of each kind, so that fields are compared with fields; names that need care among them. */
export const fields: readonly Field[] = [
  scalar('n', types.number, 'numeric'),
  scalar('m', types.number, 'numeric'),
  { path: ['monthly salary'], column: 'c_salary', sqlType: 'numeric', type: types.number },
  scalar('s', types.string, linguistic),
  scalar('t', types.string, linguistic),
  scalar('b', types.boolean, 'boolean'),
  scalar('c', types.boolean, 'boolean'),
  scalar('date', types.date, 'date'),
  scalar('d', types.date, 'date'),
  scalar('h', types.time, 'time(3)'),
  scalar('k', types.time, 'time(3)'),
  scalar('z', types.dateTime, 'timestamptz(3)'),
  scalar('y', types.dateTime, 'timestamptz(3)'),
  scalar('u', types.daysDuration, 'interval'),
  scalar('v', types.daysDuration, 'interval'),
  scalar('w', types.yearsDuration, 'interval'),
  scalar('ss', listOf(types.string), 'text[]'),
  scalar('ns', listOf(types.number), 'numeric[]'),
  { path: ['client', 'name'], column: 'c_client_name', sqlType: linguistic, type: types.string },
  { path: ['client', 'amount'], column: 'c_client_amount', sqlType: 'numeric', type: types.number },
];

/** What is given beside the rows, as a page gives its values to a query. */
const page = contextType({ search: types.string, limit: types.number, since: types.date, ids: listOf(types.string), on: types.boolean });

/** The scope of the expressions. `items` is no column: what uses it is compared without PostgreSQL. */
export const scope: ContextType = contextType({
  ...Object.fromEntries(fields.filter(({ path }) => path.length === 1).map(({ path, type }) => [path[0] ?? '', type])),
  client: contextType({ name: types.string, amount: types.number }, { name: 'client' }),
  page,
  items: listOf(item),
});

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A row as JSON: what `scope` names. */
export type RowJson = Readonly<Record<string, Json>>;

export function randomValue(type: FeelType, random: Random): Json {
  if (random.chance(0.2)) return null;
  if (type.kind === 'list') return Array.from({ length: random.below(4) }, () => randomValue(type.item, random));
  if (type.kind === 'context') {
    return Object.fromEntries(Object.entries(type.entries).map(([name, entry]) => [name, randomValue(entry, random)]));
  }
  return random.pick<Json>(recordValues[type.kind as Kind]);
}

/** A row whose page is given; all rows of a statement have the same. */
export function randomRow(random: Random, pageValue: Json): RowJson {
  const row = randomContext(scope, random);
  return { ...row, page: pageValue };
}

export function randomPage(random: Random): Json {
  return randomContext(page, random);
}

function randomContext(type: ContextType, random: Random): RowJson {
  return Object.fromEntries(Object.entries(type.entries).map(([name, entry]) => [name, randomValue(entry, random)]));
}

/** The row as the values that expressions read. */
export function scopeValues(row: RowJson): FeelContext {
  return fromJson(scope, row) as FeelContext;
}
