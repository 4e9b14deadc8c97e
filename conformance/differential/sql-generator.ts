import { type FeelType, types } from '@plinth/expression';
import { fields } from './fields.ts';
import type { Scalar } from './list-generator.ts';
import type { Random } from './random.ts';
import { literals } from './values-by-kind.ts';

const ordered = [types.number, types.string, types.date, types.time, types.dateTime, types.daysDuration] as const;
const compared = [...ordered, types.boolean] as const;

/** Values that are given beside the rows. */
const given: Partial<Record<FeelType['kind'], string>> = {
  string: 'page.search',
  number: 'page.limit',
  date: 'page.since',
  boolean: 'page.on',
};

/** Writes random expressions of what PostgreSQL can do too; a few constants in them are such that it cannot. */
export class SqlGenerator {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  of(type: Scalar, depth: number): string {
    if (depth <= 0 || this.#random.chance(0.1)) return this.#leaf(type);
    const same = () => this.of(type, depth - 1);
    const choice = () => `(if ${this.of(types.boolean, depth - 1)} then ${same()} else ${same()})`;
    const pick = (...operators: string[]) => this.#random.pick(operators);
    if (type.kind === 'boolean') return this.#random.chance(0.08) ? choice() : this.#condition(depth);
    if (this.#random.chance(0.2)) return choice();
    if (type.kind === 'number') {
      return this.#random.pick([
        () => `(${same()} ${pick('+', '-', '*', '/')} ${same()})`,
        () => `(${same()} ${pick('+', '-', '*', '/')} ${same()})`,
        () => `(-${same()})`,
        () => `string length(${this.of(types.string, depth - 1)})`,
        () => `(${pick('date', 'd')}.${pick('year', 'month', 'day')})`,
      ])();
    }
    return type.kind === 'string' ? `(${same()} + ${same()})` : this.#leaf(type);
  }

  #condition(depth: number): string {
    const type = this.#random.pick(compared);
    const kind = this.#random.pick(ordered);
    const of = () => this.of(type, depth - 1);
    const inOrder = () => this.of(kind, depth - 1);
    const condition = () => this.of(types.boolean, depth - 1);
    const text = () => this.of(types.string, depth - 1);
    const pick = (...texts: string[]) => this.#random.pick(texts);
    return this.#random.pick([
      () => `(${of()} ${pick('=', '!=')} ${of()})`,
      () => `(${inOrder()} ${pick('<', '<=', '>', '>=')} ${inOrder()})`,
      () => `(${inOrder()} ${pick('<', '<=', '>', '>=')} ${inOrder()})`,
      () => `(${of()} ${pick('=', '!=')} null)`,
      () => `(${condition()} ${pick('and', 'or')} ${condition()})`,
      () => `(${condition()} ${pick('and', 'or')} ${condition()})`,
      () => `not(${condition()})`,
      () => `(${inOrder()} between ${inOrder()} and ${inOrder()})`,
      () => `(${inOrder()} in ${pick('[', '(')}${inOrder()}..${inOrder()}${pick(']', ')')})`,
      () => `(${inOrder()} in (${pick('<', '<=', '>', '>=')} ${inOrder()}, ${inOrder()}))`,
      () => `(${of()} in (${pick('=', '!=')} ${of()}, ${of()}))`,
      () => `(${of()} in [${of()}, ${of()}])`,
      () => `(${inOrder()} in [[${inOrder()}..${inOrder()}], ${inOrder()}])`,
      () => `(${this.of(types.number, depth - 1)} in ${pick('ns', '[]')})`,
      () => `(${text()} in ${pick('ss', 'page.ids', '["a", null]')})`,
      () => `${pick('contains', 'starts with', 'ends with')}(${text()}, ${text()})`,
      () => `list contains(${pick('ss', 'page.ids')}, ${text()})`,
      () => `list contains(ns, ${this.of(types.number, depth - 1)})`,
    ])();
  }

  #leaf(type: Scalar): string {
    const beside = given[type.kind];
    if (beside !== undefined && this.#random.chance(0.12)) return beside;
    if (this.#random.chance(0.02)) return 'null';
    if (type.kind === 'date and time' && this.#random.chance(0.05)) return 'now()';
    if (type.kind === 'date' && this.#random.chance(0.05)) return 'today()';
    const stored = fields.filter((field) => field.type.kind === type.kind);
    return this.#random.chance(0.65) ? this.#random.pick(stored).path.join('.') : this.#random.pick<string>(literals[type.kind]);
  }
}
