import { type Malformed, parseDocument, type XmlElement } from '@plinth/xml-document';
import type { ReadBeside } from '../document/document-set.ts';
import { expandedName, nameIn, type Prefixes, prefixesOf, xsdNamespace } from './xml-names.ts';

/** A top-level component of XML Schema, with what is around it. */
export interface SchemaComponent {
  readonly element: XmlElement;
  readonly prefixes: Prefixes;
  readonly targetNamespace: string;
  /** Whether elements within it are in its namespace unless they say otherwise. */
  readonly qualified: boolean;
}

export type ComponentKind = 'element' | 'type' | 'group' | 'attribute' | 'attributeGroup';

const kinds: Readonly<Record<string, ComponentKind>> = {
  element: 'element',
  complexType: 'type',
  simpleType: 'type',
  group: 'group',
  attribute: 'attribute',
  attributeGroup: 'attributeGroup',
};

const mostFiles = 500;

/** The schemas of a document and those that they include or import from beside it. */
export class SchemaSet {
  readonly notes: string[];
  readonly #components = new Map<string, SchemaComponent>();
  /** Elements that may stand in the place of another, by its whole name. */
  readonly #substitutes = new Map<string, string[]>();
  readonly #beside: ReadBeside;
  readonly #malformed: Malformed;
  readonly #seen = new Set<string>();

  constructor(beside: ReadBeside, malformed: Malformed, notes: string[]) {
    this.#beside = beside;
    this.#malformed = malformed;
    this.notes = notes;
  }

  find(kind: ComponentKind, name: string): SchemaComponent | null {
    return this.#components.get(`${kind} ${name}`) ?? null;
  }

  /** Whole names of the elements that may stand in the place of another, at any remove (XML Schema 1.0, part 1, section 2.2.2.2). */
  substitutesOf(name: string): readonly string[] {
    const all = new Set<string>(this.#substitutes.get(name) ?? []);
    // A set that grows is walked to its end.
    for (const each of all) for (const next of this.#substitutes.get(each) ?? []) all.add(next);
    all.delete(name);
    return [...all];
  }

  /** Adds a schema; one without a namespace of its own that is included takes that of who includes it. */
  add(schema: XmlElement, around: Prefixes, including: string | null = null): void {
    const prefixes = prefixesOf(schema, around);
    const targetNamespace = schema.attributes.targetNamespace ?? including ?? '';
    for (const element of schema.children) {
      if (element.namespace !== xsdNamespace) continue;
      const { name } = element.attributes;
      const kind = Object.hasOwn(kinds, element.name) ? kinds[element.name] : undefined;
      if (kind !== undefined && name !== undefined)
        this.#components.set(`${kind} ${nameIn(targetNamespace, name)}`, {
          element,
          prefixes: prefixesOf(element, prefixes),
          targetNamespace,
          qualified: schema.attributes.elementFormDefault === 'qualified',
        });
      if (element.name === 'element' && name !== undefined && element.attributes.substitutionGroup !== undefined) {
        const head = expandedName(element.attributes.substitutionGroup, prefixesOf(element, prefixes));
        const others = this.#substitutes.get(head) ?? [];
        this.#substitutes.set(head, [...others, nameIn(targetNamespace, name)]);
      }
      if (element.name === 'include' || element.name === 'import' || element.name === 'redefine')
        this.#read(element.attributes.schemaLocation, element.name === 'import' ? null : targetNamespace);
    }
  }

  #read(location: string | undefined, including: string | null): void {
    if (location === undefined || this.#seen.has(location) || this.#seen.size > mostFiles) return;
    this.#seen.add(location);
    const outside = /^[a-z][a-z0-9+.-]*:/i.test(location) || location.startsWith('/') || location.split(/[/\\]/).includes('..');
    const text = outside ? null : this.#beside(location);
    if (text === null)
      this.notes.push(
        `${location} is ${outside ? 'at another place, which is not fetched' : 'not beside it'}: what it describes is taken as anything.`,
      );
    else this.add(parseDocument(text, this.#malformed).root, new Map(), including);
  }
}
