import { type FeelType, types } from '@plinth/expression';
import { fields } from './fields.ts';
import type { Random } from './random.ts';

export const scalars = [
  types.number,
  types.string,
  types.boolean,
  types.date,
  types.time,
  types.dateTime,
  types.daysDuration,
  types.yearsDuration,
] as const;
export type Scalar = (typeof scalars)[number];

/** A variable that is visible at a place. */
export interface Local {
  readonly name: string;
  readonly type: FeelType;
}

/** What lists are made of. */
export interface ItemGenerator {
  of(type: Scalar, depth: number): string;
  within(local: Local, write: (name: string) => string): string;
}

/** Writes random expressions that give lists. */
export class ListGenerator {
  readonly #random: Random;
  readonly #parts: ItemGenerator;

  constructor(random: Random, parts: ItemGenerator) {
    this.#random = random;
    this.#parts = parts;
  }

  /** A list of scalars of a type. */
  of(type: Scalar, depth: number): string {
    const stored = fields.filter((field) => field.type.kind === 'list' && field.type.item.kind === type.kind);
    const literal = () => `[${Array.from({ length: this.#random.below(4) }, () => this.#parts.of(type, depth - 1)).join(', ')}]`;
    if (depth <= 0) return stored.length > 0 && this.#random.chance(0.7) ? (this.#random.pick(stored).path[0] ?? '') : literal();
    return this.#random.pick([
      literal,
      () => this.#filtered(type, depth),
      () => this.#mapped(type, depth),
      () => this.#builtinList(type, depth),
    ])();
  }

  #filtered(type: Scalar, depth: number): string {
    const list = this.of(type, depth - 1);
    return this.#parts.within({ name: 'item', type }, () => `${list}[${this.#parts.of(types.boolean, depth - 1)}]`);
  }

  #mapped(type: Scalar, depth: number): string {
    const other = this.#random.pick(scalars);
    const source = this.#random.chance(0.3) ? this.#random.pick(['1..3', '3..1', '[1..2]']) : this.of(other, depth - 1);
    const first: Local = { name: 'y1', type: /^[[\d]/.test(source) && source.includes('..') ? types.number : other };
    return this.#parts.within(first, (name) => {
      if (!this.#random.chance(0.3)) return `(for ${name} in ${source} return ${this.#parts.of(type, depth - 1)})`;
      const second = this.of(type, depth - 1);
      return this.#parts.within({ name: 'y2', type }, (inner) => {
        const result = this.#random.chance(0.3) ? 'count(partial)' : this.#parts.of(type, depth - 1);
        return `(for ${name} in ${source}, ${inner} in ${second} return ${result})`;
      });
    });
  }

  #builtinList(type: Scalar, depth: number): string {
    const list = () => this.of(type, depth - 1);
    const at = this.#random.pick(['1', '2', '-1']);
    return this.#random.pick([
      `append(${list()}, ${this.#parts.of(type, depth - 1)})`,
      `concatenate(${list()}, ${list()})`,
      `distinct values(${list()})`,
      `union(${list()}, ${list()})`,
      `reverse(${list()})`,
      `sort(${list()})`,
      `sublist(${list()}, ${at})`,
      `remove(${list()}, ${at})`,
      `insert before(${list()}, ${at}, ${this.#parts.of(type, depth - 1)})`,
      `list replace(${list()}, ${at}, ${this.#parts.of(type, depth - 1)})`,
    ]);
  }

  /** A list of contexts. */
  items(depth: number): string {
    if (depth <= 0) return 'items';
    return this.#random.pick([
      () => 'items',
      () => `items[amount ${this.#random.pick(['<', '>', '='])} ${this.#parts.of(types.number, depth - 1)}]`,
      () => `items[label = ${this.#parts.of(types.string, depth - 1)} or item.amount > n]`,
      () => `[{amount: ${this.#parts.of(types.number, depth - 1)}, label: ${this.#parts.of(types.string, depth - 1)}}]`,
    ])();
  }
}
