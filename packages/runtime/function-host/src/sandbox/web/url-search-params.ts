import { TextDecoder } from './text-coding.ts';

type Given = string | Iterable<readonly string[]> | Readonly<Record<string, unknown>>;

/** Names and values behind the question mark of an address (URL Standard, section 6.2). */
export class URLSearchParams {
  #pairs: [string, string][] = [];
  /** Told of each change. */
  readonly #changed: (text: string) => void;

  constructor(given: Given = '', changed: (text: string) => void = () => {}) {
    // Beside the standard's one parameter there is one for addresses; whoever else gives it is told of changes, too.
    this.#changed = typeof changed === 'function' ? changed : () => {};
    if (typeof given === 'object' && given !== null) {
      const pairs: Iterable<unknown> = Symbol.iterator in given ? (given as Iterable<unknown>) : Object.entries(given);
      for (const pair of pairs) {
        const [name, value, ...rest] = pair as readonly unknown[];
        if (name === undefined || value === undefined || rest.length > 0) throw new TypeError('A pair has a name and a value.');
        this.#pairs.push([textOf(name), textOf(value)]);
      }
    } else this.#pairs = parse(textOf(given).replace(/^\?/, ''));
  }

  get size(): number {
    return this.#pairs.length;
  }

  append(name: string, value: string): void {
    this.#pairs.push([textOf(name), textOf(value)]);
    this.#tell();
  }

  delete(name: string, value?: string): void {
    this.#pairs = this.#pairs.filter((pair) => !matches(pair, name, value));
    this.#tell();
  }

  get(name: string): string | null {
    return this.#pairs.find((pair) => matches(pair, name))?.[1] ?? null;
  }

  getAll(name: string): string[] {
    return this.#pairs.filter((pair) => matches(pair, name)).map(([, value]) => value);
  }

  has(name: string, value?: string): boolean {
    return this.#pairs.some((pair) => matches(pair, name, value));
  }

  set(name: string, value: string): void {
    const at = this.#pairs.findIndex((pair) => matches(pair, name));
    const pair: [string, string] = [textOf(name), textOf(value)];
    if (at < 0) this.#pairs.push(pair);
    else this.#pairs = this.#pairs.flatMap((other, place) => (place === at ? [pair] : matches(other, name) ? [] : [other]));
    this.#tell();
  }

  /** By name in units of UTF-16; those of one name stay in their order. */
  sort(): void {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#tell();
  }

  forEach(callback: (value: string, name: string, all: URLSearchParams) => void, self?: unknown): void {
    for (const [name, value] of this) callback.call(self, value, name, this);
  }

  *entries(): Generator<[string, string]> {
    for (let at = 0; at < this.#pairs.length; at++) {
      const [name, value] = this.#pairs[at] ?? ['', ''];
      yield [name, value];
    }
  }

  *keys(): Generator<string> {
    for (const [name] of this) yield name;
  }

  *values(): Generator<string> {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator](): Generator<[string, string]> {
    return this.entries();
  }

  toString(): string {
    return this.#pairs.map(([name, value]) => `${spell(name)}=${spell(value)}`).join('&');
  }

  #tell(): void {
    this.#changed(this.toString());
  }
}

function textOf(value: unknown): string {
  return String(value).toWellFormed();
}

function matches([own, held]: readonly [string, string], name: string, value?: string): boolean {
  return own === textOf(name) && (value === undefined || held === textOf(value));
}

/** The serialiser of forms of the web: what encodeURIComponent leaves, and forms do not. */
function spell(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function parse(text: string): [string, string][] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [read(part), ''] : [read(part.slice(0, at)), read(part.slice(at + 1))];
    });
}

function read(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  return spaced.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(encoded.slice(1).split('%'), (byte) => Number.parseInt(byte, 16))),
  );
}
