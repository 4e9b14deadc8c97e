import type { XmlElement } from '@plinth/xml-document';
import { childrenIn, expandedName, nameIn, type Prefixes, prefixesOf, soapNamespaces, wsdlNamespace } from './xml-names.ts';

interface Placed {
  readonly element: XmlElement;
  readonly prefixes: Prefixes;
}

/** An operation as a binding has it. */
export interface BoundOperation extends Placed {
  readonly name: string;
  /** Name of its input, by which operations of one name are told apart; empty where it has none. */
  readonly inputName: string;
  readonly portType: string;
  /** What the port type says of it. */
  readonly operation: XmlElement | null;
  /** Null where it is bound by something else than SOAP. */
  readonly soap: '1.1' | '1.2' | null;
  /** What SOAP is carried by where that is not HTTP; null where it is. */
  readonly transport: string | null;
  readonly action: string;
  /** Headers that its input has beside the body. */
  readonly headers: readonly string[];
  readonly style: 'document' | 'rpc';
  readonly use: string;
  /** Of the element around the parts, in the style rpc. */
  readonly namespace: string;
}

export interface MessagePart {
  readonly partName: string;
  readonly element: string | null;
  readonly type: string | null;
}

const mostFiles = 100;

/** What the definitions of a WSDL document and of those that it imports have, by whole names. */
export class Definitions {
  readonly #byName = new Map<string, readonly (Placed & { readonly whole: string })[]>();
  #operations: readonly BoundOperation[] | null = null;
  readonly #all: { readonly root: XmlElement; readonly prefixes: Prefixes; readonly namespace: string }[] = [];

  constructor(root: XmlElement, beside: (path: string) => XmlElement | null, notes: string[]) {
    const waiting = [root];
    const seen = new Set<string>();
    for (const one of waiting) {
      this.#all.push({ root: one, prefixes: prefixesOf(one), namespace: one.attributes.targetNamespace ?? '' });
      for (const { attributes } of childrenIn(one, wsdlNamespace, 'import')) {
        const { location } = attributes;
        if (location === undefined || seen.has(location) || seen.size > mostFiles) continue;
        seen.add(location);
        const outside = /^[a-z][a-z0-9+.-]*:/i.test(location) || location.startsWith('/') || location.split(/[/\\]/).includes('..');
        const found = outside ? null : beside(location);
        if (found === null)
          notes.push(`${location}, which it imports, is ${outside ? 'at another place, which is not fetched' : 'not beside it'}.`);
        else waiting.push(found);
      }
    }
  }

  get serviceName(): string | null {
    return this.#named('service')[0]?.element.attributes.name ?? null;
  }

