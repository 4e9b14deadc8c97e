import { expect, test } from 'vitest';
import { type CompareEnd, readEnd, writeEnd } from './compare-end.ts';

test('each end is read as it was written', () => {
  const ends: CompareEnd[] = [
    { kind: 'now' },
    { kind: 'step', position: 12 },
    { kind: 'version', version: '1.0.0-beta.1' },
    { kind: 'branch', branch: 'my-draft' },
  ];
  expect(ends.map((end) => readEnd(writeEnd(end)))).toEqual(ends);
});

test('what says nothing is nothing', () => {
  for (const written of [undefined, '', 'then', 'step:', 'step:x', 'step:-1', 'step:1.5', 'version:', 'tag:1'])
    expect(readEnd(written)).toBeNull();
});
