import { createHash } from 'node:crypto';
import { recordErrors } from '../errors.ts';
import { isTextOfType } from '../model/text-of-type.ts';

/**
 * A cursor says after which sort values the next page begins, and for which list. It grants nothing: whatever it holds,
 * the statement is the same and shows only what the reader may see, so a forged one is at worst a wrong place in the list.
 */
export function encodeCursor(list: string, values: string): string {
  return Buffer.from(`${digest(list)}${values}`).toString('base64url');
}

/** The values of a cursor of the same list; throws `records.bad-cursor`. */
export function decodeCursor(list: string, cursor: string, count: number, types: readonly string[]): (string | null)[] {
  const text = Buffer.from(cursor, 'base64url').toString();
  let values: unknown;
  try {
    values = text.startsWith(digest(list)) ? JSON.parse(text.slice(digestLength)) : null;
  } catch {
    values = null;
  }
  if (!Array.isArray(values) || values.length !== count) throw recordErrors.badCursor();
  return values.map((value: unknown, at) => {
    if (value === null) return null;
    if (typeof value !== 'string' || !isTextOfType(types[at] ?? '', value)) throw recordErrors.badCursor();
    return value;
  });
}

const digestLength = 11;

function digest(list: string): string {
  return createHash('sha256').update(list).digest('base64url').slice(0, digestLength);
}
