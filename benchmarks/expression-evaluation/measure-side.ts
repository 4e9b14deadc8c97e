import { compile, compileClosure, type FeelContext, scopeOf } from '@plinth/expression';
import { cases, type Row, rows, scope } from './cases.ts';
import { emittedEvaluator } from './emitted-evaluator.ts';

/**
 * One side over one case, alone in its process, so that neither has the other's feedback in the engine. Arguments: side, index of
 * the case. Writes nanoseconds of processor time for each evaluation, and what came of all rows.
 */
const warmUpMilliseconds = 300;
const passes = 3000;

const [side, caseIndex] = process.argv.slice(2);
const measured = cases[Number(caseIndex)];
if (measured === undefined) throw new Error(`There is no case ${caseIndex}.`);
const evaluate = await evaluatorOf(side ?? '');

const results = rows.map((row) => evaluate(row));
for (const started = performance.now(); performance.now() - started < warmUpMilliseconds; ) pass();
const before = process.cpuUsage();
let kept = 0;
for (let count = 0; count < passes; count++) kept += pass();
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ nanoseconds: ((user + system) * 1000) / (passes * rows.length), results, kept }));

function pass(): number {
  let count = 0;
  for (const row of rows) if (evaluate(row) === true) count++;
  return count;
}

async function evaluatorOf(name: string): Promise<(row: Row) => unknown> {
  const { expression, byHand } = measured ?? { expression: '', byHand: () => null };
  if (name === 'byHand') return byHand;
  const typed = compile(expression, { scope });
  if (name === 'closure') {
    const run = compileClosure(typed);
    return (row) => run(scopeOf(row as unknown as FeelContext));
  }
  return emittedEvaluator(typed);
}
