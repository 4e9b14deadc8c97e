import type { TypedExpression } from '../analysis/typed-expression.ts';
import { constantValue, isConstant } from '../closures/constant.ts';
import { expressionErrors } from '../errors.ts';
import type { ComparisonOperator, Node } from '../syntax/ast.ts';
import { type FeelType, printType } from '../types/feel-type.ts';
import type { FeelValue } from '../values/value.ts';

/** What the SQL is written for: where names are found there. */
export interface SqlTarget {
  /** SQL of a path that begins with a column, or null where it is no column. */
  column(path: readonly string[]): string | null;
  /** SQL placeholder of a value outside the row, given when the statement runs. */
  parameter(path: readonly string[], type: FeelType): string;
  /** SQL placeholder of a constant. */
  constant(value: FeelValue, type: FeelType): string;
  /** Rewrites the sides of an equality where the column's own type compares better than the one that FEEL sees. */
  align?(left: string, right: string): readonly [string, string];
}

/** What a null of the whole expression means: `exact` keeps it apart from false, `false` lets indexes be used. */
export type NullMeaning = 'exact' | 'false';

/**
 * The expression as SQL over PostgreSQL's types, with the same answer as its closure, three-valued logic included. Values are
 * parameters only. What PostgreSQL would answer differently is refused with the part and the reason.
 */
export function compileSql(
  typed: TypedExpression,
  target: SqlTarget,
  nullIs: NullMeaning = 'exact',
): { readonly sql: string; readonly type: FeelType } {
  return { sql: new SqlCompiler(typed, target).compile(typed.root, nullIs), type: typed.type };
}

/** Kinds whose values compare in PostgreSQL as in FEEL. */
const comparableKinds = new Set(['number', 'string', 'boolean', 'date', 'time', 'date and time', 'days and time duration']);

class SqlCompiler {
  readonly #typed: TypedExpression;
  readonly #target: SqlTarget;

  constructor(typed: TypedExpression, target: SqlTarget) {
    this.#typed = typed;
    this.#target = target;
  }

  compile(node: Node, nullIs: NullMeaning): string {
    if (isConstant(this.#typed, node)) return this.#constant(node);
    switch (node.kind) {
      case 'name':
      case 'path':
        return this.#path(node);
      case 'and':
      case 'or':
        return `(${this.compile(node.left, nullIs)} ${node.kind} ${this.compile(node.right, nullIs)})`;
      case 'comparison':
        return this.#comparison(node.operator, node.left, node.right, nullIs);
      case 'between':
        return `(${this.#order('>=', node.of, node.low)} and ${this.#order('<=', node.of, node.high)})`;
      case 'in':
        return this.#in(node, nullIs);
      case 'arithmetic':
        return this.#arithmetic(node);
      case 'negate':
        if (this.#kind(node.of) !== 'number') throw this.#refuse(node, 'Only numbers are negated there.');
        return `(- ${this.compile(node.of, 'exact')})`;
      case 'if':
        return `(case when ${this.compile(node.condition, 'false')} then ${this.compile(node.then, nullIs)} else ${this.compile(node.else, nullIs)} end)`;
      case 'call':
        return this.#call(node);
      default:
        throw this.#refuse(node, 'It can use fields, comparisons, and, or, not, in, between, +, − and simple text functions.');
    }
  }

  #constant(node: Node): string {
    const value = constantValue(this.#typed, node);
    return value === null ? 'null' : this.#target.constant(value, this.#typed.typeOf(node));
  }

  #path(node: Node): string {
    const path = this.#pathOf(node);
    if (path !== null) {
      const column = this.#target.column(path);
      return column ?? this.#target.parameter(path, this.#typed.typeOf(node));
    }
    if (node.kind === 'path' && this.#kind(node.of) === 'date' && ['year', 'month', 'day'].includes(node.name)) {
      return `extract(${node.name} from ${this.compile(node.of, 'exact')})`;
    }
    throw this.#refuse(node, 'Only fields, paths over references and values of the page are known there.');
  }

  /** The names of a path that begins with a name of the scope, as long as its parts are contexts. */
  #pathOf(node: Node): readonly string[] | null {
    if (node.kind === 'name') {
      const resolution = this.#typed.resolutionOf(node);
      return resolution.kind === 'scope' ? [resolution.name] : null;
    }
    if (node.kind !== 'path') return null;
    const kind = this.#kind(node.of);
    if (kind !== 'context' && kind !== 'any') return null;
    const base = this.#pathOf(node.of);
    return base === null ? null : [...base, node.name];
  }

  #comparison(operator: ComparisonOperator, left: Node, right: Node, nullIs: NullMeaning): string {
    if (operator === '=') return this.#equality(left, right, nullIs);
    if (operator === '!=') return this.#inequality(left, right);
    return this.#order(operator, left, right);
  }

  #equality(left: Node, right: Node, nullIs: NullMeaning): string {
    if (right.kind === 'null') return `(${this.compile(left, 'exact')} is null)`;
    if (left.kind === 'null') return `(${this.compile(right, 'exact')} is null)`;
    this.#requireComparable(left, right);
    const [a, b] = this.#aligned(left, right);
    if (isConstant(this.#typed, left) || isConstant(this.#typed, right))
      return nullIs === 'false' ? `(${a} = ${b})` : `coalesce(${a} = ${b}, false)`;
    // Two nulls are equal. Written out, the planner drops the second half as soon as it knows the parameter.
    if (nullIs === 'false') return `(${a} = ${b} or (${a} is null and ${b} is null))`;
    return `(${a} is not distinct from ${b})`;
  }

  #inequality(left: Node, right: Node): string {
    if (right.kind === 'null') return `(${this.compile(left, 'exact')} is not null)`;
    if (left.kind === 'null') return `(${this.compile(right, 'exact')} is not null)`;
    this.#requireComparable(left, right);
    const [a, b] = this.#aligned(left, right);
    return `(${a} is distinct from ${b})`;
  }

