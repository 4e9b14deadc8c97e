import type { CodePage } from '../code-pages/code-page.ts';
import type { Storage } from '../layout/storage.ts';
import { digitsOf, safeDigits, scaled, scaledBig } from './digits.ts';
import type { FieldCodec } from './field-codec.ts';
import { hexByte } from './wrong-bytes.ts';

type Zoned = Extract<Storage, { type: 'zoned' }>;

const noDigit = -1;
const negative = 16;

/** The digit that a byte is, and the digit with its sign (16 more where it is negative); -1 where it is none. */
interface Zones {
  readonly digit: Int8Array;
  readonly signedDigit: Int8Array;
  readonly zero: number;
  readonly plus: number;
  readonly minus: number;
  /** The byte of a digit with each sign. */
  readonly positiveByte: readonly number[];
  readonly negativeByte: readonly number[];
}

const tens = Array.from({ length: 10 }, (_, digit) => digit);
/** What EBCDIC's signed digits become where a file was translated to ASCII as text. */
const translated = { positive: '{ABCDEFGHI', negative: '}JKLMNOPQR' };

const ebcdic = zones(
  0xf0,
  [0xf0, 0xc0, 0xa0, 0xe0].map((zone) => tens.map((digit) => zone + digit)),
  [0xd0, 0xb0].map((zone) => tens.map((digit) => zone + digit)),
  [0x4e, 0x60],
  [0xc0, 0xd0].map((zone) => tens.map((digit) => zone + digit)),
);
const bytesOf = (text: string) => tens.map((digit) => text.charCodeAt(digit));
/** p to y are the negative digits of Micro Focus and GnuCOBOL. */
const ascii = zones(
  0x30,
  [tens.map((digit) => 0x30 + digit), bytesOf(translated.positive)],
  [bytesOf(translated.negative), bytesOf('pqrstuvwxy')],
  [0x2b, 0x2d],
  [bytesOf(translated.positive), bytesOf(translated.negative)],
);

function zones(
  zero: number,
  positives: readonly (readonly number[])[],
  negatives: readonly (readonly number[])[],
  [plus = 0, minus = 0]: readonly number[],
  [positiveByte = [], negativeByte = []]: readonly (readonly number[])[],
): Zones {
  const digit = new Int8Array(256).fill(noDigit);
  const signedDigit = new Int8Array(256).fill(noDigit);
  for (const value of tens) {
    digit[zero + value] = value;
    for (const bytes of positives) signedDigit[bytes[value] ?? 0] = value;
    for (const bytes of negatives) signedDigit[bytes[value] ?? 0] = value + negative;
  }
  return { digit, signedDigit, zero, plus, minus, positiveByte, negativeByte };
}

/** A digit a byte, the sign in the zone of the last or first digit, or a byte of its own. */
export function zonedCodec(storage: Zoned, page: CodePage): FieldCodec {
  const { digits, scale, signed, sign, blankWhenZero } = storage;
  const zone = page.family === 'ebcdic' ? ebcdic : ascii;
  const size = digits + (sign.separate ? 1 : 0);
  const first = sign.separate && sign.leading ? 1 : 0;
  /** Where the byte with the sign is. */
  const signAt = sign.leading ? 0 : size - 1;
  const { digit, signedDigit } = zone;

  /** All digits from the first on, or -1 where a byte is none. */
  function partOf(bytes: Uint8Array, from: number, to: number, overpunched: number): number {
    let number = 0;
    for (let at = from; at < to; at++) {
      const value = at === overpunched ? (signedDigit[bytes[at] ?? 0] ?? noDigit) : (digit[bytes[at] ?? 0] ?? noDigit);
      if (value < 0) return noDigit;
      number = number * 10 + (value & 15);
    }
    return number;
  }

  /** Whether the number is negative; null where the sign is none. An unsigned number with a negative zone is none. */
  function signOf(byte: number): boolean | null {
    if (sign.separate) return byte === zone.minus ? true : byte === zone.plus ? false : null;
    const value = signedDigit[byte] ?? noDigit;
    if (value < 0) return null;
    return value >= negative ? (signed ? true : null) : false;
  }

  return {
    empty: 0,
    read({ bytes }, at) {
      if (blankWhenZero && isFilledWith(bytes, at, size, page.space)) return 0;
      const isNegative = signOf(bytes[at + signAt] ?? 0);
      if (isNegative === null) return undefined;
      const overpunched = sign.separate ? -1 : at + signAt;
      const from = at + first;
      const end = from + digits;
      if (digits <= safeDigits) {
        const number = partOf(bytes, from, end, overpunched);
        return number < 0 ? undefined : scaled(isNegative ? 0 - number : number, scale);
      }
      let whole = 0n;
      // The first part is what is left over; all others have as many digits as a JavaScript number holds.
      for (let begin = from; begin < end; ) {
        const stop = begin + ((end - begin) % safeDigits || safeDigits);
        const part = partOf(bytes, begin, stop, overpunched);
        if (part < 0) return undefined;
        whole = whole * 1_000_000_000_000_000n + BigInt(part);
        begin = stop;
      }
      return scaledBig(isNegative ? -whole : whole, scale);
    },
    wrong({ bytes }, at) {
      for (let index = 0; index < size; index++) {
        const byte = bytes[at + index] ?? 0;
        const place = `byte ${index + 1} of it, ${hexByte(byte)}, is`;
        if (index !== signAt || (sign.separate && !signed)) {
          if ((digit[byte] ?? noDigit) < 0) return `${place} no digit`;
        } else if (sign.separate) {
          if (byte !== zone.plus && byte !== zone.minus) return `${place} no sign`;
        } else if ((signedDigit[byte] ?? noDigit) < 0) return `${place} no digit, with or without a sign`;
      }
      return 'it is negative, and its picture has no sign';
    },
    write(bytes, at, value) {
      const written = digitsOf(value, digits, scale, signed);
      if (typeof written === 'string') return written;
      if (blankWhenZero && /^0+$/.test(written.digits)) {
        bytes.fill(page.space, at, at + size);
        return null;
      }
      for (let index = 0; index < digits; index++) bytes[at + first + index] = zone.zero + (written.digits.charCodeAt(index) - 0x30);
      if (!signed) return null;
      if (sign.separate) bytes[at + signAt] = written.negative ? zone.minus : zone.plus;
      else {
        const last = written.digits.charCodeAt(sign.leading ? 0 : digits - 1) - 0x30;
        bytes[at + signAt] = (written.negative ? zone.negativeByte : zone.positiveByte)[last] ?? 0;
      }
      return null;
    },
  };
}

export function isFilledWith(bytes: Uint8Array, at: number, size: number, byte: number): boolean {
  for (let index = at; index < at + size; index++) if (bytes[index] !== byte) return false;
  return true;
}
