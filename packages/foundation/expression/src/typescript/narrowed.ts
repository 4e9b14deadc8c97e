import type { Written } from './written.ts';

interface Test {
  readonly name: string;
  readonly whenTrue: boolean;
  readonly whenFalse: boolean;
}

/**
 * Variables of which TypeScript knows more than their type, because they were compared by `===` before: it would refuse a
 * comparison that cannot be true any more.
 */
export class Narrowed {
  #known: ReadonlySet<string> = new Set();
  #tests: Test[] = [];

  /** Whether the parts may be compared by `===` (`same`) or `!==` here; if so, it is noted. */
  allow(same: boolean, ...parts: readonly Written[]): boolean {
    const variables = parts.filter(({ path }) => path !== null && !path.includes('?'));
    if (variables.some(({ path }) => this.#known.has(path ?? ''))) return false;
    for (const { path, type } of variables) {
      const both = type === null || type.kind === 'boolean';
      this.#tests.push({ name: path ?? '', whenTrue: same || both, whenFalse: !same || both });
    }
    return true;
  }

  /** Writes parts of which each is evaluated only when the one before it was true, was false, or `either`. */
  inOrder<Part>(goesOn: 'true' | 'false' | 'either', parts: readonly (() => Part)[], isTest: (part: Part) => boolean): Part[] {
    const [known, tests] = [this.#known, this.#tests];
    const written: Part[] = [];
    const all: Test[] = [];
    for (const write of parts) {
      this.#tests = [];
      const part = write();
      const exact = goesOn !== 'either' && isTest(part);
      const narrowing = this.#tests.filter(({ whenTrue, whenFalse }) => !exact || (goesOn === 'true' ? whenTrue : whenFalse));
      if (narrowing.length > 0) this.#known = new Set([...this.#known, ...narrowing.map(({ name }) => name)]);
      for (const test of this.#tests) all.push(test);
      written.push(part);
    }
    this.#known = known;
    this.#tests = [...tests, ...all];
    return written;
  }
}
