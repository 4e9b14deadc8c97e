import type { CatalogType } from '@plinth/database';

/** Names of the types of PostgreSQL that hold what a type of MariaDB holds. */
const alike: Readonly<Record<string, string>> = {
  tinyint: 'int2',
  smallint: 'int2',
  mediumint: 'int4',
  int: 'int4',
  bigint: 'int8',
  year: 'int2',
  bit: 'int8',
  decimal: 'numeric',
  float: 'float4',
  double: 'float8',
  char: 'varchar',
  varchar: 'varchar',
  date: 'date',
  time: 'time',
  datetime: 'timestamp',
  timestamp: 'timestamptz',
  json: 'jsonb',
  uuid: 'uuid',
};
const bytes = new Set(['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob', 'vector']);
const shapes = new Set([
  'geometry',
  'point',
  'linestring',
  'polygon',
  'multipoint',
  'multilinestring',
  'multipolygon',
  'geometrycollection',
]);

/** What a column is for, which its type alone does not say. */
export interface ColumnUse {
  /** JSON is a text that a check of MariaDB's own looks at. */
  readonly isJson: boolean;
  /** What a row is known by is a whole number, whether it can be negative or not. */
  readonly isKey: boolean;
}

/** The types of a catalog, each entered once, under numbers of their own. */
export class ColumnTypes {
  readonly all = new Map<number, CatalogType>();
  readonly #known = new Map<string, number>();

  /** The type of a column: `bigint(20) unsigned`, `enum('a','b')`. */
  of(dataType: string, written: string, { isJson, isKey }: ColumnUse): { readonly typeId: number; readonly type: string } {
    const name = isJson ? 'json' : dataType.toLowerCase();
    const type = /^(?:datetime|timestamp|time)$/i.test(written) ? `${written}(0)` : written;
    return { typeId: this.#idOf(name, isKey ? type.replace(/ unsigned\b/i, '') : type), type };
  }

  #idOf(name: string, written: string): number {
    if (name === 'enum' || name === 'set') {
      const labels = this.#add(`enum ${written}`, { name: written, kind: 'enum', labels: labelsOf(written) });
      return name === 'enum' ? labels : this.#add(`set ${written}`, { name: 'set', elementId: labels });
    }
    if (/^(?:tinyint|bit)\(1\)/i.test(written)) return this.#add('bool', { name: 'bool' });
    if (bytes.has(name) || shapes.has(name)) return this.#add('bytea', { name: 'bytea' });
    // What has a text form is read as text.
    const base = this.#add(alike[name] ?? 'text', { name: alike[name] ?? 'text' });
    if (!/\bunsigned\b/i.test(written)) return base;
    return this.#add(`${name} unsigned`, {
      name: `${name} unsigned`,
      kind: 'domain',
      domain: { baseId: base, base: written, required: false, default: null, checks: [{ name: 'unsigned', condition: '(VALUE >= 0)' }] },
    });
  }

  #add(key: string, { name, ...more }: Partial<CatalogType> & Pick<CatalogType, 'name'>): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.#known.size + 1;
    this.#known.set(key, id);
    this.all.set(id, { id, schema: '', name, kind: 'base', elementId: null, labels: [], domain: null, ...more });
    return id;
  }
}

/** The labels in `enum('a','it''s')`. */
function labelsOf(written: string): readonly string[] {
  return [...written.matchAll(/'((?:[^']|'')*)'/g)].map(([, label = '']) => label.replaceAll("''", "'"));
}

/** A default as PostgreSQL would write it; null where it is none. */
export function defaultOf(text: string | null, type: string): string | null {
  if (text === null || text === 'NULL') return null;
  if (/^current_timestamp\(\d?\)$/i.test(text)) return 'now()';
  if (/^(?:curdate|current_date)\(\)$/i.test(text)) return 'current_date';
  if (/^uuid\(\)$/i.test(text)) return 'gen_random_uuid()';
  if (!/^(?:tinyint|bit)\(1\)/i.test(type)) return text;
  const [, digit] = /^(?:b'([01])'|'?([01])'?)$/.exec(text)?.filter((part) => part !== undefined) ?? [];
  return digit === undefined ? text : String(digit === '1');
}
