/** A row of a file under its number there: its values, or why it cannot be read, and in which column. */
export type FileRow =
  | { readonly row: number; readonly values: readonly string[] }
  | { readonly row: number; readonly values: null; readonly place: number | null; readonly reason: string };

/** Most columns of a table. */
export const mostColumns = 2000;

/** A row that has as many values as there are columns, or why it has not. */
export function checkedRow(entry: FileRow, columns: number): FileRow {
  if (entry.values === null) return entry;
  const { row, values } = entry;
  if (values.length !== columns) {
    return { row, values: null, place: null, reason: `has ${values.length} values where the header names ${columns}` };
  }
  const unreadable = values.findIndex((value) => value.includes('\ufffd'));
  return unreadable < 0 ? entry : { row, values: null, place: unreadable, reason: 'holds bytes that are no characters of the encoding' };
}

/** Groups of rows as batches of one size; `limit` ends after so many rows. */
export async function* inBatches(
  groups: AsyncIterable<readonly FileRow[]>,
  size: number,
  limit: number = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly FileRow[]> {
  let batch: FileRow[] = [];
  let left = limit;
  for await (const group of groups) {
    for (const row of group) {
      if (left === 0) break;
      left--;
      batch.push(row);
      if (batch.length === size) {
        yield batch;
        batch = [];
      }
    }
    if (left === 0) break;
  }
  if (batch.length > 0) yield batch;
}
