import type { FieldCodec } from './field-codec.ts';
import { shown } from './text.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 of at most so many characters, filled up with spaces, whatever the code page is. */
export function utf8Codec(size: number, characters: number): FieldCodec {
  return {
    empty: '',
    read({ bytes }, at) {
      let end = at + size;
      while (end > at && bytes[end - 1] === 0x20) end--;
      try {
        return decoder.decode(bytes.subarray(at, end));
      } catch {
        return undefined;
      }
    },
    wrong: () => 'it is no UTF-8',
    write(bytes, at, value) {
      if (typeof value !== 'string') return `must be a text, not ${shown(value)}`;
      if (!value.isWellFormed()) return 'has half of a character';
      const count = [...value].length;
      if (count > characters) return `has ${count} characters, of which ${characters} have room`;
      const written = Buffer.from(value);
      if (written.byteLength > size) return `has ${written.byteLength} bytes in UTF-8, of which ${size} have room`;
      bytes.fill(0x20, at, at + size);
      bytes.set(written, at);
      return null;
    },
  };
}
