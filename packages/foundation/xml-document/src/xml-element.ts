/** A place in a document, both from 1. */
export interface XmlPlace {
  readonly line: number;
  readonly column: number;
}

/** An element of an XML document with what stands in it. */
export interface XmlElement extends XmlPlace {
  /** Name without prefix. */
  readonly name: string;
  readonly prefix: string;
  readonly namespace: string;
  /** By name, with the prefix where it is another vocabulary's; declarations of namespaces as `xmlns:prefix`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text directly within it. */
  readonly text: string;
  /** Everything within it, in its order. */
  readonly content: readonly XmlNode[];
}

export type XmlNode = string | XmlElement | { readonly comment: string } | { readonly cdata: string } | { readonly instruction: string };

/** A document: its root, and comments and processing instructions around it. */
export interface XmlDocument {
  readonly root: XmlElement;
  readonly before: readonly XmlNode[];
  readonly after: readonly XmlNode[];
}

/** The children of an element with a name, of the element's own vocabulary. */
export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name && child.namespace === element.namespace);
}

/** The first of {@link childrenNamed}, or null. */
export function childNamed(element: XmlElement, name: string): XmlElement | null {
  return childrenNamed(element, name)[0] ?? null;
}

/** The text of a child element, or null. */
export function textOf(element: XmlElement, name: string): string | null {
  return childNamed(element, name)?.text ?? null;
}
