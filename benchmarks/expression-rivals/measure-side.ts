import { compile, compileClosure, type FeelContext, scopeOf } from '@plinth/expression';
import { cases, type Row, rows, scope } from '../expression-evaluation/cases.ts';
import { evaluationTime } from '../expression-evaluation/evaluation-time.ts';
import { expressionRivals } from '../rivals/expression-rivals.ts';

/** One side, alone in its process. Argument: the index of a rival, or `closure`. Writes nanoseconds for each evaluation, and all results. */
const [side = ''] = process.argv.slice(2);
console.log(JSON.stringify(await evaluationTime(rows, await evaluatorOf(side))));

async function evaluatorOf(name: string): Promise<(row: Row) => unknown> {
  if (name === 'closure') {
    const run = compileClosure(compile(cases[0]?.expression ?? '', { scope }));
    return (row) => run(scopeOf(row as unknown as FeelContext));
  }
  const rival = expressionRivals[Number(name)];
  if (rival === undefined) throw new Error(`There is no side ${name}.`);
  return rival.prepare(rival.expression);
}
