import { type StepCounter, stepsOf } from '../values/weight.ts';
import { backtrackingCost } from './backtracking-cost.ts';
import { javascriptPattern } from './javascript-pattern.ts';
import { parseJavascriptPattern } from './parse-javascript-pattern.ts';
import { parsePattern } from './parse-pattern.ts';
import { runMachine, type Spans } from './pattern-machine.ts';
import { type Instruction, patternProgram } from './pattern-program.ts';
import { type PatternNode, type PatternTree, partsOfPattern } from './pattern-tree.ts';

/** Characters that a backtracking engine may look at: below, it is much faster than the machine, and never slow. */
const mostBacktracking = 1 << 14;

/**
 * A regular expression that no text keeps busy for ever: JavaScript's engine runs it where its worst case is small, and else a
 * machine whose time is at most the product of the lengths of text and pattern.
 */
export class Pattern {
  /** How many groups in brackets it has. */
  readonly groups: number;
  readonly #tree: PatternTree;
  readonly #javascript: RegExp;
  /** JavaScript forgets a group when what is around it is repeated; XPath keeps its last match. */
  readonly #repeatsGroups: boolean;
  #placing: RegExp | undefined;
  #program: readonly Instruction[] | null | undefined;

  constructor(tree: PatternTree, javascript: RegExp) {
    this.#tree = tree;
    this.#javascript = javascript;
    this.groups = tree.groups;
    this.#repeatsGroups = repeatsGroups(tree.root, false);
  }

  /**
   * Whether it matches some part of a text; null where that would take too long, which only a pattern does that has back-references or
   * counts within counts. `most` are the characters that a backtracking engine may look at.
   */
  test(text: string, counter: StepCounter, most = mostBacktracking): boolean | null {
    if (this.#isCheap(text, counter, most)) {
      this.#javascript.lastIndex = 0;
      return this.#javascript.test(text);
    }
    const program = this.#machine();
    return program === null ? null : runMachine(program, 0, text, 0, workOf(counter)) !== null;
  }

  /** Every match from the first on, none within another; null as with {@link test}. */
  all(text: string, counter: StepCounter): Spans[] | null {
    if (!this.#repeatsGroups && this.#isCheap(text, counter)) return this.#allByJavascript(text);
    const program = this.#machine();
    if (program === null) return null;
    const found: Spans[] = [];
    const work = workOf(counter);
    for (let from = 0; from <= text.length; ) {
      const spans = runMachine(program, 2 * (this.groups + 1), text, from, work);
      if (spans === null) break;
      found.push(spans);
      const [begin = 0, end = 0] = spans;
      from = end > begin ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
    }
    return found;
  }

  #isCheap(text: string, counter: StepCounter, most = mostBacktracking): boolean {
    const cost = backtrackingCost(this.#tree, text.length);
    if (cost > most) return false;
    counter.step(cost >> 10);
    return true;
  }

  #machine(): readonly Instruction[] | null {
    this.#program ??= patternProgram(this.#tree);
    return this.#program;
  }

  #allByJavascript(text: string): Spans[] {
    // Where groups lie is asked only where there are any: JavaScript is slower then.
    if (this.groups === 0) return Array.from(text.matchAll(this.#javascript), (match) => [match.index, match.index + match[0].length]);
    this.#placing ??= new RegExp(this.#javascript.source, `${this.#javascript.flags}d`);
    return Array.from(text.matchAll(this.#placing), ({ indices }) => (indices ?? []).flatMap((span) => span ?? [-1, -1]));
  }
}

/** Counts instructions as steps, though each call has but a few. */
function workOf(counter: StepCounter): (count: number) => void {
  let rest = 0;
  return (count) => {
    rest += count;
    const steps = stepsOf(rest);
    if (steps === 0) return;
    rest = 0;
    counter.step(steps);
  };
}

function repeatsGroups(node: PatternNode, repeated: boolean): boolean {
  if (node.kind === 'group' && repeated) return true;
  return partsOfPattern(node).some((part) => repeatsGroups(part, repeated || (node.kind === 'repeat' && node.most > 1)));
}

const cache = new Map<string, Pattern | null>();

/** The pattern of XPath that a text writes; null where it is not valid. */
export function patternOf(text: string, flags: string): Pattern | null {
  return kept(`${flags}/${text}`, () => parsePattern(text, flags));
}

/** The pattern of JavaScript that a text writes, as JSON Schema has them; null where it is not valid. */
export function javascriptPatternOf(text: string): Pattern | null {
  return kept(`javascript:${text}`, () => parseJavascriptPattern(text));
}

function kept(key: string, parse: () => PatternTree | null): Pattern | null {
  let pattern = cache.get(key);
  if (pattern === undefined) {
    const tree = parse();
    const javascript = tree === null ? null : javascriptPattern(tree);
    pattern = tree === null || javascript === null ? null : new Pattern(tree, javascript);
    if (cache.size > 500) cache.clear();
    cache.set(key, pattern);
  }
  return pattern;
}
