import type { CodePage } from '../code-pages/code-page.ts';
import type { FieldCodec } from './field-codec.ts';
import { hexByte } from './wrong-bytes.ts';

const space = 0x20;

/** Characters of one byte, filled up with spaces at the end, or at the beginning where they are justified to the right. */
export function textCodec(size: number, justified: boolean, { toByte, hasGaps, name, space: filler }: CodePage): FieldCodec {
  return {
    empty: '',
    read({ text, base }, at) {
      const from = at - base;
      const value = justified ? withoutLeading(text, from, from + size) : withoutTrailing(text, from, from + size);
      return hasGaps && value.includes('\uFFFD') ? undefined : value;
    },
    wrong({ bytes, text, base }, at) {
      const index = Math.max(text.substring(at - base, at - base + size).indexOf('\uFFFD'), 0);
      return `byte ${index + 1} of it, ${hexByte(bytes[at + index])}, is no character of code page ${name}`;
    },
    write(bytes, at, value) {
      if (typeof value !== 'string') return `must be a text, not ${shown(value)}`;
      if (value.length > size) return `has ${value.length} characters, of which ${size} have room`;
      const from = justified ? at + size - value.length : at;
      bytes.fill(filler, at, at + size);
      for (let index = 0; index < value.length; index++) {
        const byte = toByte[value.charCodeAt(index)] ?? -1;
        if (byte < 0) return `has "${characterAt(value, index)}", which code page ${name} lacks`;
        bytes[from + index] = byte;
      }
      return null;
    },
  };
}

export function withoutTrailing(text: string, from: number, to: number): string {
  let end = to;
  while (end > from && text.charCodeAt(end - 1) === space) end--;
  return text.substring(from, end);
}

export function withoutLeading(text: string, from: number, to: number): string {
  let begin = from;
  while (begin < to && text.charCodeAt(begin) === space) begin++;
  return text.substring(begin, to);
}

/** A value in a message, cut. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : Array.isArray(value)
        ? 'a list'
        : typeof value === 'object' && value !== null
          ? 'an object'
          : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function characterAt(text: string, index: number): string {
  return String.fromCodePoint(text.codePointAt(index) ?? 0xfffd);
}
