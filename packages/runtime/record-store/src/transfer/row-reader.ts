import { importErrors } from '../errors.ts';
import { detectLayout } from './delimiter.ts';
import { decodeText } from './encoding.ts';
import { RowSplitter, type SplitRow } from './row-splitter.ts';

/** How a file is written; what is absent is detected. */
export interface FileFormat {
  readonly delimiter?: string;
  readonly encoding?: string;
  /** Whether the first row names the columns; without one they are called column1, column2 and so on. */
  readonly header?: boolean;
}

/** A row with as many values as there are columns, or why it is none. */
export type FileRow = SplitRow;

/** A file whose header has been read. */
export interface OpenFile {
  readonly header: readonly string[];
  readonly delimiter: string;
  /** The rows in batches, read as they are asked for; `limit` ends after so many rows. */
  batches(size: number, limit?: number): AsyncGenerator<readonly FileRow[]>;
}

/** Text looked at to find the layout. */
const sampleLength = 65_536;
const mostColumns = 2000;

/** Reads the beginning of a file. Throws `imports.unreadable`. */
export async function openRows(bytes: AsyncIterable<Uint8Array>, format: FileFormat): Promise<OpenFile> {
  const text = decodeText(bytes, format.encoding);
  let sample = '';
  let complete = false;
  while (sample.length < sampleLength && !complete) {
    const part = await text.next();
    if (part.done === true) complete = true;
    else sample += part.value;
  }
  const layout = {
    ...detectLayout(sample.slice(0, sampleLength), complete),
    ...(format.delimiter === undefined ? {} : { delimiter: format.delimiter }),
  };
  const splitter = new RowSplitter(layout);
  const rows = splitAll(splitter, sample, text);
  let first = await rows.next();
  while (first.done !== true && first.value.length === 0) first = await rows.next();
  const [head, ...others] = first.done === true ? [] : first.value;
  if (head === undefined) throw importErrors.unreadable({ reason: 'it is empty' });
  if (head.values === null) throw importErrors.unreadable({ reason: `its first row cannot be read: ${head.reason}` });
  const named = format.header ?? true;
  const header = named ? head.values.map((name) => name.trim()) : head.values.map((_value, place) => `column${place + 1}`);
  if (header.length > mostColumns) throw importErrors.unreadable({ reason: `it has more than ${mostColumns} columns` });
  const begun = named ? others : [head, ...others];
  return {
    header,
    delimiter: layout.delimiter,
    batches: (size, limit = Number.POSITIVE_INFINITY) => inBatches(begun, rows, header.length, size, limit),
  };
}

async function* splitAll(splitter: RowSplitter, sample: string, rest: AsyncGenerator<string>): AsyncGenerator<SplitRow[]> {
  yield splitter.push(sample);
  for await (const part of rest) yield splitter.push(part);
  yield splitter.finish();
}

async function* inBatches(
  begun: readonly SplitRow[],
  rows: AsyncGenerator<SplitRow[]>,
  columns: number,
  size: number,
  limit: number,
): AsyncGenerator<readonly FileRow[]> {
  let batch: FileRow[] = [];
  let left = limit;
  const groups = (async function* () {
    yield begun;
    yield* rows;
  })();
  for await (const group of groups) {
    for (const row of group) {
      if (left === 0) break;
      left--;
      batch.push(checked(row, columns));
      if (batch.length === size) {
        yield batch;
        batch = [];
      }
    }
    if (left === 0) break;
  }
  if (batch.length > 0) yield batch;
}

function checked(entry: SplitRow, columns: number): FileRow {
  if (entry.values === null) return entry;
  const { row, values } = entry;
  if (values.length !== columns) {
    return { row, values: null, place: null, reason: `has ${values.length} values where the header names ${columns}` };
  }
  const unreadable = values.findIndex((value) => value.includes('\ufffd'));
  return unreadable < 0 ? entry : { row, values: null, place: unreadable, reason: 'holds bytes that are no characters of the encoding' };
}
