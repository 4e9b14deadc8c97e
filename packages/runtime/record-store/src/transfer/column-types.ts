import type { FieldType } from '@plinth/app-definition';

const forms: readonly (readonly [FieldType, RegExp])[] = [
  ['boolean', /^(?:true|false|yes|no)$/i],
  // A leading zero says that the digits are a name, not a number.
  ['integer', /^-?(?:0|[1-9]\d{0,14})$/],
  ['decimal', /^-?(?:0|[1-9]\d*)(?:[.,]\d+)?$/],
  ['date', /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4})$/],
  ['dateTime', /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$/],
  ['time', /^\d{2}:\d{2}(?::\d{2})?$/],
  ['email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['url', /^https?:\/\/\S+$/i],
];

/** The field type that all values of a column have, empty ones apart; text where there is none. */
export function likelyTypes(columns: number, rows: readonly (readonly string[])[]): FieldType[] {
  return Array.from({ length: columns }, (_, place) => {
    const values = rows.map((row) => (row[place] ?? '').trim()).filter((value) => value !== '');
    if (values.length === 0) return 'text';
    const found = forms.find(([, form]) => values.every((value) => form.test(value)))?.[0];
    return found ?? (values.some((value) => value.length > 200 || value.includes('\n')) ? 'longText' : 'text');
  });
}
