/** SQL that writes a moment as the API does, in UTC with milliseconds: `2026-01-31T12:00:00.000Z`. `expression` is SQL itself, such as a column. */
export function isoTime(expression: string): string {
  return `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
