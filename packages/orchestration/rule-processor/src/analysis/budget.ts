/** Thrown where an analysis would take more steps than it may. */
class BudgetSpent extends Error {}

/** Counts the steps of an analysis, so that no table can keep it busy for ever. */
export class Budget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  take(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new BudgetSpent();
  }
}

/** What comes of work within a budget; null where it is spent before the end. */
export function within<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof BudgetSpent) return null;
    throw error;
  }
}
