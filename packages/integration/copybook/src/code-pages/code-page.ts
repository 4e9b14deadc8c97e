import { copybookErrors } from '../errors.ts';
import { type DoubleByte, doubleByte, mixedPages } from './double-byte/double-byte.ts';
import { controls, differences, page037 } from './ebcdic-characters.ts';

/** Characters of one byte each, and with some pages of two. What stands nowhere in the table is U+FFFD in `toText`. */
export interface CodePage {
  readonly name: string;
  /** Whether digits are F0 to F9 and signs in their zones, or 30 to 39. */
  readonly family: 'ebcdic' | 'ascii';
  /** The UTF-16 unit of each byte. */
  readonly toText: Uint16Array;
  /** Whether a byte may have no character. */
  readonly hasGaps: boolean;
  /** The byte of each UTF-16 unit, -1 where it has none. */
  readonly toByte: Int16Array;
  readonly space: number;
  /** Characters of two bytes; null where there are none. */
  readonly double: DoubleByte | null;
  /** The bytes that end a line, the one that is written first. */
  readonly newlines: ReadonlySet<number>;
}

/** Pages that are others with the euro in the place of another character, and which one that is. */
const withEuro: Readonly<Record<string, readonly [page: string, at: number]>> = {
  '1140': ['037', 0x9f],
  '1141': ['273', 0x9f],
  '1142': ['277', 0x5a],
  '1143': ['278', 0x5a],
  '1144': ['280', 0x9f],
  '1145': ['284', 0x9f],
  '1146': ['285', 0x9f],
  '1147': ['297', 0x9f],
  '1148': ['500', 0x9f],
  '1149': ['871', 0x9f],
  '1153': ['870', 0x9f],
  '1154': ['1025', 0xe1],
  '1155': ['1026', 0x9f],
  '1156': ['1112', 0x9f],
  '1157': ['1122', 0x5a],
  '1158': ['1123', 0xe1],
};

/** Single-byte pages that every browser and Node know (WHATWG Encoding, section 9), so that no table is needed here. */
const webPages = [
  ...[2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((part) => `iso-8859-${part}`),
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((part) => `windows-125${part}`),
  'ibm866',
  'koi8-r',
];
const asciiPages = ['ascii', 'latin1', ...webPages];
const gap = 0xfffd;

/** The names of all code pages: the numbers of EBCDIC's, and the names of those of ASCII's family. */
export const codePageNames: readonly string[] = [
  ...['037', ...Object.keys(differences), ...Object.keys(withEuro), ...Object.keys(mixedPages)].sort(),
  ...asciiPages,
];

const made = new Map<string, CodePage>();

/** A code page by its name: `037`, `cp037`, `IBM-1140`, `ascii`. Throws `copybook.unknown-code-page`. */
export function codePage(name: string): CodePage {
  const plain = plainName(name);
  const known = made.get(plain);
  if (known !== undefined) return known;
  if (!codePageNames.includes(plain)) throw copybookErrors.unknownCodePage({ page: name, pages: codePageNames.join(', ') });
  const mixed = Object.hasOwn(mixedPages, plain) ? mixedPages[plain] : undefined;
  const isAscii = asciiPages.includes(plain);
  const toText = isAscii ? asciiText(plain) : ebcdicText(mixed?.single ?? plain);
  const toByte = new Int16Array(0x10000).fill(-1);
  for (const [byte, unit] of toText.entries()) if (unit !== gap) toByte[unit] = byte;
  const page: CodePage = {
    name: plain,
    family: isAscii ? 'ascii' : 'ebcdic',
    toText,
    hasGaps: toText.includes(gap),
    toByte,
    space: isAscii ? 0x20 : 0x40,
    double: mixed === undefined ? null : doubleByte(mixed.rows),
    // NL and LF of EBCDIC.
    newlines: new Set(isAscii ? [0x0a] : [0x15, 0x25]),
  };
  made.set(plain, page);
  return page;
}

function plainName(name: string): string {
  const lower = name.toLowerCase();
  const number = /^(?:cp|ibm|ebcdic|ccsid)?[-_ ]?0*(\d{2,5})$/.exec(lower)?.[1];
  if (number !== undefined && asciiPages.includes(`windows-${number}`)) return `windows-${number}`;
  if (number === '866') return 'ibm866';
  const part = /^iso-?8859-(\d{1,2})$/.exec(lower)?.[1];
  if (part !== undefined && part !== '1') return `iso-8859-${part}`;
  if (number !== undefined) return number.padStart(3, '0');
  if (/^(us-?)?ascii$/.test(lower)) return 'ascii';
  return /^(latin-?1|iso-?8859-1)$/.test(lower) ? 'latin1' : lower;
}

function asciiText(name: string): Uint16Array {
  if (webPages.includes(name)) {
    const all = new TextDecoder(name).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    return Uint16Array.from({ length: 256 }, (_, byte) => all.charCodeAt(byte));
  }
  return Uint16Array.from({ length: 256 }, (_, byte) => (name === 'ascii' && byte > 0x7f ? gap : byte));
}

function ebcdicText(name: string): Uint16Array {
  const [page, euro] = withEuro[name] ?? [name, null];
  const all = controls + page037.join('');
  const units = Uint16Array.from({ length: 256 }, (_, byte) => all.charCodeAt(byte));
  for (const difference of (differences[page] ?? '').split(' ').filter((each) => each !== '')) {
    const character = difference.charCodeAt(2);
    units[Number.parseInt(difference.slice(0, 2), 16)] = Number.isNaN(character) ? gap : character;
  }
  if (euro !== null) units[euro] = 0x20ac;
  return units;
}
