import type { XmlElement } from '@plinth/xml-document';
import { childrenIn, descriptionNamespace, expandedName, nameIn, type Prefixes, prefixesOf } from './xml-names.ts';

/** A part of a description, with what its names mean. */
export interface Described {
  readonly element: XmlElement;
  readonly prefixes: Prefixes;
  /** `{namespace}name`; of what has no name, its namespace alone. */
  readonly whole: string;
}

/** One way in which the operations of an interface are asked. */
export interface InterfaceBinding {
  readonly face: Described;
  readonly binding: Described;
}

type Kind = 'interface' | 'binding' | 'service' | 'types';

const mostFiles = 100;

/** What a WSDL 2.0 document has and those that it imports and includes, by whole names (W3C Recommendation, part 1). */
export class Description {
  readonly #parts = new Map<Kind, Described[]>();

  constructor(root: XmlElement, beside: (path: string) => XmlElement | null, notes: string[]) {
    const waiting = [root];
    const seen = new Set<string>();
    for (const one of waiting) {
      const prefixes = prefixesOf(one);
      const namespace = one.attributes.targetNamespace ?? '';
      for (const element of one.children) {
        if (element.namespace !== descriptionNamespace) continue;
        if (element.name === 'import' || element.name === 'include') {
          const { location } = element.attributes;
          if (location === undefined || seen.has(location) || seen.size > mostFiles) continue;
          seen.add(location);
          const outside = /^[a-z][a-z0-9+.-]*:/i.test(location) || location.startsWith('/') || location.split(/[/\\]/).includes('..');
          const found = outside ? null : beside(location);
          if (found === null)
            notes.push(
              `${location}, which it ${element.name}s, is ${outside ? 'at another place, which is not fetched' : 'not beside it'}.`,
            );
          else waiting.push(found);
        } else if (isKind(element.name)) {
          const whole = nameIn(namespace, element.attributes.name ?? '');
          const known = this.#parts.get(element.name);
          const part = { element, prefixes: prefixesOf(element, prefixes), whole };
          if (known === undefined) this.#parts.set(element.name, [part]);
          else known.push(part);
        }
      }
    }
  }

  all(kind: Kind): readonly Described[] {
    return this.#parts.get(kind) ?? [];
  }

  /** Where endpoints answer. */
  addresses(): readonly string[] {
    const endpoints = this.all('service').flatMap(({ element }) => childrenIn(element, descriptionNamespace, 'endpoint'));
    return [...new Set(endpoints.map(({ attributes }) => attributes.address ?? ''))].filter((address) => address !== '');
  }

  /** The operations of an interface and of those that it extends, each once. */
  operationsOf(face: Described, seen = new Set<string>()): readonly Described[] {
    if (seen.has(face.whole)) return [];
    seen.add(face.whole);
    const own = childrenIn(face.element, descriptionNamespace, 'operation').map((element) => ({
      element,
      prefixes: prefixesOf(element, face.prefixes),
      whole: nameIn(namespaceOf(face.whole), element.attributes.name ?? ''),
    }));
    const extended = (face.element.attributes.extends ?? '').split(/\s+/).filter((name) => name !== '');
    return [...own, ...extended.flatMap((name) => this.#operationsOfNamed(expandedName(name, face.prefixes), seen))];
  }

  /** How interfaces are bound: by the endpoints of services, and by bindings that name one and have no endpoint. */
  bindings(): readonly InterfaceBinding[] {
    const found: InterfaceBinding[] = [];
    const add = (faceName: string | undefined, bindingName: string | undefined) => {
      const face = this.#named('interface', faceName);
      const binding = this.#named('binding', bindingName);
      if (face === undefined || binding === undefined) return;
      if (!found.some((each) => each.face === face && each.binding === binding)) found.push({ face, binding });
    };
    for (const { element, prefixes } of this.all('service'))
      for (const { attributes } of childrenIn(element, descriptionNamespace, 'endpoint'))
        add(expandedName(element.attributes.interface ?? '', prefixes), expandedName(attributes.binding ?? '', prefixes));
    for (const { element, prefixes, whole } of this.all('binding'))
      if (element.attributes.interface !== undefined) add(expandedName(element.attributes.interface, prefixes), whole);
    return found;
  }

  #operationsOfNamed(whole: string, seen: Set<string>): readonly Described[] {
    const face = this.#named('interface', whole);
    return face === undefined ? [] : this.operationsOf(face, seen);
  }

  #named(kind: Kind, whole: string | undefined): Described | undefined {
    return this.all(kind).find((part) => part.whole === whole);
  }
}

function isKind(name: string): name is Kind {
  return name === 'interface' || name === 'binding' || name === 'service' || name === 'types';
}

function namespaceOf(whole: string): string {
  return whole.slice(1, whole.lastIndexOf('}'));
}
