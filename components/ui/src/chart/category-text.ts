import type { Format } from '@plinth/component-kit';
import { decimalText } from '../contract/decimal-text.ts';

export type CategoryFormat = 'text' | 'year' | 'quarter' | 'month' | 'day' | 'number';

/** A category as people read it; periods come as the date on which they begin. */
export function categoryText(value: unknown, kind: CategoryFormat, locale: string, format: Format, absent: string): string {
  if (value === null || value === undefined || value === '') return absent;
  if (typeof value === 'object') return 'title' in value ? String(value.title) : JSON.stringify(value);
  const text = String(value);
  if (kind === 'number') return format.number(decimalText(value) ?? text);
  if (kind === 'text') return text;
  const date = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(text);
  if (!date) return text;
  const [, year = '', month = '01', day = '01'] = date;
  if (kind === 'year') return year;
  if (kind === 'quarter') return `Q${Math.ceil(Number(month) / 3)} ${year}`;
  const moment = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const parts: Intl.DateTimeFormatOptions = kind === 'month' ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' }).format(moment);
}
