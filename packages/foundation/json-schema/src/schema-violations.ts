import { isJsonObject, type JsonObject, type JsonValue, type Violation } from '@plinth/foundation';
import { type JsonSchema, typeOfReference } from './json-schema.ts';

type Types = Readonly<Record<string, JsonSchema>>;

const mostSteps = 200_000;
const deepest = 200;
const mostTold = 20;

/**
 * Where a value is not what a schema says, at most twenty places. Patterns and formats are documentation: neither is matched, for
 * whoever wrote a pattern could make it take for ever. What is beyond the bounds of size and depth is taken as it is. A member that is
 * only read need not be sent, one that is only written not be answered (OpenAPI 3.0.4, section "Schema Object"): `direction` says which.
 */
export function schemaViolations(
  schema: JsonSchema,
  value: JsonValue,
  types: Types,
  direction?: 'sent' | 'answered',
): readonly Violation[] {
  const check = new SchemaCheck(types, direction === undefined ? null : direction === 'sent' ? 'readOnly' : 'writeOnly');
  check.look(schema, value, '', 0);
  return check.found;
}

class SchemaCheck {
  readonly found: Violation[] = [];
  readonly #types: Types;
  #steps = 0;

  /** The keyword of members that need not be there. */
  readonly #spared: 'readOnly' | 'writeOnly' | null;

  constructor(types: Types, spared: 'readOnly' | 'writeOnly' | null) {
    this.#types = types;
    this.#spared = spared;
  }

  look(schema: JsonSchema, value: JsonValue, path: string, depth: number): void {
    if (schema === true || ++this.#steps > mostSteps || depth > deepest || this.found.length >= mostTold) return;
    if (schema === false) {
      this.#tell(path, 'is not allowed here');
      return;
    }
    const type = typeOfReference(schema);
    if (type !== null) this.look(Object.hasOwn(this.#types, type) ? (this.#types[type] ?? true) : true, value, path, depth + 1);
    if (!this.#isOfType(schema, value, path)) return;
    this.#lookAtValue(schema, value, path);
    this.#lookAtAlternatives(schema, value, path, depth);
    if (typeof value === 'number') this.#lookAtNumber(schema, value, path);
    else if (typeof value === 'string') this.#count(schema, [...value].length, 'Length', 'characters', path);
    else if (Array.isArray(value)) this.#lookAtItems(schema, value, path, depth);
    else if (isJsonObject(value)) this.#lookAtMembers(schema, value, path, depth);
  }

  #isSpared(member: JsonValue | undefined): boolean {
    if (this.#spared === null || !isJsonObject(member)) return false;
    if (member[this.#spared] === true) return true;
    const type = typeOfReference(member);
    const target = type !== null && Object.hasOwn(this.#types, type) ? this.#types[type] : undefined;
    return isJsonObject(target) && target[this.#spared] === true;
  }

  #tell(path: string, message: string): void {
    this.found.push({ path, message });
  }

  #isOfType({ type }: JsonObject, value: JsonValue, path: string): boolean {
    if (type === undefined) return true;
    const wanted = Array.isArray(type) ? type : [type];
    if (wanted.some((name) => isOf(String(name), value))) return true;
    this.#tell(path, `must be ${wanted.map(String).join(' or ')}`);
    return false;
  }

  #lookAtValue(schema: JsonObject, value: JsonValue, path: string): void {
    if ('const' in schema && !equal(schema.const ?? null, value)) this.#tell(path, `must be ${JSON.stringify(schema.const)}`);
    if (Array.isArray(schema.enum) && !schema.enum.some((choice) => equal(choice, value)))
      this.#tell(
        path,
        `must be one of ${schema.enum
          .slice(0, 20)
          .map((choice) => JSON.stringify(choice))
          .join(', ')}`,
      );
  }

  #lookAtAlternatives(schema: JsonObject, value: JsonValue, path: string, depth: number): void {
    for (const part of schemasOf(schema.allOf)) this.look(part, value, path, depth + 1);
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const parts = schemasOf(schema[keyword]);
      // Of oneOf, too, one is enough: that others fit as well is what most documents mean by it.
      if (parts.length > 0 && !parts.some((part) => this.#fits(part, value, depth)))
        this.#tell(path, `fits none of the ${parts.length} forms that it may have`);
    }
    if (isSchema(schema.not) && this.#fits(schema.not, value, depth)) this.#tell(path, 'is what it must not be');
  }

  #fits(schema: JsonSchema, value: JsonValue, depth: number): boolean {
    const inner = new SchemaCheck(this.#types, this.#spared);
    inner.#steps = this.#steps;
    inner.look(schema, value, '', depth + 1);
    this.#steps = inner.#steps;
    return inner.found.length === 0;
  }

  #lookAtNumber({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonObject, value: number, path: string): void {
    if (typeof minimum === 'number' && value < minimum) this.#tell(path, `must be at least ${minimum}`);
    if (typeof maximum === 'number' && value > maximum) this.#tell(path, `must be at most ${maximum}`);
    if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) this.#tell(path, `must be more than ${exclusiveMinimum}`);
    if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) this.#tell(path, `must be less than ${exclusiveMaximum}`);
  }

  #count(schema: JsonObject, count: number, of: 'Length' | 'Items' | 'Properties', what: string, path: string): void {
    const least = schema[`min${of}`];
    const most = schema[`max${of}`];
    if (typeof least === 'number' && count < least) this.#tell(path, `must have at least ${least} ${what}`);
    if (typeof most === 'number' && count > most) this.#tell(path, `must have at most ${most} ${what}`);
  }

  #lookAtItems(schema: JsonObject, value: readonly JsonValue[], path: string, depth: number): void {
    this.#count(schema, value.length, 'Items', 'items', path);
    const first = schemasOf(schema.prefixItems);
    for (const [index, item] of value.entries()) {
      const of = first[index] ?? schema.items;
      if (isSchema(of)) this.look(of, item, `${path}/${index}`, depth + 1);
    }
  }

