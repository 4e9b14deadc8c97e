import type { SqlValue } from '@plinth/database';
import { recordErrors } from '../errors.ts';
import { wordsOf } from '../read/search-words.ts';
import { mariadbRows } from './mariadb-rows.ts';
import type { SqlDialect } from './sql-dialect.ts';

/** Texts compare by code point and to their last space, as everywhere in Plinth; columns there rarely do. */
const exactText = 'collate utf8mb4_nopad_bin';
const text = (sql: string) => `convert(${sql} using utf8mb4) ${exactText}`;
const textParameter = /^(convert\(\$\d+ using utf8mb4\)) collate utf8mb4_nopad_bin$/;
const column = /^(\w+)\.(?:"(\w+)"|(id))$/;
const listParameter = /^\$\d+$/;
const itemTypes: Readonly<Record<string, string>> = {
  number: 'decimal(65,30)',
  numeric: 'decimal(65,30)',
  bigint: 'bigint',
  boolean: 'int',
  date: 'date',
  time: 'time(3)',
  timestamptz: 'datetime(3)',
  'date and time': 'datetime(3)',
};
const cuts = { year: '%Y', month: '%Y-%m', week: '%x-W%v', day: '%Y-%m-%d' } as const;

/** The column as its table has it, which its indexes know. */
function unchanged(sql: string): string | null {
  const [, alias, field, id] = column.exec(sql) ?? [];
  return alias === undefined ? null : `${alias}."~${field ?? id ?? ''}"`;
}

function equal(left: string, right: string): string {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const [, parameter] = textParameter.exec(other) ?? [];
    const raw = unchanged(one);
    // What is equal by code point is equal under the column's own order too, in which an index finds it.
    if (parameter !== undefined && raw !== null) return `(${raw} = ${parameter} and ${one} = ${other})`;
  }
  return `${left} = ${right}`;
}

function items(list: string, type: string): string {
  const known = Object.hasOwn(itemTypes, type) ? itemTypes[type] : undefined;
  const value = known === undefined ? text('item.v') : 'item.v';
  const declared = known ?? 'text character set utf8mb4';
  return `select ${value} as v from json_table(${list}, '$[*]' columns (v ${declared} path '$')) item`;
}

/** MariaDB, in the mode in which names stand in double quotes and backslashes mean nothing. */
export const mariadbDialect: SqlDialect = {
  name: 'mariadb',
  same: (left, right) => `${left} <=> ${right}`,
  differ: (left, right) => `not (${left} <=> ${right})`,
  equal,
  ordered: (sql) => sql,
  unknown: 'null',
  among: (value, list, kind) => (listParameter.test(list) ? `${value} in (${items(list, kind)})` : `find_in_set(${value}, ${list}) > 0`),
  hasNull: (list) => (listParameter.test(list) ? `json_contains(${list}, 'null')` : 'false'),
  holds: (list, value, kind) => (listParameter.test(list) ? `${value} in (${items(list, kind)})` : `find_in_set(${value}, ${list}) > 0`),
  functions: {
    not: { takes: ['boolean'], sql: ([a]) => `(not ${a})` },
    contains: { takes: ['string', 'string'], sql: ([a, b]) => `(locate(${b}, ${a}) > 0)` },
    'starts with': { takes: ['string', 'string'], sql: ([a, b]) => `(left(${a}, char_length(${b})) = ${b})` },
    'ends with': { takes: ['string', 'string'], sql: ([a, b]) => `(right(${a}, char_length(${b})) = ${b})` },
    'string length': { takes: ['string'], sql: ([a]) => `char_length(${a})` },
    today: { takes: [], sql: () => 'utc_date()' },
    now: { takes: [], sql: () => 'utc_timestamp(3)' },
  },
  placeholder(number, type) {
    if (type.endsWith('[]')) return `$${number}`;
    if (type.startsWith('numeric')) return `cast($${number} as decimal(65,30))`;
    if (type === 'bigint' || type === 'integer') return `cast($${number} as signed)`;
    if (type === 'boolean') return `cast($${number} as unsigned)`;
    if (type === 'date') return `cast($${number} as date)`;
    if (type.startsWith('timestamp')) return `cast($${number} as datetime(3))`;
    if (type.startsWith('time')) return `cast($${number} as time(3))`;
    if (type === 'interval') throw recordErrors.badFilter({ reason: 'MariaDB has no durations', hint: 'Compare moments instead.' });
    return type === 'uuid' ? `convert($${number} using utf8mb4)` : text(`$${number}`);
  },
  bound,
  text,
  rows: mariadbRows,
  idOf: (_, sql, type) => (type === 'bigint' ? `(case when ${sql} regexp '^-?[0-9]{1,18}$' then cast(${sql} as signed) end)` : sql),
  joined(id, reference, type) {
    const [a, b] = [unchanged(id), unchanged(reference)];
    return type === 'text' && a !== null && b !== null ? `${a} = ${b} and ${id} = ${reference}` : `${id} = ${reference}`;
  },
  amongParameter: (value, list, type) => `${value} in (${items(list, type)})`,
  hasPart: (sql, part) => `locate(lower(${part}), lower(${text(sql)})) > 0`,
  listHas: (list, value) => `find_in_set(${value}, ${list}) > 0`,
  listMeets: (list, values) => `exists (select 1 from (${items(values, 'text')}) one where find_in_set(one.v, ${list}) > 0)`,
  searched: (texts, words) =>
    `not exists (select 1 from (${items(words, 'text')}) word where concat_ws(' ', ${texts.join(', ')}) not regexp concat('(?i)(?<![\\p{L}\\p{N}])', word.v))`,
  searchQuery(given) {
    const words = wordsOf(given);
    return words === null ? null : JSON.stringify(words);
  },
  order({ sql, direction, nullable }) {
    const way = direction === 'asc' ? '' : ' desc';
    return nullable ? `(${sql} is null)${way}, ${sql}${way}` : `${sql}${way}`;
  },
  average: (sql) => `round(avg(cast(${sql} as decimal(65,20))), 10)`,
  oneRow: '(select 1 as one) one',
  amongSelected: (value, select) => `${value} in (${select})`,
  cut: (sql, unit) => (unit === 'quarter' ? `concat(year(${sql}), '-Q', quarter(${sql}))` : `date_format(${sql}, '${cuts[unit]}')`),
};

/** Everything travels as text, which the placeholder reads by its type. */
function bound(value: SqlValue, type: string): SqlValue {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return JSON.stringify(value.map((item: SqlValue) => bound(item, type.replace(/\[\]$/, '')) ?? null));
  if (type.startsWith('boolean')) return value === true || value === 't' || value === 'true' ? 1 : 0;
  if (type.startsWith('timestamp')) return momentThere(String(value));
  return typeof value === 'object' ? (value as SqlValue) : String(value);
}

/** A moment as MariaDB writes it, in UTC. */
export function momentThere(iso: string): string | null {
  const zoned = /(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(iso.slice(10)) || iso.length <= 10 ? iso : `${iso}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? null : new Date(time).toISOString().replace('T', ' ').replace('Z', '');
}
