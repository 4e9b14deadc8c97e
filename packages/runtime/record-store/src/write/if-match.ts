import { recordErrors } from '../errors.ts';

/** The version that an `If-Match` header asks for (RFC 9110 §13.1.1); null where any will do. */
export function readIfMatch(header: string | undefined): number | null {
  const text = header?.trim() ?? '*';
  if (text === '*') return null;
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(text)?.[1];
  if (version === undefined) throw recordErrors.versionMalformed();
  return Number(version);
}
