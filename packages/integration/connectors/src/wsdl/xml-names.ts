import type { XmlElement } from '@plinth/xml-document';

export const wsdlNamespace = 'http://schemas.xmlsoap.org/wsdl/';
/** Of WSDL 2.0. */
export const descriptionNamespace = 'http://www.w3.org/ns/wsdl';
export const xsdNamespace = 'http://www.w3.org/2001/XMLSchema';
export const soapNamespaces: Readonly<Record<string, '1.1' | '1.2'>> = {
  'http://schemas.xmlsoap.org/wsdl/soap/': '1.1',
  'http://schemas.xmlsoap.org/wsdl/soap12/': '1.2',
};

/** Namespaces by prefix, as they are where an element stands. */
export type Prefixes = ReadonlyMap<string, string>;

/** The prefixes around an element with those that it declares itself. */
export function prefixesOf(element: XmlElement, around: Prefixes = new Map()): Prefixes {
  const own = Object.entries(element.attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (own.length === 0) return around;
  return new Map([...around, ...own.map(([name, value]): [string, string] => [name === 'xmlns' ? '' : name.slice(6), value])]);
}

/** `{namespace}local` of a name that is written with a prefix. */
export function expandedName(written: string, prefixes: Prefixes): string {
  const at = written.indexOf(':');
  const prefix = at < 0 ? '' : written.slice(0, at);
  return nameIn(prefixes.get(prefix) ?? '', written.slice(at + 1));
}

export function nameIn(namespace: string, local: string): string {
  return `{${namespace}}${local}`;
}

export function localName(expanded: string): string {
  return expanded.slice(expanded.lastIndexOf('}') + 1);
}

/** Children of a vocabulary by their name. */
export function childrenIn(element: XmlElement, namespace: string, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.namespace === namespace && child.name === name);
}

/** An attribute of a vocabulary, whatever its prefix is. */
export function attributeIn({ attributes }: XmlElement, namespace: string, name: string, prefixes: Prefixes): string | undefined {
  const isIt = (key: string) => key.endsWith(`:${name}`) && prefixes.get(key.slice(0, key.indexOf(':'))) === namespace;
  return Object.entries(attributes).find(([key]) => isIt(key))?.[1];
}
