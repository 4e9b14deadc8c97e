import { nearestName } from '@plinth/foundation';
import { type Diagnostic, invalidExpression } from '../diagnostic.ts';
import { expressionErrors } from '../errors.ts';
import type { FeelType } from '../types/feel-type.ts';
import { parseTypeAt } from '../types/parse-type.ts';
import type { Argument, ArithmeticOperator, ComparisonOperator, Iteration, Node } from './ast.ts';
import { type KnownNames, normalizeName } from './known-names.ts';

/** Beyond these an expression is an attack or a mistake. */
export const limits = { characters: 100_000, depth: 400, nodes: 50_000 } as const;

const keywords = new Set([
  'if',
  'then',
  'else',
  'for',
  'in',
  'return',
  'some',
  'every',
  'satisfies',
  'and',
  'or',
  'between',
  'instance',
  'of',
  'function',
  'external',
  'true',
  'false',
  'null',
]);
const comparisonSigns: readonly ComparisonOperator[] = ['<=', '>=', '!=', '=', '<', '>'];

/** Reads an expression (grammar of DMN 1.5 §10.3.1.2). */
export function parseExpression(text: string, names: KnownNames): Node {
  const parser = new Parser(text, names);
  const node = parser.expression();
  parser.end();
  return node;
}

/** Reads unary tests: `-`, `not(…)` or tests separated by commas (rules 13 to 17). */
export function parseUnaryTests(text: string, names: KnownNames): Node {
  const parser = new Parser(text, names);
  const node = parser.unaryTests();
  parser.end();
  return node;
}

type Unplaced<Kind extends Node['kind']> = Omit<Extract<Node, { kind: Kind }>, 'from' | 'to'>;

class Parser {
  readonly #text: string;
  readonly #names: KnownNames;
  /** Depth of each node made, to refuse trees that recursion could not walk. */
  readonly #depths = new WeakMap<object, number>();
  #at = 0;
  #nodes = 0;
  #nesting = 0;

  constructor(text: string, names: KnownNames) {
    if (text.length > limits.characters) throw expressionErrors.limit({ limit: limits.characters, what: 'characters' });
    this.#text = text;
    this.#names = names;
  }

