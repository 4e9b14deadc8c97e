import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { Dialect } from './schema-keywords.ts';

/** What older dialects write in ways of their own, in the words of 2020-12; deeper schemas stay as they are. */
export function currentForm(schema: JsonObject, dialect: Dialect): JsonObject {
  const { ...form } = schema as Record<string, JsonValue>;
  if (form.type === 'file') form.type = 'string';
  if (schema.type === 'file' || form.format === 'binary' || form.format === 'byte' || form.format === 'base64') {
    // Lengths of a file are those of its bytes, of which three make four letters.
    if (form.format !== 'byte' && form.format !== 'base64') {
      delete form.minLength;
      if (typeof form.maxLength === 'number') form.maxLength = Math.ceil(form.maxLength / 3) * 4;
    }
    delete form.format;
    form.contentEncoding = 'base64';
  }
  if (Array.isArray(form.items)) {
    form.prefixItems = form.items;
    delete form.items;
  }
  for (const [exclusive, bound] of bounds) moveBound(form, exclusive, bound);
  // Written at a property to say that its owner requires it, as JSON Schema once had it.
  if (typeof form.required === 'boolean') delete form.required;
  if (Array.isArray(form.required) && form.required.length === 0) delete form.required;
  // Else the schema within the one that allows null would say it again.
  delete form.nullable;
  delete form['x-nullable'];
  return isNullable(schema, dialect) ? withNull(form) : form;
}

const bounds = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const;

function moveBound(form: Record<string, JsonValue>, exclusive: string, bound: string): void {
  if (typeof form[exclusive] !== 'boolean') return;
  const limit = form[bound];
  if (form[exclusive] && limit !== undefined) {
    form[exclusive] = limit;
    delete form[bound];
  } else delete form[exclusive];
}

function isNullable(schema: JsonObject, dialect: Dialect): boolean {
  if (dialect === 'json-schema') return false;
  return schema.nullable === true || schema['x-nullable'] === true;
}

/** The same schema for a value that may also be null. */
function withNull(schema: JsonObject): JsonObject {
  const choices: JsonObject = Array.isArray(schema.enum) && !schema.enum.includes(null) ? { enum: [...schema.enum, null] } : {};
  if (typeof schema.type === 'string') return { ...schema, ...choices, type: [schema.type, 'null'] };
  if (Array.isArray(schema.type)) return schema.type.includes('null') ? schema : { ...schema, ...choices, type: [...schema.type, 'null'] };
  const composed = ['allOf', 'anyOf', 'oneOf'].some((keyword) => isJsonObject(schema) && keyword in schema);
  return composed ? { anyOf: [schema, { type: 'null' }] } : schema;
}
