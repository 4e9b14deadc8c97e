import { type Builtin, builtins, type FeelType, types } from '@plinth/expression';
import { argumentHints } from './argument-hints.ts';
import { fields } from './fields.ts';
import { ListGenerator, type Local, type Scalar, scalars } from './list-generator.ts';
import type { Random } from './random.ts';
import { SqlGenerator } from './sql-generator.ts';
import { literals } from './values-by-kind.ts';

const relations = new Set(
  'before after meets overlaps finishes includes during starts coincides'
    .split(' ')
    .concat('met by', 'overlaps before', 'overlaps after', 'finished by', 'started by'),
);

/** A random expression, or unary tests of an input of a type. */
export interface Generated {
  readonly text: string;
  readonly testsOf: Scalar | null;
}

/** Writes random expressions that have a type, over the names of `scope`. */
export class ExpressionGenerator {
  readonly #random: Random;
  readonly #locals: Local[] = [];
  readonly #sql: SqlGenerator;
  readonly #lists: ListGenerator;
  #turn = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#sql = new SqlGenerator(random);
    this.#lists = new ListGenerator(random, {
      of: (type, depth) => this.#of(type, depth),
      within: (local, write) => this.#within(local, write),
    });
  }

  /** An expression; about half are such that PostgreSQL can be asked too. */
  next(): Generated {
    const depth = 1 + this.#random.below(4);
    const type = this.#random.pick(scalars);
    if (this.#random.chance(0.5)) return { text: this.#sql.of(this.#random.chance(0.6) ? types.boolean : type, depth), testsOf: null };
    if (this.#random.chance(0.06)) return { text: this.#tests(type, depth), testsOf: type };
    if (this.#random.chance(0.25)) return { text: this.#nextBuiltin(depth), testsOf: null };
    if (this.#random.chance(0.1)) return { text: this.#whole(depth), testsOf: null };
    return { text: this.#of(this.#random.chance(0.4) ? types.boolean : type, depth), testsOf: null };
  }

  /** Every form of every builtin comes in turn, so that even a small run has all of them. */
  #nextBuiltin(depth: number): string {
    const builtin = builtins[this.#turn++ % builtins.length];
    return builtin === undefined ? 'null' : this.#callOf(builtin, this.#random.chance(0.5) ? 1 : depth);
  }

  /** Unary tests of an input of a type. */
  #tests(type: Scalar, depth: number): string {
    const of = () => this.#of(type, depth - 1);
    const test = () =>
      this.#random.pick([
        of,
        () => `${this.#random.pick(['<', '<=', '>', '>=', '=', '!='])} ${of()}`,
        () => this.#range(type, depth - 1),
        () => `? ${this.#random.pick(['=', '!=', '<'])} ${of()}`,
        () => this.#of(types.boolean, depth - 1),
        () => this.#lists.of(type, depth - 1),
      ])();
    const tests = Array.from({ length: 1 + this.#random.below(2) }, test).join(', ');
    return this.#random.chance(0.25) ? `not(${tests})` : this.#random.chance(0.05) ? '-' : tests;
  }

  /** What is seldom inside something else: lists, contexts, functions. */
  #whole(depth: number): string {
    const type = this.#random.pick(scalars);
    return this.#random.pick([
      () => this.#lists.of(type, depth),
      () => this.#context(depth),
      () => this.#lists.items(depth),
      () => `function(a, b) ${this.#of(type, depth - 1)}`,
      () => this.#range(type, depth),
      () => this.#relation(depth),
      () => `(${this.#range(type, depth)}).${this.#random.pick(['start', 'end', 'start included', 'end included'])}`,
    ])();
  }

  #of(type: Scalar, depth: number): string {
    if (depth <= 0 || this.#random.chance(0.12)) return this.#leaf(type);
    const any: readonly (() => string)[] = [
      () => `(if ${this.#of(types.boolean, depth - 1)} then ${this.#of(type, depth - 1)} else ${this.#of(type, depth - 1)})`,
      () => this.#builtin(type, depth),
      () => `${this.#lists.of(type, depth - 1)}[${this.#random.pick(['1', '2', '-1', this.#of(types.number, 0)])}]`,
      () => `(${this.#random.pick(['min', 'max'])}(${this.#lists.of(type, depth - 1)}))`,
      () => this.#applied(type, depth),
    ];
    const own = this.#own(type, depth);
    return own.length > 0 && this.#random.chance(0.6) ? this.#random.pick(own)() : this.#random.pick(any)();
  }

  #own(type: Scalar, depth: number): readonly (() => string)[] {
    const of = (wanted: Scalar) => this.#of(wanted, depth - 1);
    const pick = (...operators: string[]) => this.#random.pick(operators);
    switch (type.kind) {
      case 'number':
        return [
          () => `(${of(type)} ${pick('+', '-', '*', '/')} ${of(type)})`,
          () => `(${of(type)} ${pick('+', '-', '*', '/')} ${of(type)})`,
          () => `(${of(type)} ** ${pick('0', '1', '2', '3', '-1', '0.5', '10', '-2')})`,
          () => `(-${of(type)})`,
          () => `(${of(types.date)}.${pick('year', 'month', 'day', 'weekday')})`,
          () => `(${of(types.dateTime)}.${pick('year', 'hour', 'minute', 'second')})`,
          () => `(${of(types.daysDuration)}.${pick('days', 'hours', 'minutes', 'seconds')})`,
          () => `(${of(types.daysDuration)} / ${of(types.daysDuration)})`,
          () => `sum(${this.#lists.items(depth - 1)}.amount)`,
          () => `count(${this.#lists.items(depth - 1)})`,
        ];
      case 'string':
        return [
          () => `(${of(type)} + ${of(type)})`,
          () => 'client.name',
          () => 'page.search',
          () => `(${this.#lists.items(depth - 1)}.label)[1]`,
        ];
      case 'boolean':
        return this.#conditions(depth);
      case 'date':
      case 'date and time':
        return [
          () => `(${of(type)} ${pick('+', '-')} ${of(types.daysDuration)})`,
          () => `(${of(type)} ${pick('+', '-')} ${of(types.yearsDuration)})`,
        ];
      case 'time':
        return [() => `(${of(type)} ${pick('+', '-')} ${of(types.daysDuration)})`, () => `(${of(types.dateTime)}.time)`];
      case 'days and time duration':
        return [
          () => `(${of(type)} ${pick('+', '-')} ${of(type)})`,
          () => `(${of(types.date)} - ${of(types.date)})`,
          () => `(${of(types.time)} - ${of(types.time)})`,
          () => `(${of(type)} ${pick('*', '/')} ${of(types.number)})`,
          () => `(-${of(type)})`,
        ];
      case 'years and months duration':
        return [
          () => `(${of(type)} ${pick('+', '-')} ${of(type)})`,
          () => `(${of(type)} ${pick('*', '/')} ${of(types.number)})`,
          () => `years and months duration(${of(types.date)}, ${of(types.date)})`,
        ];
    }
  }

  #conditions(depth: number): readonly (() => string)[] {
    const type = this.#random.pick(scalars);
    const of = (wanted: Scalar = type) => this.#of(wanted, depth - 1);
    const condition = () => this.#of(types.boolean, depth - 1);
    const pick = (...texts: string[]) => this.#random.pick(texts);
    const list = () => this.#lists.of(type, depth - 1);
    return [
      () => `(${of()} ${pick('=', '!=', '<', '<=', '>', '>=')} ${of()})`,
      () => `(${of()} ${pick('=', '!=', '<', '<=', '>', '>=')} ${of()})`,
      () => `(${of()} ${pick('=', '!=')} null)`,
      () => `(${condition()} ${pick('and', 'or')} ${condition()})`,
      () => `(${condition()} ${pick('and', 'or')} ${condition()} ${pick('and', 'or')} ${condition()})`,
      () => `not(${condition()})`,
      () => `(${of()} between ${of()} and ${of()})`,
      () => `(${of()} in ${this.#range(type, depth - 1)})`,
      () => `(${of()} in (${of()}, ${pick('<', '<=', '>', '>=', '=', '!=')} ${of()}))`,
      () => `(${of()} in (? ${pick('<', '=', '>')} ${of()}, ${of()}))`,
      () => `(${of()} in ${list()})`,
      () => `(${of()} in ([?..${of()}], ${pick('<', '<=', '>', '>=')} ?, ${of()}))`,
      () => `(${of()} instance of ${pick('number', 'string', 'date', 'list<number>', 'context<amount: number>', 'any')})`,
      () => `(client ${pick('=', '!=')} null)`,
      () => this.#quantified(type, depth),
      () => `list contains(${list()}, ${of()})`,
      () => this.#relation(depth - 1),
    ];
  }

  #quantified(type: Scalar, depth: number): string {
    const source = this.#lists.of(type, depth - 1);
    return this.#within({ name: this.#random.pick(['x1', 'item', 'entry']), type }, (name) => {
      return `(${this.#random.pick(['some', 'every'])} ${name} in ${source} satisfies ${this.#of(types.boolean, depth - 1)})`;
    });
  }

  #context(depth: number): string {
    return this.#random.pick([
      () => `{a: ${this.#of(types.number, depth - 1)}, "b c": ${this.#of(types.string, depth - 1)}}`,
      () => `{a: ${this.#of(types.number, depth - 1)}, twice: a * 2, "__proto__": 1}`,
      () =>
        `{f: function(p: number, q) p + q, x: f(${this.#of(types.number, depth - 1)}, 1), y: f(q: 1, p: a), a: 2}`.replace(
          ', y: f(q: 1, p: a), a: 2',
          ', a: 2, y: f(q: a, p: 1)',
        ),
    ])();
  }

  #range(type: Scalar, depth: number): string {
    const [open, close] = [this.#random.pick(['[', '(']), this.#random.pick([']', ')'])];
    const ordered = type.kind === 'boolean' ? types.number : type;
    return `${open}${this.#of(ordered, depth - 1)}..${this.#of(ordered, depth - 1)}${close}`;
  }

  #relation(depth: number): string {
    const type = this.#random.pick([types.number, types.string, types.date]);
    const end = () => (this.#random.chance(0.6) ? this.#range(type, depth) : this.#of(type, depth));
    return `${this.#random.pick([...relations])}(${end()}, ${end()})`;
  }

  /** A function made and called in place. */
  #applied(type: Scalar, depth: number): string {
    const given = this.#random.pick(scalars);
    const argument = this.#of(given, depth - 1);
    return this.#within({ name: 'p1', type: given }, (name) => {
      const body = this.#of(type, depth - 1);
      return this.#random.chance(0.5)
        ? `(function(${name}) ${body})(${argument})`
        : `(function(${name}: ${given.kind}) ${body})(${name}: ${argument})`;
    });
  }

  /** A call of any builtin that gives the type. */
  #builtin(type: Scalar, depth: number): string {
    const giving = builtins.filter(({ result, name }) =>
      name === 'duration'
        ? type.kind.endsWith('duration')
        : typeof result !== 'string' && result.kind === type.kind && !relations.has(name),
    );
    return this.#callOf(this.#random.pick(giving), depth);
  }

  #callOf(builtin: Builtin, depth: number): string {
    const item = this.#random.pick(scalars);
    const given = builtin.parameters.flatMap((parameter) => {
      if (parameter.optional && this.#random.chance(0.5)) return [];
      const hints = argumentHints[`${builtin.name}/${parameter.name}`];
      const argument = () => this.#argument(parameter.type, item, depth - 1);
      if (parameter.rest) return Array.from({ length: 1 + this.#random.below(2) }, argument);
      return [hints !== undefined && this.#random.chance(0.75) ? this.#random.pick(hints) : argument()];
    });
    const required = builtin.parameters.filter(({ optional, rest }) => !optional && !rest);
    if (given.length === required.length && required.length === builtin.parameters.length && this.#random.chance(0.15)) {
      const named = required.map(({ name }, index) => `${name}: ${given[index]}`);
      return `${builtin.name}(${named.reverse().join(', ')})`;
    }
    return `${builtin.name}(${given.join(', ')})`;
  }

  #argument(type: FeelType, item: Scalar, depth: number): string {
    const scalar = scalars.find(({ kind }) => kind === type.kind);
    if (scalar !== undefined) return this.#of(scalar, depth);
    if (type.kind === 'list') {
      const of = scalars.find(({ kind }) => kind === type.item.kind) ?? item;
      return this.#lists.of(of, depth);
    }
    if (type.kind === 'context') return this.#random.pick(['client', 'items[1]', '{a: 1, b: s}', this.#context(depth)]);
    return type.kind === 'function' ? 'function(p, q) p = q' : this.#of(item, depth);
  }

  #leaf(type: Scalar): string {
    const locals = this.#locals.filter((local) => local.type.kind === type.kind);
    if (locals.length > 0 && this.#random.chance(0.6)) return this.#random.pick(locals).name;
    if (this.#random.chance(0.03)) return 'null';
    const stored = fields.filter((field) => field.type.kind === type.kind);
    return this.#random.chance(0.65) ? this.#random.pick(stored).path.join('.') : this.#random.pick<string>(literals[type.kind]);
  }

  #within(local: Local, write: (name: string) => string): string {
    this.#locals.push(local);
    const text = write(local.name);
    this.#locals.pop();
    return text;
  }
}