  expression(): Node {
    if (++this.#nesting > limits.depth / 2) throw expressionErrors.limit({ limit: limits.depth / 2, what: 'levels of nesting' });
    try {
      return this.#or();
    } finally {
      this.#nesting--;
    }
  }

  unaryTests(): Node {
    const from = this.#start();
    if (this.#text.slice(this.#at).trim() === '-') {
      this.#at = this.#text.length;
      return this.#make(from, { kind: 'anything' }, []);
    }
    const not = /^not\s*\(/.exec(this.#text.slice(this.#at));
    if (not !== null) {
      const before = this.#at;
      this.#at += not[0].length;
      const tests = this.#tests();
      if (this.#sign(')') && this.#start() >= this.#text.length) return this.#make(from, { kind: 'tests', tests, not: true }, tests);
      this.#at = before;
    }
    const tests = this.#tests();
    return this.#make(from, { kind: 'tests', tests, not: false }, tests);
  }

  end(): void {
    if (this.#start() < this.#text.length) throw this.#unexpected('an operator or the end');
  }

  #tests(): Node[] {
    const tests = [this.#test()];
    while (this.#sign(',')) tests.push(this.#test());
    return tests;
  }

  /** A positive unary test: a comparison without left side, or any expression (which may use `?`). */
  #test(): Node {
    const from = this.#start();
    const operator = this.#comparisonSign();
    if (operator === null) return this.expression();
    const of = this.#additive();
    return this.#make(from, { kind: 'unary-comparison', operator, of }, [of]);
  }

  #or(): Node {
    return this.#junction('or', () => this.#and());
  }

  #and(): Node {
    return this.#junction('and', () => this.#comparison());
  }

  #junction(kind: 'and' | 'or', next: () => Node): Node {
    const operands: { node: Node; end: number }[] = [];
    do operands.push({ node: next(), end: this.#at });
    while (this.#word(kind));
    return this.#balanced(kind, operands);
  }

  /** Both junctions are associative: balanced, a generated condition of thousands of terms stays shallow. */
  #balanced(kind: 'and' | 'or', operands: readonly { readonly node: Node; readonly end: number }[]): Node {
    const [first] = operands;
    if (first !== undefined && operands.length === 1) return first.node;
    const middle = Math.ceil(operands.length / 2);
    const left = this.#balanced(kind, operands.slice(0, middle));
    const right = this.#balanced(kind, operands.slice(middle));
    return this.#make(left.from, { kind, left, right }, [left, right], operands.at(-1)?.end);
  }

  #comparison(): Node {
    let left = this.#additive();
    for (;;) {
      const { from } = left;
      const operator = this.#comparisonSign();
      if (operator !== null) {
        const right = this.#additive();
        left = this.#make(from, { kind: 'comparison', operator, left, right }, [left, right]);
      } else if (this.#word('between')) {
        const low = this.#additive();
        if (!this.#word('and')) throw this.#unexpected('"and"');
        const high = this.#additive();
        left = this.#make(from, { kind: 'between', of: left, low, high }, [left, low, high]);
      } else if (this.#word('in')) {
        const tests = this.#inTests();
        left = this.#make(from, { kind: 'in', of: left, tests }, [left, ...tests]);
      } else if (this.#words('instance', 'of')) {
        const type = this.#type();
        left = this.#make(from, { kind: 'instance-of', of: left, type }, [left]);
      } else return left;
    }
  }

  #inTests(): Node[] {
    const from = this.#start();
    if (this.#comparisonAhead()) return [this.#test()];
    if (this.#text[this.#at] !== '(') return [this.#additive()];
    // "(" may open a list of tests, a range, or a plain expression in brackets that goes on behind them.
    this.#at++;
    const first = this.#test();
    if (this.#sign('..')) return [this.#additive(this.#rangeEnd(from, false, first))];
    const tests = [first];
    while (this.#sign(',')) tests.push(this.#test());
    if (!this.#sign(')')) throw this.#unexpected('"," or ")"', from);
    return tests.length === 1 && first.kind !== 'unary-comparison' ? [this.#additive(first)] : tests;
  }

  /** `read` is the beginning that has been read already, here and in the rules below. */
  #additive(read?: Node): Node {
    let left = this.#multiplicative(read);
    for (;;) {
      const operator = this.#oneOf(['+', '-']);
      if (operator === null) return left;
      left = this.#binary(operator, left, this.#multiplicative());
    }
  }

  #multiplicative(read?: Node): Node {
    let left = this.#power(read);
    for (;;) {
      this.#start();
      if (this.#text.startsWith('**', this.#at)) return left;
      const operator = this.#oneOf(['*', '/']);
      if (operator === null) return left;
      left = this.#binary(operator, left, this.#power());
    }
  }

  #power(read?: Node): Node {
    let left = read === undefined ? this.#unary() : this.#postfix(read);
    while (this.#sign('**')) left = this.#binary('**', left, this.#unary());
    return left;
  }

  #binary(operator: ArithmeticOperator, left: Node, right: Node): Node {
    return this.#make(left.from, { kind: 'arithmetic', operator, left, right }, [left, right]);
  }

  #unary(): Node {
    const from = this.#start();
    let signs = 0;
    while (this.#text[this.#at] === '-') {
      this.#at++;
      signs++;
      this.#start();
    }
    let node = this.#postfix(this.#primary());
    for (; signs > 0; signs--) node = this.#make(from, { kind: 'negate', of: node }, [node]);
    return node;
  }

  #postfix(beginning: Node): Node {
    let node = beginning;
    for (;;) {
      this.#start();
      const letter = this.#text[this.#at];
      if (letter === '.' && this.#text[this.#at + 1] !== '.') {
        this.#at++;
        const nameFrom = this.#start();
        const name = this.#name();
        node = this.#make(node.from, { kind: 'path', of: node, name, nameFrom }, [node]);
      } else if (letter === '[' && !this.#closesRange()) {
        this.#at++;
        const condition = this.expression();
        if (!this.#sign(']')) throw this.#unexpected('"]"');
        node = this.#make(node.from, { kind: 'filter', of: node, condition }, [node, condition]);
      } else if (letter === '(' && node.kind !== 'number' && node.kind !== 'string') {
        this.#at++;
        const list = this.#arguments();
        node = this.#make(node.from, { kind: 'call', of: node, arguments: list }, [node, ...list.map(({ value }) => value)]);
      } else return node;
    }
  }

  #inRange = 0;

  /** `[1..5[`: there the bracket ends a range whose end is excluded. */
  #closesRange(): boolean {
    return (
      this.#inRange > 0 && /^\[\s*($|[),\]}]|and\b|or\b|then\b|else\b|return\b|satisfies\b)/.test(this.#text.slice(this.#at, this.#at + 60))
    );
  }

  #arguments(): Argument[] {
    const list: Argument[] = [];
    if (this.#sign(')')) return list;
    do {
      this.#start();
      const named = /^([\p{L}_?][\p{L}\p{N}_' ]*?)\s*:/u.exec(this.#text.slice(this.#at, this.#at + 200));
      if (named !== null) this.#at += named[0].length;
      list.push({ name: named === null ? null : normalizeName(named[1] ?? ''), value: this.#test() });
    } while (this.#sign(','));
    if (!this.#sign(')')) throw this.#unexpected('"," or ")"');
    return list;
  }

  #primary(): Node {
    const from = this.#start();
    const letter = this.#text[this.#at];
    if (letter === undefined) throw this.#unexpected('a value');
    if (letter === '"') return this.#make(from, { kind: 'string', value: this.#string() }, []);
    if (letter === '@') {
      this.#at++;
      this.#start();
      if (this.#text[this.#at] !== '"') throw this.#unexpected('a text in quotes');
      return this.#make(from, { kind: 'at', value: this.#string() }, []);
    }
    if (/[\d.]/.test(letter)) return this.#number(from);
    if (letter === '(') return this.#bracket(from);
    if (letter === '[') return this.#listOrRange(from);
    if (letter === ']') return this.#openRange(from);
    if (letter === '{') return this.#context(from);
    return this.#wordOrName(from);
  }

  #wordOrName(from: number): Node {
    const known = this.#names.match(this.#text, this.#at);
    if (known !== null) {
      this.#at = known.to;
      return this.#make(from, { kind: 'name', name: known.name }, []);
    }
    if (this.#word('true')) return this.#make(from, { kind: 'boolean', value: true }, []);
    if (this.#word('false')) return this.#make(from, { kind: 'boolean', value: false }, []);
    if (this.#word('null')) return this.#make(from, { kind: 'null' }, []);
    if (this.#word('if')) return this.#if(from);
    if (this.#word('for')) return this.#for(from);
    if (this.#word('some')) return this.#quantified(from, 'some');
    if (this.#word('every')) return this.#quantified(from, 'every');
    if (/^function\s*\(/.test(this.#text.slice(this.#at, this.#at + 100))) return this.#function(from);
    return this.#make(from, { kind: 'name', name: this.#name() }, []);
  }

  #number(from: number): Node {
    const match = /^(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?/.exec(this.#text.slice(this.#at));
    if (match === null) throw this.#unexpected('a number');
    this.#at += match[0].length;
    return this.#make(from, { kind: 'number', digits: match[0] }, []);
  }

  #string(): string {
    const match = /^"((?:[^"\\\n]|\\[^\n])*)"/.exec(this.#text.slice(this.#at));
    if (match === null) throw this.#unexpected('a closing quote');
    this.#at += match[0].length;
    return (match[1] ?? '').replace(
      /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/g,
      (whole, short: string, long: string, letter: string) => {
        const code = short ?? long;
        if (code !== undefined) return Number.parseInt(code, 16) > 0x10ffff ? whole : String.fromCodePoint(Number.parseInt(code, 16));
        return escapes[letter] ?? whole;
      },
    );
  }

  #bracket(from: number): Node {
    this.#at++;
    const operator = this.#comparisonSign();
    if (operator !== null) {
      const of = this.#additive();
      if (!this.#sign(')')) throw this.#unexpected('")"');
      return this.#make(from, { kind: 'unary-comparison', operator, of }, [of]);
    }
    const inner = this.#rangeStart();
    if (this.#sign('..')) return this.#rangeEnd(from, false, inner);
    if (!this.#sign(')')) throw this.#unexpected('")"');
    return inner;
  }

  #rangeStart(): Node {
    this.#inRange++;
    try {
      return this.expression();
    } finally {
      this.#inRange--;
    }
  }

  #openRange(from: number): Node {
    this.#at++;
    const low = this.#rangeStart();
    if (!this.#sign('..')) throw this.#unexpected('".."');
    return this.#rangeEnd(from, false, low);
  }

  #listOrRange(from: number): Node {
    this.#at++;
    if (this.#sign(']')) return this.#make(from, { kind: 'list', items: [] }, []);
    const first = this.#listItem();
    if (this.#sign('..')) return this.#rangeEnd(from, true, first);
    const items = [first];
    while (this.#sign(',')) items.push(this.#listItem());
    if (!this.#sign(']')) throw this.#unexpected('"," or "]"');
    return this.#make(from, { kind: 'list', items }, items);
  }

  #listItem(): Node {
    return this.#comparisonAhead() ? this.#test() : this.expression();
  }

  #rangeEnd(from: number, lowIncluded: boolean, low: Node): Node {
    const high = this.#rangeStart();
    const closer = this.#oneOf([']', ')', '[']);
    if (closer === null) throw this.#unexpected('"]", ")" or "["');
    return this.#make(from, { kind: 'range', lowIncluded, low, high, highIncluded: closer === ']' }, [low, high]);
  }

  #context(from: number): Node {
    this.#at++;
    const entries: { name: string; value: Node }[] = [];
    if (!this.#sign('}')) {
      do {
        this.#start();
        const quoted = this.#text[this.#at] === '"';
        const name = quoted ? this.#string() : this.#declaredName(/^[^:{}",]+/);
        if (!this.#sign(':')) throw this.#unexpected('":"');
        this.#names.add(name);
        entries.push({ name, value: this.expression() });
      } while (this.#sign(','));
      if (!this.#sign('}')) throw this.#unexpected('"," or "}"');
    }
    return this.#make(
      from,
      { kind: 'context', entries },
      entries.map(({ value }) => value),
    );
  }

  #if(from: number): Node {
    const condition = this.expression();
    if (!this.#word('then')) throw this.#unexpected('"then"');
    const then = this.expression();
    if (!this.#word('else')) throw this.#unexpected('"else"');
    const otherwise = this.expression();
    return this.#make(from, { kind: 'if', condition, then, else: otherwise }, [condition, then, otherwise]);
  }

  #for(from: number): Node {
    const iterations = this.#iterations();
    if (!this.#word('return')) throw this.#unexpected('"return"');
    const result = this.expression();
    return this.#make(from, { kind: 'for', iterations, result }, [...iterations.map((iteration) => iteration.in), result]);
  }

  #quantified(from: number, kind: 'some' | 'every'): Node {
    const iterations = this.#iterations();
    if (!this.#word('satisfies')) throw this.#unexpected('"satisfies"');
    const condition = this.expression();
    return this.#make(from, { kind, iterations, condition }, [...iterations.map((iteration) => iteration.in), condition]);
  }

  #iterations(): Iteration[] {
    const iterations: Iteration[] = [];
    do {
      const name = this.#declaredName(/^[\p{L}_?][\p{L}\p{N}_' ]*?(?=\s+in\b)/u);
      if (!this.#word('in')) throw this.#unexpected('"in"');
      this.#names.add(name);
      const source = this.expression();
      iterations.push({ name, in: source, to: this.#sign('..') ? this.expression() : null });
    } while (this.#sign(','));
    return iterations;
  }

  #function(from: number): Node {
    this.#word('function');
    this.#sign('(');
    const parameters: { name: string; type: FeelType | null }[] = [];
    if (!this.#sign(')')) {
      do {
        const name = this.#declaredName(/^[\p{L}_?][\p{L}\p{N}_' ]*/u);
        this.#names.add(name);
        parameters.push({ name, type: this.#sign(':') ? this.#type() : null });
      } while (this.#sign(','));
      if (!this.#sign(')')) throw this.#unexpected('"," or ")"');
    }
    if (this.#word('external')) throw this.#unexpected('a FEEL body: external functions are not run');
    const body = this.expression();
    return this.#make(from, { kind: 'function', parameters, body }, [body]);
  }

  #type(): FeelType {
    this.#start();
    const { type, end } = parseTypeAt(this.#text, this.#at);
    this.#at = end;
    return type;
  }

  #declaredName(pattern: RegExp): string {
    this.#start();
    const match = pattern.exec(this.#text.slice(this.#at, this.#at + 300));
    const name = normalizeName(match?.[0] ?? '');
    if (match === null || name === '' || keywords.has(name)) throw this.#unexpected('a name');
    this.#at += match[0].length;
    return name;
  }

  /** A name that is used: a known one of several words, else one plain word. */
  #name(): string {
    const known = this.#names.match(this.#text, this.#at);
    if (known !== null) {
      this.#at = known.to;
      return known.name;
    }
    const match = /^[\p{L}_?][\p{L}\p{N}_']*/u.exec(this.#text.slice(this.#at, this.#at + 300));
    if (match === null || keywords.has(match[0])) throw this.#unexpected('a value or a name');
    this.#at += match[0].length;
    return match[0];
  }

  #comparisonAhead(): boolean {
    const before = this.#at;
    const found = this.#comparisonSign() !== null;
    this.#at = before;
    return found;
  }

  #comparisonSign(): ComparisonOperator | null {
    this.#start();
    for (const sign of comparisonSigns) {
      if (this.#text.startsWith(sign, this.#at)) {
        this.#at += sign.length;
        return sign;
      }
    }
    return null;
  }

  #oneOf<Sign extends string>(signs: readonly Sign[]): Sign | null {
    for (const sign of signs) if (this.#sign(sign)) return sign;
    return null;
  }

  #sign(sign: string): boolean {
    this.#start();
    if (!this.#text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    return true;
  }

  #word(word: string): boolean {
    this.#start();
    if (
      !this.#text.startsWith(word, this.#at) ||
      /^[\p{L}\p{N}_']/u.test(this.#text.slice(this.#at + word.length, this.#at + word.length + 2))
    )
      return false;
    this.#at += word.length;
    return true;
  }

  #words(first: string, second: string): boolean {
    const before = this.#at;
    if (this.#word(first) && this.#word(second)) return true;
    this.#at = before;
    return false;
  }

  /** Passes blanks and comments; gives the offset of what follows. */
  #start(): number {
    for (;;) {
      while (/\s/.test(this.#text[this.#at] ?? 'x')) this.#at++;
      if (this.#text.startsWith('//', this.#at)) {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
      } else if (this.#text.startsWith('/*', this.#at)) {
        const end = this.#text.indexOf('*/', this.#at + 2);
        if (end < 0) throw this.#unexpected('"*/"');
        this.#at = end + 2;
      } else return this.#at;
    }
  }

  #make<Kind extends Node['kind']>(from: number, node: Unplaced<Kind> & { kind: Kind }, children: readonly Node[], end = this.#at): Node {
    if (++this.#nodes > limits.nodes) throw expressionErrors.limit({ limit: limits.nodes, what: 'parts' });
    let depth = 1;
    for (const child of children) depth = Math.max(depth, 1 + (this.#depths.get(child) ?? 0));
    if (depth > limits.depth) throw expressionErrors.limit({ limit: limits.depth, what: 'levels of nesting' });
    // Looking ahead has passed the blanks behind the node already.
    let to = end;
    while (to > from && /\s/.test(this.#text[to - 1] ?? '')) to--;
    const made = { ...node, from, to } as unknown as Node;
    this.#depths.set(made, depth);
    return made;
  }

  #unexpected(expected: string, from = this.#at): Error {
    const found = /^(?:[\p{L}\p{N}_']+|"[^"]*"?|.)/u.exec(this.#text.slice(from, from + 60))?.[0];
    const nearest = found === undefined ? null : nearestName(found, keywords);
    const diagnostic: Diagnostic = {
      severity: 'error',
      code: 'syntax',
      message: found === undefined ? 'the expression ends too early' : `"${found}" does not belong here`,
      from,
      to: from + (found?.length ?? 0),
      expected,
      ...(nearest === null || keywords.has(found ?? '') ? {} : { suggestion: nearest }),
    };
    return invalidExpression(this.#text, [diagnostic]);
  }
}

const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', "'": "'" };
