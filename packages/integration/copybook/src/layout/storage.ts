import type { Editing } from '../syntax/editing.ts';
import type { Entry, SignClause, Usage } from '../syntax/entry.ts';
import type { Picture } from '../syntax/picture.ts';

/** How the bytes of a field are meant. `scale` counts digits after the decimal point and may be negative. */
export type Storage =
  | { readonly type: 'text'; readonly justified: boolean }
  | { readonly type: 'edited'; readonly editing: Editing | null; readonly blankWhenZero: boolean }
  | {
      readonly type: 'zoned';
      readonly digits: number;
      readonly scale: number;
      readonly signed: boolean;
      readonly sign: SignClause;
      /** Zero is spaces. */
      readonly blankWhenZero: boolean;
      /** Digits of two bytes, in UTF-16. */
      readonly national: boolean;
    }
  | { readonly type: 'packed'; readonly digits: number; readonly scale: number; readonly signed: boolean; readonly withSign: boolean }
  | {
      readonly type: 'binary';
      readonly digits: number;
      readonly scale: number;
      readonly signed: boolean;
      /** COMP-5 and its like: any value that its bytes hold, not only those of its digits, in the order of the machine. */
      readonly native: boolean;
    }
  | { readonly type: 'float'; readonly bytes: 4 | 8 }
  | { readonly type: 'national'; readonly justified: boolean }
  /** UTF-8 of at most so many characters. */
  | { readonly type: 'utf-8'; readonly characters: number }
  /** Characters of two bytes, shown in hexadecimal where the code page has none. */
  | { readonly type: 'graphic' }
  /** Shown in hexadecimal: pointers and indexes. */
  | { readonly type: 'bytes' };

const trailing: SignClause = { leading: false, separate: false };

/** What an entry without items below it is, with its size in bytes; a text where its clauses do not fit together. */
export function storageOf(
  entry: Entry,
  usage: Usage | null,
  sign: SignClause | null,
): { readonly storage: Storage; readonly size: number } | string {
  const { picture } = entry;
  switch (usage) {
    case 'float':
      return picture === null ? { storage: { type: 'float', bytes: 4 }, size: 4 } : 'A COMP-1 item has no picture.';
    case 'double':
      return picture === null ? { storage: { type: 'float', bytes: 8 }, size: 8 } : 'A COMP-2 item has no picture.';
    case 'index':
    case 'pointer':
      return { storage: { type: 'bytes' }, size: 4 };
    case 'procedure-pointer':
      return { storage: { type: 'bytes' }, size: 8 };
    case 'integer-1':
    case 'integer-2':
    case 'integer-4':
    case 'integer-8':
      return wholeNumber(entry, Number(usage.slice(-1)), true);
    case 'unsigned-integer-1':
    case 'unsigned-integer-2':
    case 'unsigned-integer-4':
    case 'unsigned-integer-8':
      return wholeNumber(entry, Number(usage.slice(-1)), false);
    default:
      if (picture === null) return `${entry.name} has neither a picture nor items below it.`;
      return pictured(entry, picture, usage, sign);
  }
}

/** BINARY-CHAR and its like: a whole number of so many bytes, whatever its digits. */
function wholeNumber({ picture }: Entry, size: number, signed: boolean): ReturnType<typeof storageOf> {
  if (picture !== null) return 'BINARY-CHAR, BINARY-SHORT, BINARY-LONG and BINARY-DOUBLE have no picture.';
  return { storage: { type: 'binary', digits: String(2n ** BigInt(size * 8)).length, scale: 0, signed, native: true }, size };
}

/** PIC X with COMP-X: as many bytes as characters, read as one number without a sign, the largest byte first on every machine. */
function wholeBytes({ name }: Entry, size: number): ReturnType<typeof storageOf> {
  if (size > 8) return `${name} is a number of ${size} bytes; at most 8 are known here.`;
  return { storage: { type: 'binary', digits: String(2n ** BigInt(size * 8)).length, scale: 0, signed: false, native: false }, size };
}

