import { classTest } from './javascript-pattern.ts';
import { type Edge, type PatternNode, type PatternTree, partsOfPattern } from './pattern-tree.ts';

/** More instructions are refused: counts within counts multiply. */
const longest = 20_000;

/** What the machine does at one place of a program; `next` and `otherwise` are places, the first is tried first. */
export type Instruction =
  | { readonly kind: 'letter'; readonly letter: LetterClass }
  | { readonly kind: 'edge'; readonly edge: Edge }
  /** What is looked for ahead is written from its end to its beginning. */
  | { readonly kind: 'look'; readonly program: readonly Instruction[]; readonly ahead: boolean; readonly negative: boolean }
  | { readonly kind: 'keep'; readonly slot: number }
  | { readonly kind: 'split'; readonly next: number; readonly otherwise: number }
  | { readonly kind: 'jump'; readonly next: number }
  | { readonly kind: 'found' };

/** A class of characters that remembers what it has been asked. */
class LetterClass {
  readonly #test: RegExp;
  readonly #known = new Map<number, boolean>();

  constructor(test: RegExp) {
    this.#test = test;
  }

  has(codePoint: number): boolean {
    const known = this.#known.get(codePoint);
    if (known !== undefined) return known;
    const has = this.#test.test(String.fromCodePoint(codePoint));
    if (this.#known.size > 2_000) this.#known.clear();
    this.#known.set(codePoint, has);
    return has;
  }
}

/** The program of a pattern; null where it refers to its own groups, is too long, or has a class that is none. */
export function patternProgram({ root, ignoresCase }: PatternTree): readonly Instruction[] | null {
  if (size(root) > longest) return null;
  const writer = new ProgramWriter(ignoresCase);
  return writer.write(root) ? [...writer.code, { kind: 'found' }] : null;
}

function size(node: PatternNode): number {
  if (node.kind === 'back-reference') return Number.POSITIVE_INFINITY;
  const inner = partsOfPattern(node).reduce((sum, part) => sum + size(part) + 2, 1);
  if (node.kind !== 'repeat') return inner;
  return (inner + 1) * Math.max(1, node.most === Number.POSITIVE_INFINITY ? node.least + 1 : node.most);
}

/** The pattern of the same texts from their end to their beginning; assertions are about places, and stay. */
function reversed(node: PatternNode): PatternNode {
  switch (node.kind) {
    case 'sequence':
      return { ...node, parts: node.parts.map(reversed).reverse() };
    case 'choice':
      return { ...node, options: node.options.map(reversed) };
    case 'group':
    case 'repeat':
      return { ...node, of: reversed(node.of) };
    default:
      return node;
  }
}

class ProgramWriter {
  readonly code: Instruction[] = [];
  readonly #ignoresCase: boolean;
  readonly #classes = new Map<string, LetterClass>();

  constructor(ignoresCase: boolean) {
    this.#ignoresCase = ignoresCase;
  }

  /** False where the part cannot be written. */
  write(node: PatternNode): boolean {
    switch (node.kind) {
      case 'letter': {
        const letter = this.#class(node.source);
        return letter !== null && this.#add({ kind: 'letter', letter });
      }
      case 'edge':
        return this.#add({ kind: 'edge', edge: node.edge });
      case 'sequence':
        return node.parts.every((part) => this.write(part));
      case 'choice':
        return this.#choice(node.options);
      case 'group':
        return (
          this.#add({ kind: 'keep', slot: node.number * 2 }) &&
          this.write(node.of) &&
          this.#add({ kind: 'keep', slot: node.number * 2 + 1 })
        );
      case 'repeat':
        return this.#repeat(node);
      case 'look': {
        const inner = new ProgramWriter(this.#ignoresCase);
        if (!inner.write(node.ahead ? reversed(node.of) : node.of)) return false;
        return this.#add({ kind: 'look', program: [...inner.code, { kind: 'found' }], ahead: node.ahead, negative: node.negative });
      }
      case 'back-reference':
        return false;
    }
  }

  #class(source: string): LetterClass | null {
    const known = this.#classes.get(source);
    if (known !== undefined) return known;
    const test = classTest(source, this.#ignoresCase);
    if (test === null) return null;
    const made = new LetterClass(test);
    this.#classes.set(source, made);
    return made;
  }

  #add(instruction: Instruction): true {
    this.code.push(instruction);
    return true;
  }

  #choice(options: readonly PatternNode[]): boolean {
    const ends: number[] = [];
    for (const [index, option] of options.entries()) {
      const split = this.code.length;
      const last = index === options.length - 1;
      if (!last) this.#add({ kind: 'jump', next: 0 });
      if (!this.write(option)) return false;
      if (last) break;
      ends.push(this.code.length);
      this.#add({ kind: 'jump', next: 0 });
      this.code[split] = { kind: 'split', next: split + 1, otherwise: this.code.length };
    }
    for (const end of ends) this.code[end] = { kind: 'jump', next: this.code.length };
    return true;
  }

  #repeat({ of, least, most, greedy }: Extract<PatternNode, { kind: 'repeat' }>): boolean {
    const optional = (body: () => boolean): boolean => {
      const split = this.code.length;
      this.#add({ kind: 'jump', next: 0 });
      if (!body()) return false;
      const [inside, behind] = [split + 1, this.code.length];
      this.code[split] = { kind: 'split', next: greedy ? inside : behind, otherwise: greedy ? behind : inside };
      return true;
    };
    for (let times = 0; times < least; times++) if (!this.write(of)) return false;
    if (most === Number.POSITIVE_INFINITY) {
      const begin = this.code.length;
      return optional(() => this.write(of) && this.#add({ kind: 'jump', next: begin }));
    }
    // Optional repetitions end where the whole does, one inside the other.
    const splits: number[] = [];
    for (let times = least; times < most; times++) {
      splits.push(this.code.length);
      this.#add({ kind: 'jump', next: 0 });
      if (!this.write(of)) return false;
    }
    const behind = this.code.length;
    for (const split of splits)
      this.code[split] = { kind: 'split', next: greedy ? split + 1 : behind, otherwise: greedy ? behind : split + 1 };
    return true;
  }
}
