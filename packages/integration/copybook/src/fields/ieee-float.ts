import { fromDouble } from '@plinth/expression';
import { numberText } from './digits.ts';
import type { FieldCodec } from './field-codec.ts';
import { shown } from './text.ts';

/** IEEE 754 of 4 or 8 bytes, as the shortest decimal number that is written as the same bytes. NaN and infinities are none. */
export function ieeeFloatCodec(size: 4 | 8, littleEndian: boolean): FieldCodec {
  const view = new DataView(new ArrayBuffer(8));
  return {
    empty: 0,
    wrong: () => 'it is infinite or no number',
    read({ bytes }, at) {
      for (let index = 0; index < size; index++) view.setUint8(index, bytes[at + index] ?? 0);
      const value = size === 4 ? shortest(view.getFloat32(0, littleEndian)) : view.getFloat64(0, littleEndian);
      return fromDouble(value) ?? undefined;
    },
    write(bytes, at, value) {
      const text = numberText(value);
      if (text === null) return `must be a number, not ${shown(value)}`;
      const number = Number(text);
      if (!Number.isFinite(size === 4 ? Math.fround(number) : number)) return `${text} is beyond what ${size} bytes hold`;
      if (size === 4) view.setFloat32(0, number, littleEndian);
      else view.setFloat64(0, number, littleEndian);
      for (let index = 0; index < size; index++) bytes[at + index] = view.getUint8(index);
      return null;
    },
  };
}

function shortest(single: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(single.toPrecision(digits));
    if (Math.fround(rounded) === single) return rounded;
  }
  return Number(single.toPrecision(9));
}
