/** A clock's milliseconds as text for a timestamp parameter. */
export function toTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
