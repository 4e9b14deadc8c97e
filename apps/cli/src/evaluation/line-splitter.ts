/** A line without its end; null where it was longer than the limit and is gone. */
export type Line = Buffer | null;

const newline = 10;

/** Cuts bytes into lines; of a line beyond the limit nothing is kept. */
export class LineSplitter {
  readonly #limit: number;
  #held: Buffer[] = [];
  #length = 0;

  /** `limit`: the most bytes of a line. */
  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  /** The lines that end in a chunk. */
  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      this.#hold(chunk.subarray(from, end));
      lines.push(this.#take());
      from = end + 1;
    }
    this.#hold(chunk.subarray(from));
    return lines;
  }

  /** The last line where no newline ended it; undefined where there is none. */
  end(): Line | undefined {
    return this.#length === 0 ? undefined : this.#take();
  }

  #hold(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > this.#limit) this.#held = [];
    else if (part.length > 0) this.#held.push(part);
  }

  #take(): Line {
    const [only] = this.#held;
    const whole = this.#held.length === 1 && only !== undefined ? only : Buffer.concat(this.#held);
    const line = this.#length > this.#limit ? null : whole;
    this.#held = [];
    this.#length = 0;
    return line;
  }
}
