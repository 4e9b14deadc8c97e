import type { Format, Numeric, TextLookup } from '@plinth/component-kit';
import { decimalText } from '../contract/decimal-text.ts';
import type { TableColumn } from './table-columns.ts';

/** What a cell says, as people read and copy it. */
export function cellText(value: unknown, column: TableColumn, format: Format, words: TextLookup): string {
  if (value === null || value === undefined || value === '') return '';
  const numeric: Numeric = decimalText(value) ?? String(value);
  const text = String(value);
  switch (column.format) {
    case 'integer':
    case 'decimal':
      return format.number(numeric, { digits: column.digits });
    case 'percent':
      return format.percent(numeric, { digits: column.digits });
    case 'money':
      return moneyText(value, column, format);
    case 'boolean':
      return value === true ? words('ui.yes', 'Yes') : words('ui.no', 'No');
    case 'date':
      return format.date(text);
    case 'time':
      return format.time(text);
    case 'dateTime':
      return format.dateTime(text);
    case 'duration':
      return format.duration(text);
    case 'choice':
      return optionLabel(column, text);
    case 'multiChoice':
      return Array.isArray(value) ? format.list(value.map((one) => optionLabel(column, String(one)))) : text;
    default:
      return typeof value === 'object' ? objectText(value, format) : text;
  }
}

function moneyText(value: unknown, column: TableColumn, format: Format): string {
  if (typeof value === 'object' && value !== null && 'amount' in value) {
    const currency = 'currency' in value ? String(value.currency) : column.currency;
    return format.money(decimalText(value.amount), currency, { digits: column.digits });
  }
  return format.money(decimalText(value), column.currency, { digits: column.digits });
}

function optionLabel(column: TableColumn, value: string): string {
  return column.description?.options?.find((option) => option.value === value)?.label ?? value;
}

/** A reference or a file by its name, a list by its members, the rest as JSON. */
function objectText(value: object, format: Format): string {
  if (Array.isArray(value))
    return format.list(value.map((one) => (typeof one === 'object' && one !== null ? objectText(one, format) : String(one))));
  if ('title' in value && typeof value.title === 'string') return value.title;
  if ('name' in value && typeof value.name === 'string') return value.name;
  return JSON.stringify(value);
}
