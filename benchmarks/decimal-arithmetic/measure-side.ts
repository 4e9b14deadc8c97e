import { compile, compileClosure, type FeelContext, type FeelNumber, parseNumber, printValue, scopeOf } from '@plinth/expression';
import { emittedEvaluator } from '../expression-evaluation/emitted-evaluator.ts';
import { evaluationTime } from '../expression-evaluation/evaluation-time.ts';
import { loadDefault } from '../rivals/load.ts';
import { cases, type DecimalJs, type Line, linesOf, scope } from './cases.ts';

/** One side over one case, alone in its process. Arguments: side, index of the case. Writes nanoseconds for each evaluation, and all results. */
const [side = '', caseIndex] = process.argv.slice(2);
const measured = cases[Number(caseIndex)];
if (measured === undefined) throw new Error(`There is no case ${caseIndex}.`);
const { expression, byHand } = measured;
const { nanoseconds, results } = side === 'decimalJs' ? await timeOfDecimalJs() : await timeOfOurs();
console.log(JSON.stringify({ nanoseconds, results }));

async function timeOfOurs() {
  const typed = compile(expression, { scope });
  const lines = linesOf(numberOf);
  const run = compileClosure(typed);
  const evaluate =
    side === 'closure'
      ? (line: Line<FeelNumber>) => run(scopeOf(line as unknown as FeelContext))
      : await emittedEvaluator<Line<FeelNumber>>(typed);
  const { nanoseconds, results } = await evaluationTime(lines, evaluate);
  return { nanoseconds, results: results.map((value) => printValue(value as FeelNumber | boolean)) };
}

async function timeOfDecimalJs() {
  interface Constructor {
    new (text: string): DecimalJs;
    readonly set: (options: { readonly precision: number; readonly rounding: number }) => void;
    readonly ROUND_HALF_EVEN: number;
  }
  const Decimal = (await loadDefault('decimal.js')) as Constructor;
  Decimal.set({ precision: 34, rounding: Decimal.ROUND_HALF_EVEN });
  const of = (text: string) => new Decimal(text);
  const { nanoseconds, results } = await evaluationTime(linesOf(of), byHand(of));
  return { nanoseconds, results: results.map((value) => (typeof value === 'boolean' ? String(value) : (value as DecimalJs).toFixed())) };
}

function numberOf(text: string): FeelNumber {
  const number = parseNumber(text);
  if (number === null) throw new Error(`${text} is no number.`);
  return number;
}
