import { type CodePage, codePage } from '../code-pages/code-page.ts';
import type { FieldOptions } from '../fields/field-codec.ts';
import type { Item, Layout } from '../layout/item.ts';
import { compileReader } from './compile-reader.ts';
import { compileWriter, type Writer, type Writing } from './compile-writer.ts';
import { viewConditions } from './conditions.ts';
import { countersOf } from './path-text.ts';
import { type FieldProblem, type Reading, RecordProblem } from './reading.ts';
import { bytesMember, type RecordValue } from './record-value.ts';

export interface CodecOptions {
  /** Code page of texts and zoned digits; `037` where absent. */
  readonly codePage?: string;
  /** Form of COMP-1 and COMP-2; hexadecimal, as on IBM's mainframes, where absent. */
  readonly floats?: 'hexadecimal' | 'ieee';
  /** COMP-5 and IEEE floats with the least byte first. */
  readonly littleEndian?: boolean;
  /** Which views of the same bytes are meant, by their path, in FEEL: `{ 'DETAIL-A': 'KIND = "A"' }`; all where absent. */
  readonly when?: Readonly<Record<string, string>>;
}

/** What was written, or why it was not. */
export type Encoded = { readonly bytes: Uint8Array } | { readonly problems: readonly Problem[] };

/** Reads and writes the records of a file. */
export interface Codec {
  /** Bytes of the shortest and the longest record. */
  readonly layout: { readonly minimum: number; readonly maximum: number };
  readonly codePage: CodePage;
  decode(bytes: Uint8Array, start?: number, end?: number, exact?: boolean): DecodedRecord;
  encode(value: Readonly<Record<string, unknown>>): Encoded;
}

/** A record that was read. */
export interface DecodedRecord {
  readonly value: RecordValue;
  /** Fields whose bytes are none of theirs, null in the value; read exactly, also those whose bytes it does not bring back. */
  readonly problems: readonly FieldProblem[];
  /** The place behind the record. */
  readonly end: number;
}

export interface Problem {
  readonly path: string;
  readonly message: string;
}

const none: readonly FieldProblem[] = [];
/** As many bytes become text at once. */
const textBlock = 65_536;

/** Reads and writes records of one layout. Not for two at once: what it knows while it reads is used again. */
export class RecordCodec implements Codec {
  readonly layout: Layout;
  readonly #page: CodePage;
  readonly #read: (reading: Reading, at: number, target: RecordValue) => number;
  readonly #write: Writer;
  readonly #hasText: boolean;
  readonly #units = new Uint16Array(textBlock);
  readonly #scratch: Uint8Array;
  readonly #reading: Reading;
  readonly #counters: number;

  /** Throws `copybook.unknown-code-page`, `copybook.wrong-condition`. */
  constructor(layout: Layout, options: CodecOptions = {}) {
    this.layout = layout;
    this.#page = codePage(options.codePage ?? '037');
    const fields: FieldOptions = { page: this.#page, floats: options.floats ?? 'hexadecimal', littleEndian: options.littleEndian === true };
    const readerOf = (item: Item) => compileReader(item, layout.root, fields);
    this.#read = compileReader(layout.root, layout.root, fields, viewConditions(layout, options.when ?? {}));
    this.#write = compileWriter(layout.root, fields, readerOf);
    this.#hasText = hasText(layout.root);
    this.#scratch = new Uint8Array(layout.maximum);
    this.#counters = countersOf(layout.root).size;
    this.#reading = this.#newReading();
  }

  get codePage(): CodePage {
    return this.#page;
  }

  /**
   * Reads the record that begins at a place and ends by another one. Throws `RecordProblem` where it ends too early or a counter
   * says what cannot be. With `exact`, writing the value with its bytes gives the same record, byte for byte.
   */
  decode(bytes: Uint8Array, start = 0, end = bytes.length, exact = false): DecodedRecord {
    const read = this.attempt(bytes, start, end, exact);
    if (read.failure !== null) throw read.failure;
    return read;
  }

  /** The same for bytes that may be of another record: what was read of them, and why no more. */
  attempt(bytes: Uint8Array, start: number, end: number, exact: boolean): DecodedRecord & { readonly failure: RecordProblem | null } {
    const reading = this.#reading;
    reading.start = start;
    reading.end = end;
    reading.problems = null;
    reading.exact = exact;
    this.#bring(reading, bytes, start, end);
    const value: RecordValue = {};
    let next = end;
    let failure: RecordProblem | null = null;
    try {
      next = this.#read(reading, start, value);
    } catch (error) {
      if (!(error instanceof RecordProblem)) throw error;
      failure = error;
    }
    return { value, problems: reading.problems ?? none, end: next, failure };
  }

  /**
   * Writes a record. What is absent or null gets its VALUE, else spaces or zeros. What does not fit is wrong and nothing is cut: then
   * there are problems and no bytes.
   */
  encode(value: Readonly<Record<string, unknown>>): Encoded {
    const given = value[bytesMember];
    const writing: Writing = {
      bytes: this.#scratch,
      indexes: [],
      counters: Array.from({ length: this.#counters }, () => ({ at: -1, given: null })),
      overrides: typeof given === 'object' && given !== null && !Array.isArray(given) ? new Map(Object.entries(given)) : null,
      overridden: new Set(),
      over: false,
      problems: [],
      readingOf: (from, to) => this.#again(from, to),
    };
    const end = this.#write(writing, 0, value);
    for (const path of writing.overrides?.keys() ?? [])
      if (!writing.overridden.has(path) && writing.problems.length === 0)
        writing.problems.push({ path: `${bytesMember}.${path}`, message: 'is no field of this record.' });
    return writing.problems.length > 0 ? { problems: writing.problems } : { bytes: this.#scratch.slice(0, end) };
  }

  /** The text of a block of bytes, made once for the records in it. */
  #bring(reading: Reading, bytes: Uint8Array, start: number, end: number): void {
    const isThere = reading.bytes === bytes && start >= reading.base && end <= reading.base + reading.text.length;
    reading.bytes = bytes;
    if (!this.#hasText || (isThere && bytes !== this.#scratch)) return;
    reading.base = start;
    reading.text = this.#textOf(bytes, start, Math.max(end, Math.min(start + textBlock, bytes.length)));
  }

  #textOf(bytes: Uint8Array, from: number, to: number): string {
    const { toText } = this.#page;
    const units = to - from <= textBlock ? this.#units : new Uint16Array(to - from);
    for (let at = from; at < to; at++) units[at - from] = toText[bytes[at] ?? 0] ?? 0;
    return utf16.decode(units.subarray(0, to - from));
  }

  /** What stands in the scratch, to be read as another view of it. */
  #again(from: number, to: number): Reading {
    const reading = this.#newReading();
    reading.bytes = this.#scratch;
    reading.start = 0;
    reading.end = to;
    reading.base = from;
    reading.text = this.#hasText ? this.#textOf(this.#scratch, from, to) : '';
    return reading;
  }

  #newReading(): Reading {
    return {
      bytes: new Uint8Array(),
      text: '',
      base: 0,
      start: 0,
      end: 0,
      counts: new Array<number>(this.#counters).fill(0),
      indexes: [],
      objects: [],
      problems: null,
      exact: false,
    };
  }
}

/** Little-endian as every processor is that browsers and Node run on. */
const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });

function hasText(item: Item): boolean {
  if (item.kind === 'group') return item.children.some(hasText);
  return item.storage.type === 'text' || item.storage.type === 'edited';
}
