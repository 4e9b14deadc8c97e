/** Gathers bytes as Protocol Buffers write them. */
export class ByteWriter {
  readonly #parts: Uint8Array[] = [];

  /** A number of 64 bits, seven at a time; one below zero takes all of them. */
  varint(value: bigint): void {
    let rest = BigInt.asUintN(64, value);
    const bytes: number[] = [];
    for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
    bytes.push(Number(rest));
    this.#parts.push(Uint8Array.from(bytes));
  }

  tag(number: number, kind: number): void {
    this.varint((BigInt(number) << 3n) | BigInt(kind));
  }

  four(value: number, write: 'setFloat32' | 'setInt32' | 'setUint32'): void {
    const view = new DataView(new ArrayBuffer(4));
    view[write](0, value, true);
    this.#parts.push(new Uint8Array(view.buffer));
  }

  double(value: number): void {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, true);
    this.#parts.push(new Uint8Array(view.buffer));
  }

  eight(value: bigint): void {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt.asUintN(64, value), true);
    this.#parts.push(new Uint8Array(view.buffer));
  }

  /** Bytes with their length before them. */
  sized(bytes: Uint8Array): void {
    this.varint(BigInt(bytes.byteLength));
    this.#parts.push(bytes);
  }

  raw(bytes: Uint8Array): void {
    this.#parts.push(bytes);
  }

  finish(): Uint8Array {
    return Buffer.concat(this.#parts);
  }
}
