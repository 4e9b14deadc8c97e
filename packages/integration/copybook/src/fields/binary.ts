import type { Storage } from '../layout/storage.ts';
import { digitsOf, scaled, scaledBig } from './digits.ts';
import type { FieldCodec } from './field-codec.ts';
import { neverWrong } from './wrong-bytes.ts';

type Binary = Extract<Storage, { type: 'binary' }>;

/** Digits that FEEL's numbers keep. */
const exactDigits = 34;
const beyondExact = 10n ** BigInt(exactDigits);
const half = 0x1_0000_0000;

/** Two's complement of 1 to 16 bytes. What is written has the digits of its picture, or with COMP-5 what the bytes hold. */
export function binaryCodec({ digits, scale, signed, native }: Binary, size: number, littleEndian: boolean): FieldCodec {
  const bits = BigInt(size * 8);
  const [least, most] = signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
  const top = 2 ** (size * 8);
  const byteAt = littleEndian ? (at: number, index: number) => at + size - 1 - index : (at: number, index: number) => at + index;
  return {
    empty: 0,
    wrong: size > 8 ? () => `its number has more than ${exactDigits} digits` : neverWrong,
    read({ bytes }, at) {
      const unsignedPart = (from: number, to: number) => {
        let number = 0;
        for (let index = from; index < to; index++) number = number * 256 + (bytes[byteAt(at, index)] ?? 0);
        return number;
      };
      if (size <= 6) {
        const number = unsignedPart(0, size);
        return scaled(signed && number >= top / 2 ? number - top : number, scale);
      }
      if (size > 8) {
        let number = 0n;
        for (let index = 0; index < size; index++) number = number * 256n + BigInt(bytes[byteAt(at, index)] ?? 0);
        const value = signed ? BigInt.asIntN(size * 8, number) : number;
        return value > -beyondExact && value < beyondExact ? scaledBig(value, scale) : undefined;
      }
      const high = unsignedPart(0, size - 4);
      const low = unsignedPart(size - 4, size);
      const upper = signed && high >= top / half / 2 ? high - top / half : high;
      const number = upper * half + low;
      return Number.isSafeInteger(number) ? scaled(number, scale) : scaledBig(BigInt(upper) * BigInt(half) + BigInt(low), scale);
    },
    write(bytes, at, value) {
      // 20 digits hold all that 8 bytes do, 39 what 16 do; what they hold is looked at below.
      const written = digitsOf(value, native ? (size > 8 ? 39 : 20) + Math.max(scale, 0) : digits, scale, signed);
      if (typeof written === 'string') return written;
      const number = BigInt(written.negative ? `-${written.digits.replace(/^0+(?=.)/, '')}` : written.digits);
      if (number < least || number > most) return `is beyond what ${size} bytes hold`;
      let rest = BigInt.asUintN(size * 8, number);
      for (let index = size - 1; index >= 0; index--) {
        bytes[byteAt(at, index)] = Number(rest & 0xffn);
        rest >>= 8n;
      }
      return null;
    },
  };
}
