import { NoKafka } from './kafka-fields.ts';

/** What is compressed comes to more than may be heard. */
export class TooMuch extends Error {}

/** A place for what comes out, that grows no further than it may. */
export class BoundedOutput {
  readonly #most: number;
  #space: Buffer;
  #size = 0;

  constructor(most: number) {
    this.#most = most;
    this.#space = Buffer.allocUnsafe(Math.min(most, 65_536));
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): Buffer {
    return this.#space.subarray(0, this.#size);
  }

  add(part: Uint8Array): void {
    this.#grow(part.byteLength);
    this.#space.set(part, this.#size);
    this.#size += part.byteLength;
  }

  /** Repeats what came out so many bytes before; it may reach into what it writes, and not before `from`. */
  repeat(distance: number, length: number, from = 0): void {
    if (distance < 1 || distance > this.#size - from) throw new NoKafka('compressed messages point before their beginning');
    this.#grow(length);
    for (let left = length; left > 0; ) {
      const step = Math.min(left, distance);
      this.#space.copyWithin(this.#size, this.#size - distance, this.#size - distance + step);
      this.#size += step;
      left -= step;
    }
  }

  #grow(by: number): void {
    const needed = this.#size + by;
    if (needed > this.#most) throw new TooMuch();
    if (needed <= this.#space.byteLength) return;
    const larger = Buffer.allocUnsafe(Math.min(this.#most, Math.max(needed, this.#space.byteLength * 2)));
    this.#space.copy(larger, 0, 0, this.#size);
    this.#space = larger;
  }
}