/** The fewest bytes that hold so many digits. */
function compactSize(digits: number, signed: boolean): number {
  const most = 10n ** BigInt(digits) - 1n;
  let size = 1;
  while (most >> BigInt(size * 8 - (signed ? 1 : 0)) > 0n) size++;
  return size;
}

function pictured(entry: Entry, picture: Picture, usage: Usage | null, sign: SignClause | null): ReturnType<typeof storageOf> {
  if (picture.category === 'national') return { storage: { type: 'national', justified: entry.justified }, size: picture.size * 2 };
  if (picture.category === 'utf-8' || (usage === 'utf-8' && picture.category === 'text')) return inUtf8(entry, picture.size);
  if (picture.category === 'graphic' || usage === 'graphic')
    return picture.category === 'numeric'
      ? 'DISPLAY-1 is for characters, not for numbers.'
      : { storage: { type: 'graphic' }, size: picture.size * 2 };
  if (picture.category !== 'numeric') {
    if (usage === 'compact-binary' && picture.category === 'text') return wholeBytes(entry, picture.size);
    if (usage === 'national') return { storage: { type: 'national', justified: entry.justified }, size: picture.size * 2 };
    if (usage !== null && usage !== 'display') return `${picture.text} is no number, which ${usage} needs.`;
    return {
      storage:
        picture.category === 'edited'
          ? { type: 'edited', editing: picture.editing, blankWhenZero: entry.blankWhenZero }
          : { type: 'text', justified: entry.justified },
      size: picture.size,
    };
  }
  const { digits, scale, signed } = picture;
  switch (usage) {
    case 'packed':
      return { storage: { type: 'packed', digits, scale, signed, withSign: true }, size: Math.floor(digits / 2) + 1 };
    case 'unsigned-packed':
      if (signed) return 'COMP-6 has no place for a sign.';
      return { storage: { type: 'packed', digits, scale, signed, withSign: false }, size: Math.ceil(digits / 2) };
    case 'binary':
    case 'native-binary':
      return {
        storage: { type: 'binary', digits, scale, signed, native: usage === 'native-binary' },
        size: digits < 5 ? 2 : digits < 10 ? 4 : digits < 19 ? 8 : 16,
      };
    case 'compact-binary':
      return { storage: { type: 'binary', digits, scale, signed, native: false }, size: compactSize(digits, signed) };
    default: {
      const own = signed ? (sign ?? trailing) : trailing;
      const national = usage === 'national';
      if (national && signed && !own.separate) return `${entry.name} has a sign within national characters, which needs SIGN SEPARATE.`;
      return {
        storage: { type: 'zoned', digits, scale, signed, sign: own, blankWhenZero: entry.blankWhenZero, national },
        size: (digits + (own.separate ? 1 : 0)) * (national ? 2 : 1),
      };
    }
  }
}

/** With BYTE-LENGTH just so many bytes, else as many as the characters of the picture need at most (Enterprise COBOL 6.4, PICTURE). */
function inUtf8({ byteLength, name, justified }: Entry, characters: number): ReturnType<typeof storageOf> {
  if (justified) return `${name} is UTF-8, which is not JUSTIFIED.`;
  // Without a count, the bytes alone say how many characters there are at most.
  const most = byteLength !== null && characters === 1 ? byteLength : characters;
  return { storage: { type: 'utf-8', characters: most }, size: byteLength ?? characters * 4 };
}

/** The boundary that SYNCHRONIZED moves a field to, as IBM's compilers have it; 1 where it moves nothing. */
export function alignmentOf(storage: Storage, size: number): number {
  // COMP-X of an odd length lies where it lies.
  if (storage.type === 'binary') return Number.isInteger(Math.log2(size)) ? Math.min(size, 4) : 1;
  if (storage.type === 'float') return size;
  return storage.type === 'bytes' && (size === 4 || size === 8) ? 4 : 1;
}
