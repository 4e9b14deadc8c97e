import type { Random } from '../differential/random.ts';

const edges = [
  ...[
    '0',
    '1',
    '-1',
    '2',
    '3',
    '7',
    '10',
    '0.01',
    '0.1',
    '-0.5',
    '0.5',
    '1.5',
    '2.5',
    '1.005',
    '1.015',
    '2.675',
    '1e21',
    '0.000000000000000000000000000000000001',
  ],
  ...[
    '9007199254740990',
    '9007199254740991',
    '9007199254740992',
    '9007199254740993',
    '-9007199254740991',
    '-9007199254740992',
    '-9007199254740993',
  ],
  ...[
    '94906265',
    '94906266',
    '94906267',
    '4503599627370496',
    '4503599627370495.5',
    '18014398509481984',
    '3002399751580331',
    '0.9007199254740993',
  ],
  ...[
    '9999999999999999999999999999999999',
    '1000000000000000000000000000000001',
    '3333333333333333333333333333333333',
    '5e-34',
    '1e-34',
    '5e33',
  ],
  ...['1e6144', '9.999999999999999999999999999999999e6144', '-1e6144', '1e-6143', '1e-6176', '9e-6176', '15e-6176', '1e-3088', '1e3072'],
];

/** The digits of a number: at the edges, near them, cents, and of any length and size. */
export function decimalCase(random: Random): string {
  const sign = random.chance(0.3) ? '-' : '';
  switch (random.below(6)) {
    case 0:
      return random.pick(edges);
    case 1:
      return `${sign}${random.below(10_000_000)}.${String(random.below(100)).padStart(2, '0')}`;
    case 2:
      return `${sign}${9_007_199_254_740_992n + BigInt(random.below(2_000) - 1_000)}`;
    case 3:
      return `${sign}${random.below(1_000_000_000)}`;
    case 4:
      // A half or nearly one behind the last of 34 digits of another such number.
      return `${sign}${digits(random, 33)}${random.pick(['49', '5', '50', '51', '500001', '45', '55'])}e${random.below(80) - 60}`;
    default:
      return `${sign}${digits(random, 1 + random.below(34))}e${random.chance(0.1) ? random.below(12_000) - 6_100 : random.below(70) - 50}`;
  }
}

function digits(random: Random, count: number): string {
  const repeated = random.chance(0.2) ? String(random.below(10)) : null;
  return Array.from({ length: count }, (_, index) => (index === 0 ? 1 + random.below(9) : (repeated ?? random.below(10)))).join('');
}
