import type { ImportProblem } from '@plinth/api-contract';
import {
  type ColumnFindings,
  csvRow,
  openTable,
  type SurveyOptions,
  type TableFile,
  type TableFormat,
  type TableKind,
  TableSurvey,
} from '@plinth/table-files';
import { type ColumnUse, importedText } from './column-use.ts';

/** How a file is read: what is absent is found out. */
export interface FileReading extends TableFormat {
  /** Texts that mean that there is nothing. */
  readonly nothing: readonly string[];
  readonly likelier: SurveyOptions;
}

/** What was found in a file. */
export interface FileFindings {
  readonly kind: TableKind;
  readonly columns: readonly string[];
  readonly header: boolean;
  readonly delimiter: string | null;
  readonly encoding: string | null;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  /** Rows beneath the header that can be read. */
  readonly total: number;
  readonly found: readonly ColumnFindings[];
  /** The first rows. */
  readonly sample: readonly { readonly row: number; readonly values: readonly string[] }[];
  /** Rows that cannot be read, the first of them with the reason. */
  readonly unreadable: number;
  readonly problems: readonly ImportProblem[];
}

/** A file as it is sent. */
export interface ImportBody {
  readonly body: Blob;
  readonly total: number;
}

/** What was written anew for an import: of each row its line there and its number in the file, both in order. */
interface Written extends ImportBody {
  readonly lines: readonly number[];
  readonly rows: readonly number[];
}

const batchSize = 1000;
const mostSample = 50;
const mostProblems = 200;
/** Rows between two glances at whether somebody waits for something else. */
const glance = 20_000;

/** One file on its way into an import, read as often as is needed and never held as a whole. */
export class ImportFile {
  readonly #file: Blob;
  #table: TableFile | null = null;
  #nothing: ReadonlySet<string> = new Set();
  /** For which uses of the columns it was written last. An import sends the same that was checked before. */
  #writing: { readonly uses: string; readonly written: Promise<Written> } | null = null;
  #written: Written | null = null;

  constructor(file: Blob) {
    this.#file = file;
  }