  #lookAtMembers(schema: JsonObject, value: JsonObject, path: string, depth: number): void {
    this.#count(schema, Object.keys(value).length, 'Properties', 'members', path);
    const properties = isJsonObject(schema.properties) ? schema.properties : {};
    if (Array.isArray(schema.required))
      for (const name of schema.required.map(String))
        if (!Object.hasOwn(value, name) && !this.#isSpared(Object.hasOwn(properties, name) ? properties[name] : undefined))
          this.#tell(`${path}/${escaped(name)}`, 'is missing');
    const patterned = isJsonObject(schema.patternProperties) && Object.keys(schema.patternProperties).length > 0;
    for (const [name, member] of Object.entries(value)) {
      const at = `${path}/${escaped(name)}`;
      const of = Object.hasOwn(properties, name) ? properties[name] : patterned ? true : schema.additionalProperties;
      if (of === false) this.#tell(at, 'is not known here');
      else if (isSchema(of)) this.look(of, member, at, depth + 1);
    }
  }
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isSchema(value: JsonValue | undefined): value is JsonSchema {
  return typeof value === 'boolean' || isJsonObject(value);
}

function schemasOf(value: JsonValue | undefined): readonly JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

function isOf(type: string, value: JsonValue): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isJsonObject(value);
  if (type === 'integer') return Number.isInteger(value) || (typeof value === 'string' && /^-?\d{16,}$/.test(value));
  // A number of more digits than a number of JavaScript keeps is its text.
  if (type === 'number') return typeof value === 'number' || (typeof value === 'string' && /^-?\d[\d.]{15,}(e[+-]?\d+)?$/i.test(value));
  return typeof value === type;
}

function equal(a: JsonValue, b: JsonValue): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
