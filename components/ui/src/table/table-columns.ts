import type { EntityDescription, FieldDescription } from '@plinth/component-kit';
import { relationFields, relationType } from '../contract/relation-field.ts';
import type { CellFormat, Column } from './column.ts';

/** A column with everything known: what the maker wrote over what the entity says. */
export interface TableColumn {
  readonly field: string;
  readonly label: string;
  readonly format: CellFormat;
  readonly description: FieldDescription | null;
  readonly currency: string | null;
  readonly digits: number | null;
  readonly align: 'start' | 'end' | 'center';
  readonly width: number;
  readonly grow: boolean;
  readonly page: string | null;
  readonly sortable: boolean;
  readonly filterable: boolean;
  readonly hidden: boolean;
}

const endAligned = new Set<CellFormat>(['integer', 'decimal', 'money', 'percent']);

/** Types of fields by which nothing is sorted or filtered. */
const unsorted = new Set(['json', 'file', relationType]);

/** Widths that fit what the format usually writes. */
const widths: Partial<Record<CellFormat, number>> = {
  integer: 104,
  decimal: 120,
  money: 160,
  percent: 96,
  boolean: 104,
  date: 120,
  time: 92,
  dateTime: 168,
  duration: 132,
  choice: 136,
  badge: 136,
  longText: 260,
  email: 210,
  url: 210,
  reference: 176,
};
const usualWidth = 160;
/** Of a letter of a heading, and of what stands around it, in pixels. */
const letterWidth = 7.5;
const aroundHeading = 52;

/** The columns of a table: the maker's, or every field of the entity that fits into a cell. */
export function tableColumns(
  wishes: readonly (Column | string)[] | null,
  entity: EntityDescription | null,
  rows: readonly Readonly<Record<string, unknown>>[],
  options: { readonly sortable: boolean; readonly filterable: boolean },
  entityOf: (key: string) => EntityDescription | null,
): readonly TableColumn[] {
  const wanted = wishes && wishes.length > 0 ? wishes : (entity?.fields.map((field) => field.key) ?? Object.keys(rows[0] ?? {}));
  return wanted.map((one) => {
    const wish: Column = typeof one === 'string' ? { field: one } : one;
    const description = fieldAt(entity, wish.field, entityOf);
    const format = wish.format ?? formatOf(description?.type);
    const stored = description !== null && !wish.field.includes('.') && !unsorted.has(description.type);
    const label = wish.label ?? description?.label ?? readable(wish.field);
    return {
      field: wish.field,
      label,
      format,
      description,
      currency: wish.currency ?? description?.currency ?? null,
      digits: wish.digits ?? (format === 'decimal' ? (description?.scale ?? null) : null),
      align: wish.align ?? (endAligned.has(format) ? 'end' : 'start'),
      width: wish.width ?? Math.max(widths[format] ?? usualWidth, Math.round(aroundHeading + letterWidth * label.length)),
      grow: wish.grow ?? (wish.width === undefined && !endAligned.has(format) && format !== 'boolean' && format !== 'date'),
      page: wish.page ?? null,
      sortable: options.sortable && (wish.sortable ?? stored),
      filterable: options.filterable && (wish.filterable ?? stored),
      hidden: wish.hidden ?? false,
    };
  });
}

/** The field at the end of a path over references. */
function fieldAt(
  entity: EntityDescription | null,
  path: string,
  entityOf: (key: string) => EntityDescription | null,
): FieldDescription | null {
  const [first, ...rest] = path.split('.');
  const field = entity === null ? null : ([...entity.fields, ...relationFields(entity)].find(({ key }) => key === first) ?? null);
  if (rest.length === 0 || field === null) return field;
  return field.target === undefined ? null : fieldAt(entityOf(field.target), rest.join('.'), entityOf);
}

function formatOf(type: string | undefined): CellFormat {
  const known: Readonly<Record<string, CellFormat>> = {
    longText: 'longText',
    integer: 'integer',
    decimal: 'decimal',
    money: 'money',
    boolean: 'boolean',
    date: 'date',
    time: 'time',
    dateTime: 'dateTime',
    duration: 'duration',
    email: 'email',
    phone: 'phone',
    url: 'url',
    choice: 'choice',
    multiChoice: 'multiChoice',
    json: 'json',
    file: 'file',
    reference: 'reference',
  };
  return known[type ?? ''] ?? 'text';
}

/** `account.opened_on` and `message.openedOn` as a heading: `Opened on`. */
function readable(field: string): string {
  const last = field.split('.').at(-1) ?? field;
  const words = last.replaceAll('_', ' ').replaceAll(/(?<=[a-z\d])[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The value at a path over nested records. */
export function valueAt(row: Readonly<Record<string, unknown>>, path: string): unknown {
  if (path in row) return row[path];
  let value: unknown = row;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null) return null;
    value = Object.hasOwn(value, part) ? (value as Readonly<Record<string, unknown>>)[part] : null;
  }
  return value;
}
