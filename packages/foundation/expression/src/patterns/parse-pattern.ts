import { literal, longestPattern, PatternSyntax } from './pattern-syntax.ts';
import type { PatternNode, PatternTree } from './pattern-tree.ts';
import { blockRange } from './unicode-blocks.ts';

/**
 * Reads a pattern of XPath and XQuery Functions 3.1 §5.6, to which DMN 1.5 §10.3.4.3 refers; null where pattern or flags are wrong.
 * It differs from JavaScript's in `.`, `^`, `$`, `\d`, `\w`, `\s`, `\i`, `\c`, class subtraction, escapes and flags; look-around and
 * `\b` do not exist in it.
 */
export function parsePattern(pattern: string, flags: string): PatternTree | null {
  if (pattern.length > longestPattern || !/^[smixq]*$/.test(flags)) return null;
  const ignoresCase = flags.includes('i');
  if (flags.includes('q')) {
    const parts = Array.from(pattern, (letter): PatternNode => ({ kind: 'letter', source: literal(letter) }));
    return { root: { kind: 'sequence', parts }, groups: 0, ignoresCase };
  }
  try {
    return { ...new PatternParser(pattern, flags).read(), ignoresCase };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Letters of `\i` and `\c`: what may begin and what may continue an XML name. */
const nameStart =
  ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const nameRest = `${nameStart}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}`;

/** Escapes that stand for many letters, each as a class of JavaScript. */
const classEscapes: Readonly<Record<string, string>> = {
  d: '[\\p{Nd}]',
  D: '[^\\p{Nd}]',
  s: '[ \\t\\n\\r]',
  S: '[^ \\t\\n\\r]',
  w: '[^\\p{P}\\p{Z}\\p{C}]',
  W: '[\\p{P}\\p{Z}\\p{C}]',
  i: `[${nameStart}]`,
  I: `[^${nameStart}]`,
  c: `[${nameRest}]`,
  C: `[^${nameRest}]`,
};

const letterEscapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const escapable = new Set('\\|.-^?*+{}()[]$');
const blank = /[ \t\n\r]/;

class PatternParser extends PatternSyntax {
  readonly #manyLines: boolean;
  readonly #dotIsAll: boolean;
  readonly #skipBlanks: boolean;
  readonly #closedGroups = new Set<number>();

  constructor(pattern: string, flags: string) {
    super(pattern);
    this.#manyLines = flags.includes('m');
    this.#dotIsAll = flags.includes('s');
    this.#skipBlanks = flags.includes('x');
  }

  protected atom(depth: number): PatternNode {
    const letter = this.take();
    switch (letter) {
      case '.':
        return { kind: 'letter', source: this.#dotIsAll ? '[\\s\\S]' : '[^\\n\\r]' };
      case '^':
        return { kind: 'edge', edge: this.#manyLines ? 'line-start' : 'start' };
      case '$':
        return { kind: 'edge', edge: this.#manyLines ? 'line-end' : 'end' };
      case '(':
        return this.#group(depth);
      case '[':
        return { kind: 'letter', source: this.#class(0) };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        throw new SyntaxError(`${letter} needs something before it`);
      default:
        return { kind: 'letter', source: literal(letter) };
    }
  }

  #group(depth: number): PatternNode {
    const kept = this.peek() !== '?';
    if (!kept) {
      this.at++;
      if (this.take() !== ':') throw new SyntaxError('only (?: is known');
    }
    const number = kept ? ++this.groups : 0;
    const of = this.inGroup(depth);
    if (kept) this.#closedGroups.add(number);
    return kept ? { kind: 'group', number, of } : of;
  }

  #escape(): PatternNode {
    const letter = this.peek();
    if (letter !== undefined && /[1-9]/.test(letter)) return this.#backReference();
    return { kind: 'letter', source: this.#escaped().pattern };
  }

  /** As many digits as make the number of a group that is closed. */
  #backReference(): PatternNode {
    let digits = this.take();
    while (/\d/.test(this.letters[this.at] ?? '') && this.#closedGroups.has(Number(digits + this.letters[this.at]))) digits += this.take();
    if (!this.#closedGroups.has(Number(digits))) throw new SyntaxError('no such group');
    return { kind: 'back-reference', group: Number(digits) };
  }

  /** What stands behind a backslash; `letter` where it is one. */
  #escaped(): { readonly pattern: string; readonly letter?: string } {
    const kind = this.letters[this.at++];
    if (kind === undefined) throw new SyntaxError('\\ at the end');
    const many = Object.hasOwn(classEscapes, kind) ? classEscapes[kind] : undefined;
    if (many !== undefined) return { pattern: many };
    if (kind === 'p' || kind === 'P') return { pattern: this.#property(kind) };
    const letter = Object.hasOwn(letterEscapes, kind) ? letterEscapes[kind] : undefined;
    if (letter !== undefined) return { pattern: literal(letter), letter };
    if (escapable.has(kind)) return { pattern: literal(kind), letter: kind };
    throw new SyntaxError(`\\${kind} is not known`);
  }

  #property(kind: 'p' | 'P'): string {
    const match = /^\{([^{}]*)\}/.exec(this.ahead(200));
    if (match === null) throw new SyntaxError(`\\${kind} needs a name in braces`);
    this.at += Array.from(match[0]).length;
    const name = this.#skipBlanks ? (match[1] ?? '').replace(/[ \t\n\r]+/g, '') : (match[1] ?? '');
    if (/^[A-Z][a-z]?$/.test(name)) return `\\${kind}{${name}}`;
    const range = name.startsWith('Is') ? blockRange(name.slice(2)) : null;
    if (range === null) throw new SyntaxError(`there is no category or block ${name}`);
    return kind === 'p' ? `[${range}]` : `[^${range}]`;
  }

  #class(depth: number): string {
    if (depth > 20) throw new SyntaxError('too deep');
    const negated = this.letters[this.at] === '^';
    if (negated) this.at++;
    const parts: string[] = [];
    for (let first = true; ; first = false) {
      const letter = this.letters[this.at++];
      if (letter === undefined) throw new SyntaxError('missing ]');
      if (letter === ']' && !first) return set(negated, parts, null);
      if (letter === '-' && this.letters[this.at] === '[' && !first) {
        this.at++;
        const without = this.#class(depth + 1);
        if (this.letters[this.at++] !== ']') throw new SyntaxError('a subtraction ends its class');
        return set(negated, parts, without);
      }
      parts.push(this.#classItem(letter, first));
    }
  }

  #classItem(letter: string, first: boolean): string {
    const low = this.#classLetter(letter, first);
    if (low.letter === undefined) return low.pattern;
    const next = this.letters[this.at + 1];
    if (this.letters[this.at] !== '-' || next === undefined || next === ']' || next === '[') return literal(low.letter);
    this.at += 2;
    const high = this.#classLetter(next, false);
    if (high.letter === undefined) throw new SyntaxError('a range ends with a letter');
    return `${literal(low.letter)}-${literal(high.letter)}`;
  }

  #classLetter(letter: string, first: boolean): { readonly pattern: string; readonly letter?: string } {
    if (letter === '\\') return this.#escaped();
    if (letter === '[' || letter === ']') throw new SyntaxError('[ and ] are escaped in a class');
    if (letter === '-' && !first && this.letters[this.at] !== ']') throw new SyntaxError('- stands first or last');
    return { pattern: literal(letter), letter };
  }

  protected override peek(): string | undefined {
    while (this.#skipBlanks && blank.test(this.letters[this.at] ?? 'x')) this.at++;
    return this.letters[this.at];
  }
}

function set(negated: boolean, parts: readonly string[], without: string | null): string {
  const inner = `[${negated ? '^' : ''}${parts.join('')}]`;
  return without === null ? inner : `[${inner}--${without}]`;
}