  #aligned(left: Node, right: Node): readonly [string, string] {
    const [a, b] = [this.compile(left, 'exact'), this.compile(right, 'exact')];
    return this.#target.align?.(a, b) ?? [a, b];
  }

  #order(operator: Exclude<ComparisonOperator, '=' | '!='>, left: Node, right: Node): string {
    this.#requireComparable(left, right);
    if (this.#kind(left) === 'boolean') throw this.#refuse(left, 'Truth values have no order.');
    const collation = this.#kind(left) === 'string' ? ' collate "C"' : '';
    return `(${this.compile(left, 'exact')}${collation} ${operator} ${this.compile(right, 'exact')})`;
  }

  #requireComparable(left: Node, right: Node): void {
    const a = this.#kind(left);
    const b = this.#kind(right);
    if (!comparableKinds.has(a)) throw this.#refuse(left, `Values of type ${printType(this.#typed.typeOf(left))} are not compared there.`);
    if (a !== b) throw this.#refuse(right, `It must be of type ${a}.`);
  }

  #in(node: Extract<Node, { kind: 'in' }>, nullIs: NullMeaning): string {
    const tests = node.tests.flatMap((test) => (test.kind === 'list' ? test.items : [test]));
    const parts = tests.map((test) => this.#test(node.of, test, nullIs));
    const [only = 'false'] = parts;
    return parts.length <= 1 ? only : `(${parts.join(' or ')})`;
  }

  #test(of: Node, test: Node, nullIs: NullMeaning): string {
    if (test.kind === 'range') {
      const low = this.#order(test.lowIncluded ? '>=' : '>', of, test.low);
      return `(${low} and ${this.#order(test.highIncluded ? '<=' : '<', of, test.high)})`;
    }
    if (test.kind === 'unary-comparison') return this.#comparison(test.operator, of, test.of, nullIs);
    const type = this.#typed.typeOf(test);
    if (type.kind !== 'list') return this.#equality(of, test, nullIs);
    if (type.item.kind !== this.#kind(of)) throw this.#refuse(test, `It must be a list of ${this.#kind(of)}.`);
    return `coalesce(${this.compile(of, 'exact')} = any(${this.compile(test, 'exact')}), false)`;
  }

  #arithmetic(node: Extract<Node, { kind: 'arithmetic' }>): string {
    if (node.operator === '+' && this.#kind(node.left) === 'string' && this.#kind(node.right) === 'string') {
      return `(${this.compile(node.left, 'exact')} || ${this.compile(node.right, 'exact')})`;
    }
    const numbers = this.#kind(node.left) === 'number' && this.#kind(node.right) === 'number';
    if (!numbers || (node.operator !== '+' && node.operator !== '-')) {
      throw this.#refuse(node, 'The database rounds differently there; compute it in a field of its own.');
    }
    return `(${this.compile(node.left, 'exact')} ${node.operator} ${this.compile(node.right, 'exact')})`;
  }

  #call(node: Extract<Node, { kind: 'call' }>): string {
    const name = node.of.kind === 'name' ? node.of.name : '';
    const write = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (write === undefined || this.#typed.builtinsOf(node).length === 0 || node.arguments.some((argument) => argument.name !== null)) {
      throw this.#refuse(node, `The functions known there are ${Object.keys(functions).join(', ')}.`);
    }
    const given = node.arguments.map(({ value }) => value);
    for (const [index, kind] of write.takes.entries()) {
      const argument = given[index];
      if (argument === undefined || this.#kind(argument) !== kind)
        throw this.#refuse(node, `${name} takes ${write.takes.join(', ')} there.`);
    }
    return write.sql(given.map((argument) => this.compile(argument, 'exact')));
  }

  #kind(node: Node): FeelType['kind'] {
    return this.#typed.typeOf(node).kind;
  }

  #refuse(node: Node, reason: string): Error {
    return expressionErrors.notInSql(
      { part: this.#typed.text.slice(node.from, node.to), reason },
      { details: { from: node.from, to: node.to } },
    );
  }
}

interface SqlFunction {
  readonly takes: readonly FeelType['kind'][];
  readonly sql: (given: readonly string[]) => string;
}

/** Functions that answer alike for every text; upper and lower case depend on PostgreSQL's build and stay out. */
const functions: Readonly<Record<string, SqlFunction>> = {
  not: { takes: ['boolean'], sql: ([a]) => `(not ${a})` },
  contains: { takes: ['string', 'string'], sql: ([a, b]) => `(position(${b} in ${a}) > 0)` },
  'starts with': { takes: ['string', 'string'], sql: ([a, b]) => `starts_with(${a}, ${b})` },
  'ends with': { takes: ['string', 'string'], sql: ([a, b]) => `(right(${a}, char_length(${b})) = ${b})` },
  'string length': { takes: ['string'], sql: ([a]) => `char_length(${a})` },
  'list contains': {
    takes: ['list', 'string'],
    sql: ([a, b]) => `(case when ${a} is null then null else coalesce(${b} = any(${a}), false) end)`,
  },
  today: { takes: [], sql: () => `(now() at time zone 'UTC')::date` },
  now: { takes: [], sql: () => 'now()' },
};
