/** A value as Redis sends it: text, number, nothing, an error, or a list of such. */
export type RedisValue = string | number | null | RedisError | readonly RedisValue[];

/** What Redis said that it does not do. */
export class RedisError {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** The answer is not in the protocol of Redis. */
export class MalformedAnswer extends Error {}

const deepest = 16;
const mostItems = 100_000;

/** A command as Redis reads it (RESP 2): words with their lengths, so that nothing in them is anything else. */
export function commandBytes(words: readonly string[]): Buffer {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return Buffer.from(`*${words.length}\r\n${parts.join('')}`);
}

/** The values at the beginning of bytes that hold them all; `lossy` has bytes that are no text replaced by U+FFFD. Throws `MalformedAnswer`. */
export function readValues(bytes: Buffer, wanted: number, lossy = false): readonly RedisValue[] {
  const reader = new Reader(bytes, lossy);
  return Array.from({ length: wanted }, () => {
    const value = reader.value(0);
    if (value === undefined) throw new MalformedAnswer('it is cut');
    return value;
  });
}

/** Sees when the values of an answer are all there; each byte is looked at once. */
export class AnswerEnd {
  #left: number;
  #at = 0;

  constructor(wanted: number) {
    this.#left = wanted;
  }

  /** Whether the bytes, which are those of before and more, hold everything. */
  isIn(bytes: Buffer): boolean {
    while (this.#left > 0) {
      const end = bytes.indexOf('\r\n', this.#at);
      if (end < 0) return false;
      const length = Number(bytes.toString('latin1', this.#at + 1, Math.min(end, this.#at + 22)));
      const kind = bytes[this.#at];
      const after = end + 2 + (kind === 0x24 && length > 0 ? length + 2 : kind === 0x24 && length === 0 ? 2 : 0);
      if (after > bytes.length) return false;
      this.#left += kind === 0x2a && length > 0 ? length - 1 : -1;
      this.#at = after;
    }
    return true;
  }
}

const strict = new TextDecoder('utf-8', { fatal: true });
const replacing = new TextDecoder('utf-8');

class Reader {
  readonly #bytes: Buffer;
  readonly #decoder: TextDecoder;
  #at = 0;
  #items = 0;

  constructor(bytes: Buffer, lossy: boolean) {
    this.#bytes = bytes;
    this.#decoder = lossy ? replacing : strict;
  }

  /** Undefined where it is not all there. */
  value(depth: number): RedisValue | undefined {
    const line = this.#line();
    if (line === undefined) return undefined;
    const rest = line.slice(1);
    switch (line[0]) {
      case '+':
        return rest;
      case '-':
        return new RedisError(rest.slice(0, 1000));
      case ':':
        return this.#number(rest);
      case '$':
        return this.#text(this.#number(rest));
      case '*':
        return this.#list(this.#number(rest), depth);
      default:
        throw new MalformedAnswer('it is not the protocol of Redis');
    }
  }

  #line(): string | undefined {
    const end = this.#bytes.indexOf('\r\n', this.#at);
    if (end < 0) {
      if (this.#bytes.length - this.#at > 10_000) throw new MalformedAnswer('a line has no end');
      return undefined;
    }
    const line = this.#bytes.toString('utf8', this.#at, end);
    this.#at = end + 2;
    return line;
  }

  #number(text: string): number {
    if (!/^-?\d{1,19}$/.test(text)) throw new MalformedAnswer('a number is none');
    return Number(text);
  }

  #text(length: number): string | null | undefined {
    if (length === -1) return null;
    if (length < 0) throw new MalformedAnswer('a length is none');
    const end = this.#at + length;
    if (this.#bytes.length < end + 2) return undefined;
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end + 2;
    try {
      return this.#decoder.decode(bytes);
    } catch {
      throw new MalformedAnswer('it has bytes that are no text');
    }
  }

  #list(length: number, depth: number): readonly RedisValue[] | null | undefined {
    if (length === -1) return null;
    this.#items += length;
    if (length < 0 || depth >= deepest || this.#items > mostItems) throw new MalformedAnswer('a list is too long or too deep');
    const items: RedisValue[] = [];
    for (let at = 0; at < length; at++) {
      const item = this.value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  }
}
