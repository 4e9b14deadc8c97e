import { SaxesParser } from 'saxes';
import { decisionErrors } from '../errors.ts';

/** An element of an XML document with what stands in it. */
export interface XmlElement {
  /** Name without prefix. */
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text directly within it. */
  readonly text: string;
  readonly line: number;
}

/** Largest document, in UTF-16 units, and deepest nesting; what is beyond is an attack or a mistake. */
const limits = { length: 20_000_000, depth: 200 } as const;

type Growing = { -readonly [Key in keyof XmlElement]: XmlElement[Key] } & { children: Growing[] };

/** Reads an XML document; nothing outside it is fetched and no entity is declared. Throws `decision.malformed-model` with the line. */
export function parseXml(text: string): XmlElement {
  if (text.length > limits.length) throw malformed(`it is longer than ${limits.length} characters`, 1);
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Growing[] = [];
  let root: Growing | null = null;
  parser.on('error', (error) => {
    throw malformed(error.message.replace(/^(\d+:)*\s*/, ''), parser.line);
  });
  parser.on('doctype', () => {
    throw malformed('it declares a document type, which is not allowed', parser.line);
  });
  parser.on('opentag', (tag) => {
    const attributes: Record<string, string> = {};
    for (const { local, prefix, value } of Object.values(tag.attributes)) {
      // Attributes of other vocabularies keep their prefix.
      attributes[prefix === '' || prefix === 'xmlns' ? (prefix === 'xmlns' ? `xmlns:${local}` : local) : `${prefix}:${local}`] = value;
    }
    const element: Growing = { name: tag.local, namespace: tag.uri, attributes, children: [], text: '', line: parser.line };
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
    if (open.push(element) > limits.depth) throw malformed(`it is nested more than ${limits.depth} levels deep`, parser.line);
  });
  const addText = (more: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  if (root === null) throw malformed('it has no element', 1);
  return root;
}

export function malformed(reason: string, line: number): Error {
  return decisionErrors.malformedModel({ reason, line });
}

/** The children of an element with a name, of the element's own vocabulary. */
export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name && child.namespace === element.namespace);
}

export function childNamed(element: XmlElement, name: string): XmlElement | null {
  return childrenNamed(element, name)[0] ?? null;
}

/** The text of a child element, or null. */
export function textOf(element: XmlElement, name: string): string | null {
  return childNamed(element, name)?.text ?? null;
}
