import { isJsonObject, type JsonObject, type JsonValue, type Violation } from '@plinth/foundation';
import { hasFormat, isBase64 } from './formats.ts';
import { type JsonSchema, typeOfReference } from './json-schema.ts';
import { isMultipleOf } from './numbers.ts';
import { PatternMatch } from './pattern-match.ts';
import { schemaPhrases } from './schema-phrases.ts';
import { equal, isOf, isSchema, keyOf, schemasOf } from './values.ts';

type Types = Readonly<Record<string, JsonSchema>>;

const mostSteps = 200_000;
const deepest = 200;
const mostTold = 20;

/**
 * Where a value is not what a schema of 2020-12 says, at most twenty places. Patterns are matched in bounded time, whoever wrote them,
 * and a text that is too long for that is told; what is no pattern of ECMA-262, a format that nobody knows, and what is beyond the
 * bounds of size and depth is taken as it is. A member that is only read need not be sent, one that is only written not be answered
 * (OpenAPI 3.0.4, section "Schema Object"): `direction` says which. Of `oneOf` one is enough: that others fit as well is what most
 * documents mean by it.
 */
export function schemaViolations(
  schema: JsonSchema,
  value: JsonValue,
  types: Types,
  direction?: 'sent' | 'answered',
): readonly Violation[] {
  const spared = direction === undefined ? null : direction === 'sent' ? 'readOnly' : 'writeOnly';
  const check = new SchemaCheck({ types, spared, patterns: new PatternMatch(), steps: 0 });
  check.look(schema, value, '', 0);
  return check.found;
}

/** What a look at a value shares with the looks at its alternatives. */
interface Shared {
  readonly types: Types;
  /** The keyword of members that need not be there. */
  readonly spared: 'readOnly' | 'writeOnly' | null;
  readonly patterns: PatternMatch;
  steps: number;
}

class SchemaCheck {
  readonly found: Violation[] = [];
  /** Whether something was taken as it is that might not fit: what must not fit then is not told. */
  unsure = false;
  readonly #shared: Shared;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  look(schema: JsonSchema, value: JsonValue, path: string, depth: number): void {
    if (schema === true || this.found.length >= mostTold) return;
    if (++this.#shared.steps > mostSteps || depth > deepest) {
      this.unsure = true;
      return;
    }
    if (schema === false) {
      this.#tell(path, 'is not allowed here');
      return;
    }
    const type = typeOfReference(schema);
    if (type !== null) this.look(this.#typeNamed(type), value, path, depth + 1);
    if (!this.#isOfType(schema, value, path)) return;
    this.#lookAtValue(schema, value, path);
    this.#lookAtAlternatives(schema, value, path, depth);
    if (typeof value === 'number') this.#lookAtNumber(schema, value, path);
    else if (typeof value === 'string') this.#lookAtText(schema, value, path);
    else if (Array.isArray(value)) this.#lookAtItems(schema, value, path, depth);
    else if (isJsonObject(value)) this.#lookAtMembers(schema, value, path, depth);
  }

  #typeNamed(type: string): JsonSchema {
    const { types } = this.#shared;
    const named = Object.hasOwn(types, type) ? types[type] : undefined;
    if (named === undefined) this.unsure = true;
    return named ?? true;
  }

