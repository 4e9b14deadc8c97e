import { javascriptPatternOf } from '@plinth/expression';
import { isJsonObject, type JsonValue, type Violation } from '@plinth/foundation';
import { type JsonSchema, typeOfReference } from './json-schema.ts';

/** What says nothing about which values fit. */
const annotations = ['$schema', '$id', '$comment', 'title', 'description', 'examples', 'default', 'deprecated', 'readOnly', 'writeOnly'];
const bounds = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];
const limits = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
const types: ReadonlySet<unknown> = new Set(['null', 'boolean', 'number', 'integer', 'string', 'array', 'object']);
const deepest = 30;
const mostParts = 2000;

/**
 * Where a schema says something that {@link notTaken} cannot compare, or that is no JSON Schema; empty where all of it can be. References
 * and alternatives stand alone, beside what only describes them.
 */
export function uncomparable(schema: JsonValue): readonly Violation[] {
  const found: Violation[] = [];
  const defined = isJsonObject(schema) && isJsonObject(schema.$defs) ? schema.$defs : {};
  let parts = 0;
  const tell = (path: string, message: string) => {
    if (found.length < 20) found.push({ path, message });
  };
  const look = (part: JsonValue | undefined, path: string, depth: number): void => {
    if (typeof part === 'boolean') return;
    if (!isJsonObject(part)) {
      tell(path, 'is no schema');
      return;
    }
    if (depth > deepest || ++parts > mostParts) {
      tell(path, 'is too deep or too large');
      return;
    }
    const alone = ['$ref', 'anyOf', 'oneOf'].find((name) => part[name] !== undefined);
    const allowed = alone === undefined ? null : new Set([...annotations, '$defs', alone]);
    for (const [name, value] of Object.entries(part)) {
      const at = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (allowed !== null && !allowed.has(name)) tell(at, `does not stand beside ${alone}`);
      else lookAt(name, value ?? null, at, depth);
    }
  };
  const lookAt = (name: string, value: JsonValue, at: string, depth: number): void => {
    if (annotations.includes(name) || name === 'const') return;
    switch (name) {
      case 'type':
        if (![value].flat().every((each) => types.has(each))) tell(at, 'names no type of JSON');
        return;
      case 'enum':
        if (!Array.isArray(value) || value.length === 0) tell(at, 'is no list of values');
        return;
      case 'pattern':
        if (typeof value !== 'string' || javascriptPatternOf(value) === null) tell(at, 'is no pattern of ECMA-262');
        return;
      case 'format':
        if (typeof value !== 'string') tell(at, 'is no text');
        return;
      case 'required':
        if (!Array.isArray(value) || value.some((each) => typeof each !== 'string')) tell(at, 'is no list of names');
        return;
      case '$ref': {
        const type = typeOfReference({ $ref: value });
        if (type === null || !String(value).startsWith('#/$defs/')) tell(at, 'leads to nothing within #/$defs/');
        else if (!Object.hasOwn(defined, type)) tell(at, `there is no ${type} within $defs`);
        return;
      }
      case 'properties':
      case '$defs':
        if (!isJsonObject(value)) {
          tell(at, 'is no object of schemas');
          return;
        }
        for (const [key, part] of Object.entries(value)) look(part, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
        return;
      case 'items':
      case 'additionalProperties':
        look(value, at, depth + 1);
        return;
      case 'anyOf':
      case 'oneOf':
        if (!Array.isArray(value) || value.length === 0) {
          tell(at, 'is no list of schemas');
          return;
        }
        for (const [index, part] of value.entries()) look(part, `${at}/${index}`, depth + 1);
        return;
      default:
        if (bounds.includes(name)) {
          if (!Number.isInteger(value) || Number(value) < 0) tell(at, 'is no number of things');
        } else if (limits.includes(name)) {
          if (typeof value !== 'number') tell(at, 'is no number');
        } else tell(at, 'is a word that cannot be compared between versions');
    }
  };
  look(schema, '', 0);
  return found;
}

/** The named types of a schema. */
export function definitionsOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return typeof schema === 'object' && isJsonObject(schema.$defs) ? (schema.$defs as Readonly<Record<string, JsonSchema>>) : {};
}
