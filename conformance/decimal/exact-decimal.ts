/**
 * Decimal arithmetic by one simple method, to compare with: every result is a fraction of whole numbers, exact, and is rounded once at
 * the end (IEEE 754-2019 §4.3 and §5.4.1; decimal128: 34 digits, exponents from -6176 to 6111).
 */
export interface Fraction {
  readonly over: bigint;
  /** Above zero. */
  readonly under: bigint;
}

export type Rounding = 'up' | 'down' | 'ceiling' | 'floor' | 'half-up' | 'half-down' | 'half-even';

const digits = 34;
const smallestExponent = -6176;
const largestExponent = 6111;

/** What digits such as `-1.25e-3` say, exactly. */
export function fractionOf(text: string): Fraction {
  const match = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) throw new Error(`${text} is no number.`);
  const [, sign, whole = '', part = '', exponent = '0'] = match;
  const size = BigInt(`${whole}${part}`);
  return scaled({ over: sign === '-' ? -size : size, under: 1n }, Number(exponent) - part.length);
}

function scaled({ over, under }: Fraction, exponent: number): Fraction {
  return exponent >= 0 ? { over: over * 10n ** BigInt(exponent), under } : { over, under: under * 10n ** BigInt(-exponent) };
}

export const exact = {
  '+': (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under }),
  '-': (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.under - b.over * a.under, under: a.under * b.under }),
  '*': (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under }),
  /** Null for the divisor zero. */
  '/': (a: Fraction, b: Fraction): Fraction | null => {
    if (b.over === 0n) return null;
    const sign = b.over < 0n ? -1n : 1n;
    return { over: a.over * b.under * sign, under: a.under * b.over * sign };
  },
} as const;

export function order(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A base to a whole power; null for zero to a negative one. */
export function exactPower(base: Fraction, exponent: number): Fraction | null {
  const times = BigInt(Math.abs(exponent));
  const result = { over: base.over ** times, under: base.under ** times };
  return exponent < 0 ? exact['/']({ over: 1n, under: 1n }, result) : result;
}

/** dividend − divisor × floor(dividend / divisor) (DMN 1.5 Table 77); null for the divisor zero. */
export function exactModulo(dividend: Fraction, divisor: Fraction): Fraction | null {
  const quotient = exact['/'](dividend, divisor);
  return quotient === null ? null : exact['-'](dividend, exact['*'](divisor, { over: wholeOf(quotient, 'floor'), under: 1n }));
}

/** The whole number to which a fraction is rounded. */
function wholeOf({ over, under }: Fraction, rounding: Rounding): bigint {
  const below = over >= 0n ? over / under : -((-over + under - 1n) / under);
  const rest = over - below * under;
  if (rest === 0n) return below;
  const above = below + 1n;
  const half = 2n * rest;
  const away = over < 0n ? below : above;
  const towards = over < 0n ? above : below;
  const nearest = half < under ? below : half > under ? above : null;
  const choices: Readonly<Record<Rounding, bigint>> = {
    up: away,
    down: towards,
    ceiling: above,
    floor: below,
    'half-up': nearest ?? away,
    'half-down': nearest ?? towards,
    'half-even': nearest ?? (below % 2n === 0n ? below : above),
  };
  return choices[rounding];
}

/** Rounded to so many digits behind the point, and to 34 in all; as {@link written}. */
export function roundedTo(value: Fraction, scale: number, rounding: Rounding): string | null {
  const over = wholeOf(scaled(value, scale), rounding);
  return written(scaled({ over, under: 1n }, -scale));
}

/** The nearest number of 34 digits as `coefficient e exponent`, without zeros at its end; null beyond the largest. */
export function written(value: Fraction | null): string | null {
  if (value === null) return null;
  if (value.over === 0n) return '0e0';
  const size = { over: value.over < 0n ? -value.over : value.over, under: value.under };
  // From below the exponent that gives 34 digits, upwards.
  let exponent = Math.max(smallestExponent, size.over.toString().length - size.under.toString().length - digits - 1);
  let coefficient = wholeOf(scaled(value, -exponent), 'half-even');
  while (coefficient.toString().replace('-', '').length > digits) {
    exponent++;
    coefficient = wholeOf(scaled(value, -exponent), 'half-even');
  }
  if (coefficient === 0n) return '0e0';
  while (coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent++;
  }
  const most = exponent + coefficient.toString().replace('-', '').length - digits;
  return most > largestExponent ? null : `${coefficient}e${exponent}`;
}
