import type { ElementStatistics } from '@plinth/api-contract';
import { expect, test } from 'vitest';
import { heatOf, inLargestUnit, measured } from './heat.ts';

const element = (name: string, given: Partial<ElementStatistics>): ElementStatistics => ({
  ...{ element: name, type: 'userTask', entered: 0, completed: 0, cancelled: 0, incidents: 0, here: 0, oldest: null },
  ...{ medianSeconds: null, longestSeconds: null, totalSeconds: 0 },
  ...given,
});
const all = {
  ...{ instances: 4, active: 1, withIncidents: 0, completed: 3, since: null, hasMore: false },
  elements: [
    element('loan', { type: 'process', entered: 4, medianSeconds: 90_000 }),
    element('ask', { entered: 4, medianSeconds: 86_400, here: 1 }),
    element('rate', { entered: 3, medianSeconds: 0.01 }),
    element('b', { entered: 3 }),
  ],
};
const levels = (measure: Parameters<typeof measured>[1]) => {
  const heat = heatOf(measured(all, measure), measure, ({ value }) => ({ short: String(value), words: '' }));
  return Object.fromEntries([...heat].map(([key, { level }]) => [key, Math.round(level * 100)]));
};

test('elements are coloured beside the one with the most; what has nothing of it, and the process itself, is not', () => {
  expect(levels('often')).toEqual({ ask: 100, rate: 75, b: 75 });
  expect(levels('here')).toEqual({ ask: 100 });
  expect(levels('incidents')).toEqual({});
});

test('durations are told apart from milliseconds to days', () => {
  expect(levels('median')).toEqual({ ask: 100, rate: 13 });
  expect(measured(all, 'median').map(({ of }) => of.element)).toEqual(['ask', 'rate']);
});

test.each([
  [0.0123, 'ms', 12],
  [0.9, 'ms', 900],
  [1.26, 's', 1.3],
  [90, 'min', 1.5],
  [5400, 'h', 1.5],
  [1_000_000, 'd', 12],
])('%f seconds', (seconds, unit, value) => {
  expect(inLargestUnit(seconds)).toEqual({ unit, value });
});
