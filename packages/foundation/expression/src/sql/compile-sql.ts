import type { TypedExpression } from '../analysis/typed-expression.ts';
import { constantValue, isConstant } from '../closures/constant.ts';
import { expressionErrors } from '../errors.ts';
import type { ComparisonOperator, Node } from '../syntax/ast.ts';
import { type FeelType, printType, types } from '../types/feel-type.ts';
import { kindOf } from '../values/comparison.ts';
import type { FeelValue } from '../values/value.ts';
import { whyNotInSql } from './sql-constant.ts';
import { postgresWords, type SqlWords } from './sql-words.ts';

/** What the SQL is written for: where names are found there. */
export interface SqlTarget {
  /** How the database says it; as PostgreSQL does where absent. */
  readonly words?: SqlWords | undefined;
  /** SQL of a path that begins with a column, or null where it is no column. */
  column(path: readonly string[]): string | null;
  /** SQL placeholder of a value outside the row, given when the statement runs. */
  parameter(path: readonly string[], type: FeelType): string;
  /** SQL of a numeric value as FEEL has it: rounded half-even to 34 digits, null beyond the range of decimal128. */
  number(exact: string): string;
  /** SQL of a quotient as FEEL has it: null for division by zero, and rounded once. */
  quotient(dividend: string, divisor: string): string;
  /** SQL placeholder of a constant. */
  constant(value: FeelValue, type: FeelType): string;
  /** Rewrites the sides of an equality, or of an order of numbers, where the column's own type compares better than the one that FEEL sees. */
  align?(left: string, right: string): readonly [string, string];
  /** Rewrites the sides of an order, after they are aligned, for how it is to be planned. */
  ordered?(left: string, right: string): readonly [string, string];
  /** Whether a value outside the row, or what is in such a list, is never null, so that no word about nulls is needed. */
  isNeverNull?(path: readonly string[]): boolean;
}

/** What a null of the whole expression means: `exact` keeps it apart from false, `false` lets indexes be used. */
export type NullMeaning = 'exact' | 'false';

