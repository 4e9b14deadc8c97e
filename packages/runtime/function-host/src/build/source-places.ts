/** A place in a source, counted from 0. */
export interface SourcePlace {
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** Numbers kept of each mapped place: line and column of the code; source, line and column of where it is from. */
const numbers = 5;
/** What a character of base64 stands for in VLQ; -1 where it is none. */
const values = new Int8Array(128).fill(-1);
for (const [value, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  values[character.charCodeAt(0)] = value;

/**
 * The places of a source map (ECMA-426), read into one list of numbers: whoever makes functions decides how long a map is and how often
 * it is read, and everybody else waits meanwhile. A map that is none has no places.
 */
export class SourcePlaces {
  readonly #sources: readonly unknown[];
  readonly #places: Int32Array;

  constructor(map: string) {
    const { sources, mappings } = JSON.parse(map) as Readonly<Record<string, unknown>>;
    this.#sources = Array.isArray(sources) ? sources : [];
    this.#places = typeof mappings === 'string' ? read(mappings) : new Int32Array();
  }

  get bytes(): number {
    return this.#places.byteLength;
  }

  /** Every place of the code that is mapped, in order, with where it is from; null where that is nowhere. */
  *all(): Generator<{ readonly line: number; readonly column: number; readonly from: SourcePlace | null }> {
    for (let entry = 0; entry * numbers < this.#places.length; entry++)
      yield { line: this.#at(entry, 0), column: this.#at(entry, 1), from: this.#from(entry) };
  }

  /** Where a place of the code, counted from 0, is from: what is mapped there or last before it; null where that is nowhere. */
  find(line: number, column: number): SourcePlace | null {
    let [low, high] = [0, this.#places.length / numbers];
    while (low < high) {
      const middle = (low + high) >> 1;
      const isBehind = this.#at(middle, 0) > line || (this.#at(middle, 0) === line && this.#at(middle, 1) > column);
      if (isBehind) high = middle;
      else low = middle + 1;
    }
    return low === 0 ? null : this.#from(low - 1);
  }

  #at(entry: number, number: number): number {
    return this.#places[entry * numbers + number] ?? -1;
  }

  #from(entry: number): SourcePlace | null {
    const source = this.#sources[this.#at(entry, 2)];
    return typeof source === 'string' ? { source, line: this.#at(entry, 3), column: this.#at(entry, 4) } : null;
  }
}

function read(mappings: string): Int32Array {
  let all = new Int32Array(1024);
  let used = 0;
  // What each number was last; a column of the code counts anew in each line.
  const last = new Int32Array(numbers);
  let [line, fields, value, shift] = [0, 0, 0, 0];
  const keep = () => {
    if (fields === 0) return;
    if (used + numbers > all.length) {
      const larger = new Int32Array(all.length * 2);
      larger.set(all);
      all = larger;
    }
    all[used] = line;
    all[used + 1] = last[0] ?? 0;
    all[used + 2] = fields >= 4 ? (last[1] ?? 0) : -1;
    all[used + 3] = last[2] ?? 0;
    all[used + 4] = last[3] ?? 0;
    used += numbers;
    fields = 0;
  };
  for (let at = 0; at < mappings.length; at++) {
    const code = mappings.charCodeAt(at);
    if (code === 59 || code === 44) {
      keep();
      if (code === 59) {
        line++;
        last[0] = 0;
      }
      continue;
    }
    const digit = values[code] ?? -1;
    if (digit < 0) break;
    value |= (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    if (fields < last.length) last[fields] = (last[fields] ?? 0) + ((value & 1) === 0 ? value >>> 1 : -(value >>> 1));
    fields++;
    value = 0;
    shift = 0;
  }
  keep();
  return all.slice(0, used);
}
