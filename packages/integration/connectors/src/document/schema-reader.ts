import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { anything, type JsonSchema, referenceTo } from '@plinth/json-schema';
import { connectorErrors } from '../errors.ts';
import type { TypeReport } from '../report.ts';
import { UniqueKeys } from '../unique-keys.ts';
import { currentForm } from './current-form.ts';
import { below, type DocumentSet, type Found, type Place, pointerTokens } from './document-set.ts';
import { type Dialect, isTypeName, listKeywords, mapKeywords, plainKeywords, schemaKeywords } from './schema-keywords.ts';

const deepest = 150;
const leastLimit = 20_000;

/** Reads the schemas of a document as those of 2020-12; what they refer to becomes a type, read once. */
export class SchemaReader {
  readonly #documents: DocumentSet;
  readonly #dialect: Dialect;
  readonly #names = new Map<string, string>();
  readonly #keys = new UniqueKeys();
  readonly #waiting: { readonly name: string; readonly found: Found }[] = [];
  readonly #types = new Map<string, JsonSchema>();
  readonly #reports: TypeReport[] = [];
  #count = 0;

  constructor(documents: DocumentSet, dialect: Dialect) {
    this.#documents = documents;
    this.#dialect = dialect;
  }

  /** The schema in its present form; what could not be taken is added to the changes. */
  read(schema: JsonValue, place: Place, changes: string[], depth = 0): JsonSchema {
    // A schema is written in some letters: there are more schemas than letters only where aliases stand for aliases.
    const limit = leastLimit + this.#documents.length;
    if (++this.#count > limit) throw connectorErrors.tooLargeDocument({ limit: `${limit} schemas` });
    if (typeof schema === 'boolean') return schema;
    if (!isJsonObject(schema)) return this.#untyped(place, changes, 'is no schema');
    if (depth > deepest) return this.#untyped(place, changes, `lies more than ${deepest} levels deep`);
    if (typeof schema.$ref === 'string') return this.#reference(schema.$ref, schema, place, changes, depth);
    if (typeof schema.$dynamicRef === 'string') return this.#dynamicReference(schema.$dynamicRef, schema, place, changes, depth);
    if (schema.$recursiveRef === '#') {
      const anchor = this.#recursiveAnchor(place);
      if (anchor !== null) return this.#dynamicReference(anchor, { ...schema, $recursiveRef: anchor }, place, changes, depth);
    }
    return this.#members(currentForm(schema, this.#dialect), place, changes, depth);
  }

  /** The schema around a place to which `$recursiveRef` of JSON Schema 2019-09 leads; null where there is none. */
  #recursiveAnchor(place: Place): string | null {
    const names = place.pointer.split('/');
    for (let length = names.length - 1; length > 0; length--) {
      const pointer = `#${names.slice(0, length).join('/')}`;
      const found = this.#documents.lookUp(pointer, place);
      if (typeof found !== 'string' && isJsonObject(found.value) && found.value.$recursiveAnchor === true) return pointer;
    }
    return null;
  }

