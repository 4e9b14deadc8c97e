export { canonicalForm } from './canonical-form.ts';
export { decodeXml } from './decode-xml.ts';
export { parseFragment } from './fragment.ts';
export { type Malformed, parseDocument } from './parse-document.ts';
export { type PrintedElement, type PrintedNode, printDocument, printNodes, type Unwritable } from './print-document.ts';
export { writtenElement, writtenNode } from './written-form.ts';
export { childNamed, childrenNamed, textOf, type XmlDocument, type XmlElement, type XmlNode, type XmlPlace } from './xml-element.ts';
