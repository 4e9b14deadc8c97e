import { tableFileErrors } from './errors.ts';
import { checkedRow, type FileRow, inBatches, mostColumns } from './file-row.ts';
import { looksLikeHeader } from './header.ts';
import { openJson } from './json/json-rows.ts';
import type { TextFormat } from './text/text-rows.ts';

/** What a file is. */
export type TableKind = 'text' | 'json' | 'excel';

/** How a file is to be read; what is absent is found out. */
export interface TableFormat extends TextFormat {
  readonly header?: boolean;
  /** Name of the sheet of an Excel file; the first that is not hidden where absent. */
  readonly sheet?: string;
}

/** A file that holds a table, with the names of its columns, of which each is there once. */
export interface TableFile {
  readonly kind: TableKind;
  readonly columns: readonly string[];
  /** Whether the first row named them. */
  readonly header: boolean;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  /** The encoding of a text, as far as it is known yet. */
  encoding(): string | null;
  /** The rows beneath the header, in batches; may be asked for again. */
  batches(size: number): AsyncGenerator<readonly FileRow[]>;
}

/** Rows of a file from its beginning, the header among them. */
interface Rows {
  readonly kind: TableKind;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  encoding(): string | null;
  groups(): Promise<AsyncGenerator<readonly FileRow[]>>;
}

/** Finds out what a file is and reads the names of its columns. Throws `imports.unreadable`. */
export async function openTable(file: Blob, format: TableFormat = {}): Promise<TableFile> {
  const kind = await tableKindOf(file);
  if (kind === 'json') {
    const { header: columns, rows } = await openJson(file, format);
    if (columns.length === 0) throw tableFileErrors.unreadable({ reason: 'it has no objects with names' });
    return {
      ...{ kind, columns, header: true, delimiter: null, sheet: null, sheets: [] },
      encoding: () => null,
      batches: (size) => inBatches(rows(), size),
    };
  }
  const rows = kind === 'excel' ? await excelRows(file, format) : await textFile(file, format);
  const first = await firstRows(await rows.groups());
  const [head] = first;
  if (head === undefined) throw tableFileErrors.unreadable({ reason: 'it is empty' });
  if (head.values === null) throw tableFileErrors.unreadable({ reason: `its first row cannot be read: ${head.reason}` });
  const header = format.header ?? looksLikeHeader(first);
  // What a spreadsheet has beyond its header is not said by the header alone.
  const width = kind === 'excel' ? Math.max(...first.map(({ values }) => values?.length ?? 0)) : head.values.length;
  if (width > mostColumns) throw tableFileErrors.unreadable({ reason: `it has more than ${mostColumns} columns` });
  const columns = columnNames(header ? head.values : [], width);
  const { groups, ...how } = rows;
  return {
    ...how,
    columns,
    header,
    batches: (size) => inBatches(beneath(groups, header ? head.row : 0, width, kind === 'excel'), size),
  };
}

/** What a file is, by its beginning. Throws `imports.unreadable` for what only looks like it. */
export async function tableKindOf(file: Blob): Promise<TableKind> {
  const start = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  if (start[0] === 0x50 && start[1] === 0x4b) return 'excel';
  if (start[0] === 0xd0 && start[1] === 0xcf) {
    throw tableFileErrors.unreadable({ reason: 'it is an old Excel file (.xls), or one with a password; save it as .xlsx without' });
  }
  const text = new TextDecoder().decode(start).replaceAll('\0', '').trimStart();
  return /^(?:\{\s*"|\[\s*\{)/.test(text) ? 'json' : 'text';
}

async function textFile(file: Blob, format: TextFormat): Promise<Rows> {
  const { openText } = await import('./text/text-rows.ts');
  let encoding = () => 'utf-8';
  const open = async () => {
    const text = await openText(file.stream(), format);
    encoding = text.encoding;
    return text;
  };
  const { delimiter } = await open();
  return { kind: 'text', delimiter, sheet: null, sheets: [], encoding: () => encoding(), groups: async () => (await open()).groups };
}

async function excelRows(file: Blob, format: TableFormat): Promise<Rows> {
  // What Excel files need is fetched where there is one.
  const [{ openWorkbook }, { sheetRows }] = await Promise.all([import('./spreadsheet/workbook.ts'), import('./spreadsheet/sheet-rows.ts')]);
  const workbook = await openWorkbook(file);
  const sheet =
    format.sheet === undefined
      ? (workbook.sheets.find(({ hidden }) => !hidden) ?? workbook.sheets[0])
      : workbook.sheets.find(({ name }) => name === format.sheet);
  if (sheet === undefined)
    throw tableFileErrors.unreadable({ reason: format.sheet === undefined ? 'it has no sheet' : `it has no sheet ${format.sheet}` });
  return {
    ...{ kind: 'excel', delimiter: null, sheet: sheet.name, sheets: workbook.sheets.map(({ name }) => name) },
    encoding: () => null,
    groups: async () => sheetRows(workbook, sheet),
  };
}

const rowsLookedAt = 50;

async function firstRows(groups: AsyncGenerator<readonly FileRow[]>): Promise<readonly FileRow[]> {
  for await (const batch of inBatches(groups, rowsLookedAt, rowsLookedAt)) return batch;
  return [];
}

/** Each column with a name of its own: what is empty or there twice gets a number. */
function columnNames(header: readonly string[], width: number): readonly string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, place) => {
    const wanted = header[place]?.trim().slice(0, 200) || `column${place + 1}`;
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted} ${number}`;
    taken.add(name);
    return name;
  });
}

async function* beneath(
  open: () => Promise<AsyncGenerator<readonly FileRow[]>>,
  head: number,
  width: number,
  padded: boolean,
): AsyncGenerator<readonly FileRow[]> {
  for await (const group of await open()) {
    yield group.filter(({ row }) => row > head).map((row) => checkedRow(padded ? paddedTo(row, width) : row, width));
  }
}

function paddedTo(entry: FileRow, width: number): FileRow {
  if (entry.values === null || entry.values.length >= width) return entry;
  return { row: entry.row, values: [...entry.values, ...Array.from({ length: width - entry.values.length }, () => '')] };
}
