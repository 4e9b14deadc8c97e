import type { FeelType } from '@plinth/expression';
import { isJsonObject, type JsonObject } from '@plinth/foundation';

/** The types that a JSON Schema allows at a place within a value; null where it allows any, or does not say. */
export function jsonTypesAt(schema: JsonObject, steps: readonly (string | number)[]): ReadonlySet<string> | null {
  let schemas = alternatives(schema);
  for (const step of steps) schemas = schemas.flatMap((each) => alternatives(typeof step === 'number' ? each.items : partOf(each, step)));
  const found = schemas.map(typesOf);
  return found.length === 0 || found.includes(null) ? null : new Set(found.flatMap((types) => types ?? []));
}

/** Whether a value of a FEEL type may stand where JSON has one of these types; what is shown as text may be anything with a text. */
export function fitsJson(type: FeelType, allowed: ReadonlySet<string>): boolean {
  const own = jsonTypes[type.kind];
  if (own === undefined || allowed.has(own) || (own === 'number' && allowed.has('integer'))) return true;
  return own !== 'object' && own !== 'array' && allowed.has('string');
}

/** Functions, ranges and what is not known are judged where they are used; null is absence everywhere. */
const jsonTypes: Partial<Record<FeelType['kind'], string>> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  list: 'array',
  context: 'object',
  date: 'string',
  time: 'string',
  'date and time': 'string',
  'days and time duration': 'string',
  'years and months duration': 'string',
};

function alternatives(schema: unknown): JsonObject[] {
  if (!isJsonObject(schema)) return [];
  const { oneOf, anyOf } = schema;
  const several = [oneOf, anyOf].filter((each) => Array.isArray(each)).flat();
  return several.length === 0 ? [schema] : several.flatMap(alternatives);
}

function partOf({ properties, additionalProperties }: JsonObject, step: string): unknown {
  return isJsonObject(properties) && Object.hasOwn(properties, step) ? properties[step] : additionalProperties;
}

function typesOf({ type }: JsonObject): readonly string[] | null {
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.map(String) : null;
}
