import { PlinthError } from '@plinth/foundation';
import { compile, namesOf } from '../compile.ts';
import { KnownNames } from '../syntax/known-names.ts';
import { type ContextType, contextType, type FeelType, types } from '../types/feel-type.ts';
import { entriesOf, type WrittenName, writtenNames } from './written-names.ts';
import { type WrittenToken, writtenTokens } from './written-tokens.ts';

/** What stands around a place of a text that may be unfinished: what can be written there. */
export interface CursorPlace {
  /** Where the word begins that ends at the place; the place itself where none does. */
  readonly from: number;
  /** Whether a text, number or comment is being written, where no names are offered; a text may be a value that is compared. */
  readonly literal: boolean;
  /** What the word is a member of, behind a dot; null where names stand. */
  readonly of: FeelType | null;
  /** The names that may stand there beside builtin functions: variables over items of filters over the scope. */
  readonly names: ContextType;
  /** The call whose argument stands there. */
  readonly call: { readonly name: string; readonly argument: number; readonly from: number } | null;
  /** What the word is compared with, where that is a name. */
  readonly compared: WrittenName | null;
}

/** One bracket that is open at the place, or the whole text. */
interface Level {
  readonly opening: number;
  readonly sign: string;
  commas: number;
  /** What has names from here on: the item of a filter, variables. */
  readonly names: ContextType[];
}

const wordKinds: ReadonlySet<WrittenToken['kind']> = new Set(['name', 'property', 'keyword', 'function']);
const operandEnds: ReadonlySet<WrittenToken['kind']> = new Set(['name', 'property', 'function', 'text', 'number']);
const closing: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const comparing = new Set(['=', '!=', '<', '<=', '>', '>=', 'in']);

/** What can be written at an offset of a text; `scope` holds the names that are declared, with `input` as `?` in unary tests. */
export function cursorPlace(text: string, offset: number, scope: ContextType, input: FeelType | null = null): CursorPlace {
  const known = new KnownNames(namesOf(scope));
  const all = writtenTokens(text.slice(0, offset), known);
  const literal = isLiteral(all.at(-1), offset, text);
  const tokens = all.filter(({ kind }) => kind !== 'comment');
  const last = tokens.at(-1);
  const isWord = last !== undefined && last.to === offset && (wordKinds.has(last.kind) || (literal && last.kind === 'text'));
  const before = isWord ? tokens.slice(0, -1) : tokens;
  const reading = new Reading(text, before, input === null ? scope : over(scope, contextType({ '?': input })));
  reading.run();
  const isMember = before.at(-1)?.text === '.';
  return {
    from: isWord ? last.from : offset,
    literal,
    of: isMember ? (reading.operand(before.length - 1)?.type ?? types.any) : null,
    names: reading.names(),
    call: reading.call(),
    compared: reading.compared(input !== null),
  };
}

function isLiteral(token: WrittenToken | undefined, offset: number, text: string): boolean {
  if (token === undefined || token.to !== offset) return false;
  if (token.kind === 'comment') return token.text.startsWith('//') || !/\*\/$/.test(token.text);
  if (token.kind === 'number') return true;
  return token.kind === 'text' && (token.text.length === 1 || !/^"(?:[^"\\\n]|\\[^\n])*"$/.test(text.slice(token.from, offset)));
}

/** A context with the entries of another one over its own; getters stay what they are, for types may reach themselves. */
function over(scope: ContextType, inner: ContextType): ContextType {
  const entries = Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(scope.entries), ...Object.getOwnPropertyDescriptors(inner.entries) },
  );
  const meaningOf: ContextType['meaningOf'] = (name) =>
    Object.hasOwn(inner.entries, name) ? inner.meaningOf?.(name) : scope.meaningOf?.(name);
  return { kind: 'context', entries, open: scope.open || inner.open, meaningOf };
}

/** Reads the tokens before a place once, and keeps what is open there. */
class Reading {
  readonly #text: string;
  readonly #tokens: readonly WrittenToken[];
  readonly #scope: ContextType;
  readonly #levels: Level[] = [{ opening: -1, sign: '', commas: 0, names: [] }];

  constructor(text: string, tokens: readonly WrittenToken[], scope: ContextType) {
    this.#text = text;
    this.#tokens = tokens;
    this.#scope = scope;
  }

  run(): void {
    for (const [index, token] of this.#tokens.entries()) {
      if (token.kind === 'keyword' && token.text === 'in') this.#variable(index);
      if (token.kind !== 'sign') continue;
      if (token.text === '(' || token.text === '[' || token.text === '{') this.#open(index, token.text);
      else if (Object.hasOwn(closing, token.text)) this.#close();
      else if (token.text === ',') this.#level.commas++;
      else if (token.text === ':') this.#entry(index);
    }
  }

  names(): ContextType {
    return this.#levels.flatMap(({ names }) => names).reduce(over, this.#scope);
  }

