import type { JsonObject } from '@plinth/foundation';

/** A JSON Schema of 2020-12. References lead to named types beside it, as `#/types/NAME` or `#/$defs/NAME`, and nowhere else. */
export type JsonSchema = JsonObject | boolean;

/** Anything at all. */
export const anything: JsonSchema = {};

/** The schema that leads to a named type. */
export function referenceTo(type: string): JsonObject {
  return { $ref: prefixes[0] + type.replaceAll('~', '~0').replaceAll('/', '~1') };
}

/** The type that a schema leads to, or null where it is no reference. */
export function typeOfReference(schema: JsonSchema): string | null {
  if (typeof schema === 'boolean' || typeof schema.$ref !== 'string') return null;
  const { $ref } = schema;
  const prefix = prefixes.find((each) => $ref.startsWith(each));
  return prefix === undefined ? null : $ref.slice(prefix.length).replaceAll('~1', '/').replaceAll('~0', '~');
}

const prefixes = ['#/types/', '#/$defs/'] as const;
