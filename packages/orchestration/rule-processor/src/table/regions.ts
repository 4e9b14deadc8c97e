import { FeelRange, type FeelValue } from '@plinth/expression';
import type { CellShape, ConstantTest } from './cell-shape.ts';
import { classOf, isOrdered, kindOfClass, orderWithin, type ValueClass } from './value-class.ts';

/** Runs of regions, each from its first to its last, in order and apart from each other. */
export type Runs = readonly (readonly [from: number, to: number])[];

/** How the values of a class fare in a cell. */
export interface Outcome {
  /** The regions whose values pass. */
  readonly passing: Runs;
  /** Whether the others are undecided (null) and not refused. */
  readonly undecided: boolean;
  /** Whether only asking the cell tells: a test gives a reason of its own even where another passes. */
  readonly ask: boolean;
}

/**
 * The values of one class, divided by the constants that the cells of a column compare with: in each region, a constant
 * (odd) or what lies between two (even), all values fare alike.
 */
export class Regions {
  readonly of: ValueClass;
  readonly constants: readonly FeelValue[];
  /** Whether any cell asks for an order; if not, all regions between constants are alike. */
  readonly ordered: boolean;
  #points: ReadonlyMap<FeelValue, number> | null = null;
  readonly #numbers: readonly number[] | null;

  constructor(of: ValueClass, shapes: Iterable<CellShape>) {
    this.of = of;
    const found: FeelValue[] = [];
    let ordered = false;
    const add = (value: FeelValue) => {
      if (value instanceof FeelRange) {
        ordered = true;
        add(value.low);
        add(value.high);
      } else if (Array.isArray(value)) for (const item of value as readonly FeelValue[]) add(item);
      else if (value !== null && classOf(value) === of) found.push(value);
    };
    for (const shape of shapes) if (shape.kind === 'constant') for (const { value } of shape.tests) add(value);
    const sorted = found.sort(orderWithin);
    this.constants = sorted.filter((value, index) => index === 0 || orderWithin(value, sorted[index - 1] ?? null) !== 0);
    this.ordered = ordered;
    this.#numbers = this.constants.every((value) => typeof value === 'number') ? (this.constants as number[]) : null;
  }

  get count(): number {
    return 2 * this.constants.length + 1;
  }

  /** The region of a value of the class. */
  locate(value: FeelValue): number {
    if (typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && this.#numbers !== null && !this.ordered)) {
      this.#points ??= new Map(this.constants.map((constant, index) => [constant, 2 * index + 1]));
      const point = this.#points.get(value);
      if (point !== undefined || !this.ordered) return point ?? 0;
    }
    if (typeof value === 'number' && this.#numbers !== null) return locateNumber(this.#numbers, value);
    let low = 0;
    let high = this.constants.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const order = orderWithin(this.constants[middle] ?? null, value);
      if (order === 0) return 2 * middle + 1;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }

  /** How the values of the class fare in a cell, as FEEL's `in` has it (DMN 1.5 §10.3.2.8, Table 55). */
  outcomeOf(shape: CellShape): Outcome {
    if (shape.kind === 'anything') return { passing: [[0, this.count - 1]], undecided: false, ask: false };
    if (shape.kind === 'opaque') return { passing: [], undecided: false, ask: true };
    const [only] = shape.tests;
    if (only !== undefined && shape.tests.length === 1 && !shape.not) return this.#test(only);
    const parts = shape.tests.map((test) => this.#test(test));
    const passing = union(parts.flatMap((part) => part.passing));
    const undecided = parts.some((part) => part.undecided);
    const ask = parts.some((part) => part.ask);
    if (!shape.not) return { passing, undecided, ask };
    // Where a test is undecided, `not` is too, except where another passes: rare enough to be asked.
    return undecided ? { passing: [], undecided, ask: true } : { passing: this.complement(passing), undecided, ask };
  }

  complement(runs: Runs): Runs {
    const rest: [number, number][] = [];
    let next = 0;
    for (const [from, to] of runs) {
      if (from > next) rest.push([next, from - 1]);
      next = to + 1;
    }
    if (next < this.count) rest.push([next, this.count - 1]);
    return rest;
  }

  get #all(): Runs {
    return [[0, this.count - 1]];
  }

  #decided(passing: Runs): Outcome {
    return { passing, undecided: false, ask: false };
  }

  #equality(value: FeelValue, wanted: boolean): Outcome {
    if (value === null || this.of === 'null') return this.#decided((value === null && this.of === 'null') === wanted ? this.#all : []);
    const other = classOf(value);
    if (other === this.of) return this.#decided(wanted ? this.#point(value) : this.complement(this.#point(value)));
    if (other !== null && kindOfClass(other) === kindOfClass(this.of)) return this.#decided(wanted ? [] : this.#all);
    return { passing: [], undecided: true, ask: true };
  }

  #test(test: ConstantTest): Outcome {
    return test.kind === 'equality' ? this.#equality(test.value, test.wanted) : this.#value(test.value);
  }

  #value(value: FeelValue): Outcome {
    if (value === null) return this.#decided(this.of === 'null' ? this.#all : []);
    if (value === true && this.of !== 'boolean') return this.#decided(this.#all);
    if (value instanceof FeelRange) {
      const passing = this.#range(value);
      return { passing: passing ?? [], undecided: passing === null, ask: false };
    }
    if (Array.isArray(value)) return this.#decided(union((value as readonly FeelValue[]).flatMap((item) => this.#item(item))));
    const other = classOf(value);
    if (other === this.of) return this.#decided(this.#point(value));
    const decided = this.of === 'null' || (other !== null && kindOfClass(other) === kindOfClass(this.of));
    return { passing: [], undecided: !decided, ask: false };
  }

  #item(item: FeelValue): Runs {
    if (item === null) return this.of === 'null' ? this.#all : [];
    if (item instanceof FeelRange) return this.#range(item) ?? [];
    return classOf(item) === this.of ? this.#point(item) : [];
  }

  #point(value: FeelValue): Runs {
    const region = this.locate(value);
    return [[region, region]];
  }

  /** The regions within a range; null where values of the class cannot be compared with its ends. */
  #range({ low, high, lowIncluded, highIncluded, operator }: FeelRange): Runs | null {
    if (!isOrdered(this.of) || (operator === null && (low === null || high === null))) return null;
    if ([low, high].some((end) => end !== null && classOf(end) !== this.of)) return null;
    const from = low === null ? 0 : this.locate(low) + (lowIncluded ? 0 : 1);
    const to = high === null ? this.count - 1 : this.locate(high) - (highIncluded ? 0 : 1);
    return from > to ? [] : [[from, to]];
  }
}

function locateNumber(constants: readonly number[], value: number): number {
  let low = 0;
  let high = constants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const constant = constants[middle] as number;
    if (constant === value) return 2 * middle + 1;
    if (constant < value) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}

/** Runs that may touch or overlap, as runs that do not. */
function union(runs: Runs): Runs {
  const joined: [number, number][] = [];
  for (const [from, to] of [...runs].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
