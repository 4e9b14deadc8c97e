/** A piece of SQL as PostgreSQL writes its expressions. */
export interface SqlToken {
  readonly kind: 'text' | 'number' | 'name' | 'sign';
  /** Of a text what it says, of a name in quotes the name. */
  readonly value: string;
}

const pattern =
  /\s*(?:(?<text>'(?:[^']|'')*')|(?<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?)|"(?<quoted>(?:[^"]|"")*)"|(?<name>[\p{L}_][\p{L}\p{N}_$]*)|(?<sign>::|<=|>=|<>|!=|\|\||[~!@#%^&|?*/<>=+-]+|[()[\],.;]))/uy;

/** The tokens of an expression; null where it holds something else, such as a text with escapes. */
export function sqlTokens(sql: string): readonly SqlToken[] | null {
  const tokens: SqlToken[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < sql.trimEnd().length) {
    const groups = pattern.exec(sql)?.groups;
    if (groups === undefined) return null;
    const { text, number, quoted, name, sign } = groups;
    if (text !== undefined) tokens.push({ kind: 'text', value: text.slice(1, -1).replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else if (quoted !== undefined) tokens.push({ kind: 'name', value: quoted.replaceAll('""', '"') });
    else if (name !== undefined) tokens.push({ kind: 'name', value: name });
    else tokens.push({ kind: 'sign', value: sign ?? '' });
  }
  return withoutCasts(tokens);
}

const joining = new Set(['and', 'or', 'not', 'is', 'in', 'then', 'else', 'when', 'end', 'collate']);

/** Casts say again what the column's type says; a negative number is one token. */
function withoutCasts(tokens: readonly SqlToken[]): readonly SqlToken[] {
  const kept: SqlToken[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) continue;
    if (isSign(token, '::')) at = endOfType(tokens, at + 1) - 1;
    else if (isSign(token, '-') && tokens[at + 1]?.kind === 'number' && !isValue(kept.at(-1)))
      kept.push({ kind: 'number', value: `-${tokens[++at]?.value ?? ''}` });
    else kept.push(token);
  }
  return withoutBrackets(kept);
}

function isValue(token: SqlToken | undefined): boolean {
  return token !== undefined && (token.kind !== 'sign' || token.value === ')' || token.value === ']');
}

function endOfType(tokens: readonly SqlToken[], from: number): number {
  let at = from;
  const isWord = (token: SqlToken | undefined) => token?.kind === 'name' && !joining.has(token.value.toLowerCase());
  while (isWord(tokens[at]) || (isSign(tokens[at], '.') && isWord(tokens[at + 1]))) at++;
  if (isSign(tokens[at], '(') && tokens[at + 1]?.kind === 'number') {
    while (at < tokens.length && !isSign(tokens[at], ')')) at++;
    at++;
    // `timestamp(3) without time zone`
    while (isWord(tokens[at])) at++;
  }
  while (isSign(tokens[at], '[') && isSign(tokens[at + 1], ']')) at += 2;
  return at;
}

/** Brackets around one token alone, apart from those of a call, say nothing. */
function withoutBrackets(tokens: readonly SqlToken[]): readonly SqlToken[] {
  const kept: SqlToken[] = [];
  for (const token of tokens) {
    const [before, open, inner] = [kept.at(-3), kept.at(-2), kept.at(-1)];
    const called = before?.kind === 'name' && !joining.has(before.value.toLowerCase());
    if (isSign(token, ')') && inner !== undefined && inner.kind !== 'sign' && isSign(open, '(') && !called) kept.splice(-2, 2, inner);
    else kept.push(token);
  }
  return kept;
}

/** Whether a token is this sign. */
export function isSign(token: SqlToken | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.value === sign;
}

/** Without brackets around the whole. */
export function unbracketed(tokens: readonly SqlToken[]): readonly SqlToken[] {
  if (!isSign(tokens[0], '(')) return tokens;
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (isSign(token, '(')) depth++;
    if (isSign(token, ')')) depth--;
    if (depth === 0) return at === tokens.length - 1 ? unbracketed(tokens.slice(1, -1)) : tokens;
  }
  return tokens;
}

/** The parts between a word that stands in no brackets: `and`, `or`. */
export function splitAt(tokens: readonly SqlToken[], word: string): readonly (readonly SqlToken[])[] {
  const parts: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isSign(token, '(') || isSign(token, '[')) depth++;
    if (isSign(token, ')') || isSign(token, ']')) depth--;
    if (depth === 0 && token.kind === 'name' && token.value.toLowerCase() === word) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
