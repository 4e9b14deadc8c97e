import type { FeelValue } from '@plinth/expression';
import { type CellShape, opaque } from './cell-shape.ts';
import { type Outcome, Regions } from './regions.ts';
import { classOf, type ValueClass } from './value-class.ts';

/** Rules as bits of 32-bit words. */
export type RuleSet = Int32Array;

export function emptyRuleSet(rules: number): RuleSet {
  return new Int32Array(Math.ceil(rules / 32));
}

function addRule(set: RuleSet, rule: number): void {
  const word = rule >> 5;
  set[word] = (set[word] ?? 0) | (1 << (rule & 31));
}

/** One column of a table: its distinct cells, and which of them each rule has. */
export interface Column {
  readonly shapes: readonly CellShape[];
  /** Index into the shapes, by rule. */
  readonly cellOf: readonly number[];
}

/** Words that all snapshots of one class may take together. */
const snapshotWords = 1 << 18;

/** Which rules values of one class pass in a column. */
export class ClassIndex {
  /** Rules whose cell is only known by asking; null where there are none. */
  readonly asked: RuleSet | null;
  /** Rules whose cell is null where the value does not pass it; null where there are none. */
  readonly undecided: RuleSet | null;
  /** Those of the asked rules that compare with constants, and may have a reason to tell; null where there are none. */
  readonly telling: RuleSet | null;
  readonly #regions: Regions | null;
  readonly #words: number;
  /** The passing rules of every `#step`th region. */
  readonly #snapshots: RuleSet;
  readonly #step: number;
  /** Rules that pass in a region and not in the one before, or the reverse; empty where every region has its snapshot. */
  readonly #changes: readonly (readonly number[])[];
  readonly #scratch: RuleSet;

  constructor(of: ValueClass | null, { shapes, cellOf }: Column) {
    const regions = of === null ? null : new Regions(of, shapes);
    const count = regions?.count ?? 1;
    // Values of no class are compared item by item: whatever is not `-` is asked.
    const outcomes = shapes.map((shape): Outcome => {
      const everything = { passing: [[0, count - 1]] as const, undecided: false, ask: false };
      if (shape.kind === 'anything') return everything;
      return regions === null || shape === opaque ? { ...everything, ask: true } : regions.outcomeOf(shape);
    });
    this.#regions = count === 1 ? null : regions;
    this.#words = Math.ceil(cellOf.length / 32);
    const asked = emptyRuleSet(cellOf.length);
    const undecided = emptyRuleSet(cellOf.length);
    const telling = emptyRuleSet(cellOf.length);
    this.#step = Math.max(1, Math.ceil((count * this.#words) / snapshotWords));
    const changes: number[][] = this.#step === 1 ? [] : Array.from({ length: count }, () => []);
    this.#changes = changes;
    this.#snapshots = new Int32Array(Math.ceil(count / this.#step) * this.#words);
    this.#scratch = emptyRuleSet(cellOf.length);
    const change = (region: number, rule: number) => {
      if (region >= count) return;
      if (this.#step === 1) flip(this.#snapshots, region * this.#words, rule);
      else changes[region]?.push(rule);
    };
    for (let rule = 0; rule < cellOf.length; rule++) {
      const cell = cellOf[rule] ?? 0;
      const outcome = outcomes[cell];
      if (outcome === undefined) continue;
      if (outcome.ask) {
        addRule(asked, rule);
        if (shapes[cell] !== opaque) addRule(telling, rule);
        change(0, rule);
        continue;
      }
      if (outcome.undecided) addRule(undecided, rule);
      for (const [from, to] of outcome.passing) {
        change(from, rule);
        change(to + 1, rule);
      }
    }
    if (this.#step === 1) sumUp(this.#snapshots, this.#words);
    else this.#takeSnapshots();
    this.asked = orNull(asked);
    this.undecided = orNull(undecided);
    this.telling = orNull(telling);
  }

  #takeSnapshots(): void {
    const current = this.#scratch;
    for (const [region, changing] of this.#changes.entries()) {
      for (const rule of changing) flip(current, 0, rule);
      if (region % this.#step === 0) this.#snapshots.set(current, (region / this.#step) * this.#words);
    }
  }

  /** Where the rules that a value passes stand: in the words of `words`, from the offset it gives. */
  find(value: FeelValue): number {
    const region = this.#regions === null ? 0 : this.#regions.locate(value);
    if (this.#step === 1) {
      this.words = this.#snapshots;
      return region * this.#words;
    }
    const snapshot = Math.floor(region / this.#step);
    const scratch = this.#scratch;
    scratch.set(this.#snapshots.subarray(snapshot * this.#words, (snapshot + 1) * this.#words));
    for (let each = snapshot * this.#step + 1; each <= region; each++) for (const rule of this.#changes[each] ?? []) flip(scratch, 0, rule);
    this.words = scratch;
    return 0;
  }

  /** See {@link find}. */
  words: RuleSet = noWords;
}

const noWords = new Int32Array(0);

/** A column's rules by the values of its input; a class of values is indexed when the first of it comes. */
export class ColumnIndex {
  readonly #column: Column;
  readonly #classes = new Map<ValueClass | null, ClassIndex>();
  #lastClass: ValueClass | null = null;
  #last: ClassIndex | null = null;

  constructor(column: Column) {
    this.#column = column;
  }

  of(value: FeelValue): ClassIndex {
    const valueClass = classOf(value);
    if (this.#last !== null && this.#lastClass === valueClass) return this.#last;
    let index = this.#classes.get(valueClass);
    if (index === undefined) {
      index = new ClassIndex(valueClass, this.#column);
      this.#classes.set(valueClass, index);
    }
    this.#lastClass = valueClass;
    this.#last = index;
    return index;
  }
}

/** From what changes in each region to what passes in it. */
function sumUp(snapshots: RuleSet, words: number): void {
  for (let word = words; word < snapshots.length; word++)
    snapshots[word] = (snapshots[word] as number) ^ (snapshots[word - words] as number);
}

function flip(set: RuleSet, from: number, rule: number): void {
  const word = from + (rule >> 5);
  set[word] = (set[word] as number) ^ (1 << (rule & 31));
}

function orNull(set: RuleSet): RuleSet | null {
  return set.some((word) => word !== 0) ? set : null;
}
