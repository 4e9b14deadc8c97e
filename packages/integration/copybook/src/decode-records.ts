import { copybookErrors } from './errors.ts';
import { hexOf } from './fields/bytes.ts';
import { isFilledWith } from './fields/zoned.ts';
import type { Framing } from './framing/record-format.ts';
import { type Block, RecordSplitter } from './framing/record-splitter.ts';
import { type FieldProblem, RecordProblem } from './records/reading.ts';
import type { Codec, DecodedRecord } from './records/record-codec.ts';
import type { RecordValue } from './records/record-value.ts';

/** A record of a file: what it holds, or why it cannot be read and its bytes. */
export type FileRecord = {
  /** Counted from 1. */
  readonly number: number;
  /** Where it begins in the file. */
  readonly offset: number;
} & (
  | { readonly value: RecordValue; readonly problems: readonly FieldProblem[] }
  | { readonly value: null; readonly reason: string; readonly bytes: string }
);

/** Bytes of a record that are told where it cannot be read. */
const mostShown = 65_536;

/**
 * What becomes of a field whose bytes are none of its picture: it is null (`usual`), so is its record (`strict`), or every field comes
 * with the bytes that its value alone would not bring back (`exact`).
 */
export type Care = 'usual' | 'strict' | 'exact';

/** Reads the records of a file piece by piece; holds one record and one piece at most. */
export class RecordDecoder {
  readonly #codec: Codec;
  readonly #framing: Framing;
  readonly #splitter: RecordSplitter;
  readonly #care: Care;
  /** Lines are filled up to the length of a record. */
  readonly #padded: Uint8Array;
  #number = 0;

  constructor(codec: Codec, framing: Framing, care: Care = 'usual') {
    this.#codec = codec;
    this.#framing = framing;
    this.#splitter = new RecordSplitter(framing, codec.codePage.newlines);
    this.#care = care;
    this.#padded = new Uint8Array(framing.format === 'text' ? codec.layout.maximum : 0);
  }

  /** The records that are whole now. Throws `copybook.broken-blocks`, and `copybook.unreadable-record` where none can follow. */
  *push(piece: Uint8Array): Generator<FileRecord> {
    for (const block of this.#splitter.push(piece)) yield* this.#block(block);
  }

  *end(): Generator<FileRecord> {
    if (this.#framing.format === 'stream') {
      yield* this.#stream(this.#splitter.rest(), true);
      return;
    }
    if (isFixed(this.#framing)) {
      const { bytes, offset } = this.#splitter.rest();
      if (bytes.length === 0) return;
      const reason = `the file ends ${bytes.length} byte(s) into it.`;
      yield { number: ++this.#number, offset, value: null, reason, bytes: shownBytes(bytes, 0, bytes.length) };
      return;
    }
    for (const block of this.#splitter.end()) yield* this.#block(block);
  }

  *#block(block: Block): Generator<FileRecord> {
    if (block.open === true) {
      yield* this.#stream(block, false);
      return;
    }
    for (let index = 0; index < block.bounds.length; index += 2) {
      const start = block.bounds[index] ?? 0;
      const end = block.bounds[index + 1] ?? 0;
      yield this.#framing.format === 'text' ? this.#line(block, start, end) : this.#record(block, start, end);
    }
  }

  /** Records with nothing between them: where one ends, the next begins. */
  *#stream({ bytes, offset }: Block, isEnd: boolean): Generator<FileRecord> {
    const { maximum } = this.#codec.layout;
    let at = 0;
    while (at < bytes.length && (isEnd || bytes.length - at >= maximum)) {
      this.#number++;
      const place = { number: this.#number, offset: offset + at };
      try {
        const { value, problems, end } = this.#codec.decode(bytes, at, bytes.length, this.#care === 'exact');
        yield this.#read(place, { value, problems }, bytes, at, end);
        at = end;
      } catch (error) {
        if (!(error instanceof RecordProblem)) throw error;
        throw copybookErrors.unreadableRecord({ record: place.number, offset: place.offset, problem: error.message }, { cause: error });
      }
    }
    this.#splitter.drop(at, maximum);
  }

  #record({ bytes, offset }: Block, start: number, end: number): FileRecord {
    this.#number++;
    const place = { number: this.#number, offset: offset + start };
    try {
      const { value, problems, end: read } = this.#codec.decode(bytes, start, end, this.#care === 'exact');
      const rest = end - read;
      if (rest === 0 || this.#isFiller(bytes, read, end)) return this.#read(place, { value, problems }, bytes, start, end);
      return {
        ...place,
        value: null,
        reason: `it has ${rest} byte(s) more than the copybook describes.`,
        bytes: shownBytes(bytes, start, end),
      };
    } catch (error) {
      if (!(error instanceof RecordProblem)) throw error;
      return { ...place, value: null, reason: error.message, bytes: shownBytes(bytes, start, end) };
    }
  }

  #read(
    place: { readonly number: number; readonly offset: number },
    { value, problems }: Pick<DecodedRecord, 'value' | 'problems'>,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): FileRecord {
    const [first] = problems;
    if (this.#care !== 'strict' || first === undefined) return { ...place, value, problems };
    const reason = `${first.path}, at byte ${place.offset + first.offset}, is none of its picture: ${first.reason ?? first.bytes}.`;
    return { ...place, value: null, reason, bytes: shownBytes(bytes, start, end) };
  }

  /** What stands behind the described bytes: anything in a record of one length, spaces in a line. */
  #isFiller(bytes: Uint8Array, from: number, to: number): boolean {
    if (this.#framing.format === 'text') return isFilledWith(bytes, from, to - from, this.#codec.codePage.space);
    return isFixed(this.#framing);
  }

  #line(block: Block, start: number, end: number): FileRecord {
    if (end - start >= this.#padded.length) return this.#record(block, start, end);
    this.#padded.fill(this.#codec.codePage.space);
    this.#padded.set(block.bytes.subarray(start, end));
    return this.#record({ bytes: this.#padded.slice(), bounds: [], offset: block.offset + start }, 0, this.#padded.length);
  }
}

function isFixed({ format }: Framing): boolean {
  return format === 'F' || format === 'FB';
}

function shownBytes(bytes: Uint8Array, start: number, end: number): string {
  return hexOf(bytes, start, Math.min(end, start + mostShown));
}
