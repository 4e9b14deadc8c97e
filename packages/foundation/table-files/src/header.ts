import type { FileRow } from './file-row.ts';
import { dateIn, dateTimeIn } from './values/written-dates.ts';
import { numberIn } from './values/written-numbers.ts';

/** Whether the first of some rows names the columns: it has several names where it has values, and none of them is a number or a day. */
export function looksLikeHeader([head]: readonly FileRow[]): boolean {
  const names = (head?.values ?? []).map((name) => name.trim()).filter((name) => name !== '');
  if (names.length === 0 || new Set(names).size < names.length) return false;
  return !names.some((name) => numberIn(name, '.') !== null || dateIn(name, 'dmy') !== null || dateTimeIn(name, 'dmy') !== null);
}
