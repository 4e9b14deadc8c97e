/** What came is no AMQP 0-9-1. */
export class NoAmqp extends Error {}

const deepest = 8;

/** A table that we write. */
export interface WrittenTable {
  readonly [name: string]: string | boolean | WrittenTable;
}

/** Writes arguments of methods and properties as AMQP 0-9-1 lays them in bytes (section 4.2 of the specification). */
export class FieldWriter {
  readonly #parts: Uint8Array[] = [];

  octet(value: number): this {
    return this.#add(Buffer.from([value]));
  }

  short(value: number): this {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16BE(value);
    return this.#add(bytes);
  }

  long(value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return this.#add(bytes);
  }

  longLong(value: bigint): this {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(value);
    return this.#add(bytes);
  }

  /** At most 255 bytes; throws `RangeError` where it has more. */
  shortText(value: string): this {
    const bytes = Buffer.from(value);
    if (bytes.byteLength > 255) throw new RangeError('it has more than 255 bytes');
    return this.octet(bytes.byteLength).#add(bytes);
  }

  longText(value: string | Uint8Array): this {
    const bytes = Buffer.from(value);
    return this.long(bytes.byteLength).#add(bytes);
  }

  table(of: WrittenTable): this {
    const inner = new FieldWriter();
    for (const [name, value] of Object.entries(of)) {
      inner.shortText(name);
      if (typeof value === 'string') inner.octet(0x53).longText(value);
      else if (typeof value === 'boolean') inner.octet(0x74).octet(value ? 1 : 0);
      else inner.octet(0x46).table(value);
    }
    return this.longText(inner.bytes);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #add(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    return this;
  }
}

/** A value in a table, as JSON can hold it: numbers of 64 bits and decimals are texts. */
export type FieldValue = string | number | boolean | null | readonly FieldValue[] | { readonly [name: string]: FieldValue };

/** Reads the same. Everything throws {@link NoAmqp} where the bytes end before. */
export class FieldReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  octet(): number {
    return this.#take(1).readUInt8();
  }

  short(): number {
    return this.#take(2).readUInt16BE();
  }

  long(): number {
    return this.#take(4).readUInt32BE();
  }

  longLong(): bigint {
    return this.#take(8).readBigUInt64BE();
  }

  shortText(): string {
    return this.#take(this.octet()).toString('utf8');
  }

  longText(): Buffer {
    return this.#take(this.long());
  }

  table(depth = 0): Readonly<Record<string, FieldValue>> {
    if (depth > deepest) throw new NoAmqp('tables lie in tables too deep');
    const inner = new FieldReader(this.longText());
    const found: [string, FieldValue][] = [];
    while (!inner.#isOver) found.push([inner.shortText(), inner.#value(depth)]);
    return Object.fromEntries(found);
  }

  get #isOver(): boolean {
    return this.#at >= this.#bytes.byteLength;
  }

  /** By the letters that RabbitMQ and the specification's errata agree on. */
  #value(depth: number): FieldValue {
    const kind = String.fromCharCode(this.octet());
    switch (kind) {
      case 't':
        return this.octet() !== 0;
      case 'b':
        return this.#take(1).readInt8();
      case 'B':
        return this.octet();
      case 's':
        return this.#take(2).readInt16BE();
      case 'u':
        return this.short();
      case 'I':
        return this.#take(4).readInt32BE();
      case 'i':
        return this.long();
      case 'l':
        return this.#take(8).readBigInt64BE().toString();
      case 'T':
        return this.longLong().toString();
      case 'f':
        return finite(this.#take(4).readFloatBE());
      case 'd':
        return finite(this.#take(8).readDoubleBE());
      case 'D':
        return this.#decimal();
      case 'S':
        return this.longText().toString('utf8');
      case 'x':
        return this.longText().toString('base64');
      case 'V':
        return null;
      case 'A':
        return this.#list(depth);
      case 'F':
        return this.table(depth + 1);
      default:
        throw new NoAmqp('a table has a value of no known kind');
    }
  }

  #list(depth: number): readonly FieldValue[] {
    if (depth > deepest) throw new NoAmqp('lists lie in lists too deep');
    const inner = new FieldReader(this.longText());
    const found: FieldValue[] = [];
    while (!inner.#isOver) found.push(inner.#value(depth + 1));
    return found;
  }

  #decimal(): string {
    const scale = this.octet();
    const digits = String(this.#take(4).readInt32BE());
    return scale === 0 ? digits : `${digits}e-${scale}`;
  }

  #take(count: number): Buffer {
    const end = this.#at + count;
    if (end > this.#bytes.byteLength) throw new NoAmqp('it is cut');
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
