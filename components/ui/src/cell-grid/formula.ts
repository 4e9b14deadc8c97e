import type { CompiledFormula, FormulaLanguage, FormulaValue, TextLookup } from '@plinth/component-kit';
import { cellAddress, readAddress } from './cell-address.ts';

/** A formula that was understood: FEEL in which the names are cells (`A1`) and ranges (`A1:B9`). */
export interface Formula {
  /** Addresses of the cells whose values it uses. */
  readonly reads: readonly string[];
  /** As {@link CompiledFormula.evaluate}, over the values of cells; that of an empty cell is null. */
  evaluate(valueIn: (address: string) => FormulaValue): ReturnType<CompiledFormula['evaluate']>;
}

/** How large a sheet is, and how its first row is called. */
export interface SheetBounds {
  readonly columns: number;
  readonly rows: number;
  readonly firstRow: number;
}

/** A formula that cannot be; its message is for people. */
export class UnreadableFormula extends Error {}

const mostCells = 10_000;

/** Texts, which stay as they are; names of functions, in any case; ranges; cells. */
const parts =
  /("(?:[^"\\]|\\.)*")|(?<![\w.])([A-Za-z]+)(?=\s*\()|(?<![\w.])([A-Za-z]{1,3}\d{1,7}):([A-Za-z]{1,3}\d{1,7})(?![\w(])|(?<![\w.])([A-Za-z]{1,3}\d{1,7})(?![\w(])/g;

/** Reads what stands after the equals sign. */
export function readFormula(text: string, bounds: SheetBounds, language: FormulaLanguage, words: TextLookup): Formula {
  const names: Record<string, 'value' | 'list'> = {};
  const ranges = new Map<string, readonly string[]>();
  const cells = new Set<string>();
  const feel = text.replace(parts, (whole, literal?: string, call?: string, from?: string, to?: string, cell?: string) => {
    if (literal !== undefined) return whole;
    // Spreadsheets write SUM, FEEL writes sum.
    if (call !== undefined) return call === call.toUpperCase() ? call.toLowerCase() : call;
    if (from !== undefined && to !== undefined) {
      // As long as what it stands for, so that places in messages stay right.
      const name = `${from}_${to}`.toUpperCase();
      ranges.set(name, cellsOf(from, to, bounds, words));
      names[name] = 'list';
      return name;
    }
    const address = known(String(cell), bounds, words);
    cells.add(address);
    names[address] = 'value';
    return address;
  });
  const compiled = compile(feel, names, language);
  const zero = language.number('0');
  return {
    reads: [...new Set([...cells, ...[...ranges.values()].flat()])],
    evaluate: (valueIn) =>
      compiled.evaluate((name) => {
        const range = ranges.get(name);
        // As in spreadsheets: an empty cell counts as 0 where it is named, and not at all in a range.
        if (range === undefined) return valueIn(name) ?? zero;
        return range.map(valueIn).filter((value) => value !== null);
      }),
  };
}

function compile(feel: string, names: Readonly<Record<string, 'value' | 'list'>>, language: FormulaLanguage): CompiledFormula {
  try {
    return language.compile(feel, names);
  } catch (refused) {
    throw new UnreadableFormula(refused instanceof Error ? refused.message : String(refused));
  }
}

function cellsOf(from: string, to: string, bounds: SheetBounds, words: TextLookup): readonly string[] {
  const [one, other] = [from, to].map((end) => readAddress(known(end, bounds, words), bounds.firstRow));
  if (!one || !other) return [];
  const [top, bottom] = [Math.min(one.row, other.row), Math.max(one.row, other.row)];
  const [left, right] = [Math.min(one.column, other.column), Math.max(one.column, other.column)];
  const width = right - left + 1;
  const count = width * (bottom - top + 1);
  if (count > mostCells) {
    throw new UnreadableFormula(
      words('ui.cellGrid.rangeTooLarge', 'The range {range} has more than {limit} cells.', { range: `${from}:${to}`, limit: mostCells }),
    );
  }
  return Array.from({ length: count }, (_, index) => cellAddress(top + Math.floor(index / width), left + (index % width), bounds.firstRow));
}

/** The address as the sheet writes it; refused where the sheet has no such cell. */
function known(written: string, bounds: SheetBounds, words: TextLookup): string {
  const place = readAddress(written, bounds.firstRow);
  if (place === null || place.row >= bounds.rows || place.column >= bounds.columns) {
    throw new UnreadableFormula(words('ui.cellGrid.unknownCell', 'There is no cell {address}.', { address: written.toUpperCase() }));
  }
  return written.toUpperCase();
}
