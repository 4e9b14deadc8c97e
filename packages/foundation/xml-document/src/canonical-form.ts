import type { XmlDocument, XmlNode } from './xml-element.ts';

/** Canonical XML (C14N 1.1 with comments) as data: names by namespace, attributes in order, white space and all; equal where documents are. */
export function canonicalForm({ root, before, after }: XmlDocument): unknown {
  return [...before, root, ...after].map(canonicalNode);
}

function canonicalNode(node: XmlNode): unknown {
  if (typeof node === 'string') return node;
  if ('cdata' in node) return node.cdata;
  if (!('children' in node)) return node;
  const content: unknown[] = [];
  for (const child of node.content.map(canonicalNode)) {
    if (typeof child === 'string' && typeof content.at(-1) === 'string') content.push(`${content.pop()}${child}`);
    else content.push(child);
  }
  return { name: `${node.prefix}:${node.name}`, namespace: node.namespace, attributes: Object.entries(node.attributes).sort(), content };
}
