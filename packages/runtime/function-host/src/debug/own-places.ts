import type { CompiledFunction } from '../build/compile-function.ts';
import { SourcePlaces } from '../build/source-places.ts';

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

/** Places of a function's own source in its compiled code, and back. What packages brought along has none. */
export class OwnPlaces {
  readonly #places: SourcePlaces;
  readonly #pairs: readonly Pair[];
  /** The first place of each line that does something, by line. */
  readonly #byLine: readonly Pair[];

  constructor({ map }: Pick<CompiledFunction, 'map'>) {
    this.#places = new SourcePlaces(map);
    const firsts = new Map<number, Pair>();
    const pairs: Pair[] = [];
    for (const { line, column, from } of this.#places.all()) {
      if (from === null || !isOwn(from.source)) continue;
      const pair = { compiled: { line, column }, source: { line: from.line, column: from.column } };
      pairs.push(pair);
      if (!firsts.has(from.line)) firsts.set(from.line, pair);
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
    const found = this.#places.find(line, column);
    const { first, last } = this.lines;
    return found === null || !isOwn(found.source) || line < first || line > last ? null : { line: found.line, column: found.column };
  }
}

function isOwn(source: string): boolean {
  return !source.includes('node_modules/');
}
