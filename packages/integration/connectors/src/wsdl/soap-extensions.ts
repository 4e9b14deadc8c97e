import type { XmlElement } from '@plinth/xml-document';
import type { Described } from './description.ts';
import { attributeIn, childrenIn, descriptionNamespace, expandedName, type Prefixes, prefixesOf } from './xml-names.ts';

/** How SOAP binds an operation. */
export interface BoundBySoap {
  readonly version: '1.1' | '1.2';
  readonly action: string;
  /** Whole names of the headers that its input may have. */
  readonly headers: readonly string[];
}

const soap = 'http://www.w3.org/ns/wsdl/soap';
const http = 'http://www.w3.org/ns/wsdl/http';
const overHttp = ['http://www.w3.org/2003/05/soap/bindings/HTTP/', 'http://www.w3.org/2006/01/soap11/bindings/HTTP/'];

/** What a binding says of an operation, or why it cannot be asked so (WSDL 2.0, part 2, section 5). */
export function boundBySoap({ element, prefixes }: Described, operation: Described, pattern: string): BoundBySoap | string {
  const { type = '' } = element.attributes;
  if (type === http) return 'It is bound by HTTP without SOAP, which is not asked.';
  if (type !== soap) return `It is bound by ${type === '' ? 'nothing' : type}, and not by SOAP.`;
  const of = (placed: XmlElement, name: string, around: Prefixes) => attributeIn(placed, soap, name, prefixesOf(placed, around));
  const protocol = of(element, 'protocol', prefixes);
  if (protocol !== undefined && !overHttp.includes(protocol)) return `It is asked over ${protocol}, and SOAP is spoken over HTTP alone.`;
  const own = childrenIn(element, descriptionNamespace, 'operation').find(
    (each) => expandedName(each.attributes.ref ?? '', prefixesOf(each, prefixes)) === operation.whole,
  );
  const mep = (own === undefined ? undefined : of(own, 'mep', prefixes)) ?? of(element, 'mepDefault', prefixes) ?? '';
  if (/soap-response\/?$/.test(mep)) return 'It is asked by GET (the pattern SOAP Response), and SOAP is spoken by POST alone.';
  const input = own === undefined ? undefined : childrenIn(own, descriptionNamespace, 'input')[0];
  const parts = [element, ...(own === undefined ? [] : [own]), ...(input === undefined ? [] : [input])];
  const needed = parts.flatMap(({ children }) => children).find(isNeeded);
  if (needed !== undefined)
    return `It needs the ${needed.name} ${needed.attributes.ref ?? needed.attributes.element ?? `of ${needed.namespace}`} in its ${pattern} messages, which is not spoken.`;
  const headers = (input?.children ?? []).filter(({ namespace, name }) => namespace === soap && name === 'header');
  const version = of(element, 'version', prefixes) ?? '1.2';
  if (version !== '1.1' && version !== '1.2') return `It is bound by SOAP ${version}, and 1.1 and 1.2 are spoken.`;
  return {
    version,
    action: own === undefined ? '' : (of(own, 'action', prefixes) ?? ''),
    headers: headers.map((header) => expandedName(header.attributes.element ?? '', prefixesOf(header, prefixes))),
  };
}

/** Whether something is described that one has to know to be understood: a module, a header, an extension. */
function isNeeded({ namespace, name, attributes }: XmlElement): boolean {
  if (namespace === descriptionNamespace) return false;
  if (namespace === soap) return (name === 'module' || name === 'header') && /^(true|1)$/.test(attributes.required ?? '');
  return Object.entries(attributes).some(([key, value]) => /(^|:)required$/.test(key) && /^(true|1)$/.test(value));
}
