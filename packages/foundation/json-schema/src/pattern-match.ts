import { javascriptPatternOf, type Pattern } from '@plinth/expression';

/** Steps of some sixty instructions each, for all patterns of one value: about a fifth of a second. */
const mostSteps = 100_000;
const mostBacktracking = 1 << 21;

class TooMuchWork extends Error {}

/** Whether texts have patterns, in bounded time for all that are asked: whoever wrote a pattern may want it to take for ever. */
export class PatternMatch {
  #left = mostSteps;

  /** Null where nobody can say: it is no pattern, or would take too long. */
  test(pattern: string, text: string): boolean | null {
    const read = javascriptPatternOf(pattern);
    if (read === null || this.#left <= 0) return null;
    try {
      return this.#run(read, text);
    } catch (error) {
      if (error instanceof TooMuchWork) return null;
      throw error;
    }
  }

  /** Whether it is a pattern at all. */
  isReadable(pattern: string): boolean {
    return javascriptPatternOf(pattern) !== null;
  }

  #run(pattern: Pattern, text: string): boolean | null {
    const step = (count: number) => {
      this.#left -= count;
      if (this.#left <= 0) throw new TooMuchWork();
    };
    return pattern.test(text, { step }, mostBacktracking);
  }
}
