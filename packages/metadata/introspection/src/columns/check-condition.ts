import { isSign, type SqlToken, splitAt, sqlTokens, unbracketed } from './sql-tokens.ts';

/** What a check says about one column, as far as a field can say it too. */
export type ColumnRule =
  | { readonly kind: 'values'; readonly column: string; readonly values: readonly string[]; readonly numbers: boolean }
  | {
      readonly kind: 'bound';
      readonly column: string;
      readonly sign: '<' | '<=' | '>' | '>=';
      readonly value: string;
      readonly number: boolean;
    }
  | { readonly kind: 'length'; readonly column: string; readonly sign: '<' | '<=' | '>' | '>='; readonly value: number }
  | { readonly kind: 'required'; readonly column: string };

const turned = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
const lengths = new Set(['length', 'char_length', 'character_length']);

/** The rules that a check's condition joins with `and`; null for each that no field can say. */
export function rulesOfCheck(condition: string): readonly (ColumnRule | null)[] {
  const tokens = sqlTokens(condition);
  return tokens === null ? [null] : rulesOf(tokens);
}

function rulesOf(tokens: readonly SqlToken[]): readonly (ColumnRule | null)[] {
  const inner = unbracketed(tokens);
  const parts = splitAt(inner, 'and');
  // `between` is written with `and` by people, never by PostgreSQL.
  return parts.length > 1 ? parts.flatMap(rulesOf) : [ruleOf(inner)];
}

function ruleOf(tokens: readonly SqlToken[]): ColumnRule | null {
  const alternatives = splitAt(tokens, 'or');
  if (alternatives.length > 1) return oneOf(alternatives.map((part) => ruleOf(unbracketed(part))));
  return values(tokens) ?? bound(tokens) ?? length(tokens) ?? notNull(tokens);
}

/** `a = 'x' or a = 'y'`. */
function oneOf(rules: readonly (ColumnRule | null)[]): ColumnRule | null {
  const [first] = rules;
  if (first?.kind !== 'values') return null;
  const found: string[] = [];
  for (const rule of rules) {
    if (rule?.kind !== 'values' || rule.column !== first.column || rule.numbers !== first.numbers) return null;
    found.push(...rule.values);
  }
  return { ...first, values: [...new Set(found)] };
}

function isWord(token: SqlToken | undefined, word: string): boolean {
  return token?.kind === 'name' && token.value.toLowerCase() === word;
}

/** `a = 'x'` and `a = ANY (ARRAY['x', 'y'])`, as PostgreSQL writes `a in ('x', 'y')`. */
function values(tokens: readonly SqlToken[]): ColumnRule | null {
  const [column, equals, ...rest] = tokens;
  if (column?.kind !== 'name' || !isSign(equals, '=')) return null;
  const [only] = rest;
  if (rest.length === 1 && only !== undefined && isLiteral(only))
    return { kind: 'values', column: column.value, values: [only.value], numbers: only.kind === 'number' };
  if (!isWord(rest[0], 'any')) return null;
  const list = unbracketed(rest.slice(1));
  if (!isWord(list[0], 'array') || !isSign(list[1], '[') || !isSign(list.at(-1), ']')) return null;
  const items = list.slice(2, -1).filter((token) => !isSign(token, ','));
  const numbers = items[0]?.kind === 'number';
  if (items.length === 0 || !items.every((item) => isLiteral(item) && (item.kind === 'number') === numbers)) return null;
  return { kind: 'values', column: column.value, values: [...new Set(items.map(({ value }) => value))], numbers };
}

function isLiteral(token: SqlToken): boolean {
  return token.kind === 'text' || token.kind === 'number';
}

function isComparison(token: SqlToken | undefined): token is SqlToken & { readonly value: keyof typeof turned } {
  return token?.kind === 'sign' && Object.hasOwn(turned, token.value);
}

function bound(tokens: readonly SqlToken[]): ColumnRule | null {
  const [left, sign, right] = tokens;
  if (tokens.length !== 3 || left === undefined || right === undefined || !isComparison(sign)) return null;
  if (left.kind === 'name' && isLiteral(right))
    return { kind: 'bound', column: left.value, sign: sign.value, value: right.value, number: right.kind === 'number' };
  if (right.kind === 'name' && isLiteral(left))
    return { kind: 'bound', column: right.value, sign: turned[sign.value], value: left.value, number: left.kind === 'number' };
  return null;
}

function length(tokens: readonly SqlToken[]): ColumnRule | null {
  const [called, open, column, close, sign, value] = tokens;
  if (tokens.length !== 6 || called?.kind !== 'name' || !lengths.has(called.value)) return null;
  if (!isSign(open, '(') || !isSign(close, ')') || column?.kind !== 'name' || value?.kind !== 'number' || !isComparison(sign)) return null;
  return { kind: 'length', column: column.value, sign: sign.value, value: Number(value.value) };
}

function notNull(tokens: readonly SqlToken[]): ColumnRule | null {
  const [column, ...words] = tokens;
  if (column?.kind !== 'name' || words.length !== 3) return null;
  return ['is', 'not', 'null'].every((word, at) => isWord(words[at], word)) ? { kind: 'required', column: column.value } : null;
}
