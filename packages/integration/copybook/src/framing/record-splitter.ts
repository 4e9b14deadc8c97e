import { copybookErrors } from '../errors.ts';
import { ByteQueue } from './byte-queue.ts';
import { type Framing, longestRecord } from './record-format.ts';

/** Bytes with the records in them. */
export interface Block {
  readonly bytes: Uint8Array;
  /** Begin and end of each record, one after the other. */
  readonly bounds: readonly number[];
  /** Where in the file the bytes begin; of a record put together from segments, where its first one does. */
  readonly offset: number;
  /** Whether a record may end before the bytes do, which only reading it tells (`stream`). */
  readonly open?: boolean;
}

const descriptor = 4;
const carriageReturn = 0x0d;
/** Bits of a segment's descriptor: whether something went before, whether something follows. */
const isLast = 2;
const isFirst = 1;

/** Cuts the bytes of a file into records. Holds one record and one piece at most. Throws `copybook.broken-blocks`. */
export class RecordSplitter {
  readonly #framing: Framing;
  readonly #queue = new ByteQueue();
  /** Bytes without which nothing can go on. */
  #needed = 1;
  /** What is left of a block of VB. */
  #left = 0;
  /** Segments of a record that goes on. */
  #segments: Uint8Array[] = [];
  #segmentsFrom = 0;
  /** How far the bytes were searched for the end of a line. */
  #searched = 0;
  readonly #newlines: ReadonlySet<number>;

  /** `newlines`: the bytes that end a line of `text`. */
  constructor(framing: Framing, newlines: ReadonlySet<number>) {
    this.#framing = framing;
    this.#newlines = newlines;
  }

  /** The records that are whole now. */
  push(piece: Uint8Array): Block[] {
    this.#queue.push(piece);
    return this.#queue.length < this.#needed ? [] : this.#take(false);
  }