  /** Reads all of it once. Throws `imports.unreadable`. */
  async look({ nothing, likelier, ...format }: FileReading, onRows: (rows: number) => void = () => {}): Promise<FileFindings> {
    const table = await openTable(this.#file, format);
    this.#table = table;
    this.#writing = null;
    this.#written = null;
    this.#nothing = new Set(nothing.map((text) => text.trim()));
    const survey = new TableSurvey(table.columns.length, likelier);
    const sample: { row: number; values: readonly string[] }[] = [];
    const problems: ImportProblem[] = [];
    let total = 0;
    let unreadable = 0;
    for await (const batch of table.batches(batchSize)) {
      for (const entry of batch) {
        if (entry.values === null) {
          unreadable++;
          const column = entry.place === null ? null : (table.columns[entry.place] ?? null);
          if (problems.length < mostProblems) problems.push({ row: entry.row, column, reason: entry.reason });
          continue;
        }
        const values = this.#filled(entry.values);
        total++;
        survey.add(values);
        if (sample.length < mostSample) sample.push({ row: entry.row, values });
      }
      if ((total + unreadable) % glance < batchSize) onRows(total + unreadable);
    }
    const { kind, columns, header, delimiter, sheet, sheets } = table;
    return {
      ...{ kind, columns, header, delimiter, sheet, sheets, encoding: table.encoding() },
      ...{ total, found: survey.findings(), sample, unreadable, problems },
    };
  }

  /** The file as an import takes it: a column for each field, called like it. Written once for the same uses. */
  async body(uses: readonly ColumnUse[], onRows: (rows: number) => void = () => {}): Promise<ImportBody> {
    const key = JSON.stringify(uses);
    if (this.#writing?.uses !== key) this.#writing = { uses: key, written: this.#write(uses, onRows) };
    const writing = this.#writing;
    try {
      const written = await writing.written;
      if (this.#writing === writing) this.#written = written;
      return { body: written.body, total: written.total };
    } catch (error) {
      if (this.#writing === writing) this.#writing = null;
      throw error;
    }
  }

  async #write(uses: readonly ColumnUse[], onRows: (rows: number) => void): Promise<Written> {
    const parts: BlobPart[] = [csvRow(uses.map(({ field }) => field))];
    const lines: number[] = [];
    const rows: number[] = [];
    let line = 2;
    for await (const batch of this.#opened().batches(batchSize)) {
      let text = '';
      for (const entry of batch) {
        if (entry.values === null) continue;
        const values = this.#filled(entry.values);
        const row = csvRow(uses.map((use) => importedText(values[use.place] ?? '', use)));
        // A single empty value would be a blank line, which is no row.
        text += row === '\n' ? '""\n' : row;
        lines.push(line);
        rows.push(entry.row);
        line += 1 + breaksIn(row);
      }
      // A blob is kept outside of the memory of the page, on the disk where it is large.
      parts.push(new Blob([text]));
      if (rows.length % glance < batchSize) onRows(rows.length);
    }
    return { body: new Blob(parts), total: rows.length, lines, rows };
  }

  /** The number in the file of a row that a report names by its line. */
  rowOfLine(line: number): number {
    const { lines, rows } = this.#sent();
    let [from, to] = [0, lines.length - 1];
    while (from < to) {
      const middle = (from + to + 1) >> 1;
      if ((lines[middle] ?? 0) <= line) from = middle;
      else to = middle - 1;
    }
    return rows[from] ?? line;
  }

  /**
   * The rows that an import refused and those that cannot be read, as they stand in the file, with their numbers and what is wrong as
   * far as it was told: to be mended and imported again.
   */
  async refused(
    stretches: readonly (readonly [number, number])[],
    problems: readonly ImportProblem[],
    names: readonly [string, string],
  ): Promise<Blob> {
    const table = this.#opened();
    const wanted = this.#rowsOf(stretches);
    const reasons = new Map<number, string[]>();
    for (const { row, column, reason } of problems)
      reasons.set(row, [...(reasons.get(row) ?? []), column === null ? reason : `${column}: ${reason}`]);
    const parts: string[] = [`\ufeff${csvRow([...names, ...table.columns])}`];
    for await (const batch of table.batches(batchSize)) {
      let text = '';
      for (const entry of batch) {
        if (entry.values === null) text += csvRow([String(entry.row), entry.reason]);
        else if (wanted.has(entry.row)) text += csvRow([String(entry.row), (reasons.get(entry.row) ?? []).join('; '), ...entry.values]);
      }
      parts.push(text);
    }
    return new Blob(parts, { type: 'text/csv' });
  }

  /** Both the lines and the stretches are in order. */
  #rowsOf(stretches: readonly (readonly [number, number])[]): ReadonlySet<number> {
    const { lines, rows } = this.#sent();
    const wanted = new Set<number>();
    let at = 0;
    for (const [first, last] of stretches) {
      while ((lines[at] ?? Number.POSITIVE_INFINITY) < first) at++;
      for (; (lines[at] ?? Number.POSITIVE_INFINITY) <= last; at++) wanted.add(rows[at] ?? 0);
    }
    return wanted;
  }

  #sent(): Pick<Written, 'lines' | 'rows'> {
    return this.#written ?? { lines: [], rows: [] };
  }

  #filled(values: readonly string[]): readonly string[] {
    return this.#nothing.size === 0 ? values : values.map((value) => (this.#nothing.has(value.trim()) ? '' : value));
  }

  #opened(): TableFile {
    if (this.#table === null) throw new Error('The file was not looked at.');
    return this.#table;
  }
}

function breaksIn(row: string): number {
  let breaks = 0;
  for (let at = row.indexOf('\n'); at >= 0 && at < row.length - 1; at = row.indexOf('\n', at + 1)) breaks++;
  return breaks;
}