  #isSpared(member: JsonValue | undefined): boolean {
    const { spared, types } = this.#shared;
    if (spared === null || !isJsonObject(member)) return false;
    if (member[spared] === true) return true;
    const type = typeOfReference(member);
    const target = type !== null && Object.hasOwn(types, type) ? types[type] : undefined;
    return isJsonObject(target) && target[spared] === true;
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
        schemaPhrases.oneOf({
          choices: schema.enum
            .slice(0, 20)
            .map((choice) => JSON.stringify(choice))
            .join(', '),
        }),
      );
  }

  #lookAtAlternatives(schema: JsonObject, value: JsonValue, path: string, depth: number): void {
    for (const part of schemasOf(schema.allOf)) this.look(part, value, path, depth + 1);
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const parts = schemasOf(schema[keyword]);
      if (parts.length > 0 && !parts.some((part) => this.#fits(part, value, depth) !== false))
        this.#tell(path, schemaPhrases.noForm({ count: parts.length }));
    }
    if (isSchema(schema.not) && this.#fits(schema.not, value, depth) === true) this.#tell(path, schemaPhrases.forbidden());
    if (isSchema(schema.if)) {
      const fits = this.#fits(schema.if, value, depth);
      const then = fits === null ? undefined : fits ? schema.then : schema.else;
      if (isSchema(then)) this.look(then, value, path, depth + 1);
    }
  }

  /** Null where what was taken as it is might not fit. */
  #fits(schema: JsonSchema, value: JsonValue, depth: number): boolean | null {
    const inner = new SchemaCheck(this.#shared);
    inner.look(schema, value, '', depth + 1);
    if (inner.found.length > 0) return false;
    this.unsure ||= inner.unsure;
    return inner.unsure ? null : true;
  }

  #lookAtNumber(schema: JsonObject, value: number | string, path: string): void {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
    const number = Number(value);
    if (typeof minimum === 'number' && number < minimum) this.#tell(path, schemaPhrases.atLeast({ least: minimum }));
    if (typeof maximum === 'number' && number > maximum) this.#tell(path, schemaPhrases.atMost({ most: maximum }));
    if (typeof exclusiveMinimum === 'number' && number <= exclusiveMinimum)
      this.#tell(path, schemaPhrases.moreThan({ limit: exclusiveMinimum }));
    if (typeof exclusiveMaximum === 'number' && number >= exclusiveMaximum)
      this.#tell(path, schemaPhrases.lessThan({ limit: exclusiveMaximum }));
    if (typeof multipleOf === 'number' && isMultipleOf(value, multipleOf) === false)
      this.#tell(path, schemaPhrases.multipleOf({ divisor: multipleOf }));
    this.#lookAtFormat(schema, value, path);
  }

  #lookAtText(schema: JsonObject, value: string, path: string): void {
    const types = [schema.type ?? []].flat();
    // A number of more digits than a number of JavaScript keeps is its text.
    if (types.some((type) => type === 'integer' || type === 'number') && !types.includes('string')) {
      this.#lookAtNumber(schema, value, path);
      return;
    }
    if (schema.minLength !== undefined || schema.maxLength !== undefined)
      this.#count(schema, [...value].length, 'Length', 'characters', path);
    if (typeof schema.pattern === 'string') this.#lookAtPattern(schema.pattern, value, path);
    if (schema.contentEncoding === 'base64' && !isBase64(value)) this.#tell(path, schemaPhrases.base64());
    this.#lookAtFormat(schema, value, path);
  }

  #lookAtFormat({ format, type = [] }: JsonObject, value: string | number, path: string): void {
    if (typeof format !== 'string') return;
    const has = hasFormat(format, value, [type].flat().map(String));
    if (has === null) this.unsure = true;
    if (has === false) this.#tell(path, schemaPhrases.format({ format }));
  }

  #lookAtPattern(pattern: string, text: string, path: string): void {
    const matches = this.#shared.patterns.test(pattern, text);
    if (matches === false) this.#tell(path, schemaPhrases.pattern({ pattern }));
    if (matches !== null) return;
    if (this.#shared.patterns.isReadable(pattern)) this.#tell(path, schemaPhrases.tooLongToSee({ pattern }));
    else this.unsure = true;
  }

  #count(schema: JsonObject, count: number, of: 'Length' | 'Items' | 'Properties', what: string, path: string): void {
    const least = schema[`min${of}`];
    const most = schema[`max${of}`];
    if (typeof least === 'number' && count < least) this.#tell(path, schemaPhrases.tooFew({ least, what }));
    if (typeof most === 'number' && count > most) this.#tell(path, schemaPhrases.tooMany({ most, what }));
  }

  #lookAtItems(schema: JsonObject, value: readonly JsonValue[], path: string, depth: number): void {
    this.#count(schema, value.length, 'Items', 'items', path);
    const first = schemasOf(schema.prefixItems);
    for (const [index, item] of value.entries()) {
      const of = first[index] ?? schema.items;
      if (isSchema(of)) this.look(of, item, `${path}/${index}`, depth + 1);
    }
    if (schema.uniqueItems === true && new Set(value.map(keyOf)).size < value.length) this.#tell(path, schemaPhrases.itemTwice());
    if (isSchema(schema.contains)) this.#lookForSome(schema, schema.contains, value, path, depth);
  }

  #lookForSome({ minContains, maxContains }: JsonObject, of: JsonSchema, value: readonly JsonValue[], path: string, depth: number): void {
    const fit = value.map((item) => this.#fits(of, item, depth));
    const least = typeof minContains === 'number' ? minContains : 1;
    if (fit.filter((fits) => fits !== false).length < least) this.#tell(path, schemaPhrases.tooFewOfForm({ least }));
    if (typeof maxContains === 'number' && fit.filter((fits) => fits === true).length > maxContains)
      this.#tell(path, schemaPhrases.tooManyOfForm({ most: maxContains }));
  }

  #lookAtMembers(schema: JsonObject, value: JsonObject, path: string, depth: number): void {
    this.#count(schema, Object.keys(value).length, 'Properties', 'members', path);
    const properties = isJsonObject(schema.properties) ? schema.properties : {};
    const demand = (names: JsonValue | undefined) => {
      if (!Array.isArray(names)) return;
      for (const name of names.map(String))
        if (!Object.hasOwn(value, name) && !this.#isSpared(Object.hasOwn(properties, name) ? properties[name] : undefined))
          this.#tell(`${path}/${escaped(name)}`, schemaPhrases.missing());
    };
    demand(schema.required);
    for (const [name, wanted] of membersOf(schema.dependentRequired)) if (Object.hasOwn(value, name)) demand(wanted);
    for (const [name, of] of membersOf(schema.dependentSchemas))
      if (Object.hasOwn(value, name) && isSchema(of)) this.look(of, value, path, depth + 1);
    for (const [name, member] of Object.entries(value)) {
      const at = `${path}/${escaped(name)}`;
      if (isSchema(schema.propertyNames) && this.#fits(schema.propertyNames, name, depth) === false) this.#tell(at, schemaPhrases.name());
      const own = this.#schemasOfMember(schema, properties, name);
      const of = own ?? [schema.additionalProperties].filter(isSchema);
      for (const part of of)
        if (part === false) this.#tell(at, schemaPhrases.unknown());
        else this.look(part, member, at, depth + 1);
    }
    if (isSchema(schema.unevaluatedProperties)) this.#lookAtRest(schema, schema.unevaluatedProperties, value, path, depth);
  }

  /** Members of which neither the schema nor any part of it that the value fits says anything. */
  #lookAtRest({ unevaluatedProperties: _, ...schema }: JsonObject, rest: JsonSchema, value: JsonObject, path: string, depth: number): void {
    const known = this.#knownMembers(schema, value, depth);
    for (const [name, member] of known === null ? [] : membersOf(value))
      if (known?.has(name) === false) {
        if (rest === false) this.#tell(`${path}/${escaped(name)}`, schemaPhrases.unknown());
        else this.look(rest, member, `${path}/${escaped(name)}`, depth + 1);
      }
  }

  /** Null where any may be there. */
  #knownMembers(schema: JsonSchema, value: JsonObject, depth: number): ReadonlySet<string> | null {
    if (typeof schema === 'boolean' || depth > deepest || ++this.#shared.steps > mostSteps) return new Set();
    if (schema.additionalProperties !== undefined || schema.unevaluatedProperties !== undefined) return null;
    const type = typeOfReference(schema);
    const fitting = (parts: readonly JsonSchema[]) => parts.filter((part) => this.#fits(part, value, depth) !== false);
    const condition = isSchema(schema.if) ? this.#fits(schema.if, value, depth) !== false : null;
    const parts = [
      ...(type === null ? [] : [this.#typeNamed(type)]),
      ...schemasOf(schema.allOf),
      ...fitting([...schemasOf(schema.anyOf), ...schemasOf(schema.oneOf)]),
      ...(condition === null ? [] : [...(condition ? [schema.if, schema.then] : [schema.else])]),
      ...membersOf(schema.dependentSchemas).flatMap(([name, of]) => (Object.hasOwn(value, name) ? [of] : [])),
    ].filter(isSchema);
    const known = new Set(membersOf(schema.properties).map(([name]) => name));
    for (const name of Object.keys(value)) if (this.#schemasOfMember(schema, {}, name) !== null) known.add(name);
    for (const part of parts) {
      const more = this.#knownMembers(part, value, depth + 1);
      if (more === null) return null;
      for (const name of more) known.add(name);
    }
    return known;
  }

  /** By its own name and by patterns of names; null where only what is said of all others concerns it. */
  #schemasOfMember(schema: JsonObject, properties: JsonObject, name: string): readonly JsonSchema[] | null {
    const own = Object.hasOwn(properties, name) ? [properties[name]] : [];
    let isNamed = own.length > 0;
    for (const [pattern, of] of membersOf(schema.patternProperties)) {
      const matches = this.#shared.patterns.test(pattern, name);
      if (matches === true) own.push(of);
      if (matches === null) this.unsure = true;
      isNamed ||= matches !== false;
    }
    return isNamed ? own.filter(isSchema) : null;
  }
}

function membersOf(value: JsonValue | undefined): readonly [string, JsonValue][] {
  return isJsonObject(value) ? (Object.entries(value) as [string, JsonValue][]) : [];
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
