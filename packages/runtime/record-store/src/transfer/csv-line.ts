import { csvRow } from '@plinth/table-files';

/** Values of fields as one line of a CSV file. */
export function csvLine(values: readonly unknown[]): string {
  return csvRow(values.map(cellText));
}

/** A field's value as one text: a reference by its title, an amount with its currency behind it, several values with `|`. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(cellText).join('|');
  if (typeof value !== 'object') return String(value);
  if ('amount' in value && 'currency' in value) return `${value.amount} ${value.currency}`;
  if ('title' in value && typeof value.title === 'string') return value.title;
  if ('name' in value && 'mediaType' in value) return String(value.name);
  return 'id' in value && Object.keys(value).length <= 2 ? String(value.id) : JSON.stringify(value);
}
