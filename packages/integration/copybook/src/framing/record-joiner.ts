import { copybookErrors } from '../errors.ts';
import { type Framing, recordFormats } from './record-format.ts';

const descriptor = 4;
/** The most bytes of a block: half a track of a 3390 disk. */
const usualBlock = 27_998;

/** Puts records behind each other as a file has them. */
export class RecordJoiner {
  readonly #framing: Framing;
  readonly #filler: number;
  readonly #newline: number;
  #block: Uint8Array[] = [];
  #blockLength = descriptor;

  /** `filler` fills up records of one length, `newline` ends lines. Throws `copybook.wrong-format` for segments, which are only read. */
  constructor(framing: Framing, filler: number, newline: number) {
    if (framing.format.endsWith('S'))
      throw copybookErrors.wrongFormat({ problem: `${framing.format} is only read. Write V or VB.`, formats: recordFormats.join(', ') });
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

  #withoutFiller(record: Uint8Array): Uint8Array {
    let end = record.length;
    while (end > 0 && record[end - 1] === this.#filler) end--;
    return record.subarray(0, end);
  }
}

function describing(length: number): Uint8Array {
  return Uint8Array.of(length >> 8, length & 0xff, 0, 0);
}
