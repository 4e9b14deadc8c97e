import { expressionErrors } from '../errors.ts';
import type { FeelType } from '../types/feel-type.ts';
import type { NamedTypes } from '../types/parse-type.ts';
import type { Argument, ArithmeticOperator, Iteration, Node } from './ast.ts';
import { type KnownNames, normalizeName } from './known-names.ts';
import { Scanner } from './scanner.ts';

/** Beyond these an expression is an attack or a mistake. */
export const limits = { characters: 100_000, depth: 400, nodes: 50_000 } as const;

/** Reads an expression (grammar of DMN 1.5 §10.3.1.2). */
export function parseExpression(text: string, names: KnownNames, types?: NamedTypes): Node {
  const parser = new Parser(text, names, types);
  const node = parser.expression();
  parser.end();
  return node;
}

/** Reads unary tests: `-`, `not(…)` or tests separated by commas (rules 13 to 17). */
export function parseUnaryTests(text: string, names: KnownNames, types?: NamedTypes): Node {
  const parser = new Parser(text, names, types);
  const node = parser.unaryTests();
  parser.end();
  return node;
}

type Unplaced<Kind extends Node['kind']> = Omit<Extract<Node, { kind: Kind }>, 'from' | 'to'>;

class Parser {
  readonly #scan: Scanner;
  /** Depth of each node made, to refuse trees that recursion could not walk. */
  readonly #depths = new WeakMap<object, number>();
  #nodes = 0;
  #nesting = 0;

