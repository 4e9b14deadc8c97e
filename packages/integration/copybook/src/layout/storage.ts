import type { Entry, SignClause, Usage } from '../syntax/entry.ts';
import type { Picture } from '../syntax/picture.ts';

/** How the bytes of a field are meant. `scale` counts digits after the decimal point and may be negative. */
export type Storage =
  | { readonly type: 'text'; readonly justified: boolean }
  | { readonly type: 'edited' }
  | {
      readonly type: 'zoned';
      readonly digits: number;
      readonly scale: number;
      readonly signed: boolean;
      readonly sign: SignClause;
      /** Zero is spaces. */
      readonly blankWhenZero: boolean;
    }
  | { readonly type: 'packed'; readonly digits: number; readonly scale: number; readonly signed: boolean; readonly withSign: boolean }
  | {
      readonly type: 'binary';
      readonly digits: number;
      readonly scale: number;
      readonly signed: boolean;
      /** COMP-5: any value that its bytes hold, not only those of its digits. */
      readonly native: boolean;
    }
  | { readonly type: 'float'; readonly bytes: 4 | 8 }
  | { readonly type: 'national'; readonly justified: boolean }
  /** Shown in hexadecimal: pointers, indexes, and characters of two bytes of which no table is here. */
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
    default:
      if (picture === null) return `${entry.name} has neither a picture nor items below it.`;
      return pictured(entry, picture, usage, sign);
  }
}

function pictured(entry: Entry, picture: Picture, usage: Usage | null, sign: SignClause | null): ReturnType<typeof storageOf> {
  if (picture.category === 'national') return { storage: { type: 'national', justified: entry.justified }, size: picture.size * 2 };
  if (picture.category === 'graphic' || usage === 'graphic')
    return picture.category === 'numeric'
      ? 'DISPLAY-1 is for characters, not for numbers.'
      : { storage: { type: 'bytes' }, size: picture.size * 2 };
  if (picture.category !== 'numeric') {
    if (usage === 'national') return { storage: { type: 'national', justified: entry.justified }, size: picture.size * 2 };
    if (usage !== null && usage !== 'display') return `${picture.text} is no number, which ${usage} needs.`;
    return {
      storage: picture.category === 'edited' ? { type: 'edited' } : { type: 'text', justified: entry.justified },
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
      if (digits > 18) return `A binary number has at most 18 digits, not ${digits}.`;
      return {
        storage: { type: 'binary', digits, scale, signed, native: usage === 'native-binary' },
        size: digits < 5 ? 2 : digits < 10 ? 4 : 8,
      };
    case 'national':
      return 'Numbers in national characters are not known here.';
    default: {
      const own = signed ? (sign ?? trailing) : trailing;
      return {
        storage: { type: 'zoned', digits, scale, signed, sign: own, blankWhenZero: entry.blankWhenZero },
        size: digits + (own.separate ? 1 : 0),
      };
    }
  }
}

/** The boundary that SYNCHRONIZED moves a field to, as IBM's compilers have it; 1 where it moves nothing. */
export function alignmentOf(storage: Storage, size: number): number {
  if (storage.type === 'binary') return Math.min(size, 4);
  if (storage.type === 'float') return size;
  return storage.type === 'bytes' && (size === 4 || size === 8) ? 4 : 1;
}
