import type { DateOrder, DecimalSign } from '@plinth/table-files';

/** How numbers and days are usually written in a language, for texts that could mean either. */
export function writtenWays(language: string): { readonly decimalSign: DecimalSign; readonly dateOrder: DateOrder } {
  const sign = new Intl.NumberFormat(language).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value;
  const first = new Intl.DateTimeFormat(language).formatToParts().find(({ type }) => type === 'day' || type === 'month')?.type;
  return { decimalSign: sign === ',' ? ',' : '.', dateOrder: first === 'month' ? 'mdy' : 'dmy' };
}
