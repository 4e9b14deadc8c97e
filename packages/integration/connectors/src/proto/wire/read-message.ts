import type { JsonObject, JsonValue } from '@plinth/foundation';
import { ByteReader, MalformedBytes } from './byte-reader.ts';
import { ownForm } from './own-forms.ts';
import { scalarKind, wireKinds } from './scalars.ts';
import { type WireField, type WireTypes, wellKnownWire } from './wire-type.ts';

const deepest = 100;

/**
 * A message in its JSON form, from bytes; what is absent has the first value of its type, where that is the same. Throws
 * {@link MalformedBytes}.
 */
export function readMessage(types: WireTypes, type: string, bytes: Uint8Array): JsonValue {
  return new MessageReader(types).message(type, new ByteReader(bytes), 0, null);
}

class MessageReader {
  readonly #types: WireTypes;

  constructor(types: WireTypes) {
    this.#types = types;
  }

  /** Up to the end of the bytes, or of the group of that number. */
  message(type: string, bytes: ByteReader, depth: number, group: number | null): JsonValue {
    const wire = wellKnownWire[type] ?? (Object.hasOwn(this.#types, type) ? this.#types[type] : undefined);
    if (wire?.kind !== 'message') throw new MalformedBytes(`nothing is known of ${type}`);
    if (depth > deepest) throw new MalformedBytes(`it lies more than ${deepest} levels deep`);
    const byNumber = new Map(wire.fields.map((field) => [field.number, field]));
    const found = new Map<string, JsonValue>();
    for (;;) {
      if (bytes.isEnd) {
        if (group !== null) throw new MalformedBytes('a group has no end');
        break;
      }
      const { number, kind } = bytes.tag();
      if (kind === 4 && number === group) break;
      const field = byNumber.get(number);
      if (field === undefined) bytes.skip(kind, number);
      else this.#field(field, kind, bytes, depth, found);
    }
    const fields: JsonObject = Object.fromEntries(
      wire.fields.flatMap((field): [string, JsonValue][] => {
        const value = found.has(field.name) ? found.get(field.name) : this.#first(field);
        return value === undefined ? [] : [[field.name, value]];
      }),
    );
    const own = ownForm(type);
    return own === null ? fields : own.fromFields(fields);
  }

  #field(field: WireField, kind: number, bytes: ByteReader, depth: number, found: Map<string, JsonValue>): void {
    const { name, type, many } = field;
    if (many === undefined) {
      found.set(name, this.#value(type, kind, bytes, depth, field.number));
      return;
    }
    if (many === 'map') {
      const members = new Map(Object.entries((found.get(name) as JsonObject | undefined) ?? {}));
      const [key, value] = this.#entry(field, bytes, depth);
      found.set(name, Object.fromEntries(members.set(key, value)));
      return;
    }
    const list = (found.get(name) as JsonValue[] | undefined) ?? [];
    const own = scalarKind(type) ?? (this.#isEnum(type) ? wireKinds.varint : wireKinds.bytes);
    // Whoever writes may choose whether they come together.
    if (kind === wireKinds.bytes && own !== wireKinds.bytes) {
      const packed = new ByteReader(bytes.sized());
      while (!packed.isEnd) list.push(this.#value(type, own, packed, depth, field.number));
    } else list.push(this.#value(type, kind, bytes, depth, field.number));
    found.set(name, list);
  }

  #entry({ type, keyType = 'string', number }: WireField, bytes: ByteReader, depth: number): [string, JsonValue] {
    const entry = new ByteReader(bytes.sized());
    let key: JsonValue = this.#firstOf(keyType) ?? '';
    let value: JsonValue | undefined;
    while (!entry.isEnd) {
      const tag = entry.tag();
      if (tag.number === 1) key = this.#value(keyType, tag.kind, entry, depth, number);
      else if (tag.number === 2) value = this.#value(type, tag.kind, entry, depth, number);
      else entry.skip(tag.kind, tag.number);
    }
    return [String(key), value ?? this.#firstOf(type) ?? {}];
  }

  #isEnum(type: string): boolean {
    return (wellKnownWire[type] ?? this.#types[type])?.kind === 'enum';
  }

  #value(type: string, kind: number, bytes: ByteReader, depth: number, number: number): JsonValue {
    const isEnum = this.#isEnum(type);
    const own = scalarKind(type) ?? (isEnum ? wireKinds.varint : wireKinds.bytes);
    if (kind === 3 && !isEnum && scalarKind(type) === undefined) return this.message(type, bytes, depth + 1, number);
    if (kind !== own) throw new MalformedBytes(`field ${number} is of the kind ${kind}, which is no ${type}`);
    switch (type) {
      case 'string':
        return bytes.text();
      case 'bytes':
        return Buffer.from(bytes.sized()).toString('base64');
      case 'bool':
        return bytes.varint() !== 0n;
      case 'double':
        return floating(bytes.double());
      case 'float':
        return floating(Number(Math.fround(bytes.four('getFloat32')).toPrecision(9)));
      case 'fixed32':
        return bytes.four('getUint32');
      case 'sfixed32':
        return bytes.four('getInt32');
      case 'fixed64':
        return bytes.eight().toString();
      case 'sfixed64':
        return BigInt.asIntN(64, bytes.eight()).toString();
      case 'int32':
        return Number(BigInt.asIntN(32, bytes.varint()));
      case 'int64':
        return BigInt.asIntN(64, bytes.varint()).toString();
      case 'uint32':
        return Number(BigInt.asUintN(32, bytes.varint()));
      case 'uint64':
        return bytes.varint().toString();
      case 'sint32':
        return Number(zigzag(bytes.varint()));
      case 'sint64':
        return zigzag(bytes.varint()).toString();
      default:
        return isEnum
          ? this.#enumName(type, Number(BigInt.asIntN(32, bytes.varint())))
          : this.message(type, new ByteReader(bytes.sized()), depth + 1, null);
    }
  }

  /** A number of an enum that came after the document is told as it is. */
  #enumName(type: string, number: number): JsonValue {
    const wire = wellKnownWire[type] ?? this.#types[type];
    const names = wire?.kind === 'enum' ? Object.entries(wire.values) : [];
    return names.find(([, value]) => value === number)?.[0] ?? number;
  }

  #first({ many, presence, type }: WireField): JsonValue | undefined {
    if (many === 'map') return {};
    if (many !== undefined) return [];
    return presence ? undefined : this.#firstOf(type);
  }

  /** The value of what is absent; undefined for messages. */
  #firstOf(type: string): JsonValue | undefined {
    if (type === 'string' || type === 'bytes') return '';
    if (type === 'bool') return false;
    if (scalarKind(type) !== undefined) return type.endsWith('64') ? '0' : 0;
    const wire = wellKnownWire[type] ?? this.#types[type];
    return wire?.kind === 'enum' ? this.#enumName(type, 0) : undefined;
  }
}

function floating(value: number): JsonValue {
  return Number.isFinite(value) ? value : String(value);
}

function zigzag(value: bigint): bigint {
  return (value & 1n) === 0n ? value >> 1n : -((value + 1n) >> 1n);
}
