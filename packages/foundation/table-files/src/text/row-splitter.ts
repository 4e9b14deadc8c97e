import type { FileRow } from '../file-row.ts';
import type { Layout } from './delimiter.ts';

/** Most characters of one value. */
const longestValue = 1_000_000;
const longestRow = 4_000_000;

type Parsed =
  | { readonly kind: 'row'; readonly values: string[]; readonly end: number }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'broken'; readonly place: number; readonly reason: string }
  | { readonly kind: 'too-long'; readonly place: number | null; readonly from: number; readonly quoted: boolean };

const brokenQuote = 'a quote is opened and not closed before the next value';
const tooLong = `is longer than ${longestValue} characters`;

/**
 * Cuts text into rows (RFC 4180, with any delimiter). A row whose quotes are broken costs that row alone: reading goes on
 * with the line after the one on which it began, which no streaming parser that has passed it can do.
 */
export class RowSplitter {
  readonly #layout: Layout;
  #text = '';
  #line = 1;
  #skip: 'line' | 'quoted' | null = null;
  #dropNext = false;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  /** The rows that are complete with this text. */
  push(text: string): FileRow[] {
    this.#text += text;
    return this.#read(false);
  }

  /** The rows that end with the file. */
  finish(): FileRow[] {
    return this.#read(true);
  }

