import type { FieldCodec } from './field-codec.ts';
import { shown, withoutLeading, withoutTrailing } from './text.ts';

/** UTF-16, most significant byte first, filled up with spaces. */
export function nationalCodec(size: number, justified: boolean): FieldCodec {
  const characters = size / 2;
  return {
    empty: '',
    read({ bytes }, at) {
      let text = '';
      for (let index = at; index < at + size; index += 2) text += String.fromCharCode(((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0));
      if (!text.isWellFormed()) return undefined;
      return justified ? withoutLeading(text, 0, characters) : withoutTrailing(text, 0, characters);
    },
    write(bytes, at, value) {
      if (typeof value !== 'string') return `must be a text, not ${shown(value)}`;
      if (value.length > characters) return `has ${value.length} characters, of which ${characters} have room`;
      if (!value.isWellFormed()) return 'has half of a character';
      const whole = justified ? value.padStart(characters) : value.padEnd(characters);
      for (let index = 0; index < characters; index++) {
        const unit = whole.charCodeAt(index);
        bytes[at + index * 2] = unit >> 8;
        bytes[at + index * 2 + 1] = unit & 0xff;
      }
      return null;
    },
  };
}
