import { type Framing, longestRecord } from './record-format.ts';

const descriptor = 4;
/** The most bytes of a block: half a track of a 3390 disk. */
const usualBlock = 27_998;
/** The most bytes of a segment with its descriptor, 32 760, without the latter. */
const longestSegment = 32_756;

/** Puts records behind each other as a file has them. */
export class RecordJoiner {
  readonly #framing: Framing;
  readonly #filler: number;
  readonly #newline: number;
  #block: Uint8Array[] = [];
  #blockLength = descriptor;

  /** `filler` fills up records of one length, `newline` ends lines. */
  constructor(framing: Framing, filler: number, newline: number) {
    this.#framing = framing;
    this.#filler = filler;
    this.#newline = newline;
  }

  /** The bytes to write for a record, which may be none yet; a text where it has no place in the format. */
  add(record: Uint8Array): Uint8Array[] | string {
    const { format, length } = this.#framing;
    switch (format) {
      case 'stream':
        return [record];
      case 'text':
        return [this.#withoutFiller(record), Uint8Array.of(this.#newline)];
      case 'F':
      case 'FB':
        if (record.length > length) return `it has ${record.length} bytes, and a record of the file has ${length}.`;
        return record.length === length ? [record] : [record, new Uint8Array(length - record.length).fill(this.#filler)];
      case 'VS':
      case 'VBS':
        if (record.length > longestRecord) return `it has ${record.length} bytes; a record in segments has at most ${longestRecord}.`;
        return format === 'VS' ? this.#segments(record) : this.#segmentsInBlocks(record);
      default: {
        const whole = record.length + descriptor;
        if (whole > 32_760) return `it has ${record.length} bytes; a record of varying length has at most 32756.`;
        const described = [describing(whole), record];
        if (format === 'V') return described;
        const full = this.#blockLength + whole > usualBlock ? this.end() : [];
        this.#block.push(...described);
        this.#blockLength += whole;
        return full;
      }
    }
  }

  /** What is left: the last block. */
  end(): Uint8Array[] {
    if (this.#block.length === 0) return [];
    const block = [describing(this.#blockLength), ...this.#block];
    this.#block = [];
    this.#blockLength = descriptor;
    return block;
  }

  /** As few segments as hold the record, each as long as a record of varying length. */
  #segments(record: Uint8Array): Uint8Array[] {
    const written: Uint8Array[] = [];
    let at = 0;
    do {
      const next = Math.min(at + longestSegment, record.length);
      written.push(...segment(record, at, next));
      at = next;
    } while (at < record.length);
    return written;
  }

  /** A record begins in the block that is open and goes on in as many others as it needs. */
  #segmentsInBlocks(record: Uint8Array): Uint8Array[] {
    const written: Uint8Array[] = [];
    let at = 0;
    do {
      // A segment has a byte at least, unless the record has none.
      if (this.#blockLength + descriptor >= usualBlock) written.push(...this.end());
      const next = Math.min(at + usualBlock - this.#blockLength - descriptor, record.length);
      this.#block.push(...segment(record, at, next));
      this.#blockLength += descriptor + next - at;
      at = next;
    } while (at < record.length);
    return written;
  }

  #withoutFiller(record: Uint8Array): Uint8Array {
    let end = record.length;
    while (end > 0 && record[end - 1] === this.#filler) end--;
    return record.subarray(0, end);
  }
}

/** A part of a record behind its descriptor, which says whether something goes before it and whether something follows. */
function segment(record: Uint8Array, from: number, to: number): [Uint8Array, Uint8Array] {
  const [first, last] = [from === 0, to === record.length];
  const place = first ? (last ? 0 : 1) : last ? 2 : 3;
  const described = describing(to - from + descriptor);
  described[2] = place;
  return [described, record.subarray(from, to)];
}

function describing(length: number): Uint8Array {
  return Uint8Array.of(length >> 8, length & 0xff, 0, 0);
}
