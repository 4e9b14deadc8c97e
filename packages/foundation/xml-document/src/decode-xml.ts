import type { Malformed } from './parse-document.ts';

const start = { line: 1, column: 1 } as const;

/**
 * The text of an XML file, by its byte order mark, else by how it begins, else by the encoding that it declares, else UTF-8 (XML 1.0,
 * appendix F). Throws what `malformed` makes for an encoding that is not known, and for bytes that it has no characters for.
 */
export function decodeXml(bytes: Uint8Array, malformed: Malformed): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw malformed(`its encoding ${encoding} is not known`, start);
    throw malformed(`it is not ${encoding}, as it says or as files are where nothing is said`, start);
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) return 'utf-32';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  // `<` and a zero beside it.
  if (first === 0x3c && second === 0 && third !== 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  const declaration = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(declaration)?.[1]?.toLowerCase() ?? 'utf-8';
}
