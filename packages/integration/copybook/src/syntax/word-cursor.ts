import { type Finding, placeOf } from './finding.ts';
import type { Word } from './words.ts';

const nameForm = /^(?=.*[A-Za-z:(])[\w:()#@$-]{1,128}$/;

/** Goes through the words of one entry. Words of COBOL are the same in capital and small letters. */
export class WordCursor {
  readonly #words: readonly Word[];
  readonly #findings: Finding[];
  #at = 0;

  constructor(words: readonly Word[], findings: Finding[]) {
    this.#words = words;
    this.#findings = findings;
  }

  get current(): Word | undefined {
    return this.#words[this.#at];
  }

  isAtEnd(): boolean {
    return this.#at >= this.#words.length;
  }

  skip(count = 1): void {
    this.#at += count;
  }

  back(): void {
    this.#at--;
  }

  /** The word that is next, or one behind it, in capital letters; empty where it is none. */
  peek(ahead = 0): string {
    const word = this.#words[this.#at + ahead];
    return word?.kind === 'word' ? word.text.toUpperCase() : '';
  }

  next(): string {
    const text = this.peek();
    this.#at++;
    return text;
  }

  take(expected: string): boolean {
    if (this.peek() !== expected) return false;
    this.#at++;
    return true;
  }

  name(): string | null {
    const word = this.current;
    if (word === undefined || word.kind !== 'word' || !nameForm.test(word.text)) {
      this.refuse(word === undefined ? 'A name is missing.' : `"${word.text}" is no name.`);
      return null;
    }
    this.#at++;
    return word.text.toUpperCase();
  }

  /** A name with the groups that qualify it: `COUNT OF HEAD`. */
  qualifiedName(): string[] {
    const names = [this.name() ?? ''];
    while (this.take('OF') || this.take('IN')) names.push(this.name() ?? '');
    return names;
  }

  /** A value as written; `ALL 'x'` is the literal. */
  literal(): string {
    if (this.take('ALL')) return this.literal();
    const word = this.current;
    if (word === undefined) {
      this.refuse('A value is missing.');
      return '';
    }
    this.#at++;
    const text = word.kind === 'literal' ? word.text : word.text.toUpperCase();
    // Literals that are put together (ISO/IEC 1989:2014 §8.8.3).
    return this.take('&') ? text + this.literal() : text;
  }

  refuse(message: string, word = this.current ?? this.#words.at(-1)): void {
    const place = word === undefined ? { file: null, line: 1, column: 1 } : placeOf(word);
    this.#findings.push({ severity: 'error', ...place, message });
  }
}
