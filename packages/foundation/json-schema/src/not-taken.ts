import { isJsonObject, type JsonObject, type JsonValue, type Violation } from '@plinth/foundation';
import { type JsonSchema, typeOfReference } from './json-schema.ts';
import { schemaViolations } from './schema-violations.ts';
import { definitionsOf } from './uncomparable.ts';

const mostTold = 20;
const mostSteps = 20_000;
const everyType = ['null', 'boolean', 'number', 'string', 'array', 'object'] as const;

/**
 * Where values that fit `given` may not fit `taker`, at most twenty places; empty where everything given is taken. Both are schemas of
 * which `uncomparable` finds nothing. What an open object does not name, nobody is thought to send. Where it cannot be sure, it tells.
 */
export function notTaken(taker: JsonSchema, given: JsonSchema): readonly Violation[] {
  const comparison = new Comparison(definitionsOf(taker), definitionsOf(given));
  comparison.compare(taker, given, '');
  return comparison.found;
}

type Types = Readonly<Record<string, JsonSchema>>;

class Comparison {
  readonly found: Violation[] = [];
  readonly #takers: Types;
  readonly #givens: Types;
  /** Pairs of references that are being compared: what leads back to itself is taken if the rest is. */
  readonly #under: Set<string>;
  #steps: { left: number };

  constructor(takers: Types, givens: Types, under: ReadonlySet<string> = new Set(), steps = { left: mostSteps }) {
    this.#takers = takers;
    this.#givens = givens;
    this.#under = new Set(under);
    this.#steps = steps;
  }

