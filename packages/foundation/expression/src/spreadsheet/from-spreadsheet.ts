import { nearestName } from '@plinth/foundation';
import { builtinNames } from '../builtins/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { KnownNames } from '../syntax/known-names.ts';
import { limits } from '../syntax/parser.ts';
import type { ContextType } from '../types/feel-type.ts';
import { type Alias, aliases, instead } from './aliases.ts';
import { appliedTo, Edits, offsetBefore, type TextEdit } from './edits.ts';
import { type Token, tokensOf } from './tokens.ts';

export interface SpreadsheetFormula {
  /** FEEL: what is stored. The text as it was where nothing in it is of spreadsheets. */
  readonly text: string;
  /** What was changed, in order. */
  readonly edits: readonly TextEdit[];
  /** Functions that have no equal, with what may be meant; at offsets of the text as it was. */
  readonly findings: readonly Diagnostic[];
  /** The offset in the text as it was of one in FEEL, so that what is found in FEEL is shown where it was written. */
  readonly offsetOf: (offset: number) => number;
}

/**
 * FEEL of what people write who know spreadsheets: `=IF(a<>1; SUM(b); "x" & c)`. Only what is no FEEL is changed: functions in capital
 * letters, `=` at the beginning, `<>`, `&`, `^`, `;`, TRUE and FALSE. Names of the scope stay what they are.
 */
export function fromSpreadsheet(text: string, scope?: ContextType): SpreadsheetFormula {
  const names = new KnownNames();
  if (scope !== undefined) names.addAll(scope);
  const translation = new Translation(tokensOf(text, names), (name) => scope !== undefined && Object.hasOwn(scope.entries, name));
  translation.run();
  const edits = translation.edits.inOrder();
  return { text: appliedTo(text, edits), edits, findings: translation.findings, offsetOf: (offset) => offsetBefore(edits, offset) };
}

const lowWords = new Set([
  'and',
  'or',
  'if',
  'then',
  'else',
  'for',
  'in',
  'return',
  'some',
  'every',
  'satisfies',
  'between',
  'instance',
  'of',
  'function',
]);
const lowSigns = new Set(['=', '<>', '!=', '<', '>', '<=', '>=', ':', '..']);

class Translation {
  readonly edits = new Edits();
  readonly findings: Diagnostic[] = [];
  readonly #tokens: readonly Token[];
  readonly #isDeclared: (name: string) => boolean;
  /** Index of the bracket that closes one; the number of tokens where none does. */
  readonly #closing = new Map<number, number>();
  #deepest = 0;

  constructor(tokens: readonly Token[], isDeclared: (name: string) => boolean) {
    this.#tokens = tokens;
    this.#isDeclared = isDeclared;
    const open: number[] = [];
    for (const [index, { kind }] of tokens.entries()) {
      if (kind === 'open') this.#deepest = Math.max(this.#deepest, open.push(index));
      const opening = kind === 'close' ? open.pop() : undefined;
      if (opening !== undefined) this.#closing.set(opening, index);
    }
  }

  run(): void {
    // What is deeper is no expression either, and its reader says so.
    if (this.#deepest > limits.depth / 2) return;
    const [first] = this.#tokens;
    if (first?.text === '=') this.edits.put(first.from, first.to, '');
    this.#level(first?.text === '=' ? 1 : 0, this.#tokens.length);
    for (const [index, token] of this.#tokens.entries()) this.#word(index, token);
  }

  /** What one word or sign says by itself. */
  #word(index: number, token: Token): void {
    if (token.text === '<>') this.edits.put(token.from, token.to, '!=');
    else if (token.text === '^') this.edits.put(token.from, token.to, '**');
    else if (token.kind === 'text' && token.text.slice(1, -1).includes('""')) {
      this.edits.put(token.from, token.to, `"${token.text.slice(1, -1).replaceAll('""', '\\"')}"`);
    } else if (token.kind === 'name' && !this.#isCalled(index) && !this.#isDeclared(token.text)) {
      if (token.text === 'TRUE' || token.text === 'FALSE') this.edits.put(token.from, token.to, token.text.toLowerCase());
    }
  }

  #isCalled(index: number): boolean {
    return this.#tokens[index + 1]?.text === '(';
  }

