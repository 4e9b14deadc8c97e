import { nearestName } from '@plinth/foundation';
import { type Diagnostic, invalidExpression } from '../diagnostic.ts';
import type { FeelType } from '../types/feel-type.ts';
import { type NamedTypes, parseTypeAt } from '../types/parse-type.ts';
import type { ComparisonOperator } from './ast.ts';
import { type KnownNames, normalizeName } from './known-names.ts';

/** Words that are no names. */
export const keywords: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'for',
  'in',
  'return',
  'some',
  'every',
  'satisfies',
  'and',
  'or',
  'between',
  'instance',
  'of',
  'function',
  'external',
  'true',
  'false',
  'null',
]);
const comparisonSigns: readonly ComparisonOperator[] = ['<=', '>=', '!=', '=', '<', '>'];

/** Passes over the text word by word; what the words mean together is the parser's. */
export class Scanner {
  readonly text: string;
  readonly names: KnownNames;
  /** Offset of what has not been read yet. */
  at = 0;

  readonly #types: NamedTypes | undefined;

  constructor(text: string, names: KnownNames, types?: NamedTypes) {
    this.text = text;
    this.names = names;
    this.#types = types;
  }

  string(): string {
    const match = /^"((?:[^"\\\n]|\\[^\n])*)"/.exec(this.text.slice(this.at));
    if (match === null) throw this.unexpected('a closing quote');
    this.at += match[0].length;
    return (match[1] ?? '').replace(
      /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/g,
      (whole, short: string, long: string, letter: string) => {
        const code = short ?? long;
        if (code !== undefined) return Number.parseInt(code, 16) > 0x10ffff ? whole : String.fromCodePoint(Number.parseInt(code, 16));
        return escapes[letter] ?? whole;
      },
    );
  }

  type(): FeelType {
    this.start();
    const { type, end } = parseTypeAt(this.text, this.at, this.#types);
    this.at = end;
    return type;
  }

  declaredName(pattern: RegExp): string {
    this.start();
    const match = pattern.exec(this.text.slice(this.at, this.at + 300));
    const name = normalizeName(match?.[0] ?? '');
    if (match === null || name === '' || keywords.has(name)) throw this.unexpected('a name');
    this.at += match[0].length;
    return name;
  }

  /** A name that is used: a known one of several words, else one plain word. */
  name(): string {
    const known = this.names.match(this.text, this.at);
    if (known !== null) {
      this.at = known.to;
      return known.name;
    }
    const before = this.at;
    const word = this.plainWord();
    if (word === null || keywords.has(word)) throw this.unexpected('a value or a name', before);
    return word;
  }

  /** One plain word, a keyword or not; null where none stands there. */
  plainWord(): string | null {
    const match = /^[\p{L}_?][\p{L}\p{N}_']*/u.exec(this.text.slice(this.at, this.at + 300));
    this.at += match?.[0].length ?? 0;
    return match?.[0] ?? null;
  }

  /** The digits of a number; null where none stands there. */
  digits(): string | null {
    const match = /^(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?/.exec(this.text.slice(this.at));
    this.at += match?.[0].length ?? 0;
    return match?.[0] ?? null;
  }

  comparisonAhead(): boolean {
    const before = this.at;
    const found = this.comparisonSign() !== null;
    this.at = before;
    return found;
  }

  comparisonSign(): ComparisonOperator | null {
    this.start();
    for (const sign of comparisonSigns) {
      if (this.text.startsWith(sign, this.at)) {
        this.at += sign.length;
        return sign;
      }
    }
    return null;
  }

  oneOf<Sign extends string>(signs: readonly Sign[]): Sign | null {
    for (const sign of signs) if (this.sign(sign)) return sign;
    return null;
  }

  sign(sign: string): boolean {
    this.start();
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  word(word: string): boolean {
    this.start();
    if (!this.text.startsWith(word, this.at) || /^[\p{L}\p{N}_']/u.test(this.text.slice(this.at + word.length, this.at + word.length + 2)))
      return false;
    this.at += word.length;
    return true;
  }

  words(first: string, second: string): boolean {
    const before = this.at;
    if (this.word(first) && this.word(second)) return true;
    this.at = before;
    return false;
  }

  /** Passes blanks and comments; gives the offset of what follows. */
  start(): number {
    for (;;) {
      // Asked before every sign and word: most often there is nothing to pass, or nothing at all.
      const code = this.text.charCodeAt(this.at);
      if ((code > 0x20 && code < 0x7f && code !== slash) || Number.isNaN(code)) return this.at;
      while (/\s/.test(this.text[this.at] ?? 'x')) this.at++;
      if (this.text.startsWith('//', this.at)) {
        const end = this.text.indexOf('\n', this.at);
        this.at = end < 0 ? this.text.length : end;
      } else if (this.text.startsWith('/*', this.at)) {
        const end = this.text.indexOf('*/', this.at + 2);
        if (end < 0) throw this.unexpected('"*/"');
        this.at = end + 2;
      } else return this.at;
    }
  }

  unexpected(expected: string, from = this.at): Error {
    const found = /^(?:[\p{L}\p{N}_']+|"[^"]*"?|.)/u.exec(this.text.slice(from, from + 60))?.[0];
    const nearest = found === undefined ? null : nearestName(found, keywords);
    const diagnostic: Diagnostic = {
      severity: 'error',
      code: 'syntax',
      message: found === undefined ? 'the expression ends too early' : `"${found}" does not belong here`,
      from,
      to: from + (found?.length ?? 0),
      expected,
      ...(nearest === null || keywords.has(found ?? '') ? {} : { suggestion: nearest }),
    };
    return invalidExpression(this.text, [diagnostic]);
  }
}

const slash = 0x2f;
const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', "'": "'" };
