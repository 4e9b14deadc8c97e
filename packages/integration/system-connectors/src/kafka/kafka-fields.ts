/** What was said is not the protocol of Kafka, or not as its guide has it. */
export class NoKafka extends Error {}

const textOf = new TextDecoder('utf-8', { fatal: true });

/** Reads the protocol's primitive types (Kafka protocol guide, "Protocol Primitive Types"), never beyond what came. */
export class KafkaReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.byteLength - this.#at;
  }

  int8(): number {
    return this.raw(1).readInt8();
  }

  int16(): number {
    return this.raw(2).readInt16BE();
  }

  int32(): number {
    return this.raw(4).readInt32BE();
  }

  int64(): bigint {
    return this.raw(8).readBigInt64BE();
  }

  /** A text; null where it has none. */
  text(): string | null {
    const length = this.int16();
    if (length < 0) return null;
    try {
      return textOf.decode(this.raw(length));
    } catch (error) {
      if (error instanceof NoKafka) throw error;
      throw new NoKafka('a text is no UTF-8');
    }
  }

  bytes(): Buffer {
    const length = this.int32();
    return this.raw(Math.max(length, 0));
  }

  /** A list; each of its members takes a byte at least, so that no count can promise more than came. */
  list<Value>(read: () => Value): Value[] {
    const count = this.int32();
    if (count > this.left) throw new NoKafka('a list is longer than what came');
    return Array.from({ length: Math.max(count, 0) }, read);
  }

  /** A number of the variable-length form, zigzag. */
  varint(): number {
    const value = this.varlong();
    if (value < -0x8000_0000n || value > 0x7fff_ffffn) throw new NoKafka('a number is too long');
    return Number(value);
  }

  varlong(): bigint {
    let [value, shift] = [0n, 0n];
    for (;;) {
      const byte = this.raw(1).readUInt8();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
      shift += 7n;
      if (shift > 63n) throw new NoKafka('a number is too long');
    }
    return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
  }

  raw(length: number): Buffer {
    if (length < 0 || length > this.left) throw new NoKafka('it is shorter than it says');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** What there is of so many bytes, where the rest was not kept. */
  beginning(length: number): Buffer {
    return this.raw(Math.min(Math.max(length, 0), this.left));
  }
}

/** Writes the same types. */
export class KafkaWriter {
  readonly #parts: Uint8Array[] = [];

  get bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  int8(value: number): this {
    return this.raw(Buffer.from([value & 0xff]));
  }

  int16(value: number): this {
    const part = Buffer.alloc(2);
    part.writeInt16BE(value);
    return this.raw(part);
  }

  int32(value: number): this {
    const part = Buffer.alloc(4);
    part.writeInt32BE(value);
    return this.raw(part);
  }

  int64(value: bigint): this {
    const part = Buffer.alloc(8);
    part.writeBigInt64BE(value);
    return this.raw(part);
  }

  text(value: string | null): this {
    if (value === null) return this.int16(-1);
    const part = Buffer.from(value);
    return this.int16(part.byteLength).raw(part);
  }

  blob(value: Uint8Array): this {
    return this.int32(value.byteLength).raw(value);
  }

  list<Value>(values: readonly Value[], write: (value: Value) => unknown): this {
    this.int32(values.length);
    for (const value of values) write(value);
    return this;
  }

  varint(value: number): this {
    let rest = BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n));
    const part: number[] = [];
    while (rest >= 0x80n) {
      part.push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    return this.raw(Buffer.from([...part, Number(rest)]));
  }

  /** Bytes with their length before them as a record has them; null is a length of -1. */
  varbytes(value: Uint8Array | null): this {
    return value === null ? this.varint(-1) : this.varint(value.byteLength).raw(value);
  }

  raw(part: Uint8Array): this {
    this.#parts.push(part);
    return this;
  }
}
