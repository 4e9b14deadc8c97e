interface DateOrder {
  readonly order: readonly ('year' | 'month' | 'day')[];
  readonly pattern: readonly Intl.DateTimeFormatPart[];
}

const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC', calendar: 'gregory' };
const isoDate = /^(\d{4})-(\d{2})-(\d{2})/;

function orderOf(locale: string): DateOrder {
  const pattern = new Intl.DateTimeFormat(locale, options).formatToParts(new Date(Date.UTC(2001, 10, 22)));
  return { pattern, order: pattern.map((part) => part.type).filter((type) => type === 'year' || type === 'month' || type === 'day') };
}

/** Reads a date as people of the locale type it, or in ISO 8601; null where there is no such day. The result is `2026-11-24`. */
export function readDate(text: string, locale: string): string | null {
  const iso = isoDate.exec(text.trim());
  if (iso) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = text.normalize('NFKC').match(/\d+/g)?.map(Number);
  if (numbers?.length !== 3) return null;
  const parts: Record<string, number> = {};
  orderOf(locale).order.forEach((part, index) => {
    parts[part] = numbers[index] ?? 0;
  });
  const { year = 0, month = 0, day = 0 } = parts;
  return existing(year < 100 ? century(year) : year, month, day);
}

/** Two digits mean the year that lies within 70 years before and 29 years after now. */
function century(year: number): number {
  const now = new Date().getUTCFullYear();
  const near = now - (now % 100) + year;
  return near > now + 29 ? near - 100 : near <= now - 71 ? near + 100 : near;
}

function existing(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1 || year > 9999) return null;
  return date.toISOString().slice(0, 10);
}

/** Writes `2026-11-24` in the numeric form of the locale. */
export function writeDate(date: string, locale: string): string {
  const iso = isoDate.exec(date);
  if (!iso) return date;
  return new Intl.DateTimeFormat(locale, options).format(new Date(`${iso[0]}T00:00:00Z`));
}

/** What the locale's form looks like, in letters that the caller gives: `DD/MM/YYYY`. */
export function datePattern(locale: string, letters: { readonly day: string; readonly month: string; readonly year: string }): string {
  return orderOf(locale)
    .pattern.map((part) =>
      part.type === 'day' ? letters.day : part.type === 'month' ? letters.month : part.type === 'year' ? letters.year : part.value,
    )
    .join('');
}
