import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { cases, rows } from './expression-evaluation/cases.ts';
import { type Figures, figures, keepResult } from './measurement.ts';
import { type ExpressionRival, expressionRivals } from './rivals/expression-rivals.ts';
import { versionOf } from './rivals/load.ts';

/**
 * One expression over typed records, as our closures and by the libraries that npm has. All give the same for every row before they
 * are timed; each in a process of its own, all in turn. Where a library says that it needs no generated code, the process forbids it.
 */
const rounds = 5;
const script = join(import.meta.dirname, 'expression-rivals', 'measure-side.ts');
const forbidden = '--disallow-code-generation-from-strings';

interface Side {
  readonly nanoseconds: number;
  readonly results: readonly unknown[];
}

const [measured] = cases;
if (measured === undefined) throw new Error('There is no case.');
const expected = JSON.stringify(rows.map(measured.byHand));

const ours: number[] = [];
const theirs = expressionRivals.map((rival) => ({ rival, times: [] as number[] }));
for (let round = 0; round < rounds; round++) {
  ours.push(measure('closure', false));
  for (const [index, { rival, times }] of theirs.entries()) times.push(measure(String(index), rival.generatesCode));
}

const closure = figures(ours);
const results = theirs
  .map(({ rival, times }) => described(rival, figures(times)))
  .sort((a, b) => a.nanoseconds.median - b.nanoseconds.median);
const safe = results.filter(({ generatesCode }) => !generatesCode);
keepResult(
  'expression-rivals',
  [
    goalAgainst('the fastest without generated code', safe),
    goalAgainst(
      'the fastest that is a language of its own',
      safe.filter(({ meaning }) => meaning === 'its own'),
    ),
  ],
  {
    setting: { rounds, expression: measured.expression, what: 'nanoseconds of processor time for one evaluation' },
    closure,
    rivals: results,
  },
);

function measure(side: string, generatesCode: boolean): number {
  const flags = generatesCode ? [] : [forbidden];
  const { nanoseconds, results } = JSON.parse(execFileSync(process.execPath, [...flags, script, side], { encoding: 'utf8' })) as Side;
  if (JSON.stringify(results) !== expected) throw new Error(`${expressionRivals[Number(side)]?.library ?? side} gives something else.`);
  return nanoseconds;
}

function described({ library, way, meaning, generatesCode, expression }: ExpressionRival, nanoseconds: Figures) {
  const name = way === undefined ? library : `${library}, ${way}`;
  return {
    name,
    version: versionOf(library),
    meaning,
    generatesCode,
    expression,
    nanoseconds,
    toClosure: nanoseconds.median / closure.median,
  };
}

function goalAgainst(which: string, [fastest]: typeof results) {
  if (fastest === undefined) throw new Error('There is nothing to compare with.');
  const name = `closures, faster than ${which} (${fastest.name})`;
  return { name, value: fastest.toClosure, goal: 3, better: 'higher', unit: 'times' } as const;
}
