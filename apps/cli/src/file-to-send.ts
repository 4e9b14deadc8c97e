import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { csvRow, openTable, type TableFile, tableKindOf } from '@plinth/table-files';
import { cliErrors } from './errors.ts';

/** A file as an import takes it, which is CSV. */
export interface FileToSend {
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * A file to import: a text as it is, Excel and JSON lines as CSV. Throws `cli.usage` where there is none, `imports.unreadable`, and
 * `cli.row-unreadable` where a row of the latter is none.
 */
export async function bytesOf(path: string, sheet: string | null): Promise<FileToSend> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found === null || !found.isFile()) throw cliErrors.usage({ problem: `There is no file ${path}.`, command: 'import' });
  const file = await openAsBlob(path);
  // How a text is written, the platform finds out itself.
  if ((await tableKindOf(file)) === 'text') return { size: found.size, bytes: file.stream() };
  const csv = await asCsv(path, await openTable(file, { header: true, ...(sheet === null ? {} : { sheet }) }));
  return { size: csv.size, bytes: csv.stream() };
}

/** All of a table, before any of it is sent. */
async function asCsv(path: string, { columns, batches }: TableFile): Promise<Blob> {
  const parts = [csvRow(columns)];
  for await (const batch of batches(1000)) {
    let text = '';
    for (const entry of batch) {
      if (entry.values === null) throw cliErrors.rowUnreadable({ row: entry.row, file: path, reason: entry.reason });
      text += csvRow(entry.values);
    }
    parts.push(text);
  }
  return new Blob(parts);
}
