import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { connectorErrors } from '../../errors.ts';
import { ByteWriter } from './byte-writer.ts';
import { ownForm } from './own-forms.ts';
import { scalarKind, wireKinds } from './scalars.ts';
import { type WireField, type WireTypes, wellKnownWire } from './wire-type.ts';

const deepest = 100;

/** A message in bytes, from its JSON form. Throws `connectors.unwritable-input`. */
export function writeMessage(types: WireTypes, type: string, value: JsonValue): Uint8Array {
  return new MessageWriter(types).message(type, value, type, 0);
}

class MessageWriter {
  readonly #types: WireTypes;

  constructor(types: WireTypes) {
    this.#types = types;
  }

  message(type: string, value: JsonValue, place: string, depth: number): Uint8Array {
    const fields = ownForm(type) === null ? value : ownForm(type)?.toFields(value);
    const wire = wellKnownWire[type] ?? (Object.hasOwn(this.#types, type) ? this.#types[type] : undefined);
    if (depth > deepest) throw unwritable(place, `it lies more than ${deepest} levels deep`);
    if (wire?.kind !== 'message' || !isJsonObject(fields)) throw unwritable(place, `it is no ${type}`);
    const out = new ByteWriter();
    for (const field of wire.fields) {
      const given = (fields as JsonObject)[field.name];
      if (!Object.hasOwn(fields, field.name) || given === undefined) continue;
      // Null is what is absent, but where null is a value itself.
      if (given === null && field.type !== 'google.protobuf.Value' && field.many === undefined) continue;
      this.#field(out, field, given, `${place}.${field.name}`, depth);
    }
    return out.finish();
  }

  #field(out: ByteWriter, field: WireField, value: JsonValue, place: string, depth: number): void {
    if (field.many === undefined) this.#value(out, field, value, place, depth);
    if (field.many === undefined || value === null) return;
    if (field.many === 'map') {
      if (!isJsonObject(value)) throw unwritable(place, 'it is no object');
      for (const [key, member] of Object.entries(value as JsonObject)) {
        const entry = new ByteWriter();
        const keyType = field.keyType ?? 'string';
        this.#value(
          entry,
          { name: 'key', number: 1, type: keyType, presence: false },
          keyType === 'bool' ? key === 'true' : key,
          place,
          depth,
        );
        this.#value(entry, { name: 'value', number: 2, type: field.type, presence: false }, member ?? null, `${place}.${key}`, depth);
        out.tag(field.number, wireKinds.bytes);
        out.sized(entry.finish());
      }
      return;
    }
    if (!Array.isArray(value)) throw unwritable(place, 'it is no list');
    if (field.many === 'list') for (const [at, item] of value.entries()) this.#value(out, field, item, `${place}[${at}]`, depth);
    else if (value.length > 0) {
      const packed = new ByteWriter();
      for (const [at, item] of value.entries()) this.#scalar(packed, field.type, item, `${place}[${at}]`);
      out.tag(field.number, wireKinds.bytes);
      out.sized(packed.finish());
    }
  }

  #value(out: ByteWriter, { number, type, group }: WireField, value: JsonValue, place: string, depth: number): void {
    const kind = scalarKind(type);
    if (kind !== undefined) {
      out.tag(number, kind);
      this.#scalar(out, type, value, place);
    } else if (this.#isEnum(type)) {
      out.tag(number, wireKinds.varint);
      this.#scalar(out, type, value, place);
    } else if (group === true) {
      out.tag(number, 3);
      out.raw(this.message(type, value, place, depth + 1));
      out.tag(number, 4);
    } else {
      out.tag(number, wireKinds.bytes);
      out.sized(this.message(type, value, place, depth + 1));
    }
  }

  #isEnum(type: string): boolean {
    return (wellKnownWire[type] ?? this.#types[type])?.kind === 'enum';
  }

  #scalar(out: ByteWriter, type: string, value: JsonValue, place: string): void {
    switch (type) {
      case 'string':
        out.sized(Buffer.from(String(value)));
        break;
      case 'bytes':
        out.sized(Buffer.from(String(value), 'base64'));
        break;
      case 'bool':
        out.varint(value === true ? 1n : 0n);
        break;
      case 'double':
        out.double(numeric(value, place));
        break;
      case 'float':
        out.four(numeric(value, place), 'setFloat32');
        break;
      case 'fixed32':
        out.four(numeric(value, place), 'setUint32');
        break;
      case 'sfixed32':
        out.four(numeric(value, place), 'setInt32');
        break;
      case 'fixed64':
      case 'sfixed64':
        out.eight(whole(value, place));
        break;
      case 'sint32':
      case 'sint64': {
        const given = whole(value, place);
        out.varint(given >= 0n ? given << 1n : (-given << 1n) - 1n);
        break;
      }
      case 'int32':
      case 'int64':
      case 'uint32':
      case 'uint64':
        out.varint(whole(value, place));
        break;
      default:
        out.varint(this.#enumNumber(type, value, place));
        break;
    }
  }

  #enumNumber(type: string, value: JsonValue, place: string): bigint {
    const wire = wellKnownWire[type] ?? this.#types[type];
    if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
    const number = wire?.kind === 'enum' && typeof value === 'string' && Object.hasOwn(wire.values, value) ? wire.values[value] : undefined;
    if (number === undefined) throw unwritable(place, `${JSON.stringify(value)} is no ${type}`);
    return BigInt(number);
  }
}

function unwritable(parameter: string, reason: string): Error {
  return connectorErrors.unwritableInput({ parameter, reason });
}

function numeric(value: JsonValue, place: string): number {
  const number = value === '' || typeof value === 'boolean' || value === null ? Number.NaN : Number(value);
  if (Number.isNaN(number) && value !== 'NaN') throw unwritable(place, 'it is no number');
  return number;
}

/** A whole number of at most 64 bits. */
function whole(value: JsonValue, place: string): bigint {
  const text = typeof value === 'number' && Number.isInteger(value) ? BigInt(value).toString() : String(value);
  if (!/^-?\d{1,20}$/.test(text)) throw unwritable(place, 'it is no whole number');
  const number = BigInt(text);
  if (number > 0xffff_ffff_ffff_ffffn || number < -0x8000_0000_0000_0000n) throw unwritable(place, 'it is beyond 64 bits');
  return number;
}
