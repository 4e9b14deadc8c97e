import type { FileRow } from '../file-row.ts';
import { mostColumns } from '../file-row.ts';
import { numberText } from './cell-text.ts';
import { attributeOf, walkXml } from './walk-xml.ts';
import { type Sheet, unescaped, type Workbook } from './workbook.ts';

const longestCell = 1_000_000;

/** The rows of a sheet that hold anything, under their numbers there; each as long as its last filled cell. */
export async function* sheetRows(workbook: Workbook, sheet: Sheet): AsyncGenerator<readonly FileRow[]> {
  const reader = new SheetReader(workbook);
  for await (const _ of walkXml(workbook.zip.read(sheet.path), reader)) yield reader.take();
}

/** Collects the cells of rows as the elements of a sheet come by. */
class SheetReader {
  readonly #workbook: Workbook;
  #rows: FileRow[] = [];
  #row = 0;
  #column = -1;
  #values: string[] = [];
  #reason: { readonly place: number | null; readonly reason: string } | null = null;
  #type = 'n';
  #style = 0;
  #text = '';
  #within = false;
  #aloud = false;

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
  }

  /** The rows that are complete since it was asked before. */
  take(): readonly FileRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.#row = Number(attributeOf(attributes, 'r') ?? this.#row + 1);
      this.#column = -1;
      this.#values = [];
      this.#reason = null;
    } else if (name === 'c') {
      this.#column = placeOf(attributes.r) ?? this.#column + 1;
      this.#type = attributes.t ?? 'n';
      this.#style = Number(attributes.s ?? 0);
      this.#text = '';
    } else if (name === 'rPh') this.#aloud = true;
    this.#within = name === 'v' || (name === 't' && !this.#aloud);
  }

  text(more: string): void {
    if (this.#within) this.#text += more;
  }

  close(name: string): void {
    this.#within = false;
    if (name === 'rPh') this.#aloud = false;
    else if (name === 'c') this.#keep();
    else if (name === 'row') this.#end();
  }

  #keep(): void {
    const value = this.#value();
    if (value === '') return;
    if (this.#column >= mostColumns) this.#reason = { place: null, reason: `has more than ${mostColumns} columns` };
    else if (value.length > longestCell) this.#reason = { place: this.#column, reason: `is longer than ${longestCell} characters` };
    else {
      while (this.#values.length < this.#column) this.#values.push('');
      this.#values[this.#column] = value;
    }
  }

  #value(): string {
    const text = this.#text;
    switch (this.#type) {
      case 's':
        return this.#workbook.strings[Number(text)] ?? '';
      case 'n':
        return text === '' ? '' : numberText(text, this.#workbook.kinds[this.#style] ?? 'number', this.#workbook.since1904);
      case 'b':
        return text === '' ? '' : text === '1' || text === 'true' ? 'true' : 'false';
      case 'str':
      case 'inlineStr':
        return unescaped(text);
      default:
        return text;
    }
  }

  #end(): void {
    if (this.#reason !== null) this.#rows.push({ row: this.#row, values: null, ...this.#reason });
    else if (this.#values.some((value) => value.trim() !== '')) this.#rows.push({ row: this.#row, values: this.#values });
  }
}

/** The column that `AB12` names, from 0. */
function placeOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return null;
  let place = 0;
  for (const letter of letters) place = place * 26 + letter.charCodeAt(0) - 64;
  return place - 1;
}
