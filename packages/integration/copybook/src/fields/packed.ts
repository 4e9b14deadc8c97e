import type { Storage } from '../layout/storage.ts';
import { digitsOf, safeDigits, scaled, scaledBig } from './digits.ts';
import type { FieldCodec } from './field-codec.ts';
import { hexByte } from './wrong-bytes.ts';

type Packed = Extract<Storage, { type: 'packed' }>;

/** Half bytes for signs, as z/Architecture prefers them; A, E and F count as plus too, B as minus. */
const plus = 0xc;
const minus = 0xd;
const unsigned = 0xf;

/** Two digits a byte, the sign in the last half byte. */
export function packedCodec({ digits, scale, signed, withSign }: Packed, size: number): FieldCodec {
  /** Half bytes that hold digits. */
  const halves = size * 2 - (withSign ? 1 : 0);
  const isShort = halves <= safeDigits;
  return {
    empty: 0,
    read({ bytes }, at) {
      const sign = withSign ? (bytes[at + size - 1] ?? 0) & 15 : unsigned;
      const isNegative = sign === minus || sign === 0xb;
      if (sign < 10 || (isNegative && !signed)) return undefined;
      if (!isShort) return longPacked(bytes, at, isNegative);
      let number = 0;
      const last = withSign ? at + size - 1 : at + size;
      for (let index = at; index < last; index++) {
        const byte = bytes[index] ?? 0;
        const [high, low] = [byte >> 4, byte & 15];
        if (high > 9 || low > 9) return undefined;
        number = number * 100 + high * 10 + low;
      }
      if (withSign) {
        const high = (bytes[last] ?? 0) >> 4;
        if (high > 9) return undefined;
        number = number * 10 + high;
      }
      return scaled(isNegative ? 0 - number : number, scale);
    },
    wrong({ bytes }, at) {
      for (let half = 0; half < halves; half++) {
        const byte = bytes[at + (half >> 1)] ?? 0;
        if ((half % 2 === 0 ? byte >> 4 : byte & 15) > 9) return `byte ${(half >> 1) + 1} of it, ${hexByte(byte)}, holds what is no digit`;
      }
      const sign = (bytes[at + size - 1] ?? 0) & 15;
      if (sign < 10) return `its last half byte, ${sign}, is no sign`;
      return 'it is negative, and its picture has no sign';
    },
    write(bytes, at, value) {
      const written = digitsOf(value, digits, scale, signed);
      if (typeof written === 'string') return written;
      const sign = !withSign ? '' : (signed ? (written.negative ? minus : plus) : unsigned).toString(16);
      const hex = written.digits.padStart(halves, '0') + sign;
      for (let index = 0; index < size; index++) bytes[at + index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
      return null;
    },
  };

  function longPacked(bytes: Uint8Array, at: number, isNegative: boolean) {
    let whole = 0n;
    // The first part is what is left over; all others have as many digits as a JavaScript number holds.
    for (let begin = 0; begin < halves; ) {
      const stop = begin + ((halves - begin) % safeDigits || safeDigits);
      let part = 0;
      for (let index = begin; index < stop; index++) {
        const byte = bytes[at + (index >> 1)] ?? 0;
        const half = index % 2 === 0 ? byte >> 4 : byte & 15;
        if (half > 9) return undefined;
        part = part * 10 + half;
      }
      whole = whole * 1_000_000_000_000_000n + BigInt(part);
      begin = stop;
    }
    return scaledBig(isNegative ? -whole : whole, scale);
  }
}
