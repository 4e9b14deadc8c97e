import { DOMException } from './dom-exception.ts';

/** Bytes of any view or buffer; throws where it is none. */
export function bytesOf(input: unknown): Uint8Array {
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw new TypeError('It is neither an ArrayBuffer nor a view of one.');
}

/** UTF-8 of a text (Encoding Standard, section 7.4). */
export class TextEncoder {
  readonly encoding = 'utf-8';

  encode(input = ''): Uint8Array<ArrayBuffer> {
    const text = String(input).toWellFormed();
    // No character has more than three bytes for each of its units.
    const bytes = new Uint8Array(text.length * 3);
    return bytes.slice(0, this.#into(text, bytes).written);
  }

  encodeInto(input: string, target: Uint8Array): { read: number; written: number } {
    return this.#into(String(input).toWellFormed(), target);
  }

  #into(text: string, target: Uint8Array): { read: number; written: number } {
    let [read, written] = [0, 0];
    while (read < text.length) {
      const point = text.codePointAt(read) ?? 0;
      const length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (written + length > target.length) break;
      if (length === 1) target[written] = point;
      else {
        target[written] = ((0xf00 >> length) & 0xff) | (point >> (6 * (length - 1)));
        for (let at = 1; at < length; at++) target[written + at] = 0x80 | ((point >> (6 * (length - 1 - at))) & 0x3f);
      }
      written += length;
      read += length === 4 ? 2 : 1;
    }
    return { read, written };
  }
}

const labels: Readonly<Record<string, 'utf-8' | 'utf-16le'>> = {
  ...{ 'utf-8': 'utf-8', utf8: 'utf-8', 'unicode-1-1-utf-8': 'utf-8', 'x-unicode20utf8': 'utf-8', unicode11utf8: 'utf-8' },
  ...{ unicode20utf8: 'utf-8', 'utf-16le': 'utf-16le', 'utf-16': 'utf-16le', 'ucs-2': 'utf-16le', unicode: 'utf-16le' },
};

/** Text of bytes in UTF-8 or UTF-16 (Encoding Standard, sections 7.2, 8.1.1 and 14.4); of other encodings nothing is known. */
export class TextDecoder {
  readonly encoding: 'utf-8' | 'utf-16le';
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  #units: number[] = [];
  #text = '';
  #isBegun = false;
  /** Of UTF-8: the character so far, the bytes that it lacks, and what the next may be. Of UTF-16: the first of two bytes. */
  #state = { point: 0, missing: 0, least: 0x80, most: 0xbf, first: -1 };

  constructor(label = 'utf-8', { fatal = false, ignoreBOM = false }: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
    const name = String(label).trim().toLowerCase();
    const encoding = Object.hasOwn(labels, name) ? labels[name] : undefined;
    if (encoding === undefined) throw new RangeError(`The encoding ${label} is not known here: there are utf-8 and utf-16le.`);
    this.encoding = encoding;
    this.fatal = Boolean(fatal);
    this.ignoreBOM = Boolean(ignoreBOM);
  }

  decode(input?: unknown, { stream = false }: { stream?: boolean } = {}): string {
    const bytes = input === undefined ? new Uint8Array() : bytesOf(input);
    try {
      if (this.encoding === 'utf-8') this.#utf8(bytes);
      else this.#utf16(bytes);
      if (!stream) this.#end();
      this.#flush();
      return this.#text;
    } catch (error) {
      this.#reset();
      throw error;
    } finally {
      this.#text = '';
      if (!stream) this.#reset();
    }
  }

  #utf8(bytes: Uint8Array): void {
    const state = this.#state;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (state.missing === 0) {
        if (byte < 0x80) this.#put(byte);
        else if (byte >= 0xc2 && byte <= 0xf4) {
          state.missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
          state.point = byte & (byte < 0xe0 ? 0x1f : byte < 0xf0 ? 0xf : 7);
          if (byte === 0xe0) state.least = 0xa0;
          else if (byte === 0xed) state.most = 0x9f;
          else if (byte === 0xf0) state.least = 0x90;
          else if (byte === 0xf4) state.most = 0x8f;
        } else this.#bad();
        continue;
      }
      if (byte < state.least || byte > state.most) {
        this.#bad();
        // It may begin the next character.
        at--;
        continue;
      }
      [state.least, state.most] = [0x80, 0xbf];
      state.point = (state.point << 6) | (byte & 0x3f);
      state.missing--;
      if (state.missing === 0) this.#put(state.point);
    }
  }

  #utf16(bytes: Uint8Array): void {
    const state = this.#state;
    for (const byte of bytes) {
      if (state.first < 0) state.first = byte;
      else {
        const unit = state.first | (byte << 8);
        state.first = -1;
        const isTail = unit >= 0xdc00 && unit <= 0xdfff;
        // `missing` says here that half of a character waits for its other half.
        if (state.missing === 1 && isTail) {
          state.missing = 0;
          this.#put(0x10000 + ((state.point - 0xd800) << 10) + (unit - 0xdc00));
          continue;
        }
        if (state.missing === 1) this.#bad();
        if (unit >= 0xd800 && unit <= 0xdbff) [state.missing, state.point] = [1, unit];
        else if (isTail) this.#bad();
        else this.#put(unit);
      }
    }
  }

  #end(): void {
    if (this.#state.missing > 0 || this.#state.first >= 0) this.#bad();
  }

  #put(point: number): void {
    const isMark = !this.#isBegun && point === 0xfeff && !this.ignoreBOM;
    this.#isBegun = true;
    if (isMark) return;
    if (point < 0x10000) this.#units.push(point);
    else this.#units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
    if (this.#units.length >= 4096) this.#flush();
  }

  #bad(): void {
    this.#state = Object.assign(this.#state, { point: 0, missing: 0, least: 0x80, most: 0xbf });
    if (this.fatal) throw new TypeError(`What is to be decoded is no ${this.encoding}.`);
    this.#put(0xfffd);
  }

  #flush(): void {
    this.#text += String.fromCharCode(...this.#units);
    this.#units = [];
  }

  #reset(): void {
    this.#units = [];
    this.#isBegun = false;
    Object.assign(this.#state, { point: 0, missing: 0, least: 0x80, most: 0xbf, first: -1 });
  }
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of a text whose characters are bytes (HTML Standard, section 8.3). */
export function btoa(input: unknown): string {
  const text = String(input);
  let result = '';
  for (let at = 0; at < text.length; at += 3) {
    const [a, b, c] = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)];
    if (a > 255 || b > 255 || c > 255) throw new DOMException('A character is no byte.', 'InvalidCharacterError');
    result += `${digits[a >> 2]}${digits[((a & 3) << 4) | (b >> 4)]}`;
    result += Number.isNaN(b) ? '=' : digits[((b & 15) << 2) | (c >> 6)];
    result += Number.isNaN(c) ? '=' : digits[c & 63];
  }
  return result;
}

/** The text whose base64 it is; spaces are passed over (Infra Standard, "forgiving-base64 decode"). */
export function atob(input: unknown): string {
  let text = String(input).replace(/[\t\n\f\r ]/g, '');
  if (text.length % 4 === 0) text = text.replace(/==?$/, '');
  if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) throw new DOMException('It is no base64.', 'InvalidCharacterError');
  let [result, held, bits] = ['', 0, 0];
  for (const digit of text) {
    held = ((held << 6) | digits.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    result += String.fromCharCode((held >> bits) & 255);
  }
  return result;
}
