import { SaxesParser } from 'saxes';
import { tableFileErrors } from '../errors.ts';

/** What happens at each part of a document; names are without prefix. */
export interface XmlVisitor {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const broken = (reason: string) => tableFileErrors.unreadable({ reason: `as an Excel file it is broken: ${reason}` });

/** Bytes of text without an element between; no cell holds a thousandth of it. */
const longestText = 40_000_000;

/**
 * Walks through XML as it streams in, and yields after each piece. Nothing outside is fetched and no entity is declared. Throws
 * `imports.unreadable`.
 */
export async function* walkXml(bytes: AsyncIterable<Uint8Array>, visitor: XmlVisitor): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let sinceElement = 0;
  parser.on('error', (error) => {
    throw broken(error.message);
  });
  parser.on('doctype', () => {
    throw broken('it declares a document type');
  });
  parser.on('opentag', ({ name, attributes }) => {
    sinceElement = 0;
    visitor.open?.(localName(name), attributes);
  });
  parser.on('text', (text) => visitor.text?.(text));
  parser.on('cdata', (text) => visitor.text?.(text));
  parser.on('closetag', ({ name }) => {
    sinceElement = 0;
    visitor.close?.(localName(name));
  });
  const decoder = new TextDecoder();
  for await (const chunk of bytes) {
    sinceElement += chunk.byteLength;
    if (sinceElement > longestText) throw broken('it holds a text that is too long');
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  parser.write(decoder.decode()).close();
  yield;
}

/** Walks through a document to its end. */
export async function walkAll(bytes: AsyncIterable<Uint8Array>, visitor: XmlVisitor): Promise<void> {
  for await (const _ of walkXml(bytes, visitor));
}

/** An attribute, whatever its prefix. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  for (const [key, value] of Object.entries(attributes)) if (localName(key) === name) return value;
  return undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
