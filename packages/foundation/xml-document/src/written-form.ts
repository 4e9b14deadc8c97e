import type { PrintedElement, PrintedNode } from './print-document.ts';
import type { XmlElement, XmlNode } from './xml-element.ts';

/** An element as it was read, to be written as it was. */
export function writtenElement(element: XmlElement): PrintedElement {
  return {
    name: element.prefix === '' ? element.name : `${element.prefix}:${element.name}`,
    attributes: element.attributes,
    content: element.content.map(writtenNode),
    isNew: false,
  };
}

/** {@link writtenElement} for whatever can stand in an element. */
export function writtenNode(node: XmlNode): PrintedNode {
  return typeof node !== 'string' && 'children' in node ? writtenElement(node) : node;
}
