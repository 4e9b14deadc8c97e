/** What is told of bytes that are none of a message. */
export class MalformedBytes extends Error {}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Goes through bytes as Protocol Buffers write them; throws {@link MalformedBytes} where they end too early or say nothing. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isEnd(): boolean {
    return this.#at >= this.#bytes.byteLength;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#view.getUint8(this.#past(1));
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new MalformedBytes('a number has more than ten bytes');
  }

  tag(): { readonly number: number; readonly kind: number } {
    const tag = Number(this.varint());
    const number = Math.floor(tag / 8);
    if (number === 0 || number > 536_870_911) throw new MalformedBytes(`it has a field ${number}`);
    return { number, kind: tag % 8 };
  }

  four(read: 'getFloat32' | 'getInt32' | 'getUint32'): number {
    return this.#view[read](this.#past(4), true);
  }

  double(): number {
    return this.#view.getFloat64(this.#past(8), true);
  }

  eight(): bigint {
    return this.#view.getBigUint64(this.#past(8), true);
  }

  sized(): Uint8Array {
    const length = Number(this.varint());
    const start = this.#past(length);
    return this.#bytes.subarray(start, start + length);
  }

  text(): string {
    try {
      return utf8.decode(this.sized());
    } catch (error) {
      if (error instanceof MalformedBytes) throw error;
      throw new MalformedBytes('a text is no UTF-8');
    }
  }

  /** Goes past a value of a field that nobody knows. */
  skip(kind: number, number: number, depth = 0): void {
    if (kind === 0) this.varint();
    else if (kind === 1) this.#past(8);
    else if (kind === 2) this.sized();
    else if (kind === 5) this.#past(4);
    else if (kind === 3 && depth < 100)
      for (let inner = this.tag(); inner.kind !== 4 || inner.number !== number; inner = this.tag())
        this.skip(inner.kind, inner.number, depth + 1);
    else throw new MalformedBytes(`field ${number} is of the kind ${kind}`);
  }

  /** The offset, behind which so many bytes are then past. */
  #past(length: number): number {
    const start = this.#at;
    if (length > this.#bytes.byteLength - start) throw new MalformedBytes('it ends too early');
    this.#at += length;
    return start;
  }
}
