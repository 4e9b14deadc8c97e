import type { FieldRecord } from '@plinth/app-definition';
import type { ColumnModel } from './entity-model.ts';

/** Digits of FEEL's decimals (DMN 1.5 §10.3.2.3.1); numeric columns hold as many. */
const precision = 34;

/** Digits after the point of an amount unless the field says otherwise. */
const defaultMoneyScale = 2;

/** SQL type of a field's first column, as `format_type` writes it. */
export function columnType(field: FieldRecord): string {
  switch (field.type) {
    case 'text':
    case 'longText':
    case 'email':
    case 'phone':
    case 'url':
    case 'choice':
      return 'text';
    case 'integer':
      return 'bigint';
    case 'decimal':
      return field.scale === undefined ? 'numeric' : `numeric(${precision},${field.scale})`;
    case 'money':
      return `numeric(${precision},${field.scale ?? defaultMoneyScale})`;
    case 'boolean':
      return 'boolean';
    case 'date':
      return 'date';
    case 'time':
      return 'time(3) without time zone';
    case 'dateTime':
      return 'timestamp(3) with time zone';
    case 'duration':
      return 'interval';
    case 'multiChoice':
      return 'text[]';
    case 'json':
      return 'jsonb';
    case 'file':
    case 'reference':
      return 'uuid';
  }
}

/** The columns of a field. */
export function fieldColumns(
  field: FieldRecord,
  column: string,
  currencyColumn: string | null,
  decidedByColumn: string | null,
): ColumnModel[] {
  return [
    { name: column, type: columnType(field), notNull: field.required },
    ...(currencyColumn === null ? [] : [{ name: currencyColumn, type: 'text', notNull: field.required }]),
    ...(decidedByColumn === null ? [] : [{ name: decidedByColumn, type: 'text', notNull: false }]),
  ];
}

/** Whether a money field keeps a currency per record. */
export function hasCurrencyColumn(field: FieldRecord): boolean {
  return field.type === 'money' && field.currency === undefined;
}

/** How a column is declared: strings compare by code point, as FEEL compares them. */
export function columnDeclaration(column: ColumnModel): string {
  return column.type === 'text' || column.type === 'text[]' ? `${column.type} collate "C"` : column.type;
}
