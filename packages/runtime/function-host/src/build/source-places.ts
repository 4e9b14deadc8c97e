import type { CompiledFunction } from './compile-function.ts';

/** A place in a text, counted from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a place of the compiled code stands in the source. */
interface Pair {
  readonly compiled: Place;
  readonly source: Place;
}

/** Letters of the numbers of a source map (ECMA-426, "Base64 VLQ"). */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Places of a function's own source in its compiled code, and back. What packages brought along has none. */
export class SourcePlaces {
  /** By place in the compiled code. */
  readonly #pairs: readonly Pair[];
  /** The first place of each line that does something, by line. */
  readonly #byLine: readonly Pair[];

  constructor({ map }: Pick<CompiledFunction, 'map'>) {
    const { mappings = '', sources = [] } = JSON.parse(map) as { readonly mappings?: string; readonly sources?: readonly string[] };
    const own = sources.findIndex((source) => !source.includes('node_modules/'));
    const pairs: Pair[] = [];
    const firsts = new Map<number, Pair>();
    for (const { source, pair } of decoded(mappings)) {
      if (source !== own) continue;
      pairs.push(pair);
      if (!firsts.has(pair.source.line)) firsts.set(pair.source.line, pair);
    }
    this.#pairs = pairs;
    this.#byLine = [...firsts.values()].sort((one, other) => one.source.line - other.source.line);
  }

  /** First and last line of the compiled code that are of the source. */
  get lines(): { readonly first: number; readonly last: number } {
    return { first: this.#pairs[0]?.compiled.line ?? 0, last: this.#pairs.at(-1)?.compiled.line ?? 0 };
  }

  /** Where a line of the source, or the next that does something, begins in the compiled code; null where there is none. */
  compiledOf(line: number): Place | null {
    return this.#byLine.find(({ source }) => source.line >= line)?.compiled ?? null;
  }

  /** Where a place of the compiled code stands in the source; null where that is none of it. */
  sourceOf({ line, column }: Place): Place | null {
    let [from, to] = [0, this.#pairs.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const at = this.#pairs[middle]?.compiled;
      if (at === undefined || at.line > line || (at.line === line && at.column > column)) to = middle;
      else from = middle + 1;
    }
    const found = this.#pairs[from - 1];
    return found?.compiled.line === line ? found.source : null;
  }
}

function* decoded(mappings: string): Generator<{ readonly source: number; readonly pair: Pair }> {
  let [source, line, column] = [0, 0, 0];
  for (const [at, row] of mappings.split(';').entries()) {
    let compiled = 0;
    for (const segment of row.split(',')) {
      const [toCompiled, toSource, toLine, toColumn] = numbersOf(segment);
      if (toCompiled === undefined) continue;
      compiled += toCompiled;
      if (toSource === undefined || toLine === undefined || toColumn === undefined) continue;
      source += toSource;
      line += toLine;
      column += toColumn;
      yield { source, pair: { compiled: { line: at, column: compiled }, source: { line, column } } };
    }
  }
}

function numbersOf(segment: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const letter of segment) {
    const digit = letters.indexOf(letter);
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    numbers.push(value % 2 === 1 ? -Math.floor(value / 2) : value / 2);
    [value, shift] = [0, 0];
  }
  return numbers;
}
