import type { FieldType } from '@plinth/app-definition';
import type { Catalog, CatalogType } from '@plinth/database';

/** What a field is for values of a type. */
export interface FieldShape {
  readonly type: FieldType;
  readonly maxLength?: number;
  readonly scale?: number;
  /** Values of a choice. */
  readonly values?: readonly string[];
  /** What differs from the column. */
  readonly changes: readonly string[];
  /** Values can be shown, but not made by people. */
  readonly readOnly?: true;
}

/** A type without the domains around it, and what those said. */
export interface UnwrappedType {
  readonly type: CatalogType;
  /** As PostgreSQL writes it, `numeric(10,2)`. */
  readonly written: string;
  /** Domains around it, outermost first. */
  readonly domains: readonly CatalogType[];
}

/** What a domain is made of. */
export function unwrap(catalog: Catalog, typeId: number, written: string): UnwrappedType | null {
  const domains: CatalogType[] = [];
  let type = catalog.types.get(typeId);
  let text = written;
  while (type?.domain != null) {
    domains.push(type);
    text = type.domain.base;
    type = catalog.types.get(type.domain.baseId);
  }
  return type === undefined ? null : { type, written: text, domains };
}

const asText = (what: string): FieldShape => ({ type: 'text', changes: [`${what} as the text that PostgreSQL writes`] });
const exact = (type: FieldType): FieldShape => ({ type, changes: [] });
const binary: FieldShape = {
  type: 'decimal',
  changes: ['a binary floating point number becomes a decimal one; NaN and infinity have no place'],
};
const milliseconds = 'milliseconds are kept, not microseconds';

/** The types of PostgreSQL that a field says in a way of its own; whatever else has a text form is taken as text. */
const knownTypes: Readonly<Record<string, (written: string) => FieldShape | { readonly reason: string }>> = {
  bool: () => exact('boolean'),
  int2: () => exact('integer'),
  int4: () => exact('integer'),
  int8: () => ({ type: 'integer', changes: ['whole numbers beyond ±9007199254740991 have no place'] }),
  float4: () => binary,
  float8: () => binary,
  numeric: decimal,
  money: () => ({
    type: 'decimal',
    scale: 2,
    changes: ['the currency is a setting of the database server, so the amount is a decimal without one'],
  }),
  text: () => exact('text'),
  citext: () => ({ type: 'text', changes: ['capital and small letters are told apart'] }),
  varchar: (written) => ({ ...limited(written), changes: [] }),
  bpchar: (written) => ({ ...limited(written), changes: ['texts are not filled up with spaces'] }),
  char: () => ({ type: 'text', maxLength: 1, changes: ['one byte becomes a text of one character'] }),
  name: () => ({ type: 'text', maxLength: 63, changes: ["a name of the database's own becomes a text"] }),
  date: () => ({ type: 'date', changes: [] }),
  time: (written) => ({ type: 'time', changes: fine(written) }),
  timetz: () => asText('a time with its zone'),
  timestamp: (written) => ({ type: 'dateTime', changes: ['times without a zone are read as UTC', ...fine(written)] }),
  timestamptz: (written) => ({ type: 'dateTime', changes: fine(written) }),
  interval: () => ({ type: 'duration', changes: ['a duration is of years and months or of days and times, not of both'] }),
  json: () => ({ type: 'json', changes: ['the text of the JSON is not kept, only what it says'] }),
  jsonb: () => exact('json'),
  uuid: () => ({ type: 'text', maxLength: 36, changes: ['a UUID becomes a text of 36 characters'] }),
  xml: () => ({ type: 'longText', changes: ['XML as the text that PostgreSQL writes'] }),
  bytea: () => ({ reason: 'bytes within a row have no field; files are kept beside the records' }),
  tsvector: () => ({ reason: 'it serves the search of the database; Plinth makes its own of the searched fields' }),
};

/** The field for a column of this type, or why there is none. */
export function fieldShape(catalog: Catalog, { type, written }: UnwrappedType): FieldShape | { readonly reason: string } {
  if (type.elementId !== null) return arrayShape(catalog, type.elementId);
  switch (type.kind) {
    case 'enum':
      return enumShape(type, 'choice');
    case 'composite':
      return { type: 'json', readOnly: true, changes: ['a value of several parts becomes JSON that is only shown'] };
    case 'range':
    case 'multirange':
      return asText('a range');
    case 'pseudo':
      return { reason: `${type.name} has no values of its own` };
    default:
  }
  const known = Object.hasOwn(knownTypes, type.name) ? knownTypes[type.name] : undefined;
  return known?.(written) ?? asText(type.name);
}

function limited(written: string): { readonly type: FieldType; readonly maxLength?: number } {
  const length = Number(/\((\d+)\)/.exec(written)?.[1] ?? 0);
  if (length === 0) return { type: 'text' };
  return { type: length > 500 ? 'longText' : 'text', maxLength: length };
}

/** Fields keep milliseconds; PostgreSQL keeps microseconds unless it is told. */
function fine(written: string): readonly string[] {
  const digits = Number(/\((\d)\)/.exec(written)?.[1] ?? 6);
  return digits > 3 ? [milliseconds] : [];
}

const mostDigits = 34;
const mostScale = 20;

function decimal(written: string): FieldShape {
  const [, precision, scaleText] = /\((\d+)(?:,(-?\d+))?\)/.exec(written) ?? [];
  const changes: string[] = [];
  if (precision === undefined) return { type: 'decimal', changes: [`${mostDigits} digits are kept; NaN and infinity have no place`] };
  const scale = Number(scaleText ?? 0);
  if (Number(precision) > mostDigits) changes.push(`${mostDigits} digits are kept, not ${precision}`);
  if (scale < 0 || scale > mostScale) {
    changes.push(`how many digits stand after the point (${scale}) is not kept`);
    return { type: 'decimal', changes };
  }
  return { type: 'decimal', scale, changes };
}

const longestOption = 100;

function enumShape(type: CatalogType, field: 'choice' | 'multiChoice'): FieldShape {
  if (type.labels.length > 0 && type.labels.every((label) => label.length <= longestOption && label !== ''))
    return { type: field, values: type.labels, changes: [] };
  const why = type.labels.length === 0 ? 'nothing can be chosen' : 'a value is empty or longer than 100 characters';
  return field === 'choice'
    ? { type: 'text', changes: [`a text, for ${why}`] }
    : { type: 'json', readOnly: true, changes: [`a list in JSON that is only shown, for ${why}`] };
}

function arrayShape(catalog: Catalog, elementId: number): FieldShape | { readonly reason: string } {
  const element = unwrap(catalog, elementId, '');
  if (element?.type.kind === 'enum') {
    const shape = enumShape(element.type, 'multiChoice');
    return shape.type === 'json' ? shape : { ...shape, changes: ['what is chosen has no order and no nulls'] };
  }
  if (element?.type.name === 'bytea') return { reason: 'bytes within a row have no field; files are kept beside the records' };
  return { type: 'json', readOnly: true, changes: ['a list becomes JSON that is only shown'] };
}
