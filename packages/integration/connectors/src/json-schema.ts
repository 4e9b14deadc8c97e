import type { JsonObject } from '@plinth/foundation';

/** A JSON Schema of 2020-12. References lead to `#/types/NAME` of the connector and nowhere else. */
export type JsonSchema = JsonObject | boolean;

/** Anything at all. */
export const anything: JsonSchema = {};

/** The schema that leads to a type of the connector. */
export function referenceTo(type: string): JsonObject {
  return { $ref: typePrefix + type.replaceAll('~', '~0').replaceAll('/', '~1') };
}

/** The type that a schema leads to, or null where it is no reference. */
export function typeOfReference(schema: JsonSchema): string | null {
  if (typeof schema === 'boolean' || typeof schema.$ref !== 'string' || !schema.$ref.startsWith(typePrefix)) return null;
  return schema.$ref.slice(typePrefix.length).replaceAll('~1', '/').replaceAll('~0', '~');
}

const typePrefix = '#/types/';
