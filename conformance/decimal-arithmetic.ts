import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runDecimal } from './decimal/run-decimal.ts';

/**
 * Operators and functions of numbers over random numbers at the edges of 34 digits, of what JavaScript counts exactly, and of the range,
 * compared with fractions of whole numbers that are rounded once. Parameters: `--seed`, `--cases`. The result is kept in
 * `decimal/results.json`.
 */
const { values } = parseArgs({ options: { seed: { type: 'string', default: '20261129' }, cases: { type: 'string', default: '20000' } } });
const started = performance.now();
const result = runDecimal(Number(values.seed), Number(values.cases));
const evaluated = Object.values(result.evaluated).reduce((sum, count) => sum + count, 0);
for (const line of result.wrong) console.log(line);
console.log(
  `seed ${result.seed}: ${evaluated} evaluations of ${Object.keys(result.evaluated).length} expressions, ${result.wrong.length} of them wrong`,
);
const kept = {
  seed: result.seed,
  cases: result.cases,
  evaluations: evaluated,
  nulls: result.nulls,
  wrong: result.wrong.length,
  seconds: Math.round((performance.now() - started) / 1000),
  expressions: Object.keys(result.evaluated),
};
writeFileSync(join(import.meta.dirname, 'decimal', 'results.json'), `${JSON.stringify(kept, null, 2)}\n`);
process.exitCode = result.wrong.length === 0 ? 0 : 1;
