import { Assertions } from './assertions.ts';
import type { Instruction } from './pattern-program.ts';

/** Where a match and its groups begin and end, as UTF-16 offsets by twos; −1 for a group that took no part. */
export type Spans = readonly number[];

interface Thread {
  readonly at: number;
  readonly spans: Spans;
}

/**
 * Finds the first match at or behind an offset: leftmost, and of several there the one that a backtracking engine finds first. All
 * ways through the program advance together (Thompson 1968, Pike 1987), so that the time is at most the product of the lengths of
 * text and program. `work` is told how many instructions ran.
 */
export function runMachine(
  program: readonly Instruction[],
  slots: number,
  text: string,
  from: number,
  work: (count: number) => void,
): Spans | null {
  const nothing: Spans = new Array<number>(slots).fill(-1);
  /** The offset, counted from one, at which a place of the program was last reached: each is followed once. */
  const reached = new Int32Array(program.length);
  const pending: Thread[] = [];
  const assertions = new Assertions(text, work);
  let found: Spans | null = null;
  let ran = 0;

  /** Adds every instruction that can be reached without taking a character, in the order of preference. */
  const follow = (into: Thread[], start: Thread, offset: number): void => {
    pending.push(start);
    for (let thread = pending.pop(); thread !== undefined; thread = pending.pop()) {
      const { at, spans } = thread;
      if (reached[at] === offset + 1) continue;
      reached[at] = offset + 1;
      ran++;
      const instruction = program[at];
      switch (instruction?.kind) {
        case 'jump':
          pending.push({ at: instruction.next, spans });
          break;
        case 'split':
          pending.push({ at: instruction.otherwise, spans }, { at: instruction.next, spans });
          break;
        case 'keep':
          pending.push({ at: at + 1, spans: slots === 0 ? spans : spans.with(instruction.slot, offset) });
          break;
        case 'edge':
        case 'look':
          if (assertions.holds(instruction, offset)) pending.push({ at: at + 1, spans });
          break;
        default:
          into.push(thread);
      }
    }
  };

  let threads: Thread[] = [];
  for (let offset = from; offset <= text.length; ) {
    if (found === null) follow(threads, { at: 0, spans: slots === 0 ? nothing : nothing.with(0, offset) }, offset);
    if (threads.length === 0 && found !== null) break;
    const codePoint = text.codePointAt(offset);
    const behind = offset + (codePoint !== undefined && codePoint > 0xffff ? 2 : 1);
    const next: Thread[] = [];
    for (const thread of threads) {
      const instruction = program[thread.at];
      if (instruction?.kind === 'found') {
        // Whatever comes behind it in the order is no longer wanted.
        found = slots === 0 ? thread.spans : thread.spans.with(1, offset);
        break;
      }
      ran++;
      if (codePoint !== undefined && instruction?.kind === 'letter' && instruction.letter.has(codePoint))
        follow(next, { at: thread.at + 1, spans: thread.spans }, behind);
    }
    if (slots === 0 && found !== null) break;
    work(ran);
    ran = 0;
    threads = next;
    offset = behind;
  }
  work(ran);
  return found;
}
