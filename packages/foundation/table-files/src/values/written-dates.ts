/** In which order a date is written: day, month, year or month, day, year. Year, month, day is understood in both. */
export type DateOrder = 'dmy' | 'mdy';

const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const yearLast = /^(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})$/;
const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s?([ap])\.?m\.?)?$/i;
const zone = /(Z|[+-]\d{2}:?\d{2})$/i;

/** A date as people write it, as `2026-01-31`; null where it is none. */
export function dateIn(text: string, order: DateOrder): string | null {
  const written = text.trim();
  const [, year, first, second] = yearFirst.exec(written) ?? [];
  if (year !== undefined) return isoDate(year, first, second);
  const [, one, sign, two, last] = yearLast.exec(written) ?? [];
  if (last === undefined) return null;
  // With dots, the day comes first everywhere.
  return order === 'dmy' || sign === '.' ? isoDate(last, two, one) : isoDate(last, one, two);
}

/** A time of day as `14:30:00`; null where it is none. */
export function timeIn(text: string): string | null {
  const [, hours, minutes, seconds = '00', fraction, half] = clock.exec(text.trim()) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const noon = half === undefined ? null : half.toLowerCase();
  if (noon !== null && (Number(hours) < 1 || Number(hours) > 12)) return null;
  const hour = noon === null ? Number(hours) : (Number(hours) % 12) + (noon === 'p' ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return `${two(hour)}:${minutes}:${seconds}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A moment as `2026-01-31T14:30:00`, with its offset where one is written; null where it is none. A date alone is none. */
export function dateTimeIn(text: string, order: DateOrder): string | null {
  const written = text.trim();
  const [, day, rest] = /^(\S+(?:\.\s\d{1,2}\.\s\d{4})?)(?:T|,?\s+)(\S.*)$/i.exec(written.replace(/^(\d{4}-\d{2}-\d{2})T/i, '$1 ')) ?? [];
  if (day === undefined || rest === undefined) return null;
  const offset = zone.exec(rest)?.[0] ?? '';
  const date = dateIn(day, order);
  const time = timeIn(rest.slice(0, rest.length - offset.length));
  if (date === null || time === null) return null;
  return `${date}T${time}${/^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase()}`;
}

function isoDate(year: string, month: string | undefined, day: string | undefined): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const made = new Date(0);
  made.setUTCFullYear(y, m - 1, d);
  if (y < 1 || made.getUTCMonth() !== m - 1 || made.getUTCDate() !== d) return null;
  return `${year}-${two(m)}-${two(d)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
