/** Bytes that came in pieces, joined only when as many are there as are needed. */
export class ByteQueue {
  #pieces: Uint8Array[] = [];
  #length = 0;
  /** How many bytes went before the first that is held. */
  #offset = 0;

  get length(): number {
    return this.#length;
  }

  get offset(): number {
    return this.#offset;
  }

  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  /** All that is held, as one piece. */
  all(): Uint8Array {
    const [only] = this.#pieces;
    if (this.#pieces.length === 1 && only !== undefined) return only;
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    this.#pieces = this.#length === 0 ? [] : [whole];
    return whole;
  }

  /** Forgets the first bytes. */
  drop(count: number): void {
    const rest = this.all().subarray(count);
    this.#pieces = rest.length === 0 ? [] : [rest];
    this.#length = rest.length;
    this.#offset += count;
  }
}
