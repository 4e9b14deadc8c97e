import { KnownNames } from '../syntax/known-names.ts';
import { keywords, Scanner } from '../syntax/scanner.ts';

export type TokenKind = 'keyword' | 'name' | 'property' | 'function' | 'number' | 'text' | 'sign' | 'comment';

/** A word, a sign or a literal as it stands in a text. */
export interface WrittenToken {
  readonly kind: TokenKind;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const signs = /^(?:\.\.|\*\*|<=|>=|!=|[\s\S])/u;

/**
 * The words and signs of a text that may be unfinished or wrong, read by the parser's own scanner, so that names of several
 * words are one token. `names` are those that may stand there.
 */
export function writtenTokens(text: string, names: KnownNames = new KnownNames()): readonly WrittenToken[] {
  const scan = new Scanner(text, names);
  const tokens: WrittenToken[] = [];
  const tell = (kind: TokenKind, from: number, to: number) => tokens.push({ kind, from, to, text: text.slice(from, to) });
  for (;;) {
    const gap = scan.at;
    try {
      scan.start();
    } catch {
      // A comment that is never closed goes on to the end.
      tell('comment', gap + text.slice(gap).search(/\S/), text.length);
      return named(tokens);
    }
    for (const [, from, to] of commentsIn(text, gap, scan.at)) tell('comment', from, to);
    const from = scan.at;
    if (from >= text.length) return named(tokens);
    tell(readToken(scan), from, scan.at);
  }
}

function readToken(scan: Scanner): TokenKind {
  const { text, at } = scan;
  if (text[at] === '"') {
    try {
      scan.string();
    } catch {
      const end = text.indexOf('\n', at);
      scan.at = end < 0 ? text.length : end;
    }
    return 'text';
  }
  if (scan.digits() !== null) return 'number';
  const known = scan.names.match(text, at);
  if (known !== null) {
    scan.at = known.to;
    return 'name';
  }
  const word = scan.plainWord();
  if (word !== null) return keywords.has(word) ? 'keyword' : 'name';
  scan.at += (signs.exec(text.slice(at, at + 2))?.[0] ?? ' ').length;
  return 'sign';
}

/** A name behind a dot is a property, one before a bracket a function. */
function named(tokens: readonly WrittenToken[]): readonly WrittenToken[] {
  const spoken = tokens.filter(({ kind }) => kind !== 'comment');
  const kinds = new Map<WrittenToken, TokenKind>();
  for (const [index, token] of spoken.entries()) {
    if (token.kind !== 'name') continue;
    if (spoken[index - 1]?.text === '.') kinds.set(token, 'property');
    else if (spoken[index + 1]?.text === '(') kinds.set(token, 'function');
  }
  return tokens.map((token) => ({ ...token, kind: kinds.get(token) ?? token.kind }));
}

function* commentsIn(text: string, from: number, to: number): Generator<readonly [string, number, number]> {
  for (const match of text.slice(from, to).matchAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g))
    yield [match[0], from + match.index, from + match.index + match[0].length];
}
