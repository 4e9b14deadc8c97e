import { processStoreErrors } from '../errors.ts';

/** A moment as PostgreSQL and answers have it. Throws `process-store.bad-time` for text that is none, or that says no offset. */
export function momentOf(name: string, text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)T.*(?:Z|[+-]\d\d:?\d\d)$/.exec(text) ?? [];
  const time = hasDay(Number(year), Number(month), Number(day)) ? Date.parse(text) : Number.NaN;
  const moment = Number.isNaN(time) ? '' : new Date(time).toISOString();
  // What its offset puts into the year 0 or 10,000 has a form that PostgreSQL does not read.
  if (!/^(?!0000)\d{4}-/.test(moment)) throw processStoreErrors.badTime({ name, text });
  return moment;
}

/** Whether a text is a moment as pages of answers end with it, of any year that PostgreSQL knows. */
export function isWrittenMoment(text: string): boolean {
  const [, year, month, day, time] = /^(\d{4,6})-(\d\d)-(\d\d)(T\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)$/.exec(text) ?? [];
  const isKnown = Number(year) > 0 && Number(year) < 200_000 && hasDay(Number(year), Number(month), Number(day));
  return isKnown && !Number.isNaN(Date.parse(`2000-01-01${time}`));
}

/** JavaScript takes the thirtieth of February for a day of March. */
function hasDay(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
