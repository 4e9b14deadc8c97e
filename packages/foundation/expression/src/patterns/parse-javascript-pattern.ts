import { literal, longestPattern, PatternSyntax } from './pattern-syntax.ts';
import type { PatternNode, PatternTree } from './pattern-tree.ts';

/**
 * Reads a pattern of JavaScript as JSON Schema has them (2020-12 Core §6.4: ECMA-262 §22.2.1 with the flag `u`); null where it is none.
 * What only the older form without that flag allows is taken where it can mean one thing alone, such as `\-`.
 */
export function parseJavascriptPattern(pattern: string): PatternTree | null {
  if (pattern.length > longestPattern) return null;
  try {
    return { ...new JavascriptParser(pattern, namesOf(pattern)).read(), ignoresCase: false };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** How the groups of a pattern are called, by their numbers from one on; throws where no engine takes it. */
function namesOf(pattern: string): ReadonlyMap<string, number> & { readonly count: number } {
  const flags = ['u', ''].find((each) => isTaken(pattern, each));
  if (flags === undefined) throw new SyntaxError('it is no pattern');
  // An alternative that matches nothing tells how many groups there are, whatever they want.
  const match = new RegExp(`${pattern}|`, flags).exec('');
  const names = [...pattern.matchAll(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((\?<([\p{L}$_][\p{L}\p{N}$_]*)>|(?!\?))/gu)].filter(
    ([, group]) => group !== undefined,
  );
  const numbers = new Map(names.flatMap(([, , name], index) => (name === undefined ? [] : [[name, index + 1] as const])));
  return Object.assign(numbers, { count: (match?.length ?? 1) - 1 });
}

function isTaken(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', v: '\v', f: '\f', '0': '\0' };
const heads: Readonly<Record<string, { readonly ahead: boolean; readonly negative: boolean } | null>> = {
  '?:': null,
  '?=': { ahead: true, negative: false },
  '?!': { ahead: true, negative: true },
  '?<=': { ahead: false, negative: false },
  '?<!': { ahead: false, negative: true },
};

class JavascriptParser extends PatternSyntax {
  readonly #names: ReturnType<typeof namesOf>;

  constructor(pattern: string, names: ReturnType<typeof namesOf>) {
    super(pattern);
    this.#names = names;
  }

  protected atom(depth: number): PatternNode {
    const letter = this.take();
    switch (letter) {
      case '.':
        return { kind: 'letter', source: '[^\\n\\r\\u{2028}\\u{2029}]' };
      case '^':
        return { kind: 'edge', edge: 'start' };
      case '$':
        return { kind: 'edge', edge: 'end' };
      case '(':
        return this.#group(depth);
      case '[':
        return { kind: 'letter', source: this.#class() };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
      case '{':
        throw new SyntaxError(`${letter} needs something before it`);
      default:
        return { kind: 'letter', source: literal(letter) };
    }
  }

  #group(depth: number): PatternNode {
    const head = Object.keys(heads).find((each) => this.ahead(each.length) === each);
    if (head !== undefined) {
      this.at += head.length;
      const of = this.inGroup(depth);
      const look = heads[head] ?? null;
      return look === null ? of : { kind: 'look', ...look, of };
    }
    const name = /^\?<[^>]+>/.exec(this.ahead(200));
    if (name !== null) this.at += Array.from(name[0]).length;
    else if (this.peek() === '?') throw new SyntaxError('such a group is not known');
    const number = ++this.groups;
    return { kind: 'group', number, of: this.inGroup(depth) };
  }

  #escape(): PatternNode {
    const letter = this.peek();
    if (letter === 'b' || letter === 'B') {
      this.at++;
      return { kind: 'edge', edge: letter === 'b' ? 'word' : 'no-word' };
    }
    const group = this.#groupReferredTo();
    return group === null ? { kind: 'letter', source: this.#escaped(false).source } : { kind: 'back-reference', group };
  }

  #groupReferredTo(): number | null {
    const match = /^(?:k<([^>]+)>|([1-9]\d*))/.exec(this.ahead(200));
    if (match === null) return null;
    const [all, name, digits] = match;
    const group = name === undefined ? Number(digits) : this.#names.get(name);
    if (group === undefined || group > this.#names.count) throw new SyntaxError('no such group');
    this.at += Array.from(all).length;
    return group;
  }

  /** What stands behind a backslash; `letter` where it is one. */
  #escaped(inClass: boolean): { readonly source: string; readonly letter?: string } {
    const kind = this.take();
    if (/[dDwWsS]/.test(kind)) return { source: `\\${kind}` };
    if (kind === 'p' || kind === 'P') {
      const name = /^\{[^{}]+\}/.exec(this.ahead(100))?.[0] ?? '';
      this.at += name.length;
      // Whether there is such a property is the engine's to say, when the class is made.
      return { source: `\\${kind}${name}` };
    }
    const letter = this.#letterOf(kind, inClass);
    return { source: literal(letter), letter };
  }

  #letterOf(kind: string, inClass: boolean): string {
    if (inClass && kind === 'b') return '\b';
    if (kind === '0' && /\d/.test(this.peek() ?? '')) throw new SyntaxError('no such number');
    const control = Object.hasOwn(controls, kind) ? controls[kind] : undefined;
    if (control !== undefined) return control;
    const [digits, number] = /^(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\})/i.exec(kind + this.ahead(10)) ?? [];
    if (digits !== undefined) {
      this.at += digits.length - 1;
      return this.#withRestOfPair(String.fromCodePoint(Number.parseInt(number ?? digits.replace(/[^0-9a-f]/gi, ''), 16)));
    }
    const key = kind === 'c' ? /^[a-z]/i.exec(this.ahead(1))?.[0] : undefined;
    if (key !== undefined) {
      this.at++;
      return String.fromCodePoint((key.codePointAt(0) ?? 0) % 32);
    }
    if (/[\p{L}\p{N}]/u.test(kind)) throw new SyntaxError(`\\${kind} is not known`);
    return kind;
  }

  /** Two escapes may be the halves of one character. */
  #withRestOfPair(letter: string): string {
    const rest = /^[\ud800-\udbff]$/.test(letter) ? /^\\u(d[c-f][0-9a-f]{2})/i.exec(this.ahead(6)) : null;
    if (rest === null) return letter;
    this.at += 6;
    return letter + String.fromCharCode(Number.parseInt(rest[1] ?? '', 16));
  }

  #class(): string {
    const negated = this.peek() === '^';
    if (negated) this.at++;
    const parts: string[] = [];
    while (this.peek() !== ']') {
      const low = this.#classLetter();
      const isRange = this.peek() === '-' && this.ahead(2) !== '-]' && this.at + 1 < this.letters.length;
      if (!isRange || low.letter === undefined) {
        parts.push(low.source);
        continue;
      }
      this.at++;
      const high = this.#classLetter();
      parts.push(high.letter === undefined ? `${low.source}\\-${high.source}` : `${low.source}-${high.source}`);
    }
    this.at++;
    return `[${negated ? '^' : ''}${parts.join('')}]`;
  }

  #classLetter(): { readonly source: string; readonly letter?: string } {
    const letter = this.take();
    return letter === '\\' ? this.#escaped(true) : { source: literal(letter), letter };
  }
}
