import { expect, test } from 'vitest';
import { nextSort } from './next-sort.ts';

test('ascending, descending, as it was', () => {
  const first = nextSort([], 'a', false);
  expect(first).toEqual([{ field: 'a', direction: 'asc' }]);
  const second = nextSort(first, 'a', false);
  expect(second).toEqual([{ field: 'a', direction: 'desc' }]);
  expect(nextSort(second, 'a', false)).toEqual([]);
  expect(nextSort(first, 'b', true)).toEqual([
    { field: 'a', direction: 'asc' },
    { field: 'b', direction: 'asc' },
  ]);
});
