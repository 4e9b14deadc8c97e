import type { FormulaLanguage, FormulaValue, TextLookup } from '@plinth/component-kit';
import { asJsonNumber, decimalText } from '../contract/decimal-text.ts';
import { type Formula, readFormula, type SheetBounds, UnreadableFormula } from './formula.ts';
import type { Cell } from './manifest.ts';

/** A cell and what it comes to. */
interface Computed {
  readonly given: Cell;
  readonly formula: Formula | null;
  readonly value: FormulaValue;
  /** Why it has no value. */
  readonly error: string | null;
  readonly shown: Cell;
}

/** What a change made of a sheet. */
export interface SheetResult {
  readonly cells: ReadonlyMap<string, Cell>;
  /** Addresses of the cells that were computed for it, in that order. */
  readonly computed: readonly string[];
}

/**
 * Cells whose texts may be formulas. A change computes what changed and what depends on it, each once and after what it
 * depends on, and nothing else. Cells that depend on themselves are errors, and so is what depends on an error.
 */
export class Sheet {
  readonly #bounds: SheetBounds;
  readonly #language: FormulaLanguage;
  readonly #words: TextLookup;
  readonly #cells = new Map<string, Computed>();
  /** By cell, the cells whose formulas read it, also before anything stands in it. */
  readonly #readers = new Map<string, Set<string>>();

  constructor(bounds: SheetBounds, language: FormulaLanguage, words: TextLookup) {
    this.#bounds = bounds;
    this.#language = language;
    this.#words = words;
  }

