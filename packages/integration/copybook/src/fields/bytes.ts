import type { FieldCodec } from './field-codec.ts';
import { shown } from './text.ts';
import { neverWrong } from './wrong-bytes.ts';

const digits = '0123456789abcdef';

/** Bytes in hexadecimal, for what has no better form. */
export function bytesCodec(size: number): FieldCodec {
  return {
    empty: '00'.repeat(size),
    wrong: neverWrong,
    read: ({ bytes }, at) => hexOf(bytes, at, at + size),
    write(bytes, at, value) {
      if (typeof value !== 'string' || !isHex(value) || value.length !== size * 2)
        return `must be ${size} bytes in hexadecimal, not ${shown(value)}`;
      writeHex(bytes, at, value);
      return null;
    },
  };
}

export function hexOf(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    text += digits.charAt(byte >> 4) + digits.charAt(byte & 15);
  }
  return text;
}

export function isHex(text: string): boolean {
  return /^(?:[0-9a-fA-F]{2})*$/.test(text);
}

export function writeHex(bytes: Uint8Array, at: number, hex: string): void {
  for (let index = 0; index < hex.length; index += 2) bytes[at + index / 2] = Number.parseInt(hex.slice(index, index + 2), 16);
}
