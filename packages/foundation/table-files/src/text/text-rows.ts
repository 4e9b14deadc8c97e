import { tableFileErrors } from '../errors.ts';
import { checkedRow, type FileRow, inBatches, mostColumns } from '../file-row.ts';
import { detectLayout } from './delimiter.ts';
import { decodeText } from './encoding.ts';
import { RowSplitter } from './row-splitter.ts';

/** How a text file is written; what is absent is detected. */
export interface TextFormat {
  readonly delimiter?: string;
  readonly encoding?: string;
}

/** Every row of a text file, the header among them. */
export interface TextRows {
  readonly delimiter: string;
  /** The encoding as far as it is known: ASCII reads alike in all of them. */
  encoding(): string;
  /** Groups of rows as they come; to be read once. */
  readonly groups: AsyncGenerator<readonly FileRow[]>;
}

/** A file whose header has been read. */
export interface OpenFile {
  readonly header: readonly string[];
  readonly delimiter: string;
  /** The rows in batches, read as they are asked for; `limit` ends after so many rows. */
  batches(size: number, limit?: number): AsyncGenerator<readonly FileRow[]>;
}

/** Text looked at to find the layout. */
const sampleLength = 65_536;

/** Finds how a text file is written by its beginning. Throws `imports.unreadable`. */
export async function openText(bytes: AsyncIterable<Uint8Array>, format: TextFormat): Promise<TextRows> {
  let encoding = 'utf-8';
  const text = decodeText(bytes, format.encoding, (found) => {
    encoding = found;
  });
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
  return { delimiter: layout.delimiter, encoding: () => encoding, groups: splitAll(new RowSplitter(layout), sample, text) };
}

/**
 * Reads the header of a text file that streams in. With `header: false` the columns are called column1, column2 and so on. Throws
 * `imports.unreadable`.
 */
export async function openRows(bytes: AsyncIterable<Uint8Array>, format: TextFormat & { readonly header?: boolean }): Promise<OpenFile> {
  const { delimiter, groups } = await openText(bytes, format);
  let first = await groups.next();
  while (first.done !== true && first.value.length === 0) first = await groups.next();
  const [head, ...others] = first.done === true ? [] : first.value;
  if (head === undefined) throw tableFileErrors.unreadable({ reason: 'it is empty' });
  if (head.values === null) throw tableFileErrors.unreadable({ reason: `its first row cannot be read: ${head.reason}` });
  const named = format.header ?? true;
  const header = named ? head.values.map((name) => name.trim()) : head.values.map((_value, place) => `column${place + 1}`);
  if (header.length > mostColumns) throw tableFileErrors.unreadable({ reason: `it has more than ${mostColumns} columns` });
  const begun = named ? others : [head, ...others];
  return { header, delimiter, batches: (size, limit) => inBatches(checkedRows(begun, groups, header.length), size, limit) };
}

async function* splitAll(splitter: RowSplitter, sample: string, rest: AsyncGenerator<string>): AsyncGenerator<readonly FileRow[]> {
  yield splitter.push(sample);
  for await (const part of rest) yield splitter.push(part);
  yield splitter.finish();
}

async function* checkedRows(
  begun: readonly FileRow[],
  rest: AsyncGenerator<readonly FileRow[]>,
  columns: number,
): AsyncGenerator<readonly FileRow[]> {
  yield begun.map((row) => checkedRow(row, columns));
  for await (const group of rest) yield group.map((row) => checkedRow(row, columns));
}
