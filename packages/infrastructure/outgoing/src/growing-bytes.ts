/** Bytes that come in parts, kept in one piece without copying all of them each time. */
export class GrowingBytes {
  #space = Buffer.allocUnsafe(4096);
  #size = 0;

  add(part: Uint8Array): void {
    const needed = this.#size + part.byteLength;
    if (needed > this.#space.byteLength) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#space.byteLength * 2));
      this.#space.copy(larger, 0, 0, this.#size);
      this.#space = larger;
    }
    this.#space.set(part, this.#size);
    this.#size = needed;
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): Buffer {
    return this.#space.subarray(0, this.#size);
  }
}