  /** What is left at the end of the file. */
  end(): Block[] {
    const blocks = this.#queue.length === 0 ? [] : this.#take(true);
    const { length, offset } = this.#queue;
    if (length > 0) throw broken(offset, `the file ends ${length} byte(s) into a record.`);
    if (this.#segments.length > 0) throw broken(this.#segmentsFrom, 'the last record goes on, but no segment follows.');
    if (this.#left > 0) throw broken(offset, `the file ends ${this.#left} byte(s) before its last block does.`);
    return blocks;
  }

  #take(isEnd: boolean): Block[] {
    const { format, length } = this.#framing;
    switch (format) {
      case 'F':
      case 'FB':
        return this.#fixed(length);
      case 'stream':
        return [this.rest()];
      case 'text':
        return this.#lines(isEnd);
      default:
        return this.#variable();
    }
  }

  /** All that is held: of a `stream`, or at the end of a file. */
  rest(): Block {
    return { bytes: this.#queue.all(), bounds: [], offset: this.#queue.offset, open: true };
  }

  /** Forgets what a `stream` was read up to, and waits for so many bytes. */
  drop(count: number, needed: number): void {
    this.#queue.drop(count);
    this.#needed = needed;
  }

  #fixed(length: number): Block[] {
    const bytes = this.#queue.all();
    const whole = Math.floor(bytes.length / length);
    const block = {
      bytes,
      bounds: Array.from({ length: whole * 2 }, (_, index) => ((index + 1) >> 1) * length),
      offset: this.#queue.offset,
    };
    this.#queue.drop(whole * length);
    this.#needed = length;
    return whole === 0 ? [] : [block];
  }

  #lines(isEnd: boolean): Block[] {
    const bytes = this.#queue.all();
    const bounds: number[] = [];
    let from = 0;
    for (let at = this.#searched; at < bytes.length; at++) {
      if (!this.#newlines.has(bytes[at] ?? 0)) continue;
      bounds.push(from, at > from && bytes[at - 1] === carriageReturn ? at - 1 : at);
      from = at + 1;
    }
    if (isEnd && from < bytes.length) {
      bounds.push(from, bytes.length);
      from = bytes.length;
    }
    const block = { bytes, bounds, offset: this.#queue.offset };
    this.#queue.drop(from);
    this.#searched = this.#queue.length;
    if (this.#queue.length > longestRecord) throw broken(this.#queue.offset, `a line is longer than ${longestRecord} bytes.`);
    return bounds.length === 0 ? [] : [block];
  }

  #variable(): Block[] {
    const hasBlocks = this.#framing.format.startsWith('VB');
    const isSpanned = this.#framing.format.endsWith('S');
    const bytes = this.#queue.all();
    const { offset } = this.#queue;
    const blocks: Block[] = [];
    let bounds: number[] = [];
    let at = 0;
    const wait = (needed: number) => {
      this.#needed = needed;
    };
    for (;;) {
      if (hasBlocks && this.#left === 0) {
        if (at === bytes.length) {
          wait(1);
          break;
        }
        if (at + descriptor > bytes.length) {
          wait(descriptor);
          break;
        }
        this.#left = blockLength(bytes, at, offset) - descriptor;
        at += descriptor;
        continue;
      }
      if (at + descriptor > bytes.length) {
        wait(at === bytes.length ? 1 : descriptor);
        break;
      }
      const length = recordLength(bytes, at, offset, isSpanned);
      if (hasBlocks && length > this.#left)
        throw broken(offset + at, `a record of ${length} bytes goes beyond its block, which has ${this.#left} left.`);
      if (at + length > bytes.length) {
        wait(length);
        break;
      }
      if (hasBlocks) this.#left -= length;
      const [from, to] = [at + descriptor, at + length];
      const place = isSpanned ? (bytes[at + 2] ?? 0) : 0;
      at = to;
      if (place === 0 && this.#segments.length === 0) {
        bounds.push(from, to);
        continue;
      }
      const joined = this.#segment(bytes.slice(from, to), place, offset + from - descriptor);
      if (joined === null) continue;
      if (bounds.length > 0) blocks.push({ bytes, bounds, offset });
      bounds = [];
      blocks.push(joined);
    }
    if (bounds.length > 0) blocks.push({ bytes, bounds, offset });
    this.#queue.drop(at);
    return blocks;
  }

  /** Adds a segment; the record where it was the last. */
  #segment(segment: Uint8Array, place: number, offset: number): Block | null {
    const begins = place === isFirst;
    if (begins === this.#segments.length > 0 || place === 0)
      throw broken(
        offset,
        begins || place === 0 ? 'a record begins before the one before it has ended.' : 'a segment has no first one before it.',
      );
    if (begins) this.#segmentsFrom = offset;
    this.#segments.push(segment);
    const total = this.#segments.reduce((sum, each) => sum + each.length, 0);
    if (total > longestRecord) throw broken(this.#segmentsFrom, `a record is longer than ${longestRecord} bytes.`);
    if (place !== isLast) return null;
    const queue = new ByteQueue();
    for (const each of this.#segments) queue.push(each);
    this.#segments = [];
    return { bytes: queue.all(), bounds: [0, total], offset: this.#segmentsFrom };
  }
}

/** Length of a block by its descriptor, in 2 bytes, or in 31 bits where the first is set. */
function blockLength(bytes: Uint8Array, at: number, offset: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + descriptor);
  const isLarge = a >= 0x80;
  const length = isLarge ? (a & 0x7f) * 0x1000000 + b * 0x10000 + c * 0x100 + d : a * 0x100 + b;
  if (length < 2 * descriptor || (!isLarge && (c !== 0 || d !== 0))) throw broken(offset + at, `${hex([a, b, c, d])} describes no block.`);
  return length;
}

function recordLength(bytes: Uint8Array, at: number, offset: number, isSpanned: boolean): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + descriptor);
  const length = a * 0x100 + b;
  if (length < descriptor || d !== 0 || c > (isSpanned ? 3 : 0)) throw broken(offset + at, `${hex([a, b, c, d])} describes no record.`);
  return length;
}

function broken(offset: number, problem: string) {
  return copybookErrors.brokenBlocks({ offset, problem });
}

function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
