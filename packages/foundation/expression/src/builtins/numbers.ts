import type { FeelNumber } from '../values/decimal.ts';
import { compareNumbers, subtract } from '../values/decimal-arithmetic.ts';
import { type RoundingMode, roundTo, wholeNumber } from '../values/rounding.ts';
import { exponential, logarithm, modulo, squareRoot } from '../values/transcendental.ts';
import type { FeelValue } from '../values/value.ts';
import { stepsOfHardNumber } from '../values/weight.ts';
import { type Builtin, builtin } from './builtin.ts';

const num = (value: FeelValue | undefined): FeelNumber => (value ?? 0) as FeelNumber;

/** Digits after the point that a number of 34 digits can have (Table 77); null for any other. */
function scaleOf(scale: FeelValue | undefined): number | null {
  const digits = wholeNumber(scale);
  return digits === null || digits < -6111 || digits > 6176 ? null : digits;
}

function rounding(name: string, mode: RoundingMode, documentation: string) {
  return builtin(name, ['n: number', 'scale: number'], 'number', documentation, ([n, scale]) => {
    const digits = scaleOf(scale);
    return digits === null ? null : roundTo(num(n), digits, mode);
  });
}

/** What takes as long as many additions. */
function hard(compute: (number: FeelNumber) => FeelNumber | null): Builtin['run'] {
  return ([number], environment) => {
    environment.step(stepsOfHardNumber);
    return compute(num(number));
  };
}

function whole(name: string, mode: RoundingMode, documentation: string) {
  return [builtin(name, ['n: number'], 'number', documentation, ([n]) => roundTo(num(n), 0, mode)), rounding(name, mode, documentation)];
}

/** §10.3.4.5. */
export const numberBuiltins = [
  rounding('decimal', 'half-even', 'The number with so many digits after the point, rounded half to even.'),
  rounding('round up', 'up', 'Rounded away from zero.'),
  rounding('round down', 'down', 'Rounded towards zero.'),
  rounding('round half up', 'half-up', 'Rounded to the nearest, halves away from zero.'),
  rounding('round half down', 'half-down', 'Rounded to the nearest, halves towards zero.'),
  ...whole('floor', 'floor', 'The largest whole number that is not larger.'),
  ...whole('ceiling', 'ceiling', 'The smallest whole number that is not smaller.'),
  builtin('abs', ['n: number'], 'number', 'The size without the sign.', ([n]) =>
    compareNumbers(num(n), 0) < 0 ? subtract(0, num(n)) : num(n),
  ),
  builtin(
    'modulo',
    ['dividend: number', 'divisor: number'],
    'number',
    'What remains of a division, with the sign of the divisor.',
    ([dividend, divisor]) => modulo(num(dividend), num(divisor)),
  ),
  builtin('sqrt', ['number: number'], 'number', 'The square root.', hard(squareRoot)),
  builtin('log', ['number: number'], 'number', 'The natural logarithm.', hard(logarithm)),
  builtin('exp', ['number: number'], 'number', 'e to this power.', hard(exponential)),
  builtin('odd', ['number: number'], 'boolean', 'Whether a whole number is odd.', ([number]) => modulo(num(number), 2) === 1),
  builtin('even', ['number: number'], 'boolean', 'Whether a whole number is even.', ([number]) => modulo(num(number), 2) === 0),
];
