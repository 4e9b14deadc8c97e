import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepStretches, lackOf, readStretches, type Stretch, sumOf } from './stretches.ts';

const stretch = (more: Partial<Stretch>): Stretch => ({
  ...{ done: { 'broker killed': 1 }, committed: 10, rolledBack: 1, repeated: 2, deaths: 3, wrong: [], seconds: 60 },
  ...more,
});

test('a run that was stopped goes on with what it kept, and is the sum of its stretches; one of another seed is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-stretches-'));
  const file = join(folder, 'stretches.json');
  expect(readStretches(file, 7)).toEqual([]);
  const kept = [stretch({}), stretch({ done: { 'broker killed': 2, 'consumer frozen': 1 }, wrong: ['key 1'] })];
  keepStretches(file, 7, kept);
  expect(readStretches(file, 7)).toEqual(kept);
  expect(() => readStretches(file, 8)).toThrow('is of the seed 7');
  expect(sumOf(kept)).toEqual({
    ...{ done: { 'broker killed': 3, 'consumer frozen': 1 }, committed: 20, rolledBack: 2, repeated: 4, deaths: 6 },
    ...{ wrong: ['key 1'], seconds: 120 },
  });
  rmSync(folder, { recursive: true });
});

test('a run in which nothing came twice, or some misfortune never happened, has shown nothing', () => {
  const done = { 'broker killed': 1, 'publisher killed': 1, 'consumer killed': 1, 'publisher frozen': 1, 'consumer frozen': 1 };
  expect(lackOf({ done, repeated: 1 })).toEqual([]);
  expect(lackOf({ done: { ...done, 'consumer frozen': 0 }, repeated: 0 })).toEqual(['no consumer frozen', 'nothing came twice']);
});