  constructor(text: string, names: KnownNames, types?: NamedTypes) {
    if (text.length > limits.characters) throw expressionErrors.limit({ limit: limits.characters, what: 'characters' });
    this.#scan = new Scanner(text, names, types);
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
    const from = this.#scan.start();
    if (this.#scan.text.slice(this.#scan.at).trim() === '-') {
      this.#scan.at = this.#scan.text.length;
      return this.#make(from, { kind: 'anything' }, []);
    }
    const not = /^not\s*\(/.exec(this.#scan.text.slice(this.#scan.at));
    if (not !== null) {
      const before = this.#scan.at;
      this.#scan.at += not[0].length;
      const tests = this.#tests();
      if (this.#scan.sign(')') && this.#scan.start() >= this.#scan.text.length)
        return this.#make(from, { kind: 'tests', tests, not: true }, tests);
      this.#scan.at = before;
    }
    const tests = this.#tests();
    return this.#make(from, { kind: 'tests', tests, not: false }, tests);
  }

  end(): void {
    if (this.#scan.start() < this.#scan.text.length) throw this.#scan.unexpected('an operator or the end');
  }

  #tests(): Node[] {
    const tests = [this.#test()];
    while (this.#scan.sign(',')) tests.push(this.#test());
    return tests;
  }

  /** A positive unary test: a comparison without left side, or any expression (which may use `?`). */
  #test(): Node {
    const from = this.#scan.start();
    const operator = this.#scan.comparisonSign();
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
    do operands.push({ node: next(), end: this.#scan.at });
    while (this.#scan.word(kind));
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
      const operator = this.#scan.comparisonSign();
      if (operator !== null) {
        const right = this.#additive();
        left = this.#make(from, { kind: 'comparison', operator, left, right }, [left, right]);
      } else if (this.#scan.word('between')) {
        const low = this.#additive();
        if (!this.#scan.word('and')) throw this.#scan.unexpected('"and"');
        const high = this.#additive();
        left = this.#make(from, { kind: 'between', of: left, low, high }, [left, low, high]);
      } else if (this.#scan.word('in')) {
        const tests = this.#inTests();
        left = this.#make(from, { kind: 'in', of: left, tests }, [left, ...tests]);
      } else if (this.#scan.words('instance', 'of')) {
        const type = this.#scan.type();
        left = this.#make(from, { kind: 'instance-of', of: left, type }, [left]);
      } else return left;
    }
  }

  #inTests(): Node[] {
    const from = this.#scan.start();
    if (this.#scan.comparisonAhead()) return [this.#test()];
    if (this.#scan.text[this.#scan.at] !== '(') return [this.#additive()];
    // "(" may open a list of tests, a range, or a plain expression in brackets that goes on behind them.
    this.#scan.at++;
    const first = this.#test();
    if (this.#scan.sign('..')) return [this.#additive(this.#rangeEnd(from, false, first))];
    const tests = [first];
    while (this.#scan.sign(',')) tests.push(this.#test());
    if (!this.#scan.sign(')')) throw this.#scan.unexpected('"," or ")"', from);
    return tests.length === 1 && first.kind !== 'unary-comparison' ? [this.#additive(first)] : tests;
  }

  /** `read` is the beginning that has been read already, here and in the rules below. */
  #additive(read?: Node): Node {
    let left = this.#multiplicative(read);
    for (;;) {
      const operator = this.#scan.oneOf(['+', '-']);
      if (operator === null) return left;
      left = this.#binary(operator, left, this.#multiplicative());
    }
  }

  #multiplicative(read?: Node): Node {
    let left = this.#power(read);
    for (;;) {
      this.#scan.start();
      if (this.#scan.text.startsWith('**', this.#scan.at)) return left;
      const operator = this.#scan.oneOf(['*', '/']);
      if (operator === null) return left;
      left = this.#binary(operator, left, this.#power());
    }
  }

  #power(read?: Node): Node {
    let left = read === undefined ? this.#unary() : this.#postfix(read);
    while (this.#scan.sign('**')) left = this.#binary('**', left, this.#unary());
    return left;
  }

  #binary(operator: ArithmeticOperator, left: Node, right: Node): Node {
    return this.#make(left.from, { kind: 'arithmetic', operator, left, right }, [left, right]);
  }

  #unary(): Node {
    const from = this.#scan.start();
    let signs = 0;
    while (this.#scan.text[this.#scan.at] === '-') {
      this.#scan.at++;
      signs++;
      this.#scan.start();
    }
    let node = this.#postfix(this.#primary());
    for (; signs > 0; signs--) node = this.#make(from, { kind: 'negate', of: node }, [node]);
    return node;
  }

  #postfix(beginning: Node): Node {
    let node = beginning;
    for (;;) {
      this.#scan.start();
      const letter = this.#scan.text[this.#scan.at];
      if (letter === '.' && this.#scan.text[this.#scan.at + 1] !== '.') {
        this.#scan.at++;
        const nameFrom = this.#scan.start();
        const name = this.#scan.name();
        node = this.#make(node.from, { kind: 'path', of: node, name, nameFrom }, [node]);
      } else if (letter === '[' && !this.#closesRange()) {
        this.#scan.at++;
        const condition = this.expression();
        if (!this.#scan.sign(']')) throw this.#scan.unexpected('"]"');
        node = this.#make(node.from, { kind: 'filter', of: node, condition }, [node, condition]);
      } else if (letter === '(' && node.kind !== 'number' && node.kind !== 'string') {
        this.#scan.at++;
        const list = this.#arguments();
        node = this.#make(node.from, { kind: 'call', of: node, arguments: list }, [node, ...list.map(({ value }) => value)]);
      } else return node;
    }
  }

  #inRange = 0;

  /** `[1..5[`: there the bracket ends a range whose end is excluded. */
  #closesRange(): boolean {
    return (
      this.#inRange > 0 &&
      /^\[\s*($|[),\]}]|\.\s*\p{L}|and\b|or\b|then\b|else\b|return\b|satisfies\b)/u.test(
        this.#scan.text.slice(this.#scan.at, this.#scan.at + 60),
      )
    );
  }

  #arguments(): Argument[] {
    const list: Argument[] = [];
    if (this.#scan.sign(')')) return list;
    do {
      this.#scan.start();
      const named = /^([\p{L}_?][\p{L}\p{N}_' ]*?)\s*:/u.exec(this.#scan.text.slice(this.#scan.at, this.#scan.at + 200));
      if (named !== null) this.#scan.at += named[0].length;
      list.push({ name: named === null ? null : normalizeName(named[1] ?? ''), value: this.#test() });
    } while (this.#scan.sign(','));
    if (!this.#scan.sign(')')) throw this.#scan.unexpected('"," or ")"');
    return list;
  }

  #primary(): Node {
    const from = this.#scan.start();
    const letter = this.#scan.text[this.#scan.at];
    if (letter === undefined) throw this.#scan.unexpected('a value');
    if (letter === '"') return this.#make(from, { kind: 'string', value: this.#scan.string() }, []);
    if (letter === '@') {
      this.#scan.at++;
      this.#scan.start();
      if (this.#scan.text[this.#scan.at] !== '"') throw this.#scan.unexpected('a text in quotes');
      return this.#make(from, { kind: 'at', value: this.#scan.string() }, []);
    }
    if (/[\d.]/.test(letter)) return this.#number(from);
    if (letter === '(') return this.#bracket(from);
    if (letter === '[') return this.#listOrRange(from);
    if (letter === ']') return this.#openRange(from);
    if (letter === '{') return this.#context(from);
    return this.#wordOrName(from);
  }

  #wordOrName(from: number): Node {
    const known = this.#scan.names.match(this.#scan.text, this.#scan.at);
    if (known !== null) {
      this.#scan.at = known.to;
      return this.#make(from, { kind: 'name', name: known.name }, []);
    }
    if (this.#scan.word('true')) return this.#make(from, { kind: 'boolean', value: true }, []);
    if (this.#scan.word('false')) return this.#make(from, { kind: 'boolean', value: false }, []);
    if (this.#scan.word('null')) return this.#make(from, { kind: 'null' }, []);
    if (this.#scan.word('if')) return this.#if(from);
    if (this.#scan.word('for')) return this.#for(from);
    if (this.#scan.word('some')) return this.#quantified(from, 'some');
    if (this.#scan.word('every')) return this.#quantified(from, 'every');
    if (/^function\s*\(/.test(this.#scan.text.slice(this.#scan.at, this.#scan.at + 100))) return this.#function(from);
    return this.#make(from, { kind: 'name', name: this.#scan.name() }, []);
  }

  #number(from: number): Node {
    const digits = this.#scan.digits();
    if (digits === null) throw this.#scan.unexpected('a number');
    return this.#make(from, { kind: 'number', digits }, []);
  }

  #bracket(from: number): Node {
    this.#scan.at++;
    const operator = this.#scan.comparisonSign();
    if (operator !== null) {
      const of = this.#additive();
      if (!this.#scan.sign(')')) throw this.#scan.unexpected('")"');
      return this.#make(from, { kind: 'unary-comparison', operator, of }, [of]);
    }
    const inner = this.#rangeStart();
    if (this.#scan.sign('..')) return this.#rangeEnd(from, false, inner);
    if (!this.#scan.sign(')')) throw this.#scan.unexpected('")"');
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
    this.#scan.at++;
    const low = this.#rangeStart();
    if (!this.#scan.sign('..')) throw this.#scan.unexpected('".."');
    return this.#rangeEnd(from, false, low);
  }

  #listOrRange(from: number): Node {
    this.#scan.at++;
    if (this.#scan.sign(']')) return this.#make(from, { kind: 'list', items: [] }, []);
    const first = this.#listItem();
    if (this.#scan.sign('..')) return this.#rangeEnd(from, true, first);
    const items = [first];
    while (this.#scan.sign(',')) items.push(this.#listItem());
    if (!this.#scan.sign(']')) throw this.#scan.unexpected('"," or "]"');
    return this.#make(from, { kind: 'list', items }, items);
  }

  #listItem(): Node {
    return this.#scan.comparisonAhead() ? this.#test() : this.expression();
  }

  #rangeEnd(from: number, lowIncluded: boolean, low: Node): Node {
    const high = this.#rangeStart();
    const closer = this.#scan.oneOf([']', ')', '[']);
    if (closer === null) throw this.#scan.unexpected('"]", ")" or "["');
    return this.#make(from, { kind: 'range', lowIncluded, low, high, highIncluded: closer === ']' }, [low, high]);
  }

  #context(from: number): Node {
    this.#scan.at++;
    const entries: { name: string; value: Node }[] = [];
    if (!this.#scan.sign('}')) {
      do {
        this.#scan.start();
        const quoted = this.#scan.text[this.#scan.at] === '"';
        const name = quoted ? this.#scan.string() : this.#scan.declaredName(/^[^:{}",]+/);
        if (!this.#scan.sign(':')) throw this.#scan.unexpected('":"');
        this.#scan.names.add(name);
        entries.push({ name, value: this.expression() });
      } while (this.#scan.sign(','));
      if (!this.#scan.sign('}')) throw this.#scan.unexpected('"," or "}"');
    }
    return this.#make(
      from,
      { kind: 'context', entries },
      entries.map(({ value }) => value),
    );
  }

  #if(from: number): Node {
    const condition = this.expression();
    if (!this.#scan.word('then')) throw this.#scan.unexpected('"then"');
    const then = this.expression();
    if (!this.#scan.word('else')) throw this.#scan.unexpected('"else"');
    const otherwise = this.expression();
    return this.#make(from, { kind: 'if', condition, then, else: otherwise }, [condition, then, otherwise]);
  }

  #for(from: number): Node {
    const iterations = this.#iterations();
    if (!this.#scan.word('return')) throw this.#scan.unexpected('"return"');
    const result = this.expression();
    return this.#make(from, { kind: 'for', iterations, result }, [...iterations.map((iteration) => iteration.in), result]);
  }

  #quantified(from: number, kind: 'some' | 'every'): Node {
    const iterations = this.#iterations();
    if (!this.#scan.word('satisfies')) throw this.#scan.unexpected('"satisfies"');
    const condition = this.expression();
    return this.#make(from, { kind, iterations, condition }, [...iterations.map((iteration) => iteration.in), condition]);
  }

  #iterations(): Iteration[] {
    const iterations: Iteration[] = [];
    do {
      const name = this.#scan.declaredName(/^[\p{L}_?][\p{L}\p{N}_' ]*?(?=\s+in\b)/u);
      if (!this.#scan.word('in')) throw this.#scan.unexpected('"in"');
      this.#scan.names.add(name);
      const source = this.expression();
      iterations.push({ name, in: source, to: this.#scan.sign('..') ? this.expression() : null });
    } while (this.#scan.sign(','));
    return iterations;
  }

  #function(from: number): Node {
    this.#scan.word('function');
    this.#scan.sign('(');
    const parameters: { name: string; type: FeelType | null }[] = [];
    if (!this.#scan.sign(')')) {
      do {
        const name = this.#scan.declaredName(/^[\p{L}_?][\p{L}\p{N}_' ]*/u);
        this.#scan.names.add(name);
        parameters.push({ name, type: this.#scan.sign(':') ? this.#scan.type() : null });
      } while (this.#scan.sign(','));
      if (!this.#scan.sign(')')) throw this.#scan.unexpected('"," or ")"');
    }
    if (this.#scan.word('external')) throw this.#scan.unexpected('a FEEL body: external functions are not run');
    const body = this.expression();
    return this.#make(from, { kind: 'function', parameters, body }, [body]);
  }

  #make<Kind extends Node['kind']>(
    from: number,
    node: Unplaced<Kind> & { kind: Kind },
    children: readonly Node[],
    end = this.#scan.at,
  ): Node {
    if (++this.#nodes > limits.nodes) throw expressionErrors.limit({ limit: limits.nodes, what: 'parts' });
    let depth = 1;
    for (const child of children) depth = Math.max(depth, 1 + (this.#depths.get(child) ?? 0));
    if (depth > limits.depth) throw expressionErrors.limit({ limit: limits.depth, what: 'levels of nesting' });
    // Looking ahead has passed the blanks behind the node already.
    let to = end;
    while (to > from && /\s/.test(this.#scan.text[to - 1] ?? '')) to--;
    const made = { ...node, from, to } as unknown as Node;
    this.#depths.set(made, depth);
    return made;
  }
}
