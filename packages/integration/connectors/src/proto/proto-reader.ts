import { type Token, tokensOf, wrong } from './tokens.ts';

/** Goes through the tokens of a .proto file. What is not what was expected throws `connectors.unreadable-document`. */
export class ProtoReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  get isEnd(): boolean {
    return this.#next().kind === 'end';
  }

  get line(): number {
    return this.#next().line;
  }

  /** What is said directly before what is next. */
  get comment(): string {
    return this.#next().comment ?? '';
  }

  /** Whether `map<` is next, and not a type that is called so. */
  get isMap(): boolean {
    return this.#next().text === 'map' && this.#next(1).text === '<';
  }

  /** Whether `stream` is next before a type, and is not the type itself. */
  get isStream(): boolean {
    // `stream .a.B` and a type `stream.B` look alike; nobody calls a package so.
    return this.#next().text === 'stream' && this.#next(1).text !== ')';
  }

  /** Whether a field is next: a label, a map, a group, or a type with a name, a number and what ends it. */
  get isField(): boolean {
    const { kind, text } = this.#next();
    if (text === '.') return true;
    if (kind !== 'word' || text === 'option') return false;
    if (this.isMap) return true;
    let at = 0;
    if (labels.has(text) && (this.#next(1).kind === 'word' || this.#next(1).text === '.')) at++;
    if (this.#next(at).text === '.') at++;
    while (this.#next(at).kind === 'word' && this.#next(at + 1).text === '.') at += 2;
    return this.#next(at).kind === 'word' && this.#next(at + 1).kind === 'word' && this.#next(at + 2).text === '=';
  }

  isNext(text: string): boolean {
    return this.#next().text === text && this.#next().kind !== 'text';
  }

  /** Goes past a sign or word, where it is next. */
  take(text: string): boolean {
    if (!this.isNext(text)) return false;
    this.#at++;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(`"${text}" is missing before "${this.#next().text}"`);
  }

  word(): string {
    const { kind, text } = this.#next();
    if (kind !== 'word') this.fail(`a name is missing before "${text}"`);
    this.#at++;
    return text;
  }

  /** A name with dots, perhaps one before it. */
  name(): string {
    let name = this.take('.') ? '.' : '';
    name += this.word();
    while (this.take('.')) name += `.${this.word()}`;
    return name;
  }

  /** Texts that follow each other are one. */
  text(): string {
    let text = '';
    if (this.#next().kind !== 'text') this.fail(`a text is missing before "${this.#next().text}"`);
    while (this.#next().kind === 'text') {
      text += this.#next().text;
      this.#at++;
    }
    return text;
  }

  integer(): number {
    const sign = this.take('-') ? -1 : 1;
    const { kind, text } = this.#next();
    const number = /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text);
    if (kind !== 'number' || !Number.isInteger(number)) this.fail(`a whole number is missing before "${text}"`);
    this.#at++;
    return sign * number;
  }

  /** Options in brackets, as they are written, by name; none where none are next. */
  options(): Readonly<Record<string, string>> {
    const options: [string, string][] = [];
    if (!this.take('[')) return {};
    do options.push(this.#optionUntil(new Set([',', ']'])));
    while (this.take(','));
    this.expect(']');
    return Object.fromEntries(options);
  }

  /** An option up to its semicolon. */
  option(): [string, string] {
    const option = this.#optionUntil(new Set([';']));
    this.expect(';');
    return option;
  }

  /** Goes past a statement up to its semicolon, whatever braces are in it. */
  skipStatement(): void {
    this.#textUntil(new Set([';']));
    this.expect(';');
  }

  fail(reason: string): never {
    throw wrong(reason, this.line);
  }

  #optionUntil(ends: ReadonlySet<string>): [string, string] {
    const name = this.#textUntil(new Set(['=']));
    this.expect('=');
    return [name, this.#textUntil(ends)];
  }

  #textUntil(ends: ReadonlySet<string>): string {
    let text = '';
    for (let depth = 0; ; this.#at++) {
      const { kind, text: next } = this.#next();
      if (kind === 'end') this.fail('the file ends too early');
      if (kind === 'sign' && depth === 0 && ends.has(next)) return text;
      if (kind === 'sign' && '{[(<'.includes(next)) depth++;
      if (kind === 'sign' && '}])>'.includes(next)) depth--;
      if (depth < 0) this.fail(`"${next}" closes nothing`);
      text += next;
    }
  }

  #next(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] ?? end;
  }
}

const labels: ReadonlySet<string> = new Set(['optional', 'repeated', 'required']);
const end: Token = { kind: 'end', text: 'the end of the file', line: 0 };
