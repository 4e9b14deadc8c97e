import { javascriptPatternOf } from '@plinth/expression';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { anything, type JsonSchema, referenceTo } from '@plinth/json-schema';
import type { XmlElement } from '@plinth/xml-document';
import { connectorErrors } from '../errors.ts';
import type { TypeReport } from '../report.ts';
import { namespaceKeyword, namespacesKeyword } from '../soap/xml-members.ts';
import { UniqueKeys } from '../unique-keys.ts';
import type { ComponentKind, SchemaComponent, SchemaSet } from './schema-set.ts';
import { builtInTypes } from './simple-types.ts';
import { childrenIn, expandedName, localName, nameIn, type Prefixes, prefixesOf, xsdNamespace } from './xml-names.ts';

interface Members {
  /** Namespace of each element. */
  readonly namespaces: Map<string, string>;
  readonly properties: Map<string, JsonValue>;
  readonly required: Set<string>;
}

/** SOAP 1.1, section 5.4.2. */
const encodedArray = '{http://schemas.xmlsoap.org/soap/encoding/}Array';
const mostElements = 500_000;
const deepest = 100;

/** Reads XML Schema as JSON Schema: elements are members, attributes members with @, and the text beside attributes is `$`. */
export class XmlSchemaReader {
  readonly #set: SchemaSet;
  readonly #keys = new UniqueKeys();
  readonly #names = new Map<string, string>();
  readonly #waiting: { readonly name: string; readonly component: SchemaComponent }[] = [];
  readonly #types = new Map<string, JsonSchema>();
  readonly #reports: TypeReport[] = [];
  #count = 0;

  constructor(set: SchemaSet) {
    this.#set = set;
  }

  /** The schema of an element or a type by its whole name; null where there is none. */
  named(kind: 'element' | 'type', name: string): JsonSchema | null {
    const builtIn = kind === 'type' && name === nameIn(xsdNamespace, localName(name));
    if (builtIn) return builtInTypes[localName(name)] ?? { type: 'string' };
    const component = this.#set.find(kind, name);
    if (component === null) return null;
    const place = `${kind} ${name}`;
    const known = this.#names.get(place);
    if (known !== undefined) return referenceTo(known);
    const given = this.#keys.keep(localName(name));
    this.#names.set(place, given);
    this.#waiting.push({ name: given, component });
    return referenceTo(given);
  }

  /** Every type that was asked for, with those that these need. */
  finish(): { readonly types: Readonly<Record<string, JsonSchema>>; readonly reports: readonly TypeReport[] } {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const { name, component } = next;
      const changes: string[] = [];
      const { element } = component;
      const schema =
        element.name === 'element' ? this.#element(element, component, changes, 0) : this.#type(element, component, changes, 0);
      this.#types.set(name, schema);
      if (changes.length > 0) this.#reports.push({ name, place: `line ${element.line}`, changes: [...new Set(changes)] });
    }
    return { types: Object.fromEntries(this.#types), reports: this.#reports };
  }

  #element(element: XmlElement, around: SchemaComponent, changes: string[], depth: number): JsonSchema {
    const { type, ref, nillable } = element.attributes;
    const inner = { ...around, prefixes: prefixesOf(element, around.prefixes) };
    const own = [...childrenIn(element, xsdNamespace, 'complexType'), ...childrenIn(element, xsdNamespace, 'simpleType')][0];
    let schema: JsonSchema = anything;
    if (ref !== undefined) schema = this.#reference('element', ref, inner.prefixes, changes);
    else if (type !== undefined) schema = this.#reference('type', type, inner.prefixes, changes);
    else if (own !== undefined) schema = this.#type(own, inner, changes, depth + 1);
    return nillable === 'true' ? { anyOf: [schema, { type: 'null' }] } : schema;
  }

