import type { CodePage } from '../code-pages/code-page.ts';
import { type DoubleByte, doubleSpace } from '../code-pages/double-byte/double-byte.ts';
import type { FieldCodec } from './field-codec.ts';
import { shown, withoutLeading, withoutTrailing } from './text.ts';
import { hexByte } from './wrong-bytes.ts';

const shiftOut = 0x0e;
const shiftIn = 0x0f;
const wideSpace = '\u3000';

/** Texts in which characters of one byte and, between shift out and shift in, of two stand together. */
export function mixedTextCodec(size: number, justified: boolean, page: CodePage, double: DoubleByte): FieldCodec {
  return {
    empty: '',
    read({ bytes }, at) {
      const text = mixedText(bytes, at, at + size, page, double);
      if (typeof text !== 'string') return undefined;
      return justified ? withoutLeading(text, 0, text.length) : withoutTrailing(text, 0, text.length);
    },
    wrong({ bytes }, at) {
      const place = mixedText(bytes, at, at + size, page, double);
      if (typeof place === 'string') return 'nothing is wrong with it';
      if (place >= at + size) return 'its characters of two bytes do not end with shift in, 0f';
      return `byte ${place - at + 1} of it, ${hexByte(bytes[place])}, is no character of code page ${page.name}`;
    },
    write(bytes, at, value) {
      if (typeof value !== 'string') return `must be a text, not ${shown(value)}`;
      const written = mixedBytes(value, page, double);
      if (typeof written === 'string') return written;
      if (written.length > size) return `has ${written.length} bytes, of which ${size} have room`;
      bytes.fill(page.space, at, at + size);
      bytes.set(written, justified ? at + size - written.length : at);
      return null;
    },
  };
}

/** The text of bytes; the place of the first that is none of it, the end where the text does not. */
function mixedText(bytes: Uint8Array, from: number, to: number, { toText }: CodePage, double: DoubleByte): string | number {
  let text = '';
  let isDouble = false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === (isDouble ? shiftIn : shiftOut)) isDouble = !isDouble;
    else if (isDouble) {
      const unit = at + 1 < to ? (double.toText[byte * 0x100 + (bytes[at + 1] ?? 0)] ?? 0) : 0;
      if (unit === 0) return at;
      text += String.fromCharCode(unit);
      at++;
    } else {
      const unit = toText[byte] ?? 0xfffd;
      if (unit === 0xfffd) return at;
      text += String.fromCharCode(unit);
    }
  }
  return isDouble ? to : text;
}

function mixedBytes(text: string, { toByte, name }: CodePage, double: DoubleByte): number[] | string {
  const bytes: number[] = [];
  let isDouble = false;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const single = toByte[unit] ?? -1;
    const pair = double.toBytes[unit] ?? 0;
    if (single < 0 && pair === 0) return `has "${String.fromCodePoint(text.codePointAt(index) ?? 0xfffd)}", which code page ${name} lacks`;
    if (single < 0 !== isDouble) {
      bytes.push(isDouble ? shiftIn : shiftOut);
      isDouble = !isDouble;
    }
    if (isDouble) bytes.push(pair >> 8, pair & 0xff);
    else bytes.push(single);
  }
  if (isDouble) bytes.push(shiftIn);
  return bytes;
}

/** Characters of two bytes alone, as DISPLAY-1 has them, filled up with the space of two bytes. */
export function graphicCodec(size: number, { toText, toBytes }: DoubleByte, name: string): FieldCodec {
  const characters = size / 2;
  const unitAt = (bytes: Uint8Array, at: number) => toText[(bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0)] ?? 0;
  return {
    empty: '',
    read({ bytes }, at) {
      let text = '';
      for (let place = at; place < at + size; place += 2) {
        const unit = unitAt(bytes, place);
        if (unit === 0) return undefined;
        text += String.fromCharCode(unit);
      }
      let end = text.length;
      while (end > 0 && text.charAt(end - 1) === wideSpace) end--;
      return text.slice(0, end);
    },
    wrong({ bytes }, at) {
      let place = at;
      while (place < at + size && unitAt(bytes, place) !== 0) place += 2;
      return `bytes ${place - at + 1} and ${place - at + 2} of it, ${hexByte(bytes[place])}${hexByte(bytes[place + 1])}, are no character of code page ${name}`;
    },
    write(bytes, at, value) {
      if (typeof value !== 'string') return `must be a text, not ${shown(value)}`;
      if (value.length > characters) return `has ${value.length} characters, of which ${characters} have room`;
      for (let index = 0; index < characters; index++) {
        const unit = value.charCodeAt(index);
        const pair = index < value.length ? (toBytes[unit] ?? 0) : doubleSpace;
        if (pair === 0)
          return `has "${String.fromCodePoint(value.codePointAt(index) ?? 0xfffd)}", which has no two bytes in code page ${name}`;
        bytes[at + index * 2] = pair >> 8;
        bytes[at + index * 2 + 1] = pair & 0xff;
      }
      return null;
    },
  };
}
