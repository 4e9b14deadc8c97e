import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { cases } from './expression-evaluation/cases.ts';
import { figures, keepResult } from './measurement.ts';

/**
 * Expressions over typed records: as closures, as the emitted TypeScript, and written by hand in JavaScript, which knows neither
 * nulls nor exact decimals and is the floor. Processor time of a process of its own for each side and round, the sides in turn;
 * all three must give the same.
 */
const rounds = 7;
const sides = ['byHand', 'typescript', 'closure'] as const;

interface Side {
  readonly nanoseconds: number;
  readonly results: readonly unknown[];
}

const script = join(import.meta.dirname, 'expression-evaluation', 'measure-side.ts');
const results = cases.map(({ expression }, index) => {
  const times: Record<(typeof sides)[number], number[]> = { byHand: [], typescript: [], closure: [] };
  for (let round = 0; round < rounds; round++) {
    const measured = sides.map(
      (side): Side => JSON.parse(execFileSync(process.execPath, [script, side, String(index)], { encoding: 'utf8' })) as Side,
    );
    const answers = measured.map((side) => JSON.stringify(side.results));
    if (new Set(answers).size > 1) throw new Error(`The sides do not agree about ${expression}.`);
    for (const [at, side] of sides.entries()) times[side].push(measured[at]?.nanoseconds ?? Number.NaN);
  }
  const [byHand, typescript, closure] = [figures(times.byHand), figures(times.typescript), figures(times.closure)];
  return {
    expression,
    nanoseconds: { byHand, typescript, closure },
    typescriptToFloor: byHand.median / typescript.median,
    closureToFloor: byHand.median / closure.median,
  };
});

const [first] = results;
if (first === undefined) throw new Error('There is no case.');
keepResult(
  'expression-evaluation',
  [
    {
      name: `${first.expression}, emitted TypeScript`,
      value: first.typescriptToFloor,
      goal: 0.4,
      better: 'higher',
      unit: 'of hand-written JavaScript',
    },
    {
      name: `${first.expression}, closures`,
      value: first.closureToFloor,
      goal: 0.15,
      better: 'higher',
      unit: 'of hand-written JavaScript',
    },
  ],
  { setting: { rounds, what: 'nanoseconds of processor time for one evaluation' }, results },
);