  /** The schemas within `types`. */
  schemas(namespace: string): readonly Placed[] {
    return this.#all.flatMap(({ root, prefixes }) =>
      childrenIn(root, wsdlNamespace, 'types').flatMap((types) =>
        childrenIn(types, namespace, 'schema').map((element) => ({ element, prefixes: prefixesOf(types, prefixes) })),
      ),
    );
  }

  /** Where the ports of SOAP bindings answer. */
  addresses(): readonly string[] {
    const ports = this.#named('service').flatMap(({ element }) => childrenIn(element, wsdlNamespace, 'port'));
    const found = ports.flatMap((port) =>
      port.children.filter((child) => Object.hasOwn(soapNamespaces, child.namespace) && child.name === 'address'),
    );
    return [...new Set(found.map(({ attributes }) => attributes.location ?? ''))].filter((address) => address !== '');
  }

  /** Operations of all bindings, those of SOAP first. */
  operations(): readonly BoundOperation[] {
    const all = this.#operations ?? this.#named('binding').flatMap((binding) => this.#ofBinding(binding));
    this.#operations ??= all.toSorted((a, b) => Number(a.soap === null) - Number(b.soap === null));
    return this.#operations;
  }

  /** Whether another binding, by SOAP and literal, has the same operation. */
  isBoundElsewhere({ element, name, inputName, portType }: BoundOperation): boolean {
    return this.operations().some(
      (other) =>
        other.element !== element &&
        other.name === name &&
        other.inputName === inputName &&
        other.portType === portType &&
        other.soap !== null &&
        other.transport === null &&
        other.use === 'literal',
    );
  }

  /** Whether its port type has another operation of the same name. */
  isOverloaded({ name, portType }: BoundOperation): boolean {
    const found = this.#named('portType').find(({ element }) => element.attributes.name === portType);
    return (
      found !== undefined &&
      childrenIn(found.element, wsdlNamespace, 'operation').filter(({ attributes }) => attributes.name === name).length > 1
    );
  }

  /** Operations of port types that no binding has. */
  unbound(): readonly { readonly portType: string; readonly element: XmlElement }[] {
    const bound = new Set(this.operations().map(({ portType, name }) => `${portType} ${name}`));
    return this.#named('portType').flatMap(({ element }) => {
      const portType = element.attributes.name ?? '';
      const operations = childrenIn(element, wsdlNamespace, 'operation');
      return operations
        .filter(({ attributes }) => !bound.has(`${portType} ${attributes.name}`))
        .map((operation) => ({ portType, element: operation }));
    });
  }

  /** Parts of the message that an input or output names; null where it is not there. */
  messageOf({ attributes }: XmlElement): readonly MessagePart[] | null {
    const name = attributes.message;
    const candidates = this.#all.map(({ prefixes }) => expandedName(name ?? '', prefixes));
    const message = this.#find('message', name ?? '', candidates);
    if (message === undefined) return null;
    return childrenIn(message.element, wsdlNamespace, 'part').map((part) => {
      const prefixes = prefixesOf(part, message.prefixes);
      const { name: partName = '', element, type } = part.attributes;
      return {
        partName,
        element: element === undefined ? null : expandedName(element, prefixes),
        type: type === undefined ? null : expandedName(type, prefixes),
      };
    });
  }

  /** By whole names; a name without a prefix that is none of these is one of this document, as its authors mean it. */
  #find(kind: 'portType' | 'message', written: string, candidates: readonly string[]) {
    const all = this.#named(kind);
    const found = all.find(({ whole }) => candidates.includes(whole));
    return found ?? (written.includes(':') ? undefined : all.find(({ element }) => element.attributes.name === written));
  }

  #named(name: string): readonly (Placed & { readonly whole: string })[] {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const found = this.#all.flatMap(({ root, prefixes, namespace }) =>
      childrenIn(root, wsdlNamespace, name).map((element) => ({
        element,
        prefixes: prefixesOf(element, prefixes),
        whole: nameIn(namespace, element.attributes.name ?? ''),
      })),
    );
    this.#byName.set(name, found);
    return found;
  }

  #ofBinding({ element: binding, prefixes }: Placed): readonly BoundOperation[] {
    const portTypeName = expandedName(binding.attributes.type ?? '', prefixes);
    const portType = this.#find('portType', binding.attributes.type ?? '', [portTypeName])?.element ?? null;
    const soap = soapChild(binding, 'binding');
    return childrenIn(binding, wsdlNamespace, 'operation').map((element): BoundOperation => {
      const name = element.attributes.name ?? '';
      const own = soapChild(element, 'operation');
      const [input] = childrenIn(element, wsdlNamespace, 'input');
      const style = own?.attributes.style ?? soap?.attributes.style ?? 'document';
      return {
        element,
        prefixes,
        name,
        inputName: input?.attributes.name ?? '',
        headers: (input?.children ?? [])
          .filter((child) => Object.hasOwn(soapNamespaces, child.namespace) && child.name === 'header')
          .map(({ attributes }) => attributes.part ?? attributes.message ?? ''),
        portType: portType?.attributes.name ?? '',
        operation: portType === null ? null : operationOf(portType, name, input?.attributes.name),
        soap: soap === null ? null : (soapNamespaces[soap.namespace] ?? null),
        transport: otherTransport(soap?.attributes.transport),
        action: own?.attributes.soapAction ?? '',
        style: style === 'rpc' ? 'rpc' : 'document',
        namespace: (input === undefined ? null : soapChild(input, 'body'))?.attributes.namespace ?? '',
        use: (input === undefined ? null : soapChild(input, 'body'))?.attributes.use ?? 'literal',
      };
    });
  }
}

/** The operation of a port type by its name, of several of one name that whose input is called so (WSDL 1.1, section 2.5). */
function operationOf(portType: XmlElement, name: string, inputName: string | undefined): XmlElement | null {
  const called = childrenIn(portType, wsdlNamespace, 'operation').filter(({ attributes }) => attributes.name === name);
  const [first = null] = called;
  if (called.length < 2 || inputName === undefined) return first;
  return called.find((operation) => childrenIn(operation, wsdlNamespace, 'input')[0]?.attributes.name === inputName) ?? first;
}

/** Documents write the identifier of HTTP in several ways. */
function otherTransport(transport = ''): string | null {
  return transport === '' || /http\/?$/i.test(transport) ? null : transport;
}

function soapChild(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => Object.hasOwn(soapNamespaces, child.namespace) && child.name === name) ?? null;
}
