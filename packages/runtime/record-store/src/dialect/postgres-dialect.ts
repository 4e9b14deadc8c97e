import { postgresWords } from '@plinth/expression';
import { tableOf } from '../model/entity-model.ts';
import { searchQuery } from '../read/search-words.ts';
import type { SqlDialect } from './sql-dialect.ts';

const cuts = { year: 'YYYY', quarter: 'YYYY"-Q"Q', month: 'YYYY-MM', week: 'IYYY"-W"IW', day: 'YYYY-MM-DD' } as const;

/** PostgreSQL, Plinth's own and that of others. */
export const postgresDialect: SqlDialect = {
  ...postgresWords,
  name: 'postgres',
  placeholder: (number, type) => `$${number}::${type}`,
  bound: (value) => value,
  text: (sql) => `${sql}::text`,
  rows: tableOf,
  idOf({ source }, text, type) {
    if (type === 'text') return text;
    // Other databases do not have our functions.
    if (source === null) return `plinth.uuid_of(${text})`;
    const form = type === 'bigint' ? '^-?[0-9]{1,18}$' : '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';
    return `(case when ${text} ~ '${form}' then (${text})::${type} end)`;
  },
  joined: (id, reference) => `${id} = ${reference}`,
  amongParameter: (value, list) => `${value} = any(${list})`,
  hasPart: (text, part) => `position(lower(${part}) in lower(${text}::text)) > 0`,
  listHas: (list, value) => `${list} @> array[${value}]`,
  listMeets: (list, values) => `${list} && ${values}`,
  searched: (texts, words) =>
    `to_tsvector('simple'::regconfig, concat_ws(' ', ${texts.join(', ')})) @@ to_tsquery('simple'::regconfig, ${words})`,
  searchQuery,
  // So it has nulls by itself, and an index serves both directions.
  order: ({ sql, direction }) => (direction === 'asc' ? sql : `${sql} desc`),
  average: (sql) => `round(avg(${sql}), 10)::text`,
  oneRow: '(select) one',
  amongSelected: (value, select) => `${value} = any(array(${select}))`,
  cut: (sql, unit) => `to_char(${sql}, '${cuts[unit]}')`,
};