  /** Takes the cells as they are now. */
  update(given: readonly Cell[]): SheetResult {
    const now = new Map(given.map((cell) => [cell.address, cell] as const));
    const changed = new Set<string>();
    for (const address of this.#cells.keys()) if (!now.has(address)) changed.add(address);
    for (const [address, cell] of now) if (!sameCell(this.#cells.get(address)?.given, cell)) changed.add(address);
    for (const address of changed) this.#replace(address, now.get(address));
    const computed = this.#compute(changed);
    return { cells: new Map([...this.#cells].map(([address, cell]) => [address, cell.shown] as const)), computed };
  }

  #replace(address: string, cell: Cell | undefined): void {
    for (const read of this.#cells.get(address)?.formula?.reads ?? []) this.#readers.get(read)?.delete(address);
    if (cell === undefined) {
      this.#cells.delete(address);
      return;
    }
    const read = this.#read(cell);
    this.#cells.set(address, read);
    for (const other of read.formula?.reads ?? []) {
      const readers = this.#readers.get(other) ?? new Set();
      this.#readers.set(other, readers.add(address));
    }
  }

  #read(given: Cell): Computed {
    const { source } = given;
    if (source?.startsWith('=')) {
      try {
        const formula = readFormula(source.slice(1), this.#bounds, this.#language, this.#words);
        return { given, formula, value: null, error: null, shown: given };
      } catch (refused) {
        if (!(refused instanceof UnreadableFormula)) throw refused;
        return failed({ given, formula: null, value: null }, '#FORMULA', refused.message);
      }
    }
    const written = given.value ?? source ?? null;
    const exact = decimalText(written);
    const value = exact === null ? (written === null ? null : String(written)) : this.#language.number(exact);
    return { given, formula: null, value, error: null, shown: { ...given, value: exact === null ? written : asJsonNumber(exact) } };
  }

  /** Computes the formulas among the changed cells and all that depend on them. */
  #compute(changed: ReadonlySet<string>): readonly string[] {
    const affected = this.#affectedBy(changed);
    const waiting = new Map<string, number>();
    for (const address of affected) waiting.set(address, this.#readsOf(address).filter((read) => affected.has(read)).length);
    const ready = [...affected].filter((address) => waiting.get(address) === 0);
    const computed: string[] = [];
    for (let at = 0; at < ready.length; at += 1) {
      const address = ready[at] ?? '';
      waiting.delete(address);
      if (this.#evaluate(address)) computed.push(address);
      for (const reader of this.#readers.get(address) ?? []) {
        const left = (waiting.get(reader) ?? 0) - 1;
        waiting.set(reader, left);
        if (left === 0) ready.push(reader);
      }
    }
    // What still waits is part of a cycle, or waits for one.
    for (const address of waiting.keys()) this.#refuse(address, waiting);
    return [...computed, ...waiting.keys()];
  }

  #affectedBy(changed: ReadonlySet<string>): ReadonlySet<string> {
    const affected = new Set(changed);
    // A set is walked with what is added meanwhile.
    for (const address of affected) for (const reader of this.#readers.get(address) ?? []) affected.add(reader);
    return affected;
  }

  #readsOf(address: string): readonly string[] {
    return this.#cells.get(address)?.formula?.reads ?? [];
  }

  /** Whether there was something to compute. */
  #evaluate(address: string): boolean {
    const cell = this.#cells.get(address);
    if (cell === undefined || cell.formula === null) return false;
    const wrong = cell.formula.reads.find((read) => (this.#cells.get(read)?.error ?? null) !== null);
    if (wrong !== undefined) {
      const reason = this.#words('ui.cellGrid.dependsOnError', '{address} has an error.', { address: wrong });
      this.#cells.set(address, failed(cell, '#ERROR', reason));
      return true;
    }
    try {
      const { value, reason } = cell.formula.evaluate((read) => this.#cells.get(read)?.value ?? null);
      this.#cells.set(address, value === null ? failed(cell, '#VALUE', this.#noValue(reason)) : this.#succeeded(cell, value));
    } catch (thrown) {
      this.#cells.set(address, failed(cell, '#VALUE', thrown instanceof Error ? thrown.message : String(thrown)));
    }
    return true;
  }

  #succeeded({ given, formula }: Read, value: FormulaValue): Computed {
    const json = this.#language.toJson(value);
    const exact = typeof value === 'string' ? null : decimalText(json);
    const shown = exact === null ? (typeof json === 'object' ? JSON.stringify(json) : json) : asJsonNumber(exact);
    return { given, formula, value, error: null, shown: { ...given, value: shown } };
  }

  #noValue(reason: string | null): string {
    return [this.#words('ui.cellGrid.noValue', 'The formula has no value.'), reason].filter((part) => part !== null).join(' ');
  }

  #refuse(address: string, waiting: ReadonlyMap<string, number>): void {
    const cell = this.#cells.get(address);
    if (cell === undefined) return;
    const cycle = this.#wayBack(address, waiting);
    const blocked = this.#readsOf(address).find((read) => waiting.has(read)) ?? '';
    const shown =
      cycle === null
        ? failed(cell, '#ERROR', this.#words('ui.cellGrid.dependsOnError', '{address} has an error.', { address: blocked }))
        : failed(cell, '#CYCLE', this.#words('ui.cellGrid.cycle', 'The formula depends on itself: {path}', { path: cycle.join(' → ') }));
    this.#cells.set(address, shown);
  }

  /** The shortest way over formulas from a cell back to itself. */
  #wayBack(start: string, within: ReadonlyMap<string, number>): readonly string[] | null {
    const before = new Map<string, string>();
    const queue = [start];
    for (let at = 0; at < queue.length; at += 1) {
      const address = queue[at] ?? '';
      for (const read of this.#readsOf(address)) {
        if (read === start) {
          const way = [start];
          for (let step = address; step !== start; step = before.get(step) ?? start) way.unshift(step);
          return [start, ...way];
        }
        if (!within.has(read) || before.has(read)) continue;
        before.set(read, address);
        queue.push(read);
      }
    }
    return null;
  }
}

type Read = Pick<Computed, 'given' | 'formula' | 'value'>;

function failed({ given, formula }: Read, code: string, error: string): Computed {
  return { given, formula, value: null, error, shown: { ...given, value: code, error } };
}

function sameCell(one: Cell | undefined, other: Cell): boolean {
  return one === other || (one !== undefined && JSON.stringify(one) === JSON.stringify(other));
}
