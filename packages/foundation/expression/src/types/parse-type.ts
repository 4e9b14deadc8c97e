import { invalidExpression } from '../diagnostic.ts';
import { contextType, type FeelType, listOf, rangeOf, types } from './feel-type.ts';

/** Longer names first, for `date` begins `date and time`. */
const names: readonly (readonly [string, FeelType])[] = [
  ['days and time duration', types.daysDuration],
  ['years and months duration', types.yearsDuration],
  ['day time duration', types.daysDuration],
  ['year month duration', types.yearsDuration],
  ['date and time', types.dateTime],
  ['boolean', types.boolean],
  ['number', types.number],
  ['string', types.string],
  ['date', types.date],
  ['time', types.time],
  ['null', types.null],
  ['Null', types.null],
  ['any', types.any],
  ['Any', types.any],
];

const deepest = 30;

/** Types that somebody declared, by the names they have in expressions. */
export type NamedTypes = ReadonlyMap<string, FeelType>;

const noTypes: NamedTypes = new Map();

/** Reads a type as FEEL writes it (grammar rule 54, `range` of DMN 1.5 added); `...` in a context leaves it open. */
export function parseType(text: string, named: NamedTypes = noTypes): FeelType {
  const reader = new TypeReader(text, 0, named);
  const type = reader.type(0);
  if (reader.rest() !== '') throw reader.error('the end');
  return type;
}

/** Reads a type that begins at an offset; gives it with the offset behind it. */
export function parseTypeAt(text: string, offset: number, named: NamedTypes = noTypes): { readonly type: FeelType; readonly end: number } {
  const reader = new TypeReader(text, offset, named);
  return { type: reader.type(0), end: reader.position };
}

class TypeReader {
  readonly #text: string;
  readonly #named: NamedTypes;
  position: number;

  constructor(text: string, position: number, named: NamedTypes) {
    this.#named = named;
    this.#text = text;
    this.position = position;
  }

  type(depth: number): FeelType {
    this.#space();
    if (depth > deepest) throw this.error('a type less deeply nested');
    // The longest first, for one name may begin another.
    for (const name of [...this.#named.keys()].sort((a, b) => b.length - a.length)) {
      const type = this.#named.get(name);
      if (type !== undefined && this.#word(name)) return type;
    }
    if (this.#word('list')) return listOf(this.#argument(depth) ?? types.any);
    if (this.#word('range')) return rangeOf(this.#argument(depth) ?? types.any);
    if (this.#word('context')) return this.#context(depth);
    if (this.#word('function')) return this.#function(depth);
    for (const [name, type] of names) if (this.#word(name)) return type;
    throw this.error('a type such as string, number, list<string> or context<name: string>');
  }

  rest(): string {
    this.#space();
    return this.#text.slice(this.position);
  }

  error(expected: string): Error {
    const message = `a type is wrong at "${this.#text.slice(this.position, this.position + 20)}"`;
    return invalidExpression(this.#text, [
      { severity: 'error', code: 'syntax', message, from: this.position, to: this.#text.length, expected },
    ]);
  }

  #argument(depth: number): FeelType | null {
    if (!this.#sign('<')) return null;
    const type = this.type(depth + 1);
    this.#require('>');
    return type;
  }

  #context(depth: number): FeelType {
    if (!this.#sign('<')) return contextType({}, { open: true });
    const entries: Record<string, FeelType> = {};
    let open = false;
    while (!this.#sign('>')) {
      if (this.#sign('...')) open = true;
      else {
        const match = /^[^:<>,]+/.exec(this.rest());
        if (match === null) throw this.error('a name');
        this.position += match[0].length;
        this.#require(':');
        Object.defineProperty(entries, match[0].trim(), { value: this.type(depth + 1), enumerable: true, configurable: true });
      }
      if (!this.#sign(',') && !/^\s*>/.test(this.rest())) throw this.error('"," or ">"');
    }
    return contextType(entries, { open });
  }

  #function(depth: number): FeelType {
    const parameters: { name: string; type: FeelType }[] = [];
    if (this.#sign('<')) {
      while (!this.#sign('>')) {
        parameters.push({ name: `p${parameters.length + 1}`, type: this.type(depth + 1) });
        if (!this.#sign(',') && !/^\s*>/.test(this.rest())) throw this.error('"," or ">"');
      }
    }
    return { kind: 'function', parameters, result: this.#sign('->') ? this.type(depth + 1) : types.any };
  }

  #space(): void {
    const match = /^\s+/.exec(this.#text.slice(this.position, this.position + 1000));
    if (match !== null) this.position += match[0].length;
  }

  #word(word: string): boolean {
    const pattern = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+');
    const match = new RegExp(`^${pattern}(?![A-Za-z0-9_])`).exec(this.#text.slice(this.position, this.position + 100));
    if (match === null) return false;
    this.position += match[0].length;
    return true;
  }

  #sign(sign: string): boolean {
    this.#space();
    if (!this.#text.startsWith(sign, this.position)) return false;
    this.position += sign.length;
    return true;
  }

  #require(sign: string): void {
    if (!this.#sign(sign)) throw this.error(`"${sign}"`);
  }
}