  /** What stands between two brackets, or is all: texts that are joined, brackets within, and what separates. */
  #level(begin: number, end: number): void {
    let from = begin;
    for (let index = begin; index < end; index++) {
      const token = this.#tokens[index];
      if (token === undefined) break;
      if (token.kind === 'open') {
        const closing = this.#closing.get(index) ?? end;
        this.#brackets(index, closing);
        index = closing;
      } else if (token.kind === 'separator' || lowSigns.has(token.text) || (token.kind === 'name' && lowWords.has(token.text))) {
        this.#joined(from, index);
        from = index + 1;
      }
    }
    this.#joined(from, end);
  }

  /** `a & b` between two places. */
  #joined(begin: number, end: number): void {
    const signs = this.#within(begin, end).filter((index) => this.#tokens[index]?.text === '&');
    if (signs.length === 0) return;
    const [first, last] = [this.#tokens[begin], this.#tokens[end - 1]];
    if (first === undefined || last === undefined) return;
    this.#operands([begin - 1, ...signs, end]);
    for (const index of signs) {
      const sign = this.#tokens[index];
      const before = this.#tokens[index - 1];
      if (sign !== undefined && before !== undefined) this.edits.put(before.to, sign.to, ',');
    }
    this.edits.surround(first.from, last.to, 'string join([', '])');
  }

  /** Each of what lies between neighbours of these places as a text. */
  #operands(ends: readonly number[]): void {
    for (const [number, end] of ends.slice(1).entries()) {
      const begin = (ends[number] ?? 0) + 1;
      const [first, last] = [this.#tokens[begin], this.#tokens[end - 1]];
      if (first === undefined || last === undefined || begin >= end || (first === last && first.kind === 'text')) continue;
      this.edits.surround(first.from, last.to, 'string(', ')');
    }
  }

  /** The tokens between two places that are in no bracket there. */
  #within(begin: number, end: number): number[] {
    const found: number[] = [];
    for (let index = begin; index < end; index++) {
      found.push(index);
      if (this.#tokens[index]?.kind === 'open') index = (this.#closing.get(index) ?? end) - 1;
    }
    return found;
  }

  #brackets(opening: number, closing: number): void {
    this.#level(opening + 1, closing);
    const name = this.#tokens[opening - 1];
    const separators = this.#separators(opening, closing);
    const called =
      name?.kind === 'name' && this.#tokens[opening]?.text === '(' && /^[A-Z][A-Z0-9.]*$/.test(name.text) && !this.#isDeclared(name.text);
    const alias = called ? aliases.get(name.text) : undefined;
    if (alias !== undefined && closing < this.#tokens.length) this.#call(alias, opening, separators, closing);
    else {
      if (called) this.#unknown(name);
      for (const index of separators) this.#separate(index, ',');
    }
  }

  /** Where arguments end. With semicolons, a comma between digits is the point of a number. */
  #separators(opening: number, closing: number): number[] {
    const all = this.#within(opening + 1, closing).filter((index) => this.#tokens[index]?.kind === 'separator');
    if (!all.some((index) => this.#tokens[index]?.text === ';')) return all;
    return all.filter((index) => {
      const [before, comma, behind] = this.#tokens.slice(index - 1, index + 2);
      if (
        comma?.text !== ',' ||
        before?.kind !== 'number' ||
        behind?.kind !== 'number' ||
        before.to !== comma.from ||
        comma.to !== behind.from
      )
        return true;
      this.edits.put(comma.from, comma.to, '.');
      return false;
    });
  }

  #separate(index: number, text: string): void {
    const token = this.#tokens[index];
    if (token !== undefined && token.text !== text) this.edits.put(token.from, token.to, text);
  }

  #call(alias: Alias, opening: number, separators: readonly number[], closing: number): void {
    const [name, open, close] = [this.#tokens[opening - 1], this.#tokens[opening], this.#tokens[closing]];
    if (name === undefined || open === undefined || close === undefined) return;
    const count = closing === opening + 1 ? 0 : separators.length + 1;
    if ('name' in alias) {
      this.edits.put(name.from, name.to, alias.name);
      for (const index of separators) this.#separate(index, ',');
    } else if ('between' in alias && count > 0) {
      this.edits.put(name.from, open.to, '(');
      for (const [number, end] of [...separators, closing].entries())
        this.#bracket(number === 0 ? opening : (separators[number - 1] ?? opening), end);
      for (const index of separators) this.#replace(index, alias.between);
    } else if ('joins' in alias && count > 0) {
      this.edits.put(name.from, open.to, 'string join([');
      this.#operands([opening, ...separators, closing]);
      for (const index of separators) this.#separate(index, ',');
      this.edits.put(close.from, close.to, '])');
    } else {
      const form = 'forms' in alias ? alias.forms[count] : undefined;
      if (form === undefined) {
        this.#wrongCount(name, alias);
        return;
      }
      this.edits.put(name.from, open.to, form[0] ?? '');
      for (const [number, index] of separators.entries()) this.#replace(index, form[number + 1] ?? '');
      this.edits.put(close.from, close.to, count === 0 ? '' : (form.at(-1) ?? ''));
    }
  }

  /** Another separator, with the blanks around it. */
  #replace(index: number, text: string): void {
    const [before, token, behind] = this.#tokens.slice(index - 1, index + 2);
    if (before !== undefined && token !== undefined && behind !== undefined) this.edits.put(before.to, behind.from, text);
  }

  /** An argument of AND and OR in brackets, where something in it binds less. */
  #bracket(before: number, end: number): void {
    const [first, last] = [this.#tokens[before + 1], this.#tokens[end - 1]];
    const binds = this.#within(before + 1, end).every((index) => !lowWords.has(this.#tokens[index]?.text ?? ''));
    if (binds || first === undefined || last === undefined) return;
    this.edits.surround(first.from, last.to, '(', ')');
  }

  #unknown(name: Token): void {
    const other = instead.get(name.text);
    const nearest = other ?? nearestName(name.text, [...aliases.keys()]) ?? nearestName(name.text.toLowerCase(), [...builtinNames()]);
    const message = `there is no function "${name.text}"`;
    this.findings.push({
      severity: 'error',
      code: 'unknown-function',
      message,
      from: name.from,
      to: name.to,
      ...(nearest === null ? {} : { suggestion: nearest }),
    });
  }

  #wrongCount(name: Token, alias: Alias): void {
    const counts = 'forms' in alias ? Object.keys(alias.forms).join(' or ') : 'at least 1';
    this.findings.push({
      severity: 'error',
      code: 'arguments',
      message: `${name.text} takes ${counts} arguments`,
      from: name.from,
      to: name.to,
    });
  }
}
