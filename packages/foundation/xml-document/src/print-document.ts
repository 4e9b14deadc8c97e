/** An element to be written. */
export interface PrintedElement {
  /** With its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly PrintedNode[];
  /** New ones are indented; all others have their own white space. */
  readonly isNew: boolean;
}

/** What can stand in an element; a slot is a place where something stood, and is not written. */
export type PrintedNode =
  | string
  | PrintedElement
  | { readonly comment: string }
  | { readonly cdata: string }
  | { readonly instruction: string }
  | { readonly slot: string };

/** The error for text that XML 1.0 has no form for, not even escaped. */
export type Unwritable = (text: string) => Error;

/** Writes a document; elements that are new are indented, all others have their own white space. Throws what `unwritable` makes. */
export function printDocument(
  before: readonly PrintedNode[],
  root: PrintedElement,
  after: readonly PrintedNode[],
  unwritable: Unwritable,
): string {
  const printer = new Printer(unwritable);
  const lines = [...before, root, ...after].map((node) => printer.node(node, 0));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines.join('\n')}\n`;
}

/** Writes nodes one after the other. */
export function printNodes(nodes: readonly PrintedNode[], unwritable: Unwritable): string {
  const printer = new Printer(unwritable);
  return nodes.map((node) => printer.node(node, 0)).join('');
}

class Printer {
  readonly #unwritable: Unwritable;

  constructor(unwritable: Unwritable) {
    this.#unwritable = unwritable;
  }

  node(node: PrintedNode, depth: number): string {
    if (typeof node === 'string') return this.#text(node);
    if ('attributes' in node) return this.#element(node, depth);
    if ('slot' in node) return '';
    if ('comment' in node) return `<!--${node.comment}-->`;
    if ('cdata' in node) return `<![CDATA[${node.cdata}]]>`;
    return `<?${node.instruction}?>`;
  }

  #element({ name, attributes, content, isNew }: PrintedElement, depth: number): string {
    const head = `<${name}${Object.entries(attributes)
      .map(([key, value]) => ` ${key}="${this.#attribute(value)}"`)
      .join('')}`;
    const inner = content.filter((node) => typeof node === 'string' || !('slot' in node));
    if (inner.length === 0) return `${head}/>`;
    const isText = inner.some((node) => typeof node === 'string');
    if (!isNew || isText) return `${head}>${inner.map((node) => this.node(node, depth + 1)).join('')}</${name}>`;
    const indent = `\n${'  '.repeat(depth + 1)}`;
    return `${head}>${inner.map((node) => indent + this.node(node, depth + 1)).join('')}${indent.slice(0, -2)}</${name}>`;
  }

  /** A carriage return would be read as a line feed. */
  #text(text: string): string {
    this.#refuse(text);
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
  }

  #attribute(value: string): string {
    this.#refuse(value);
    return value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\t', '&#9;')
      .replaceAll('\n', '&#10;')
      .replaceAll('\r', '&#13;');
  }

  #refuse(text: string): void {
    if (unwritableText.test(text)) throw this.#unwritable(text);
  }
}

/** What XML 1.0 has no form for, not even escaped. */
const unwritableText = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;
