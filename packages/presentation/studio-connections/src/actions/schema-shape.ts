import { isJsonObject, type JsonValue } from '@plinth/foundation';

/** The types that schemas refer to, by name. */
export type Types = Readonly<Record<string, unknown>>;

export interface Member {
  readonly name: string;
  readonly schema: unknown;
  readonly required: boolean;
}

const prefix = '#/types/';

/** What a schema leads to, and by which name. */
function resolved(schema: unknown, types: Types): { readonly schema: unknown; readonly name: string | null } {
  let at = schema;
  let name: string | null = null;
  for (let hops = 0; hops < 30 && isJsonObject(at) && typeof at.$ref === 'string' && at.$ref.startsWith(prefix); hops++) {
    name = at.$ref.slice(prefix.length).replaceAll('~1', '/').replaceAll('~0', '~');
    at = Object.hasOwn(types, name) ? types[name] : undefined;
  }
  // What leads only to itself says nothing.
  return { schema: isJsonObject(at) && typeof at.$ref === 'string' ? undefined : at, name };
}

/** The members of a schema, those that it extends first; those of its items where it is a list. */
export function membersOf(schema: unknown, types: Types, depth = 0): readonly Member[] {
  const { schema: plain } = resolved(schema, types);
  if (!isJsonObject(plain) || depth > 20) return [];
  const found = new Map<string, Member>();
  const parts = (keyword: string) => (Array.isArray(plain[keyword]) ? (plain[keyword] as unknown[]) : []);
  const options = [...parts('anyOf'), ...parts('oneOf')].filter((option) => !isJsonObject(option) || option.type !== 'null');
  const within = [...parts('allOf'), ...(options.length === 1 ? options : [])];
  for (const part of within) for (const member of membersOf(part, types, depth + 1)) found.set(member.name, member);
  const required = new Set(parts('required').map(String));
  if (isJsonObject(plain.properties))
    for (const [name, inner] of Object.entries(plain.properties)) found.set(name, { name, schema: inner, required: required.has(name) });
  if (found.size === 0 && isJsonObject(plain.items)) return membersOf(plain.items, types, depth + 1);
  return [...found.values()];
}

/** A schema in few words: its type and what is said about it. */
export function schemaWords(schema: unknown, types: Types): { readonly type: string; readonly about: string } {
  const { schema: plain, name } = resolved(schema, types);
  if (!isJsonObject(plain)) return { type: 'any', about: '' };
  const type = typeWords(plain, types);
  const choices = Array.isArray(plain.enum) ? plain.enum.slice(0, 8).map((choice) => JSON.stringify(choice)) : [];
  const description = typeof plain.description === 'string' ? plain.description.slice(0, 300) : '';
  return {
    type: name === null || type !== 'object' ? type : name,
    about: [choices.join(', '), description].filter((part) => part !== '').join(' – '),
  };
}

function typeWords(schema: Readonly<Record<string, unknown>>, types: Types): string {
  if (schema.type === 'array') return `list of ${schemaWords(schema.items, types).type}`;
  const names = Array.isArray(schema.type) ? schema.type.map(String) : typeof schema.type === 'string' ? [schema.type] : [];
  const format = typeof schema.format === 'string' ? ` (${schema.format})` : '';
  if (names.length > 0) return names.join(' or ') + format;
  return isJsonObject(schema.properties) || Array.isArray(schema.allOf) ? 'object' : 'any';
}

/** A value that fits a schema, to begin with: what is needed, and where nothing is needed what there is. */
export function sampleOf(schema: unknown, types: Types, depth = 0): JsonValue {
  const { schema: plain } = resolved(schema, types);
  if (!isJsonObject(plain)) return null;
  for (const given of [plain.example, plain.default, plain.const]) if (given !== undefined) return given as JsonValue;
  if (Array.isArray(plain.examples) && plain.examples.length > 0) return plain.examples[0] as JsonValue;
  if (Array.isArray(plain.enum)) return (plain.enum[0] ?? null) as JsonValue;
  const type = Array.isArray(plain.type) ? plain.type.find((each) => each !== 'null') : plain.type;
  if (type === 'string') return '';
  if (type === 'number' || type === 'integer') return typeof plain.minimum === 'number' ? Math.max(0, plain.minimum) : 0;
  if (type === 'boolean') return false;
  if (type === 'array') return [];
  const members = membersOf(plain, types);
  if (members.length === 0 || depth > 4) return {};
  const wanted = members.filter(({ required }) => required);
  return Object.fromEntries(wanted.map(({ name, schema: inner }) => [name, sampleOf(inner, types, depth + 1)]));
}
