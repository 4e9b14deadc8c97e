import {
  type Closure,
  compile,
  compileClosure,
  contextType,
  type FeelValue,
  listOf,
  parseNumber,
  scopeOf,
  types,
} from '@plinth/expression';
import { Random } from '../differential/random.ts';
import { decimalCase } from './decimal-cases.ts';
import { exact, exactModulo, exactPower, type Fraction, fractionOf, order, type Rounding, roundedTo, written } from './exact-decimal.ts';

export interface DecimalResult {
  readonly seed: number;
  readonly cases: number;
  /** How often each expression was evaluated. */
  readonly evaluated: Readonly<Record<string, number>>;
  /** How many of the results were null, which is right beyond the range and for zero as divisor. */
  readonly nulls: number;
  readonly wrong: readonly string[];
}

interface Given {
  readonly a: Fraction;
  readonly b: Fraction;
  readonly scale: number;
  readonly power: number;
  readonly list: readonly Fraction[];
}

/** What an expression must give: a number as `written`, a truth value, a text, or null. */
type Expected = (given: Given) => string | boolean | null;

const roundings: readonly (readonly [string, Rounding])[] = [
  ['decimal', 'half-even'],
  ['round up', 'up'],
  ['round down', 'down'],
  ['round half up', 'half-up'],
  ['round half down', 'half-down'],
  ['floor', 'floor'],
  ['ceiling', 'ceiling'],
];

/** Sums are rounded after each addition, as a chain of `+` is. */
function sumOf(list: readonly Fraction[]): Fraction | null {
  let sum: Fraction | null = { over: 0n, under: 1n };
  for (const item of list) {
    const text: string | null = sum === null ? null : written(exact['+'](sum, item));
    sum = text === null ? null : fractionOf(text);
  }
  return sum;
}

function meanOf(list: readonly Fraction[]): string | null {
  const sum = sumOf(list);
  return sum === null ? null : written(exact['/'](sum, { over: BigInt(list.length), under: 1n }));
}

const expectations: readonly (readonly [string, Expected])[] = [
  ['a + b', ({ a, b }) => written(exact['+'](a, b))],
  ['a - b', ({ a, b }) => written(exact['-'](a, b))],
  ['a * b', ({ a, b }) => written(exact['*'](a, b))],
  ['a / b', ({ a, b }) => written(exact['/'](a, b))],
  ['a ** power', ({ a, power }) => written(exactPower(a, power))],
  ['modulo(a, b)', ({ a, b }) => written(exactModulo(a, b))],
  ['-a', ({ a }) => written({ over: -a.over, under: a.under })],
  ['abs(a)', ({ a }) => written({ over: a.over < 0n ? -a.over : a.over, under: a.under })],
  ...roundings.map(([name, rounding]) => [`${name}(a, scale)`, ({ a, scale }: Given) => roundedTo(a, scale, rounding)] as const),
  ['floor(a)', ({ a }) => roundedTo(a, 0, 'floor')],
  ['ceiling(a)', ({ a }) => roundedTo(a, 0, 'ceiling')],
  ['a = b', ({ a, b }) => order(a, b) === 0],
  ['a != b', ({ a, b }) => order(a, b) !== 0],
  ['a < b', ({ a, b }) => order(a, b) < 0],
  ['a <= b', ({ a, b }) => order(a, b) <= 0],
  ['a > b', ({ a, b }) => order(a, b) > 0],
  ['a >= b', ({ a, b }) => order(a, b) >= 0],
  ['a in [b..a]', ({ a, b }) => order(b, a) <= 0],
  ['max(a, b)', ({ a, b }) => written(order(a, b) > 0 ? a : b)],
  ['min(list)', ({ list }) => written(list.reduce((least, item) => (order(item, least) < 0 ? item : least)))],
  ['sum(list)', ({ list }) => written(sumOf(list))],
  ['mean(list)', ({ list }) => meanOf(list)],
  ['count(distinct values(list)) = count(list)', ({ list }) => new Set(list.map(written)).size === list.length],
  ['number(string(a)) = a', () => true],
  ['matches(string(decimal(modulo(a, 1000000), 20)), "[eE]")', () => false],
  ['even(floor(a))', ({ a }) => (roundedTo(a, 0, 'floor') === null ? null : isEven(a))],
  ['odd(a + 0) = odd(a)', () => true],
];

function isEven(a: Fraction): boolean {
  return written(exactModulo(fractionOf(roundedTo(a, 0, 'floor') ?? '0'), fractionOf('2'))) === '0e0';
}

const scope = contextType({ a: types.number, b: types.number, scale: types.number, power: types.number, list: listOf(types.number) });

/** Evaluates every expression over random numbers and compares with the exact method. The same seed gives the same numbers. */
export function runDecimal(seed: number, cases: number): DecimalResult {
  const random = new Random(seed);
  const closures = expectations.map(([text, expected]): readonly [string, Closure, Expected] => [
    text,
    compileClosure(compile(text, { scope })),
    expected,
  ]);
  const evaluated = Object.fromEntries(expectations.map(([text]) => [text, 0]));
  const wrong: string[] = [];
  let nulls = 0;
  for (let index = 0; index < cases && wrong.length < 50; index++) {
    const texts = [decimalCase(random), decimalCase(random), ...Array.from({ length: 1 + random.below(5) }, () => decimalCase(random))];
    const [scale, power] = [random.chance(0.05) ? random.pick([-6111, 6176, -40, 60]) : random.below(24) - 8, random.below(41) - 20];
    const numbers = texts.map(parseNumber);
    // A number of more digits than there are is rounded when it is read.
    const fractions = texts.map((text) => fractionOf(written(fractionOf(text)) ?? '0'));
    const [a = null, b = null] = numbers;
    const [exactA, exactB] = fractions;
    if (exactA === undefined || exactB === undefined) continue;
    const given: Given = { a: exactA, b: exactB, scale, power, list: fractions.slice(2) };
    const values = scopeOf({ a, b, scale, power, list: numbers.slice(2) });
    for (const [text, closure, expected] of closures) {
      const wanted = expected(given);
      const got = shown(closure(values));
      evaluated[text] = (evaluated[text] ?? 0) + 1;
      if (wanted === null) nulls++;
      if (got !== wanted) wrong.push(`${text} with ${texts.join(', ')}; scale ${scale}, power ${power}: ${got}, not ${wanted}`);
    }
  }
  return { seed, cases, evaluated, nulls, wrong };
}

/** A value in the form of what is expected; the digits are read by the exact method's own reading. */
function shown(value: FeelValue): string | boolean | null {
  return value === null || typeof value === 'boolean' ? value : written(fractionOf(String(value)));
}