  #reference(kind: 'element' | 'type', written: string, prefixes: Prefixes, changes: string[]): JsonSchema {
    const name = expandedName(written, prefixes);
    const schema = this.named(kind, name);
    if (schema !== null) return schema;
    changes.push(`${written} is not there, and is taken as anything`);
    return anything;
  }

  #type(element: XmlElement, around: SchemaComponent, changes: string[], depth: number): JsonSchema {
    if (++this.#count > mostElements) throw connectorErrors.tooLargeDocument({ limit: `${mostElements} types and elements` });
    if (depth > deepest) {
      changes.push(`what lies more than ${deepest} levels deep is taken as anything`);
      return anything;
    }
    const here = { ...around, prefixes: prefixesOf(element, around.prefixes) };
    return element.name === 'simpleType' ? this.#simple(element, here, changes, depth) : this.#complex(element, here, changes, depth);
  }

  #simple(element: XmlElement, around: SchemaComponent, changes: string[], depth: number): JsonSchema {
    const [part] = element.children.filter(({ name, namespace }) => namespace === xsdNamespace && name !== 'annotation');
    if (part === undefined) return { type: 'string' };
    const ofName = (written: string) => this.#reference('type', written, prefixesOf(part, around.prefixes), changes);
    const inner = childrenIn(part, xsdNamespace, 'simpleType').map((type) => this.#type(type, around, changes, depth + 1));
    if (part.name === 'list')
      return { type: 'array', items: part.attributes.itemType === undefined ? (inner[0] ?? anything) : ofName(part.attributes.itemType) };
    if (part.name === 'union') {
      const names = (part.attributes.memberTypes ?? '').split(/\s+/).filter((name) => name !== '');
      return { anyOf: [...names.map(ofName), ...inner] };
    }
    const base = part.attributes.base === undefined ? (inner[0] ?? anything) : ofName(part.attributes.base);
    const choices = childrenIn(part, xsdNamespace, 'enumeration').map(({ attributes }) => attributes.value ?? '');
    // Lengths of bytes are not those of the text in base64.
    const isText = typeof base === 'object' && (base.type === 'string' || base.type === undefined) && base.contentEncoding === undefined;
    if (choices.length > 0 && isText) return { type: 'string', enum: [...new Set(choices)] };
    const isWhole = typeof base === 'object' && base.type === 'integer';
    const facets = isText
      ? { ...lengthsOf(part), ...this.#patternOf(part, changes) }
      : { ...boundsOf(part), ...(choices.length > 0 && isWhole ? { enum: [...new Set(choices.map(Number))] } : {}) };
    return Object.keys(facets).length === 0 ? base : { allOf: [base, facets] };
  }

  /** Of several patterns one is enough (XML Schema 1.0 Part 2 §4.3.4.3). */
  #patternOf(restriction: XmlElement, changes: string[]): JsonObject {
    const written = childrenIn(restriction, xsdNamespace, 'pattern').map(({ attributes: { value = '' } }) => value);
    if (written.length === 0) return {};
    const known = written.flatMap((pattern) => currentPattern(pattern) ?? []);
    if (known.length === written.length) return { pattern: `^(?:${known.join('|')})$` };
    changes.push(`the pattern ${written.join(' or ')} is one of XML Schema alone, and is not kept`);
    return {};
  }

  #complex(element: XmlElement, around: SchemaComponent, changes: string[], depth: number): JsonSchema {
    const members: Members = { namespaces: new Map(), properties: new Map(), required: new Set() };
    const bases = this.#gather(element, around, members, changes, depth);
    if (element.attributes.mixed === 'true') members.properties.set('$', { type: 'string' });
    const own: JsonObject = {
      type: 'object',
      properties: Object.fromEntries(members.properties),
      ...(members.required.size === 0 ? {} : { required: [...members.required] }),
      ...namespacesOf(members.namespaces),
    };
    return bases.length === 0 ? own : { allOf: [...bases, own] };
  }

  /** Adds what stands within a type or a group to the members; gives the types that it extends. */
  #gather(
    element: XmlElement,
    around: SchemaComponent,
    members: Members,
    changes: string[],
    depth: number,
    optional = false,
    many = false,
  ): JsonSchema[] {
    const bases: JsonSchema[] = [];
    if (++this.#count > mostElements) throw connectorErrors.tooLargeDocument({ limit: `${mostElements} types and elements` });
    if (depth > deepest) return bases;
    for (const child of element.children) {
      if (child.namespace !== xsdNamespace) continue;
      const here = { ...around, prefixes: prefixesOf(child, around.prefixes) };
      const none = optional || child.attributes.minOccurs === '0';
      const several = many || isMany(child);
      if (child.name === 'element') this.#addElement(child, here, members, changes, depth, none, several);
      else if (child.name === 'attribute') this.#addAttribute(child, here, members, changes, depth);
      else if (child.name === 'sequence' || child.name === 'all' || child.name === 'choice')
        bases.push(...this.#gather(child, here, members, changes, depth + 1, none || child.name === 'choice', several));
      else if (child.name === 'group' || child.name === 'attributeGroup')
        bases.push(...this.#gatherGroup(child, here, members, changes, depth, none, several));
      else if (child.name === 'complexContent' || child.name === 'simpleContent')
        bases.push(...this.#gatherContent(child, here, members, changes, depth));
      else if (child.name === 'any') changes.push('it may hold other elements, which are taken as they come');
      else if (child.name === 'anyAttribute') changes.push('it may have other attributes, which are taken as they come');
    }
    return bases;
  }

  #gatherGroup(
    child: XmlElement,
    around: SchemaComponent,
    members: Members,
    changes: string[],
    depth: number,
    optional: boolean,
    many: boolean,
  ): JsonSchema[] {
    const { ref } = child.attributes;
    const kind: ComponentKind = child.name === 'group' ? 'group' : 'attributeGroup';
    const found = ref === undefined ? null : this.#set.find(kind, expandedName(ref, around.prefixes));
    if (found === null) {
      changes.push(`${ref ?? child.name} is not there, and is left out`);
      return [];
    }
    return this.#gather(found.element, found, members, changes, depth + 1, optional, many);
  }

  #gatherContent(content: XmlElement, around: SchemaComponent, members: Members, changes: string[], depth: number): JsonSchema[] {
    return content.children.flatMap((derived) => {
      const { base } = derived.attributes;
      if (base === undefined) return [];
      const here = { ...around, prefixes: prefixesOf(derived, around.prefixes) };
      const isText = content.name === 'simpleContent';
      if (isText) members.properties.set('$', this.#reference('type', base, here.prefixes, changes) as JsonValue);
      const own = this.#gather(derived, here, members, changes, depth + 1);
      if (expandedName(base, here.prefixes) === encodedArray)
        changes.push('it is an array of the SOAP encoding, whose items are called as each system likes, and are taken as they come');
      // A restriction says anew what it keeps.
      return isText || derived.name === 'restriction' ? own : [this.#reference('type', base, here.prefixes, changes), ...own];
    });
  }

  #addElement(
    child: XmlElement,
    around: SchemaComponent,
    members: Members,
    changes: string[],
    depth: number,
    optional: boolean,
    many: boolean,
  ): void {
    const { name, ref } = child.attributes;
    const head = ref === undefined ? null : expandedName(ref, around.prefixes);
    const substitutes = head === null ? [] : this.#set.substitutesOf(head);
    for (const each of substitutes) {
      const schema = this.named('element', each) ?? anything;
      members.properties.set(localName(each), many ? { type: 'array', items: schema } : schema);
      members.namespaces.set(localName(each), namespaceOf(each));
    }
    if (substitutes.length > 0 && head !== null && this.#set.find('element', head)?.element.attributes.abstract === 'true') return;
    const key = name ?? (head === null ? '' : localName(head));
    if (key === '') return;
    const schema = this.#element(child, around, changes, depth);
    // The same name twice in a sequence is a list of both.
    const twice = members.properties.has(key);
    members.properties.set(key, many || twice ? { type: 'array', items: schema } : schema);
    if (!optional && substitutes.length === 0) members.required.add(key);
    const isQualified = (child.attributes.form ?? (around.qualified ? 'qualified' : '')) === 'qualified';
    if (head !== null) members.namespaces.set(key, namespaceOf(head));
    else members.namespaces.set(key, isQualified ? around.targetNamespace : '');
  }

  #addAttribute(child: XmlElement, around: SchemaComponent, members: Members, changes: string[], depth: number): void {
    const { name, ref, type, use } = child.attributes;
    const key = name ?? (ref === undefined ? '' : localName(expandedName(ref, around.prefixes)));
    if (key === '' || use === 'prohibited') return;
    const [inner] = childrenIn(child, xsdNamespace, 'simpleType');
    const schema =
      type !== undefined
        ? this.#reference('type', type, around.prefixes, changes)
        : inner === undefined
          ? { type: 'string' }
          : this.#type(inner, around, changes, depth + 1);
    members.properties.set(`@${key}`, schema);
    if (use === 'required') members.required.add(`@${key}`);
  }
}

/** A pattern of XML Schema as one of ECMA-262, where both say the same; null else. In XML Schema `^` and `$` are letters. */
function currentPattern(pattern: string): string | null {
  const outside = pattern.replaceAll(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/g, '');
  if (/\\[cCiIsSwW]|-\[|\\p\{Is/.test(pattern) || /[$^]/.test(outside)) return null;
  const current = pattern.replaceAll(/\\([\s\S])/g, (all, letter: string) =>
    letter === 'd' ? '\\p{Nd}' : letter === 'D' ? '\\P{Nd}' : all,
  );
  return javascriptPatternOf(current) === null ? null : current;
}

/** The namespace that most elements have, and those that have another one. */
function namespacesOf(namespaces: ReadonlyMap<string, string>): JsonObject {
  const counted = Map.groupBy(namespaces.values(), (namespace) => namespace);
  const [usual = ''] = [...counted].sort(([, a], [, b]) => b.length - a.length).map(([namespace]) => namespace);
  const others = Object.fromEntries([...namespaces].filter(([, namespace]) => namespace !== usual));
  return {
    ...(usual === '' ? {} : { [namespaceKeyword]: usual }),
    ...(Object.keys(others).length === 0 ? {} : { [namespacesKeyword]: others }),
  };
}

function namespaceOf(expanded: string): string {
  return expanded.slice(1, expanded.lastIndexOf('}'));
}

function isMany({ attributes: { maxOccurs = '1' } }: XmlElement): boolean {
  return maxOccurs === 'unbounded' || Number(maxOccurs) > 1;
}

function lengthsOf(restriction: XmlElement): JsonObject {
  const value = (name: string) => Number(childrenIn(restriction, xsdNamespace, name)[0]?.attributes.value ?? Number.NaN);
  const exact = value('length');
  const [least, most] = Number.isNaN(exact) ? [value('minLength'), value('maxLength')] : [exact, exact];
  return { ...(Number.isNaN(least) ? {} : { minLength: least }), ...(Number.isNaN(most) ? {} : { maxLength: most }) };
}

const bounds = { minInclusive: 'minimum', maxInclusive: 'maximum', minExclusive: 'exclusiveMinimum', maxExclusive: 'exclusiveMaximum' };

/** Bounds of numbers, as far as a number of JavaScript says them; those of dates stay documentation. */
function boundsOf(restriction: XmlElement): JsonObject {
  return Object.fromEntries(
    Object.entries(bounds).flatMap(([facet, keyword]) => {
      const value = childrenIn(restriction, xsdNamespace, facet)[0]?.attributes.value ?? '';
      return /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(value) ? [[keyword, Number(value)] as const] : [];
    }),
  );
}
