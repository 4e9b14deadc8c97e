/** A value in an answer of IMAP: a word or text, bytes that were announced by their length, nothing, or a list of such. */
export type ImapValue = string | Buffer | null | readonly ImapValue[];

/** What a server says in one go: its first word (`*`, `+` or the tag of a command) and what follows. */
export interface ImapResponse {
  readonly tag: string;
  /** OK, NO, BAD, BYE, PREAUTH, or what the data are: SEARCH, FETCH … */
  readonly word: string;
  /** The number before the word, where there is one. */
  readonly number: number | null;
  /** What a server tells people, behind a status; it may be anything. */
  readonly text: string;
  readonly values: readonly ImapValue[];
}

/** What came is no IMAP. */
export class NoImap extends Error {}

const deepest = 20;
const statuses: ReadonlySet<string> = new Set(['OK', 'NO', 'BAD', 'BYE', 'PREAUTH']);

/** Reads a response (RFC 3501, section 9) of its parts: lines without their ends, and between them the bytes that each announced. */
export function readResponse(parts: readonly Buffer[]): ImapResponse {
  const [first = Buffer.alloc(0)] = parts;
  const line = first.toString('utf8');
  const [tag = '', second = '', third = ''] = line.split(' ', 3);
  if (tag === '+') return { tag, word: '+', number: null, text: line.slice(2), values: [] };
  if (tag !== '*' && !/^[A-Za-z0-9]+$/.test(tag)) throw new NoImap('it is not the protocol IMAP');
  const counted = /^\d{1,10}$/.test(second);
  const word = (counted ? third : second).toUpperCase();
  const start = tag.length + 1 + (counted ? second.length + 1 : 0) + word.length + 1;
  if (!counted && statuses.has(word)) return { tag, word, number: null, text: line.slice(start), values: [] };
  if (tag !== '*' || !/^[A-Z0-9]+$/.test(word)) throw new NoImap('it is not the protocol IMAP');
  const values = new Reader([Buffer.from(line.slice(start)), ...parts.slice(1)]).all();
  return { tag, word, number: counted ? Number(second) : null, text: '', values };
}

/** Whether a line tells how something went: what follows is for people, and announces nothing. */
export function isStatus(line: Buffer): boolean {
  return /^(?:\*|[a-z]+\d+) (?:OK|NO|BAD|BYE|PREAUTH)(?: |$)/i.test(line.toString('latin1', 0, 40));
}

/** How many bytes follow a line by themselves; null where it is the last. */
export function announced(line: Buffer): number | null {
  if (line.at(-1) !== 0x7d) return null;
  const [, length] = /\{(\d{1,12})\+?\}$/.exec(line.toString('latin1', Math.max(0, line.byteLength - 20))) ?? [];
  return length === undefined ? null : Number(length);
}

class Reader {
  readonly #parts: readonly Buffer[];
  #part = 0;
  #text: string;
  #at = 0;

  constructor(parts: readonly Buffer[]) {
    this.#parts = parts;
    this.#text = parts[0]?.toString('utf8') ?? '';
  }

  all(): readonly ImapValue[] {
    const values = this.#values(0);
    if (this.#at < this.#text.length) throw new NoImap('a list ends that did not begin');
    return values;
  }

  #values(depth: number): readonly ImapValue[] {
    if (depth > deepest) throw new NoImap('lists lie in lists too deep');
    const found: ImapValue[] = [];
    for (;;) {
      while (this.#text[this.#at] === ' ') this.#at++;
      const next = this.#text[this.#at];
      if (next === undefined || next === ')') return found;
      found.push(this.#value(next, depth));
    }
  }

  #value(next: string, depth: number): ImapValue {
    if (next === '(') {
      this.#at++;
      const list = this.#values(depth + 1);
      if (this.#text[this.#at] !== ')') throw new NoImap('a list has no end');
      this.#at++;
      return list;
    }
    if (next === '"') return this.#quoted();
    const literal = next === '{' && /^\{\d+\+?\}$/.test(this.#text.slice(this.#at));
    return literal ? this.#literal() : this.#atom();
  }

  #quoted(): string {
    let found = '';
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const letter = this.#text[this.#at];
      if (letter === '"') {
        this.#at++;
        return found;
      }
      if (letter === '\\') this.#at++;
      found += this.#text[this.#at] ?? '';
    }
    throw new NoImap('a text has no end');
  }

  #literal(): Buffer {
    const bytes = this.#parts[this.#part + 1];
    const after = this.#parts[this.#part + 2];
    if (bytes === undefined || after === undefined) throw new NoImap('it is cut');
    this.#part += 2;
    this.#text = after.toString('utf8');
    this.#at = 0;
    return bytes;
  }

  /** Sections such as `BODY[HEADER]<0>` are one word. */
  #atom(): string | null {
    const start = this.#at;
    while (this.#at < this.#text.length && !/[ ()]/.test(this.#text[this.#at] ?? ' ')) this.#at++;
    const word = this.#text.slice(start, this.#at);
    return word.toUpperCase() === 'NIL' ? null : word;
  }
}
