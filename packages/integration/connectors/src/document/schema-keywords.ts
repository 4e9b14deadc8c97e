import { javascriptPatternOf } from '@plinth/expression';
import { isJsonObject, type JsonValue } from '@plinth/foundation';

/** Which JSON Schema a document writes: that of Swagger 2, of OpenAPI 3.0, or JSON Schema itself. */
export type Dialect = 'swagger-2' | 'openapi-3.0' | 'json-schema';

/** Keywords whose value is a schema, a list of schemas, and schemas by name. */
export const schemaKeywords: ReadonlySet<string> = new Set([
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
export const listKeywords: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
export const mapKeywords: ReadonlySet<string> = new Set(['dependentSchemas', 'patternProperties', 'properties']);

const isText = (value: JsonValue) => typeof value === 'string';
const isFlag = (value: JsonValue) => typeof value === 'boolean';
const isNumber = (value: JsonValue) => typeof value === 'number';
const isCount = (value: JsonValue) => Number.isInteger(value) && Number(value) >= 0;
const isTexts = (value: JsonValue) => Array.isArray(value) && value.every(isText);

/** Keywords that are kept as they are, each with what its value must be. */
export const plainKeywords: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  title: isText,
  description: isText,
  format: isText,
  contentEncoding: isText,
  contentMediaType: isText,
  default: () => true,
  const: () => true,
  enum: (value) => Array.isArray(value) && value.length > 0,
  required: isTexts,
  dependentRequired: (value) => isJsonObject(value) && Object.values(value).every(isTexts),
  deprecated: isFlag,
  readOnly: isFlag,
  writeOnly: isFlag,
  uniqueItems: isFlag,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  multipleOf: (value) => isNumber(value) && Number(value) > 0,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minContains: isCount,
  maxContains: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  pattern: (value) => typeof value === 'string' && javascriptPatternOf(value) !== null,
};

const typeNames: ReadonlySet<JsonValue> = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);

export function isTypeName(value: JsonValue): boolean {
  return typeNames.has(value);
}
