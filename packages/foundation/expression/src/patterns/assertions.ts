import type { Instruction } from './pattern-program.ts';
import type { Edge } from './pattern-tree.ts';

type Assertion = Extract<Instruction, { kind: 'edge' | 'look' }>;
type Look = Extract<Instruction, { kind: 'look' }>;

/**
 * Where the assertions of a pattern hold in one text. What is looked for ahead or behind is looked for once from all places together,
 * in the opposite direction, so that it takes the product of the lengths of text and program, too. `work` is told how much that was.
 */
export class Assertions {
  readonly #text: string;
  readonly #work: (count: number) => void;
  readonly #places = new Map<Look, Uint8Array>();

  constructor(text: string, work: (count: number) => void) {
    this.#text = text;
    this.#work = work;
  }

  holds(assertion: Assertion, offset: number): boolean {
    if (assertion.kind === 'edge') return isAt(assertion.edge, this.#text, offset);
    let places = this.#places.get(assertion);
    if (places === undefined) {
      places = this.#placesOf(assertion);
      this.#places.set(assertion, places);
    }
    return (places[offset] === 1) !== assertion.negative;
  }

  /** One at every offset from which the program matches ahead, or up to which it does behind. */
  #placesOf({ program, ahead }: Look): Uint8Array {
    const text = this.#text;
    const places = new Uint8Array(text.length + 1);
    const reached = new Int32Array(program.length).fill(-1);
    let threads: number[] = [];
    const end = ahead ? 0 : text.length;
    for (let offset = ahead ? text.length : 0; ; ) {
      let ran = this.#follow(program, threads, 0, offset, reached);
      const codePoint = ahead ? codePointBefore(text, offset) : text.codePointAt(offset);
      const beyond = offset + (ahead ? -1 : 1) * (codePoint !== undefined && codePoint > 0xffff ? 2 : 1);
      const next: number[] = [];
      for (const at of threads) {
        const instruction = program[at];
        ran++;
        if (instruction?.kind === 'found') places[offset] = 1;
        else if (codePoint !== undefined && instruction?.kind === 'letter' && instruction.letter.has(codePoint))
          ran += this.#follow(program, next, at + 1, beyond, reached);
      }
      this.#work(ran);
      if (offset === end) return places;
      threads = next;
      offset = beyond;
    }
  }

  /** Adds all that can be reached without a character; the order says nothing where only the end counts. */
  #follow(program: readonly Instruction[], into: number[], start: number, offset: number, reached: Int32Array): number {
    let ran = 0;
    const pending = [start];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (reached[at] === offset) continue;
      reached[at] = offset;
      ran++;
      const instruction = program[at];
      if (instruction?.kind === 'jump') pending.push(instruction.next);
      else if (instruction?.kind === 'split') pending.push(instruction.next, instruction.otherwise);
      else if (instruction?.kind === 'keep') pending.push(at + 1);
      else if (instruction?.kind === 'edge' || instruction?.kind === 'look') {
        if (this.holds(instruction, offset)) pending.push(at + 1);
      } else into.push(at);
    }
    return ran;
  }
}

function codePointBefore(text: string, offset: number): number | undefined {
  const wide = offset < 2 ? undefined : text.codePointAt(offset - 2);
  return wide !== undefined && wide > 0xffff ? wide : offset < 1 ? undefined : text.codePointAt(offset - 1);
}

function isAt(edge: Edge, text: string, offset: number): boolean {
  switch (edge) {
    case 'start':
      return offset === 0;
    case 'end':
      return offset === text.length;
    case 'line-start':
      return offset === 0 || (text[offset - 1] === '\n' && offset < text.length);
    case 'line-end':
      return offset === text.length || text[offset] === '\n';
    case 'word':
    case 'no-word':
      return (edge === 'word') === (isWord(text[offset - 1]) !== isWord(text[offset]));
  }
}

function isWord(letter: string | undefined): boolean {
  return letter !== undefined && /\w/.test(letter);
}
