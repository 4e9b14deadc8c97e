import { compile, compileClosure, contextType, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { growingTexts } from './growing-texts.ts';

const scope = contextType({ a: types.any, c: types.any });
/** Characters of the larger text of a pair; beyond 100,000 it would be refused unread. */
const largest = 96_000;
const factor = 8;
/** Where the larger one takes less than this, in milliseconds, what was measured is the clock. */
const shortest = 40;

export interface Growth {
  readonly name: string;
  /** How much more processor time a text takes that is eight times as long. */
  readonly times: number;
  readonly milliseconds: number;
}

/** Measures every growing text at one size and at eight times that; `only` names some. */
export function measureGrowth(only: readonly string[] = Object.keys(growingTexts)): readonly Growth[] {
  return only.map((name) => {
    const write = growingTexts[name];
    if (write === undefined) throw new Error(`There is no growing text "${name}".`);
    let size = 1;
    while (write(size * 2).length <= largest && size < 65_536) size *= 2;
    const [small, large] = [write(Math.floor(size / factor)), write(size)];
    // The least of several: whatever disturbs a measurement makes it longer.
    const measure = (text: string) => Math.min(...Array.from({ length: 4 }, () => timeOf(text)));
    measure(small);
    const [before, after] = [measure(small), measure(large)];
    return { name, times: after < shortest ? 0 : after / Math.max(before, shortest / factor / 2), milliseconds: Math.round(after) };
  });
}

/** Milliseconds of processor time to read, type and compile a text, strictly and as the standard says. */
function timeOf(text: string): number {
  const before = process.cpuUsage();
  for (const mode of ['strict', 'standard'] as const) {
    try {
      compileClosure(compile(text, { scope, mode }));
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
    }
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
