import { URLSearchParams } from './url-search-params.ts';

/** The parts of an address that can be read; all but `origin` can be set. */
export const urlParts = [
  ...(['href', 'origin', 'protocol', 'username', 'password', 'host'] as const),
  ...(['hostname', 'port', 'pathname', 'search', 'hash'] as const),
];
export type UrlParts = Readonly<Record<(typeof urlParts)[number], string>>;

/** Characters of an address, or of a part that is set. */
export const mostUrlCharacters = 32_768;

/** Reads an address, after one of its parts was set where that is wanted; JSON in, JSON of its parts out, nothing where it is none. */
export type UrlReader = (request: string) => string;

/** Addresses of the web (URL Standard, section 6.1). They are read outside, by the reader of addresses that Node has. */
export function urlClass(reader: UrlReader) {
  const { parse, stringify } = JSON;
  const read = (href: string, more: { readonly base?: string; readonly set?: readonly [part: string, value: string] }): UrlParts | null => {
    const longest = Math.max(href.length, more.base?.length ?? 0, more.set?.[1].length ?? 0);
    const answer = longest > mostUrlCharacters ? '' : reader(stringify({ href, ...more }));
    return answer === '' ? null : (parse(answer) as UrlParts);
  };

  class URL {
    #parts: UrlParts;
    #query: URLSearchParams | null = null;

    constructor(address: unknown, base?: unknown) {
      const parts = read(String(address), base === undefined ? {} : { base: String(base) });
      if (parts === null) throw new TypeError(`Invalid URL: ${String(address).slice(0, 200)}`);
      this.#parts = parts;
    }

    static canParse(address: unknown, base?: unknown): boolean {
      return URL.parse(address, base) !== null;
    }

    static parse(address: unknown, base?: unknown): URL | null {
      try {
        return new URL(address, base);
      } catch {
        return null;
      }
    }

    get searchParams(): URLSearchParams {
      this.#query ??= new URLSearchParams(this.#parts.search, (text) => this.#set('search', text));
      return this.#query;
    }

    toString(): string {
      return this.#parts.href;
    }

    toJSON(): string {
      return this.#parts.href;
    }

    #set(part: string, value: string): void {
      const parts = read(part === 'href' ? value : this.#parts.href, part === 'href' ? {} : { set: [part, value] });
      if (parts === null && part === 'href') throw new TypeError(`Invalid URL: ${value.slice(0, 200)}`);
      if (parts !== null) this.#parts = parts;
    }

    static {
      for (const part of urlParts) {
        const get = function (this: URL): string {
          return this.#parts[part];
        };
        const set = function (this: URL, value: unknown): void {
          this.#set(part, String(value));
          // What was handed out would tell of another address from now on.
          if (part === 'href' || part === 'search') this.#query = null;
        };
        Object.defineProperty(URL.prototype, part, { get, ...(part === 'origin' ? {} : { set }), enumerable: true, configurable: true });
      }
    }
  }

  return URL;
}
