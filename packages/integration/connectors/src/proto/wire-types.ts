import type { ProtoEnum, ProtoField, ProtoMessage } from './proto-file.ts';
import { typeNamed } from './type-named.ts';
import { scalarKind, wireKinds } from './wire/scalars.ts';
import type { WireField, WireType, WireTypes } from './wire/wire-type.ts';

/** How the messages and enums of documents lie in bytes, by their whole names. */
export function wireTypes(declared: ReadonlyMap<string, ProtoMessage | ProtoEnum>): WireTypes {
  return Object.fromEntries([...declared].map(([name, one]) => [name, wireType(one, declared)]));
}

function wireType(one: ProtoMessage | ProtoEnum, declared: ReadonlyMap<string, ProtoMessage | ProtoEnum>): WireType {
  if ('values' in one) return { kind: 'enum', values: Object.fromEntries(one.values) };
  return { kind: 'message', fields: one.fields.flatMap((field) => wireField(field, one.name, declared)) };
}

/** A field whose type is not there has no bytes that could be written. */
function wireField(field: ProtoField, scope: string, declared: ReadonlyMap<string, ProtoMessage | ProtoEnum>): WireField[] {
  const { jsonName: name, number, keyType, label, packed, presence, group } = field;
  const isScalar = scalarKind(field.type) !== undefined;
  const type = isScalar ? field.type : typeNamed(field.type, scope, declared);
  if (type === null) return [];
  const found = declared.get(type);
  const isNumber = isScalar ? scalarKind(type) !== wireKinds.bytes : found !== undefined && 'values' in found;
  const many = keyType !== null ? 'map' : label !== 'repeated' ? null : packed && isNumber ? 'packed' : 'list';
  return [
    {
      name,
      number,
      type,
      ...(many === null ? {} : { many }),
      ...(keyType === null ? {} : { keyType }),
      presence: presence || (!isScalar && !isNumber),
      ...(group && !isScalar && !isNumber && keyType === null ? { group } : {}),
    },
  ];
}
