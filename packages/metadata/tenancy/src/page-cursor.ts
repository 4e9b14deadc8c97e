import { tenancyErrors } from './errors.ts';

const longestKey = 300;

/** The cursor after an item with this sort key. */
export function writeCursor(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}

/** The sort key a cursor stands for; null for the first page. */
export function readCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (writeCursor(key) !== cursor || key.length > longestKey || key.includes('\0')) throw tenancyErrors.cursorNotValid();
  return key;
}

/** The page made of rows that were asked for with one more than `limit`, and where it goes on. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
  itemOf: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(itemOf), next: rows.length > limit && last !== undefined ? writeCursor(keyOf(last)) : null };
}

/** How many items a page has where nobody says. */
export const defaultLimit = 50;
