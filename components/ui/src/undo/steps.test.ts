import { expect, test } from 'vitest';
import { firstStep, followValue, type Steps, stepBy } from './steps.ts';

const after = (...values: readonly unknown[]): Steps =>
  values.reduce<Steps>((steps, value) => followValue(steps, value, 3), firstStep('first'));
const current = (steps: Steps | null) => steps?.values[steps.at];

test('each change is a step, an equal value is none', () => {
  expect(after('a', 'a', 'b').values).toEqual(['first', 'a', 'b']);
  expect(after(['a'], ['a']).values).toHaveLength(2);
});

test('a restored value is no new step, however late it comes', () => {
  const back = stepBy(after('a', 'b'), -1);
  expect(current(back)).toBe('a');
  const waiting = followValue(back as Steps, 'b', 3);
  const restored = followValue(waiting, 'a', 3);
  expect(restored.values).toEqual(['first', 'a', 'b']);
  expect(current(stepBy(restored, 1))).toBe('b');
});

test('a change after an undo forgets what was undone', () => {
  const back = followValue(stepBy(after('a', 'b'), -1) as Steps, 'a', 3);
  const other = followValue(back, 'c', 3);
  expect(other.values).toEqual(['first', 'a', 'c']);
  expect(stepBy(other, 1)).toBeNull();
});

test('there is no step before the first, and only so many are kept', () => {
  expect(stepBy(firstStep(1), -1)).toBeNull();
  expect(after('a', 'b', 'c', 'd').values).toEqual(['a', 'b', 'c', 'd']);
});
