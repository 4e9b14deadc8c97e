/** A name as SQL identifier; the only place where names become SQL. PostgreSQL would cut longer ones silently, so they are refused. */
export function quoteIdentifier(name: string): string {
  if (name === '' || name.includes('\0') || Buffer.byteLength(name) > 63)
    throw new RangeError('An SQL identifier has 1 to 63 bytes and no NUL.');
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL literal, for the few statements that take no parameters (DDL, policies). */
export function quoteLiteral(text: string): string {
  if (text.includes('\0')) throw new RangeError('An SQL text has no NUL.');
  return text.includes('\\') ? ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : `'${text.replaceAll("'", "''")}'`;
}