  call(): CursorPlace['call'] {
    for (const { opening, sign, commas } of this.#levels.toReversed()) {
      const name = this.#tokens[opening - 1];
      if (sign === '(' && name?.kind === 'function') return { name: name.text, argument: commas, from: name.from };
      if (sign !== '(' && sign !== '[') return null;
    }
    return null;
  }

  compared(inTests: boolean): WrittenName | null {
    let end = this.#tokens.length;
    const { opening, sign } = this.#level;
    // `status in ("a", "b"`: what the list is compared with stands before its bracket.
    if ((sign === '(' || sign === '[') && this.#tokens[opening - 1]?.text === 'in') end = opening;
    const operator = this.#tokens[end - 1];
    if (operator === undefined || !comparing.has(operator.text)) return null;
    const operand = this.operand(end - 1);
    if (operand === null || (inTests && operand.text === '')) return null;
    return operand.last;
  }

  /** The operand that ends before a token: `client.loans[amount > 5]` before a dot. */
  operand(end: number): { readonly type: FeelType; readonly text: string; readonly last: WrittenName | null } | null {
    const begin = this.#operandStart(end);
    const [first, last] = [this.#tokens[begin ?? end], this.#tokens[end - 1]];
    if (begin === null || first === undefined || last === undefined) return null;
    const text = this.#text.slice(first.from, last.to);
    const scope = this.names();
    try {
      const typed = compile(text, { scope, mode: 'standard' });
      const name = writtenNames(typed, scope).findLast(({ to }) => to === text.length) ?? null;
      return { type: typed.type, text, last: name };
    } catch (error) {
      if (error instanceof PlinthError) return null;
      throw error;
    }
  }

  get #level(): Level {
    return this.#levels.at(-1) ?? { opening: -1, sign: '', commas: 0, names: [] };
  }

  #open(index: number, sign: string): void {
    const item = sign === '[' && this.#endsOperand(index) ? this.operand(index)?.type : undefined;
    const names: ContextType[] = [];
    if (item !== undefined) {
      const entries = entriesOf(item);
      names.push(contextType({ item: item.kind === 'list' ? item.item : item }), ...(entries === null ? [] : [entries]));
    }
    this.#levels.push({ opening: index, sign, commas: 0, names });
  }

  #close(): void {
    if (this.#levels.length > 1) this.#levels.pop();
  }

  /** `for name in list`: the variable is there from the end of the list on, which offering it a little earlier does not hurt. */
  #variable(index: number): void {
    const name = this.#tokens[index - 1];
    const opener = this.#tokens[index - 2];
    if (name?.kind !== 'name' || opener === undefined || !['for', 'some', 'every', ','].includes(opener.text)) return;
    const end = this.#endOf(index + 1, ['return', 'satisfies', ',', '..']);
    const source = end > index + 1 ? (this.operand(end)?.type ?? types.any) : types.any;
    this.#level.names.push(contextType({ [name.text]: source.kind === 'list' ? source.item : source }));
  }

  /** `{ name: value`: later entries may use it. */
  #entry(index: number): void {
    const name = this.#tokens[index - 1];
    if (this.#level.sign !== '{' || name === undefined || (name.kind !== 'name' && name.kind !== 'keyword')) return;
    const end = this.#endOf(index + 1, [',', '}']);
    this.#level.names.push(contextType({ [name.text]: end > index + 1 ? (this.operand(end)?.type ?? types.any) : types.any }));
  }

  /** The first token from a place on that ends what stands there, outside of further brackets. */
  #endOf(begin: number, ends: readonly string[]): number {
    let depth = 0;
    for (let index = begin; index < this.#tokens.length; index++) {
      const text = this.#tokens[index]?.text ?? '';
      if (depth === 0 && ends.includes(text)) return index;
      if (text === '(' || text === '[' || text === '{') depth++;
      else if (Object.hasOwn(closing, text) && --depth < 0) return index;
    }
    return this.#tokens.length;
  }

  #endsOperand(end: number): boolean {
    const token = this.#tokens[end - 1];
    return token !== undefined && (operandEnds.has(token.kind) || Object.hasOwn(closing, token.text));
  }

  #operandStart(end: number): number | null {
    let index = end;
    for (;;) {
      const token = this.#tokens[index - 1];
      if (token === undefined) return null;
      if (token.kind === 'sign' && Object.hasOwn(closing, token.text)) {
        const opening = this.#openingOf(index - 1);
        if (opening === null) return null;
        index = opening;
        if (this.#endsOperand(index)) continue;
        return index;
      }
      if (!operandEnds.has(token.kind)) return null;
      index--;
      if (this.#tokens[index - 1]?.text !== '.') return index;
      index--;
    }
  }

  #openingOf(close: number): number | null {
    let depth = 0;
    for (let index = close; index >= 0; index--) {
      const { text = '', kind } = this.#tokens[index] ?? {};
      if (kind !== 'sign') continue;
      if (Object.hasOwn(closing, text)) depth++;
      else if ((text === '(' || text === '[' || text === '{') && --depth === 0) return index;
    }
    return null;
  }
}
