import { expect, test } from 'vitest';
import { type Cell, cellAfter } from './grid-position.ts';

const rows = ['a', 'b', 'c'];
const from = (row: string, column: Cell['column'], key: string, more: { control?: boolean; rightToLeft?: boolean } = {}) =>
  cellAfter(rows, { row, column }, { key, control: false, rightToLeft: false, ...more });

test('arrows go from cell to cell, stop at the edges, and leave below the last row', () => {
  expect(from('a', 'label', 'ArrowRight')).toEqual({ row: 'a', column: 'key' });
  expect(from('a', 'label', 'ArrowLeft')).toEqual({ row: 'a', column: 'label' });
  expect(from('a', 'label', 'ArrowUp')).toEqual({ row: 'a', column: 'label' });
  expect(from('b', 'type', 'ArrowDown')).toEqual({ row: 'c', column: 'type' });
  expect(from('c', 'type', 'ArrowDown')).toBe('below');
  expect(from('a', 'key', 'x')).toBeNull();
});

test('from right to left the arrows do the opposite', () => {
  expect(from('a', 'label', 'ArrowLeft', { rightToLeft: true })).toEqual({ row: 'a', column: 'key' });
});

test('Home and End go along the row, with Control over all rows', () => {
  expect(from('b', 'type', 'Home')).toEqual({ row: 'b', column: 'label' });
  expect(from('b', 'type', 'End', { control: true })).toEqual({ row: 'c', column: 'onDelete' });
  expect(from('c', 'type', 'PageUp')).toEqual({ row: 'a', column: 'type' });
});
