import { type SaxesAttributeNS, SaxesParser } from 'saxes';
import type { XmlDocument, XmlElement, XmlNode, XmlPlace } from './xml-element.ts';

/** Largest document, in UTF-16 units, and deepest nesting; what is beyond is an attack or a mistake. */
const limits = { length: 20_000_000, depth: 200 } as const;

type Growing = { -readonly [Key in keyof XmlElement]: XmlElement[Key] } & { children: Growing[]; content: XmlNode[] };

/** The error that a malformed document is to its reader. */
export type Malformed = (reason: string, place: XmlPlace) => Error;

/** Reads an XML document; nothing outside it is fetched and no entity is declared. Throws what `malformed` makes. */
export function parseDocument(text: string, malformed: Malformed): XmlDocument {
  if (text.length > limits.length) throw malformed(`it is longer than ${limits.length} characters`, { line: 1, column: 1 });
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Growing[] = [];
  const roots: Growing[] = [];
  const outside: { before: XmlNode[]; after: XmlNode[] } = { before: [], after: [] };
  const here = () => ({ line: parser.line, column: parser.column + 1 });
  // A parser that has met an error goes on; only the first is told.
  parser.on('error', (error) => {
    throw malformed(error.message.replace(/^(\d+:)*\s*/, ''), here());
  });
  parser.on('doctype', () => {
    throw malformed('it declares a document type, which is not allowed', here());
  });
  const add = (node: XmlNode) => {
    const element = open.at(-1);
    if (element !== undefined) element.content.push(node);
    else if (typeof node !== 'string') outside[roots.length === 0 ? 'before' : 'after'].push(node);
  };
  parser.on('opentag', (tag) => {
    const attributes = attributesOf(Object.values(tag.attributes));
    const { local: name, prefix, uri: namespace } = tag;
    const element: Growing = { name, prefix, namespace, attributes, children: [], text: '', content: [], ...here() };
    add(element);
    const parent = open.at(-1);
    if (parent === undefined) roots.push(element);
    else parent.children.push(element);
    if (open.push(element) > limits.depth) throw malformed(`it is nested more than ${limits.depth} levels deep`, here());
  });
  const addText = (more: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += more;
  };
  parser.on('text', (more) => {
    addText(more);
    add(more);
  });
  parser.on('cdata', (cdata) => {
    addText(cdata);
    add({ cdata });
  });
  parser.on('comment', (comment) => add({ comment }));
  parser.on('processinginstruction', ({ target, body }) => add({ instruction: body === '' ? target : `${target} ${body}` }));
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  const [root] = roots;
  if (root === undefined) throw malformed('it has no element', { line: 1, column: 1 });
  return { root, before: outside.before.filter((node) => node !== root), after: outside.after };
}

function attributesOf(all: readonly SaxesAttributeNS[]): Record<string, string> {
  const attributes: Record<string, string> = {};
  // `__proto__` is a name like any other.
  for (const { name, value } of all)
    Object.defineProperty(attributes, name, { value, enumerable: true, configurable: true, writable: true });
  return attributes;
}
