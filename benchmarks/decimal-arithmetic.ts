import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { cases } from './decimal-arithmetic/cases.ts';
import { figures, keepResult } from './measurement.ts';
import { versionOf } from './rivals/load.ts';

/**
 * Money, exact to 34 digits: our closures and the emitted TypeScript beside the same arithmetic by calls of `decimal.js`, written by
 * hand. The numbers are made of texts before. All give the same digits; each in a process of its own, the sides in turn.
 */
const rounds = 5;
const sides = ['closure', 'typescript', 'decimalJs'] as const;
const script = join(import.meta.dirname, 'decimal-arithmetic', 'measure-side.ts');

interface Side {
  readonly nanoseconds: number;
  readonly results: readonly string[];
}

const results = cases.map(({ expression }, index) => {
  const times: Record<(typeof sides)[number], number[]> = { closure: [], typescript: [], decimalJs: [] };
  for (let round = 0; round < rounds; round++) {
    const answers = new Set<string>();
    for (const side of sides) {
      const measured = JSON.parse(execFileSync(process.execPath, [script, side, String(index)], { encoding: 'utf8' })) as Side;
      times[side].push(measured.nanoseconds);
      answers.add(JSON.stringify(measured.results));
    }
    if (answers.size > 1) throw new Error(`The sides do not agree about ${expression}.`);
  }
  const [closure, typescript, decimalJs] = [figures(times.closure), figures(times.typescript), figures(times.decimalJs)];
  return {
    expression,
    nanoseconds: { closure, typescript, decimalJs },
    closureFaster: decimalJs.median / closure.median,
    typescriptFaster: decimalJs.median / typescript.median,
  };
});

const [first] = results;
if (first === undefined) throw new Error('There is no case.');
keepResult(
  'decimal-arithmetic',
  [
    {
      name: `${first.expression}, closures, faster than decimal.js`,
      value: first.closureFaster,
      goal: 20,
      better: 'higher',
      unit: 'times',
    },
    {
      name: `${first.expression}, emitted TypeScript, faster than decimal.js`,
      value: first.typescriptFaster,
      goal: 20,
      better: 'higher',
      unit: 'times',
    },
  ],
  {
    setting: { rounds, decimalJs: versionOf('decimal.js'), what: 'nanoseconds of processor time for one evaluation, 34 digits, half-even' },
    results,
  },
);