  /** What uses a schema may lead such a reference elsewhere; it is taken as what it leads to where it stands. */
  #dynamicReference(reference: string, schema: JsonObject, place: Place, changes: string[], depth: number): JsonSchema {
    const { $dynamicRef: _, $recursiveRef: __, ...beside } = schema;
    const keyword = '$dynamicRef' in schema ? '$dynamicRef' : '$recursiveRef';
    changes.push(`${shown(below(place, keyword))} is taken as what it leads to where it stands`);
    return this.#reference(reference, { $ref: reference, ...beside }, place, changes, depth);
  }

  /** Every type that was referred to, those included that only types refer to. */
  finish(): { readonly types: Readonly<Record<string, JsonSchema>>; readonly reports: readonly TypeReport[] } {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const { name, found } = next;
      const changes: string[] = [];
      this.#types.set(name, this.read(found.value, found, changes));
      if (changes.length > 0) this.#reports.push({ name, place: shown(found), changes });
    }
    return { types: Object.fromEntries(this.#types), reports: this.#reports };
  }

  #reference(reference: string, schema: JsonObject, place: Place, changes: string[], depth: number): JsonSchema {
    const found = this.#documents.lookUp(reference, place);
    if (typeof found === 'string') return this.#untyped(place, changes, `refers to what is not there: ${found}`);
    const target = referenceTo(this.#nameOf(found));
    // Until OpenAPI 3.1, what stands beside a reference says nothing.
    if (this.#dialect !== 'json-schema' || Object.keys(schema).length === 1) return target;
    const { $ref: _, ...beside } = schema;
    const read = this.#members(currentForm(beside, this.#dialect), place, changes, depth);
    return isJsonObject(read) ? { ...read, ...target } : target;
  }

  #nameOf(found: Found): string {
    const address = `${found.file}#${found.pointer}`;
    const known = this.#names.get(address);
    if (known !== undefined) return known;
    const last =
      pointerTokens(found.pointer).at(-1) ??
      found.file
        .split('/')
        .at(-1)
        ?.replace(/\.\w+$/, '') ??
      '';
    const name = this.#keys.keep(last === '' ? 'type' : last);
    this.#names.set(address, name);
    this.#waiting.push({ name, found });
    return name;
  }

  #members(schema: JsonObject, place: Place, changes: string[], depth: number): JsonSchema {
    const entries: [string, JsonValue][] = [];
    const refuse = (keyword: string) =>
      changes.push(`${shown(below(place, keyword))}: ${keyword} has a value that it cannot have, and is not kept`);
    for (const [keyword, value] of Object.entries(schema)) {
      const isPlain = Object.hasOwn(plainKeywords, keyword) ? plainKeywords[keyword] : undefined;
      const next = below(place, keyword);
      if (keyword === 'type') {
        const types = Array.isArray(value) ? value : [value];
        if (types.every(isTypeName) && types.length > 0) entries.push([keyword, value]);
        else if (value !== 'any') refuse(keyword);
      } else if (isPlain !== undefined) {
        if (isPlain(value)) entries.push([keyword, value]);
        else refuse(keyword);
      } else if (schemaKeywords.has(keyword)) entries.push([keyword, this.read(value, next, changes, depth + 1)]);
      else if (listKeywords.has(keyword)) {
        if (!Array.isArray(value) || value.length === 0) refuse(keyword);
        else entries.push([keyword, value.map((item, index) => this.read(item, below(next, index), changes, depth + 1))]);
      } else if (mapKeywords.has(keyword)) {
        if (!isJsonObject(value)) refuse(keyword);
        else
          entries.push([
            keyword,
            Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.read(item, below(next, name), changes, depth + 1)])),
          ]);
      } else if (keyword === 'discriminator') entries.push([keyword, this.#discriminator(value, place, changes)]);
      else if (keyword === '$recursiveRef') changes.push(`${shown(next)}: what ${keyword} leads to is taken as anything`);
    }
    return Object.fromEntries(entries);
  }

  /** Which member says of which type a value is; those types are kept, whether or not anything else refers to them. */
  #discriminator(value: JsonValue, place: Place, changes: string[]): JsonValue {
    // Swagger has the name alone.
    if (!isJsonObject(value)) return { propertyName: String(value) };
    const mapping = Object.entries(isJsonObject(value.mapping) ? value.mapping : {}).flatMap(([name, target]): [string, JsonValue][] => {
      const written = String(target);
      const byName = this.#documents.lookUp(`#/components/schemas/${written.replaceAll('~', '~0').replaceAll('/', '~1')}`, place);
      const found = typeof byName === 'string' ? this.#documents.lookUp(written, place) : byName;
      if (typeof found !== 'string') return [[name, referenceTo(this.#nameOf(found)).$ref ?? '']];
      changes.push(`${shown(place)}: its discriminator leads ${name} to what is not there: ${found}`);
      return [];
    });
    return { propertyName: String(value.propertyName ?? ''), ...(mapping.length === 0 ? {} : { mapping: Object.fromEntries(mapping) }) };
  }

  #untyped(place: Place, changes: string[], reason: string): JsonSchema {
    changes.push(`${shown(place)} ${reason}, and is taken as anything`);
    return anything;
  }
}

/** A place as reports tell it. */
function shown({ file, pointer }: Place): string {
  return `${file}#${pointer}`;
}
