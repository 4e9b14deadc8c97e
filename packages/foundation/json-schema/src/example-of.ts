import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { type JsonSchema, typeOfReference } from './json-schema.ts';
import { definitionsOf } from './uncomparable.ts';

const deepest = 8;
const formats: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  email: 'someone@example.com',
  uri: 'https://example.com/',
  uuid: '01900000-0000-7000-8000-000000000000',
};

/** A value as a schema has it: its own examples where it has some, and otherwise what its words allow. */
export function exampleOf(schema: JsonSchema): JsonValue {
  const types = definitionsOf(schema);
  const make = (part: JsonSchema | undefined, depth: number): JsonValue => {
    if (part === undefined || typeof part === 'boolean' || depth > deepest) return null;
    const type = typeOfReference(part);
    if (type !== null) return make(types[type], depth + 1);
    if (Array.isArray(part.examples) && part.examples.length > 0) return part.examples[0] ?? null;
    if (part.default !== undefined) return part.default;
    if (part.const !== undefined) return part.const;
    if (Array.isArray(part.enum)) return part.enum[0] ?? null;
    const options = part.anyOf ?? part.oneOf;
    if (Array.isArray(options)) return make(options[0] as JsonSchema, depth + 1);
    switch ([part.type].flat()[0] ?? (isJsonObject(part.properties) ? 'object' : 'null')) {
      case 'object':
        return Object.fromEntries(
          Object.entries(isJsonObject(part.properties) ? part.properties : {}).map(([name, of]) => [
            name,
            make(of as JsonSchema, depth + 1),
          ]),
        );
      case 'array':
        return part.items === undefined ? [] : [make(part.items as JsonSchema, depth + 1)];
      case 'string':
        return formats[String(part.format)] ?? 'text'.padEnd(Math.min(100, Number(part.minLength ?? 0)), 't');
      case 'boolean':
        return true;
      case 'integer':
      case 'number':
        return numberOf(part.minimum, part.exclusiveMinimum);
      default:
        return null;
    }
  };
  return make(schema, 0);
}

function numberOf(minimum: JsonValue | undefined, above: JsonValue | undefined): number {
  if (typeof minimum === 'number') return minimum;
  return typeof above === 'number' ? above + 1 : 1;
}