  compare(taker: JsonSchema, given: JsonSchema, path: string): void {
    if (this.found.length >= mostTold) return;
    if (this.#steps.left-- <= 0) {
      this.#tell(path, 'is too much to compare');
      return;
    }
    if (taker === true || given === false) return;
    const [toTaker, toGiven] = [typeOfReference(taker), typeOfReference(given)];
    if (toTaker !== null || toGiven !== null) {
      const pair = `${toTaker ?? JSON.stringify(taker)} ${toGiven ?? JSON.stringify(given)}`;
      if (this.#under.has(pair)) return;
      this.#under.add(pair);
      this.compare(named(this.#takers, toTaker, taker), named(this.#givens, toGiven, given), path);
      return;
    }
    const options = alternatives(given);
    if (options !== null) {
      for (const option of options) this.compare(taker, option, path);
      return;
    }
    const forms = alternatives(taker);
    if (forms !== null) {
      if (!forms.some((form) => this.#takes(form, given))) this.#tell(path, 'fits none of the forms that are taken');
      return;
    }
    if (taker === false) {
      this.#tell(path, 'is not taken any more');
      return;
    }
    this.#comparePlain(taker as JsonObject, given === true ? {} : (given as JsonObject), path);
  }

  #tell(path: string, message: string): void {
    this.found.push({ path, message });
  }

  #takes(taker: JsonSchema, given: JsonSchema): boolean {
    const inner = new Comparison(this.#takers, this.#givens, this.#under, this.#steps);
    inner.compare(taker, given, '');
    return inner.found.length === 0;
  }

  #comparePlain(taker: JsonObject, given: JsonObject, path: string): void {
    const values = valuesOf(given);
    if (values !== null) {
      for (const value of values)
        if (schemaViolations(taker, value, this.#takers).length > 0) this.#tell(path, `${JSON.stringify(value)} is not taken`);
      return;
    }
    if (valuesOf(taker) !== null) {
      this.#tell(path, 'takes only certain values, and others may come');
      return;
    }
    const types = typesOf(given);
    const foreign = types.filter((type) => !typesOf(taker).some((each) => each === type || (each === 'number' && type === 'integer')));
    if (foreign.length > 0) {
      this.#tell(path, `may be ${foreign.join(' or ')}, which is not taken`);
      return;
    }
    if (types.includes('string')) {
      this.#bounds(taker, given, 'Length', 'characters', path);
      this.#same('pattern', taker, given, path);
      this.#same('format', taker, given, path);
    }
    if (types.includes('number') || types.includes('integer')) this.#limits(taker, given, path);
    if (types.includes('array')) {
      this.#bounds(taker, given, 'Items', 'items', path);
      this.compare(schemaOf(taker.items), schemaOf(given.items), `${path}/*`);
    }
    if (types.includes('object')) this.#members(taker, given, path);
  }

  #same(word: 'pattern' | 'format', taker: JsonObject, given: JsonObject, path: string): void {
    const wanted = taker[word];
    if (wanted !== undefined && wanted !== given[word]) this.#tell(path, `must have the ${word} ${JSON.stringify(wanted)}`);
  }

  #bounds(taker: JsonObject, given: JsonObject, of: 'Length' | 'Items' | 'Properties', what: string, path: string): void {
    const [least, most] = [Number(taker[`min${of}`] ?? 0), Number(taker[`max${of}`] ?? Number.POSITIVE_INFINITY)];
    if (Number(given[`min${of}`] ?? 0) < least) this.#tell(path, `may have fewer than ${least} ${what}`);
    if (Number(given[`max${of}`] ?? Number.POSITIVE_INFINITY) > most) this.#tell(path, `may have more than ${most} ${what}`);
  }

  #limits(taker: JsonObject, given: JsonObject, path: string): void {
    const [wanted, may] = [rangeOf(taker), rangeOf(given)];
    if (may.from < wanted.from || (may.from === wanted.from && wanted.withoutFrom && !may.withoutFrom))
      this.#tell(path, `may be ${wanted.withoutFrom ? 'at most' : 'below'} ${wanted.from}`);
    if (may.to > wanted.to || (may.to === wanted.to && wanted.withoutTo && !may.withoutTo))
      this.#tell(path, `may be ${wanted.withoutTo ? 'at least' : 'above'} ${wanted.to}`);
  }

  #members(taker: JsonObject, given: JsonObject, path: string): void {
    this.#bounds(taker, given, 'Properties', 'members', path);
    const sure = new Set([given.required ?? []].flat().map(String));
    for (const name of [taker.required ?? []].flat().map(String))
      if (!sure.has(name)) this.#tell(`${path}/${name}`, 'must be there, and may be missing');
    const [takes, gives] = [propertiesOf(taker), propertiesOf(given)];
    for (const [name, part] of Object.entries(gives)) {
      const at = `${path}/${name}`;
      const wanted = Object.hasOwn(takes, name) ? takes[name] : schemaOf(taker.additionalProperties);
      if (wanted === false && part !== false) this.#tell(at, 'is not known any more');
      else this.compare(wanted ?? true, part, at);
    }
    if (given.additionalProperties === undefined) return;
    const others = schemaOf(given.additionalProperties);
    this.compare(schemaOf(taker.additionalProperties), others, `${path}/*`);
    for (const [name, part] of Object.entries(takes)) if (!Object.hasOwn(gives, name)) this.compare(part, others, `${path}/${name}`);
  }
}

function named(types: Types, name: string | null, schema: JsonSchema): JsonSchema {
  return name === null ? schema : Object.hasOwn(types, name) ? (types[name] ?? true) : true;
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] | null {
  if (typeof schema === 'boolean') return null;
  const found = schema.anyOf ?? schema.oneOf;
  return Array.isArray(found) ? (found as readonly JsonSchema[]) : null;
}

function valuesOf(schema: JsonObject): readonly JsonValue[] | null {
  if (schema.const !== undefined) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : null;
}

function typesOf({ type }: JsonObject): readonly string[] {
  return type === undefined ? everyType : [type].flat().map(String);
}

function schemaOf(value: JsonValue | undefined): JsonSchema {
  return typeof value === 'boolean' || isJsonObject(value) ? value : true;
}

function propertiesOf({ properties }: JsonObject): Readonly<Record<string, JsonSchema>> {
  return isJsonObject(properties) ? (properties as Readonly<Record<string, JsonSchema>>) : {};
}

function rangeOf(schema: JsonObject) {
  const number = (name: string, otherwise: number) => (typeof schema[name] === 'number' ? Number(schema[name]) : otherwise);
  const [from, above] = [number('minimum', Number.NEGATIVE_INFINITY), number('exclusiveMinimum', Number.NEGATIVE_INFINITY)];
  const [to, below] = [number('maximum', Number.POSITIVE_INFINITY), number('exclusiveMaximum', Number.POSITIVE_INFINITY)];
  return {
    from: Math.max(from, above),
    withoutFrom: above >= from && above !== Number.NEGATIVE_INFINITY,
    to: Math.min(to, below),
    withoutTo: below <= to && below !== Number.POSITIVE_INFINITY,
  };
}
