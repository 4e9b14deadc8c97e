import { codePage } from '../code-pages/code-page.ts';
import type { Storage } from '../layout/storage.ts';
import type { FieldCodec } from './field-codec.ts';
import { shown, withoutLeading, withoutTrailing } from './text.ts';
import { zonedCodec } from './zoned.ts';

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
    wrong: () => 'it has half of a character',
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

/** Digits of UTF-16, whose second bytes are those of ASCII; a sign is a character of its own. */
export function nationalDigitsCodec(storage: Extract<Storage, { type: 'zoned' }>, size: number): FieldCodec {
  const digits = zonedCodec(storage, codePage('ascii'));
  const narrow = new Uint8Array(size / 2);
  return {
    empty: digits.empty,
    read({ bytes }, at) {
      for (let index = 0; index < narrow.length; index++) {
        if (bytes[at + index * 2] !== 0) return undefined;
        narrow[index] = bytes[at + index * 2 + 1] ?? 0;
      }
      // A letter is a digit with a sign in bytes alone.
      return narrow.some((byte) => byte > 0x39) ? undefined : digits.read({ bytes: narrow, text: '', base: 0 }, 0);
    },
    wrong: () => 'it holds other characters than digits and its sign',
    write(bytes, at, value) {
      const problem = digits.write(narrow, 0, value);
      if (problem !== null) return problem;
      for (const [index, byte] of narrow.entries()) {
        bytes[at + index * 2] = 0;
        bytes[at + index * 2 + 1] = byte;
      }
      return null;
    },
  };
}
