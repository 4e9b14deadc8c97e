import { rows300 } from './rows-300.ts';
import { rows834 } from './rows-834.ts';
import { rows835 } from './rows-835.ts';
import { rows837 } from './rows-837.ts';

/** Characters of two bytes. */
export interface DoubleByte {
  /** The UTF-16 unit of two bytes, the first the higher; 0 where they are none. */
  readonly toText: Uint16Array;
  /** The two bytes of a UTF-16 unit, 0 where it has none. */
  readonly toBytes: Uint16Array;
}

/** The space of two bytes, in every page. */
export const doubleSpace = 0x4040;

const firstPlace = 0x40;

/**
 * Pages in which characters of one and of two bytes stand together, the latter between the control characters shift out (0E) and shift
 * in (0F): the page of the former, and the rows of the latter. As the GNU C library has them.
 */
export const mixedPages: Readonly<Record<string, { readonly single: string; readonly rows: Readonly<Record<string, string>> }>> = {
  '930': { single: '290', rows: rows300 },
  '933': { single: '833', rows: rows834 },
  '935': { single: '836', rows: rows837 },
  '937': { single: '28709', rows: rows835 },
  '939': { single: '1027', rows: rows300 },
};

/** The characters of rows, by their first byte. The Chinese page has parts of characters and the same as characters, further down; the last is written. */
export function doubleByte(rows: Readonly<Record<string, string>>): DoubleByte {
  const toText = new Uint16Array(0x10000);
  const toBytes = new Uint16Array(0x10000);
  for (const [first, characters] of Object.entries(rows).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    for (let index = 0; index < characters.length; index++) {
      const unit = characters.charCodeAt(index);
      const bytes = Number.parseInt(first, 16) * 0x100 + firstPlace + index;
      if (unit === 0x20) continue;
      toText[bytes] = unit;
      toBytes[unit] = bytes;
    }
  return { toText, toBytes };
}
