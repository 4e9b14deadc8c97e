/** SQL that writes a timestamp column as RFC 3339 text in UTC with milliseconds. */
export function isoTime(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** A clock's milliseconds as text for a timestamp parameter. */
export function toTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