  #read(final: boolean): FileRow[] {
    const rows: FileRow[] = [];
    let start = 0;
    while (start < this.#text.length) {
      if (this.#skip !== null) {
        const end = this.#skipped(start, final);
        if (end === null) break;
        start = end;
        continue;
      }
      const parsed = this.#parse(start, final);
      if (parsed.kind === 'incomplete') break;
      const row = this.#line;
      if (parsed.kind === 'row') {
        if (!this.#dropNext && !(parsed.values.length === 1 && parsed.values[0] === '')) rows.push({ row, values: parsed.values });
        this.#dropNext = false;
        start = this.#advance(start, parsed.end);
      } else if (parsed.kind === 'too-long' && !this.#looksUnclosed(start, parsed.quoted)) {
        if (!this.#dropNext) rows.push({ row, values: null, place: parsed.place, reason: tooLong });
        this.#dropNext = false;
        this.#skip = parsed.quoted ? 'quoted' : 'line';
        start = this.#advance(start, parsed.from);
      } else {
        if (!this.#dropNext) rows.push({ row, values: null, place: parsed.place, reason: brokenQuote });
        this.#dropNext = false;
        const end = this.#text.indexOf(this.#layout.newline, start);
        if (end < 0) this.#skip = 'line';
        else start = this.#advance(start, end + 1);
      }
    }
    this.#text = this.#text.slice(start);
    return rows;
  }

  #advance(from: number, to: number): number {
    const { newline } = this.#layout;
    for (let at = this.#text.indexOf(newline, from); at >= 0 && at < to; at = this.#text.indexOf(newline, at + 1)) this.#line++;
    return to;
  }

  /** Whether a quoted value without end is rather a quote that nobody closed: the line after it is a row like its own. */
  #looksUnclosed(start: number, quoted: boolean): boolean {
    if (!quoted) return false;
    const { newline, delimiter } = this.#layout;
    const first = this.#text.indexOf(newline, start);
    const second = first < 0 ? -1 : this.#text.indexOf(newline, first + 1);
    if (second < 0) return false;
    const count = (line: string) => line.split(delimiter).length;
    const expected = count(this.#text.slice(start, first));
    return expected > 1 && count(this.#text.slice(first + 1, second)) === expected;
  }

  /** The end of what is left out, or null where it goes on; then all of the text is dropped. */
  #skipped(start: number, final: boolean): number | null {
    const { newline, delimiter } = this.#layout;
    if (this.#skip === 'line') {
      const end = this.#text.indexOf(newline, start);
      if (end >= 0) {
        this.#skip = null;
        return this.#advance(start, end + 1);
      }
    } else {
      for (let quote = this.#text.indexOf('"', start); quote >= 0; quote = this.#text.indexOf('"', quote + 2)) {
        const after = this.#text[quote + 1];
        if (after === '"') continue;
        if (after === undefined && !final) {
          // A second quote may follow, which would only be a quote within the value.
          this.#advance(start, quote);
          this.#text = this.#text.slice(quote);
          return null;
        }
        if (after === delimiter) {
          this.#skip = null;
          this.#dropNext = true;
          return this.#advance(start, quote + 2);
        }
        this.#skip = 'line';
        return this.#advance(start, quote + 1);
      }
    }
    this.#advance(start, this.#text.length);
    this.#text = '';
    return null;
  }

  #parse(start: number, final: boolean): Parsed {
    const { newline, delimiter } = this.#layout;
    const text = this.#text;
    const lineEnd = text.indexOf(newline, start);
    const quote = text.indexOf('"', start);
    if (lineEnd >= 0 && (quote < 0 || quote > lineEnd)) return this.#plain(start, lineEnd, lineEnd + 1);
    if (quote < 0 && final) return this.#plain(start, text.length, text.length);
    // Nothing in it can be too long yet, so it need not be looked at again and again as it grows.
    if (quote < 0 && text.length - start <= longestValue) return { kind: 'incomplete' };
    const values: string[] = [];
    for (let at = start; ; ) {
      if (text[at] === '"') {
        let value = '';
        let from = at + 1;
        let end = text.indexOf('"', from);
        while (end >= 0 && text[end + 1] === '"') {
          value += text.slice(from, end + 1);
          from = end + 2;
          end = text.indexOf('"', from);
        }
        if (end < 0) {
          if (text.length - at > longestValue) return { kind: 'too-long', place: values.length, from: at + 1, quoted: true };
          return final ? { kind: 'broken', place: values.length, reason: brokenQuote } : { kind: 'incomplete' };
        }
        if (end - at > longestValue) return { kind: 'too-long', place: values.length, from: at + 1, quoted: true };
        values.push(value + text.slice(from, end));
        at = end + 1;
        if (text[at] === '\r' && text[at + 1] === newline) at++;
        const after = text[at];
        if (after === undefined) {
          if (final) return { kind: 'row', values, end: at };
          return { kind: 'incomplete' };
        }
        if (after === newline) return { kind: 'row', values, end: at + 1 };
        if (after === '\r' && at + 1 === text.length && !final) return { kind: 'incomplete' };
        if (after !== delimiter) return { kind: 'broken', place: values.length - 1, reason: brokenQuote };
        at++;
        continue;
      }
      const next = text.indexOf(delimiter, at);
      const end = text.indexOf(newline, at);
      if (next >= 0 && (end < 0 || next < end)) {
        if (next - at > longestValue) return { kind: 'too-long', place: values.length, from: at, quoted: false };
        values.push(text.slice(at, next));
        at = next + 1;
        continue;
      }
      const stop = end < 0 ? text.length : end;
      if (stop - at > longestValue) return { kind: 'too-long', place: values.length, from: at, quoted: false };
      if (end < 0 && !final)
        return stop - start > longestRow ? { kind: 'too-long', place: null, from: at, quoted: false } : { kind: 'incomplete' };
      values.push(withoutReturn(text.slice(at, stop)));
      return { kind: 'row', values, end: end < 0 ? stop : end + 1 };
    }
  }

  #plain(start: number, stop: number, end: number): Parsed {
    const values = withoutReturn(this.#text.slice(start, stop)).split(this.#layout.delimiter);
    if (stop - start > longestValue) {
      const place = values.findIndex((value) => value.length > longestValue);
      // The row is whole and short of nothing but this value; its line ends where the row does.
      if (place >= 0) return { kind: 'too-long', place, from: start, quoted: false };
    }
    return { kind: 'row', values, end };
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
