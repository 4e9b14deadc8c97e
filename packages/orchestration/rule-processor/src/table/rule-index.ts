import type { FeelValue } from '@plinth/expression';
import { type ClassIndex, type Column, ColumnIndex, emptyRuleSet, type RuleSet } from './column-index.ts';

/**
 * Finds the rules that a row of input values can match without trying each: every column knows the rules that a value
 * passes, and what passes in all columns matches.
 */
export class RuleIndex {
  readonly #columns: readonly ColumnIndex[];
  readonly #all: RuleSet;
  readonly #passing: RuleSet;
  readonly #asked: RuleSet;

  constructor(columns: readonly Column[], rules: number) {
    this.#columns = columns.map((column) => new ColumnIndex(column));
    this.#all = emptyRuleSet(rules).fill(-1);
    if (rules % 32 !== 0) this.#all[this.#all.length - 1] = (1 << (rules & 31)) - 1;
    this.#passing = emptyRuleSet(rules);
    this.#asked = emptyRuleSet(rules);
  }

  /**
   * The rules in their order, from 0: those that match as they are, and those of which a cell has to be asked as their
   * complement (`~rule`). With `reasons`, rules that do not match but have a null to tell of are asked too.
   */
  candidates(values: readonly FeelValue[], reasons: boolean): number[] {
    const passing = this.#passing;
    const asked = this.#asked;
    const size = passing.length;
    passing.set(this.#all);
    let asks = false;
    let nulls: RuleSet | null = null;
    for (let column = 0; column < this.#columns.length; column++) {
      const index = (this.#columns[column] as ColumnIndex).of(values[column] ?? null);
      const from = index.find(values[column] ?? null);
      const { words } = index;
      if (reasons && (index.undecided !== null || index.telling !== null)) {
        nulls ??= new Int32Array(size);
        tell(nulls, passing, index, from);
      }
      for (let word = 0; word < size; word++) passing[word] = (passing[word] as number) & (words[from + word] as number);
      if (index.asked === null) continue;
      if (asks) for (let word = 0; word < size; word++) asked[word] = (asked[word] as number) | (index.asked[word] as number);
      else asked.set(index.asked);
      asks = true;
    }
    return this.#listed(asks ? asked : null, nulls);
  }

  #listed(asked: RuleSet | null, nulls: RuleSet | null): number[] {
    const found: number[] = [];
    const passing = this.#passing;
    for (let word = 0; word < passing.length; word++) {
      const telling = nulls === null ? 0 : (nulls[word] as number);
      let left = (passing[word] as number) | telling;
      const toAsk = telling | (asked === null ? 0 : (asked[word] as number));
      while (left !== 0) {
        const bit = left & -left;
        const rule = (word << 5) + 31 - Math.clz32(bit);
        found.push((toAsk & bit) === 0 ? rule : ~rule);
        left ^= bit;
      }
    }
    return found;
  }
}

/** Adds the rules that are reached in a column and have something to tell of it. */
function tell(nulls: RuleSet, passing: RuleSet, { words, undecided, telling }: ClassIndex, from: number): void {
  for (let word = 0; word < passing.length; word++) {
    const missed = undecided === null ? 0 : (undecided[word] as number) & ~(words[from + word] as number);
    const asked = telling === null ? 0 : (telling[word] as number);
    nulls[word] = (nulls[word] as number) | ((passing[word] as number) & (missed | asked));
  }
}