/**
 * The expression as SQL in the words of a database, with the same answer as its closure, three-valued logic included. Values are
 * parameters only. What the database would answer differently is refused with the part and the reason.
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
  readonly #words: SqlWords;

  constructor(typed: TypedExpression, target: SqlTarget) {
    this.#typed = typed;
    this.#target = target;
    this.#words = target.words ?? postgresWords;
  }

  compile(node: Node, nullIs: NullMeaning): string {
    // Without a type, PostgreSQL would take it for a text.
    if (this.#isUntypedNull(node)) return 'null';
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
        return this.#call(node, nullIs);
      default:
        throw this.#refuse(node, 'It can use fields, comparisons, and, or, not, in, between, arithmetic and simple text functions.');
    }
  }

  #constant(node: Node): string {
    const value = constantValue(this.#typed, node);
    const problem = whyNotInSql(value);
    if (problem !== null) throw this.#refuse(node, problem);
    return this.#target.constant(value, this.#typeOf(node));
  }

  /** A null of no type that PostgreSQL has, also as every outcome of a choice. */
  #isUntypedNull(node: Node): boolean {
    if (node.kind === 'if') return this.#isUntypedNull(node.then) && this.#isUntypedNull(node.else);
    return this.#isNull(node) && !Object.values(types).some(({ kind }) => kind !== 'any' && kind !== 'null' && kind === this.#kind(node));
  }

  /** Whether a part is null whatever the row is: `null`, but also `1 / 0`. */
  #isNull(node: Node): boolean {
    return isConstant(this.#typed, node) && constantValue(this.#typed, node) === null;
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
    if (this.#isNull(right)) return `(${this.compile(left, 'exact')} is null)`;
    if (this.#isNull(left)) return `(${this.compile(right, 'exact')} is null)`;
    this.#requireComparable(left, right);
    const [a, b] = this.#aligned(left, right);
    if (this.#isNeverNull(left) || this.#isNeverNull(right))
      return nullIs === 'false' ? `(${this.#words.equal(a, b)})` : `coalesce(${this.#words.equal(a, b)}, false)`;
    // Two nulls are equal. Written out, the planner drops the second half as soon as it knows the parameter.
    if (nullIs === 'false') return `(${this.#words.equal(a, b)} or (${a} is null and ${b} is null))`;
    return `(${this.#words.same(a, b)})`;
  }

  #isNeverNull(node: Node): boolean {
    if (isConstant(this.#typed, node)) return !this.#isNull(node);
    const path = this.#pathOf(node);
    return path !== null && this.#target.isNeverNull?.(path) === true;
  }

  #inequality(left: Node, right: Node): string {
    if (this.#isNull(right)) return `(${this.compile(left, 'exact')} is not null)`;
    if (this.#isNull(left)) return `(${this.compile(right, 'exact')} is not null)`;
    this.#requireComparable(left, right);
    const [a, b] = this.#aligned(left, right);
    return `(${this.#words.differ(a, b)})`;
  }

  #aligned(left: Node, right: Node): readonly [string, string] {
    const sides = this.#sides(left, right);
    return this.#target.align?.(...sides) ?? sides;
  }

  #sides(left: Node, right: Node): readonly [string, string] {
    return [this.compile(left, 'exact'), this.compile(right, 'exact')];
  }

  #order(operator: Exclude<ComparisonOperator, '=' | '!='>, left: Node, right: Node): string {
    if (this.#isNull(left) || this.#isNull(right)) return this.#words.unknown;
    this.#requireComparable(left, right);
    if (this.#kind(left) === 'boolean') throw this.#refuse(left, 'Truth values have no order.');
    const sides = this.#kind(left) === 'number' ? this.#aligned(left, right) : this.#sides(left, right);
    const [a, b] = this.#target.ordered?.(...sides) ?? sides;
    return `(${this.#kind(left) === 'string' ? this.#words.ordered(a) : a} ${operator} ${b})`;
  }

  #requireComparable(left: Node, right: Node): void {
    const a = this.#kind(left);
    const b = this.#kind(right);
    if (!comparableKinds.has(a)) throw this.#refuse(left, `Values of type ${printType(this.#typed.typeOf(left))} are not compared there.`);
    if (a !== b) throw this.#refuse(right, `It must be of type ${a}.`);
  }

  #in(node: Extract<Node, { kind: 'in' }>, nullIs: NullMeaning): string {
    if (this.#kind(node.of) === 'null' || this.#isNull(node.of)) throw this.#refuse(node.of, 'It is never there, so nothing is asked.');
    const parts = node.tests.flatMap((test) =>
      test.kind === 'list' ? test.items.map((item) => this.#itemTest(node.of, item, nullIs)) : [this.#test(node.of, test, nullIs)],
    );
    // Nothing is in an empty list; what is asked for must be something that the database can compute all the same.
    const [only = `(${this.compile(node.of, 'exact')} is null and false)`] = parts;
    return parts.length <= 1 ? only : `(${parts.join(' or ')})`;
  }

  /** Whether a value is an item of a list, or in one that is a range: a list knows what is in it, so that the answer is never null. */
  #itemTest(of: Node, item: Node, nullIs: NullMeaning): string {
    if (this.#typed.typeOf(item).kind === 'list') throw this.#refuse(item, 'Lists within lists are not looked into there.');
    const test = this.#test(of, item, nullIs);
    return nullIs === 'false' || this.#typed.typeOf(item).kind !== 'range' ? test : `coalesce(${test}, false)`;
  }

  #test(of: Node, test: Node, nullIs: NullMeaning): string {
    if (test.kind === 'range') return this.#inRange(of, test, nullIs);
    if (test.kind === 'unary-comparison') return this.#comparison(test.operator, of, test.of, nullIs);
    const type = this.#typed.typeOf(test);
    return type.kind === 'list' ? this.#among(of, test, nullIs) : this.#equality(of, test, nullIs);
  }

  #inRange(of: Node, range: Extract<Node, { kind: 'range' }>, nullIs: NullMeaning): string {
    if (this.#isNull(range.low) || this.#isNull(range.high)) return this.#words.unknown;
    const low = this.#order(range.lowIncluded ? '>=' : '>', of, range.low);
    const both = `(${low} and ${this.#order(range.highIncluded ? '<=' : '<', of, range.high)})`;
    if (nullIs === 'false') return both;
    // What has an end that is not known holds nothing for certain, not even what lies beyond the other end.
    const open = [range.low, range.high].filter((end) => !isConstant(this.#typed, end));
    const unknown = open.map((end) => `${this.compile(end, 'exact')} is null`).join(' or ');
    return open.length === 0 ? both : `(case when ${unknown} then null else ${both} end)`;
  }

  /** Whether a value is in a list; a null is in one that has a null, and in one that is null. */
  #among(of: Node, list: Node, nullIs: NullMeaning): string {
    if (this.#isNull(list)) return `(${this.compile(of, 'exact')} is null)`;
    this.#requireItems(of, list);
    const items = this.compile(list, 'exact');
    const value = this.compile(of, 'exact');
    // A list without nulls is asked in one way, which an index serves under any plan.
    if (nullIs === 'false' && !isConstant(this.#typed, list) && this.#isNeverNull(list))
      return `(${this.#words.among(value, items, this.#kind(of))})`;
    // The first half finds an index, the second is about nulls alone.
    const either = `${this.#words.among(value, items, this.#kind(of))} or (${value} is null and (${items} is null or ${this.#words.hasNull(items)}))`;
    return nullIs === 'false' ? `(${either})` : `coalesce(${either}, false)`;
  }

  #requireItems(of: Node, list: Node): void {
    const type = this.#typed.typeOf(list);
    const kind = this.#kind(of);
    const fits = type.kind === 'list' && (type.item.kind === kind || this.#isNull(of)) && comparableKinds.has(type.item.kind);
    if (!fits) throw this.#refuse(list, `It must be a list of ${kind}.`);
  }

  #arithmetic(node: Extract<Node, { kind: 'arithmetic' }>): string {
    const kinds = [this.#kind(node.left), this.#kind(node.right)];
    const joins = node.operator === '+' && kinds.every((kind) => kind === 'string');
    if (!joins && (node.operator === '**' || kinds.some((kind) => kind !== 'number'))) {
      throw this.#refuse(node, 'Only +, -, * and / of numbers and + of texts are the same there; compute it in a field of its own.');
    }
    const [left, right] = [this.compile(node.left, 'exact'), this.compile(node.right, 'exact')];
    if (joins) return `(${left} || ${right})`;
    // Sums, differences and products of numerics are exact; quotients are not.
    return node.operator === '/' ? this.#target.quotient(left, right) : this.#target.number(`${left} ${node.operator} ${right}`);
  }

  #call(node: Extract<Node, { kind: 'call' }>, nullIs: NullMeaning): string {
    const name = node.of.kind === 'name' ? node.of.name : '';
    const given = node.arguments.map(({ value }) => value);
    const isBuiltin = this.#typed.builtinsOf(node).length > 0 && node.arguments.every((argument) => argument.name === null);
    if (isBuiltin && name === 'list contains') return this.#listContains(node, given, nullIs);
    const write = Object.hasOwn(this.#words.functions, name) ? this.#words.functions[name] : undefined;
    if (write === undefined || !isBuiltin) {
      throw this.#refuse(node, `The functions known there are ${Object.keys(this.#words.functions).join(', ')}, list contains.`);
    }
    for (const [index, kind] of write.takes.entries()) {
      const argument = given[index];
      if (argument === undefined || this.#kind(argument) !== kind)
        throw this.#refuse(node, `${name} takes ${write.takes.join(', ')} there.`);
    }
    return write.sql(given.map((argument) => this.compile(argument, 'exact')));
  }

  #listContains(node: Node, [list, element]: readonly Node[], nullIs: NullMeaning): string {
    if (list === undefined || element === undefined) throw this.#refuse(node, 'list contains takes a list and an element there.');
    if (this.#isNull(list)) return this.#words.unknown;
    this.#requireItems(element, list);
    const items = this.compile(list, 'exact');
    const value = this.compile(element, 'exact');
    if (nullIs === 'false' && !isConstant(this.#typed, list) && this.#isNeverNull(list))
      return `(${this.#words.among(value, items, this.#kind(element))})`;
    return `(case when ${items} is null then null else ${this.#words.holds(items, value, this.#kind(element))} end)`;
  }

  #kind(node: Node): FeelType['kind'] {
    return this.#typeOf(node).kind;
  }

  /** The static type; that of its value for a constant of which only the value tells, such as `duration("P1D")`. */
  #typeOf(node: Node): FeelType {
    const type = this.#typed.typeOf(node);
    if (type.kind !== 'any' || !isConstant(this.#typed, node)) return type;
    const kind = kindOf(constantValue(this.#typed, node));
    return Object.values(types).find((scalar) => scalar.kind === kind) ?? type;
  }

  #refuse(node: Node, reason: string): Error {
    return expressionErrors.notInSql(
      { part: this.#typed.text.slice(node.from, node.to), reason },
      { details: { from: node.from, to: node.to } },
    );
  }
}
