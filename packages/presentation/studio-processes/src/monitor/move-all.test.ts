import { expect, test } from 'vitest';
import { reasonsOf } from './move-all.ts';

test('instances that stay are told by what keeps them, the most frequent first, each once for a reason', () => {
  const gone = { element: 'check', reason: 'check is gone' };
  const other = { element: 'pay', reason: 'pay was userTask and is serviceTask' };
  expect(
    reasonsOf([
      { instance: 'a', problems: [other] },
      { instance: 'b', problems: [gone, gone] },
      { instance: 'c', problems: [gone, other] },
      { instance: 'd', problems: [gone] },
    ]),
  ).toEqual([
    { ...gone, instances: 3, example: 'b' },
    { ...other, instances: 2, example: 'a' },
  ]);
  expect(reasonsOf([])).toEqual([]);
});
