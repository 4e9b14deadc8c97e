import type { KnownNames } from '../syntax/known-names.ts';

export interface Token {
  readonly kind: 'text' | 'name' | 'number' | 'sign' | 'open' | 'close' | 'separator';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const patterns: readonly (readonly [Token['kind'] | null, RegExp])[] = [
  [null, /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  // A quote within a text is written twice in a spreadsheet, and behind a backslash in FEEL.
  ['text', /"(?:[^"\\]|\\[\s\S]|"")*"?/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['name', /[\p{L}_?][\p{L}\p{N}_.']*/uy],
  ['open', /[([{]/y],
  ['close', /[)\]}]/y],
  ['separator', /[,;]/y],
  ['sign', /<>|<=|>=|!=|\*\*|\.\.|[\s\S]/uy],
];

/** The words and signs of a text without its blanks and comments; a name that is declared is one word, however many it has. */
export function tokensOf(text: string, names: KnownNames): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const known = names.match(text, at);
    if (known !== null) {
      tokens.push({ kind: 'name', text: text.slice(at, known.to), from: at, to: known.to });
      at = known.to;
      continue;
    }
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at;
      const found = pattern.exec(text)?.[0];
      if (found === undefined) continue;
      if (kind !== null) tokens.push({ kind, text: found, from: at, to: at + found.length });
      at += found.length;
      break;
    }
  }
  return tokens;
}
