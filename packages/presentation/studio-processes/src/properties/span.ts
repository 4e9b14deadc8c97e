/** Units, the longest first. */
export const units = ['D', 'H', 'M'] as const;
export type Unit = (typeof units)[number];

/** A time from the beginning of a task on: days, hours or minutes. */
export interface Span {
  readonly count: string;
  readonly unit: Unit;
}

/** A duration of one unit; null for other texts, empty for none. */
export function spanIn(text: string): Span | null {
  if (text.trim() === '') return { count: '', unit: 'D' };
  const [, days, , count, unit] = /^P(?:(\d{1,5})D|(T)(\d{1,6})([HM]))$/.exec(text.trim()) ?? [];
  if (days !== undefined) return { count: days, unit: 'D' };
  return count === undefined || unit === undefined ? null : { count, unit: unit as Unit };
}

/** As ISO 8601 writes it; empty where there is no number. */
export function spanText({ count, unit }: Span): string {
  const number = count.trim();
  if (!/^\d{1,6}$/.test(number)) return '';
  return unit === 'D' ? `P${number}D` : `PT${number}${unit}`;
}
