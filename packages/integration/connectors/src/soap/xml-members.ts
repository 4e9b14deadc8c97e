import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { type JsonSchema, typeOfReference } from '@plinth/json-schema';
import type { Connector } from '../connector.ts';

/** Namespace of the elements that a type has, and of those that have another one, by their names. Absent: none. */
export const namespaceKeyword = 'x-xml-namespace';
export const namespacesKeyword = 'x-xml-namespaces';

/** One element that a type may hold. */
export interface XmlMember {
  readonly schema: JsonSchema;
  readonly namespace: string;
  readonly isList: boolean;
}

type Types = Connector['types'];

/** The schema that a schema leads to, without what also allows null. */
function plainSchema(schema: JsonValue | undefined, types: Types, hops = 0): JsonSchema {
  if (!isJsonObject(schema) || hops > 20) return true;
  const type = typeOfReference(schema);
  if (type !== null) return plainSchema(Object.hasOwn(types, type) ? types[type] : true, types, hops + 1);
  const options = Array.isArray(schema.anyOf) ? schema.anyOf.filter((option) => !isJsonObject(option) || option.type !== 'null') : [];
  return options.length === 1 && schema.properties === undefined ? plainSchema(options[0], types, hops + 1) : schema;
}

/** The members of a type in the order in which they are written: those that it extends first. */
export function xmlMembers(schema: JsonSchema, types: Types, depth = 0): ReadonlyMap<string, XmlMember> {
  const plain = plainSchema(schema, types);
  const found = new Map<string, XmlMember>();
  if (typeof plain === 'boolean' || depth > 30) return found;
  for (const part of Array.isArray(plain.allOf) ? plain.allOf : [])
    for (const [name, member] of xmlMembers(part as JsonSchema, types, depth + 1)) found.set(name, member);
  const namespace = typeof plain[namespaceKeyword] === 'string' ? plain[namespaceKeyword] : '';
  const others = isJsonObject(plain[namespacesKeyword]) ? plain[namespacesKeyword] : {};
  for (const [name, given] of Object.entries(isJsonObject(plain.properties) ? plain.properties : {})) {
    const own = plainSchema(given, types);
    const isList = isJsonObject(own) && own.type === 'array' && isJsonObject(own.items);
    const other = Object.hasOwn(others, name) ? others[name] : undefined;
    found.set(name, {
      schema: (isList ? own.items : given) as JsonSchema,
      namespace: typeof other === 'string' ? other : namespace,
      isList,
    });
  }
  return found;
}

/** What the text of a type is, also where attributes stand beside it: a JSON type, null where it is a text. */
export function textType(schema: JsonSchema, types: Types, depth = 0): 'number' | 'integer' | 'boolean' | 'array' | null {
  const plain = plainSchema(schema, types);
  if (typeof plain === 'boolean' || depth > 30) return null;
  const wanted = Array.isArray(plain.type) ? plain.type : [plain.type];
  const found = (['integer', 'number', 'boolean', 'array'] as const).find((type) => wanted.includes(type));
  if (found !== undefined) return found;
  for (const part of Array.isArray(plain.allOf) ? plain.allOf : []) {
    const inner = textType(part as JsonSchema, types, depth + 1);
    if (inner !== null) return inner;
  }
  return null;
}
