import type { ElementStatistics, ProcessStatistics } from '@plinth/api-contract';
import type { ElementHeat } from '../diagram/diagram-node.ts';

/** What of an element is compared with the others. */
export type Measure = 'often' | 'median' | 'here' | 'incidents';
export const measures: readonly Measure[] = ['often', 'median', 'here', 'incidents'];

/** An element with how much of the measure it has. */
export interface Measured {
  readonly of: ElementStatistics;
  readonly value: number;
}

/** Elements with something of the measure, the most first. What a process takes as a whole is beside the point. */
export function measured({ elements }: ProcessStatistics, measure: Measure): readonly Measured[] {
  return elements
    .filter(({ type }) => type !== 'process')
    .flatMap((of): Measured[] => {
      const value = amountOf(of, measure);
      return value === null || value <= 0 ? [] : [{ of, value }];
    })
    .sort((a, b) => b.value - a.value || (a.of.element < b.of.element ? -1 : 1));
}

function amountOf({ entered, medianSeconds, here, incidents }: ElementStatistics, measure: Measure): number | null {
  return { often: entered, median: medianSeconds, here, incidents }[measure];
}

/** How each is coloured: by its share of the most, durations by their logarithm, for they differ by orders of magnitude. */
export function heatOf(
  values: readonly Measured[],
  measure: Measure,
  words: (each: Measured) => Pick<ElementHeat, 'short' | 'words'>,
): ReadonlyMap<string, ElementHeat> {
  const scale = (value: number) => (measure === 'median' ? Math.log1p(value * 1000) : value);
  const most = Math.max(0, ...values.map(({ value }) => scale(value)));
  return new Map(values.map((each) => [each.of.element, { level: most === 0 ? 0 : scale(each.value) / most, ...words(each) }]));
}

/** A length of time in its largest unit: 90 seconds are 1.5 minutes. */
export function inLargestUnit(seconds: number): { readonly unit: 'ms' | 's' | 'min' | 'h' | 'd'; readonly value: number } {
  const units = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const;
  for (const [unit, size] of units) if (seconds >= size) return { unit, value: rounded(seconds / size) };
  return { unit: 'ms', value: rounded(seconds * 1000) };
}

/** Two digits that mean something are enough to compare. */
function rounded(value: number): number {
  return value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
}
