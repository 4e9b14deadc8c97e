import { contextType, listOf, types } from '@plinth/expression';

/** What is used of `decimal.js`. */
export interface DecimalJs {
  readonly plus: (other: DecimalJs) => DecimalJs;
  readonly times: (other: DecimalJs) => DecimalJs;
  readonly dividedBy: (other: DecimalJs) => DecimalJs;
  readonly greaterThan: (other: DecimalJs) => boolean;
  readonly toDecimalPlaces: (places: number) => DecimalJs;
  readonly toFixed: () => string;
}

/** A line of an invoice in numbers of one kind: texts, ours, or those of `decimal.js`. */
export interface Line<Amount> {
  readonly price: Amount;
  readonly quantity: Amount;
  readonly rate: Amount;
  readonly amounts: readonly Amount[];
}

export const scope = contextType({
  price: types.number,
  quantity: types.number,
  rate: types.number,
  amounts: listOf(types.number),
});

export interface Case {
  readonly expression: string;
  /** The same by calls that somebody writes by hand; `of` makes a number of a text. */
  readonly byHand: (of: (text: string) => DecimalJs) => (line: Line<DecimalJs>) => DecimalJs | boolean;
}

export const cases: readonly Case[] = [
  {
    expression: 'price * quantity * (1 + rate)',
    byHand: (of) => {
      const one = of('1');
      return ({ price, quantity, rate }) => price.times(quantity).times(one.plus(rate));
    },
  },
  { expression: 'price / quantity', byHand: () => (line) => line.price.dividedBy(line.quantity) },
  { expression: 'decimal(price * rate, 2)', byHand: () => (line) => line.price.times(line.rate).toDecimalPlaces(2) },
  { expression: 'sum(amounts)', byHand: () => (line) => line.amounts.reduce((total, amount) => total.plus(amount)) },
  {
    expression: 'price * rate > 100.5',
    byHand: (of) => {
      const limit = of('100.5');
      return (line) => line.price.times(line.rate).greaterThan(limit);
    },
  },
];

const texts: readonly Line<string>[] = Array.from({ length: 1000 }, (_, index) => ({
  price: cents((index * 791_903) % 200_000),
  quantity: String(1 + (index % 12)),
  rate: ['0.19', '0.07', '0.055', '0.2'][index % 4] ?? '',
  amounts: Array.from({ length: 20 }, (_, item) => cents((index * 31 + item * 7_919) % 100_000)),
}));

/** The same lines in numbers of a kind. */
export function linesOf<Amount>(of: (text: string) => Amount): readonly Line<Amount>[] {
  return texts.map(({ price, quantity, rate, amounts }) => ({
    price: of(price),
    quantity: of(quantity),
    rate: of(rate),
    amounts: amounts.map(of),
  }));
}

function cents(count: number): string {
  return `${Math.floor(count / 100)}.${String(count % 100).padStart(2, '0')}`;
}
