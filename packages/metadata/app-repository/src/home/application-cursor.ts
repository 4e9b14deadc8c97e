import { repositoryErrors } from '../errors.ts';

/** Where a page of applications ends: what they are sorted by, and the key. */
export interface ApplicationPlace {
  readonly sorted: string;
  readonly key: string;
}

export function writeCursor({ sorted, key }: ApplicationPlace): string {
  return Buffer.from(`${key} ${sorted}`, 'utf8').toString('base64url');
}

/** Null for the first page; throws `repository.cursor-not-valid`. */
export function readCursor(cursor: string | undefined): ApplicationPlace | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const at = text.indexOf(' ');
  if (at < 1 || Buffer.from(text, 'utf8').toString('base64url') !== cursor || text.includes('\0')) throw repositoryErrors.cursorNotValid();
  return { key: text.slice(0, at), sorted: text.slice(at + 1) };
}
