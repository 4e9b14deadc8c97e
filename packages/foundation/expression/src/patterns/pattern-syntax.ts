import type { PatternNode } from './pattern-tree.ts';

/** Longer patterns are refused: nobody writes them. */
export const longestPattern = 2_000;

type Repetition = Omit<Extract<PatternNode, { kind: 'repeat' }>, 'kind' | 'of'>;

/** What patterns of XPath and of JavaScript share: alternatives, sequences, groups within groups, repetition. */
export abstract class PatternSyntax {
  protected readonly letters: readonly string[];
  protected at = 0;
  protected groups = 0;

  constructor(pattern: string) {
    this.letters = Array.from(pattern);
  }

  /** Throws a `SyntaxError`. */
  read(): { readonly root: PatternNode; readonly groups: number } {
    const root = this.alternatives(0);
    if (this.at < this.letters.length) throw new SyntaxError('unmatched )');
    return { root, groups: this.groups };
  }

  protected abstract atom(depth: number): PatternNode;

  protected alternatives(depth: number): PatternNode {
    if (depth > 50) throw new SyntaxError('too deep');
    const options: PatternNode[] = [];
    let parts: PatternNode[] = [];
    for (;;) {
      const letter = this.peek();
      if (letter === undefined || letter === ')' || letter === '|') {
        const [only] = parts;
        options.push(parts.length === 1 && only !== undefined ? only : { kind: 'sequence', parts });
        parts = [];
        if (letter !== '|') break;
        this.at++;
      } else parts.push(this.#piece(depth));
    }
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
  }

  /** What stands in a group up to its end. */
  protected inGroup(depth: number): PatternNode {
    const of = this.alternatives(depth + 1);
    if (this.take() !== ')') throw new SyntaxError('missing )');
    return of;
  }

  /** The next letters, as one text. */
  protected ahead(count: number): string {
    return this.letters.slice(this.at, this.at + count).join('');
  }

  protected peek(): string | undefined {
    return this.letters[this.at];
  }

  protected take(): string {
    const letter = this.peek();
    if (letter === undefined) throw new SyntaxError('the pattern ends too early');
    this.at++;
    return letter;
  }

  #piece(depth: number): PatternNode {
    const of = this.atom(depth);
    const count = this.#repetition();
    return count === null ? of : { kind: 'repeat', of, ...count };
  }

  #repetition(): Repetition | null {
    const letter = this.peek();
    let [least, most] = [0, Number.POSITIVE_INFINITY];
    if (letter === '*' || letter === '+' || letter === '?') {
      this.at++;
      if (letter === '+') least = 1;
      if (letter === '?') most = 1;
    } else if (letter === '{') {
      const match = /^\{(\d{1,5})(,(\d{1,5})?)?\}/.exec(this.ahead(14));
      if (match === null) throw new SyntaxError('{ begins a count');
      this.at += match[0].length;
      least = Number(match[1]);
      most = match[2] === undefined ? least : match[3] === undefined ? most : Number(match[3]);
      if (most < least) throw new SyntaxError('a count goes up');
    } else return null;
    const greedy = this.peek() !== '?';
    if (!greedy) this.at++;
    return { least, most, greedy };
  }
}

/** A letter as JavaScript's classes and patterns take it, whatever it means there. */
export function literal(letter: string): string {
  return /^[A-Za-z0-9]$/.test(letter) ? letter : `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`;
}
