import { expect, test } from 'vitest';
import { type DropContainer, dropPlace } from './drop-place.ts';

const box = (left: number, top: number, width: number, height: number) => ({ left, top, width, height });
const container = (neighbours: DropContainer['neighbours'], empty: DropContainer['empty'] = null): DropContainer => ({
  id: 'stack',
  slot: 'children',
  box: box(0, 0, 300, 300),
  empty,
  neighbours,
});
const below = container([
  { id: 'a', slot: 'children', box: box(0, 0, 300, 40) },
  { id: 'b', slot: 'children', box: box(0, 60, 300, 40) },
]);
const beside = container([
  { id: 'a', slot: 'actions', box: box(0, 0, 100, 40) },
  { id: 'b', slot: 'actions', box: box(120, 0, 100, 40) },
]);

test('an empty container takes it into its slot, and all of the slot is marked', () => {
  const drop = dropPlace(container([], box(10, 10, 280, 56)), { x: 20, y: 20 });
  expect(drop).toEqual({ place: { parent: 'stack', slot: 'children', before: null }, mark: box(10, 10, 280, 56), shape: 'area' });
});

test('among components below each other the upper half means before, the lower behind, and the line stands between', () => {
  expect(dropPlace(below, { x: 150, y: 65 })).toMatchObject({ place: { before: 'b' }, mark: { top: 48.5, height: 3 } });
  expect(dropPlace(below, { x: 150, y: 35 })).toMatchObject({ place: { before: 'b' }, mark: { top: 48.5 } });
  expect(dropPlace(below, { x: 150, y: 290 })).toMatchObject({ place: { before: null }, mark: { top: 98.5 } });
});

test('among components beside each other the halves are left and right, and the slot is theirs', () => {
  expect(dropPlace(beside, { x: 90, y: 20 })).toMatchObject({
    place: { slot: 'actions', before: 'b' },
    mark: { left: 108.5, width: 3, height: 40 },
  });
  expect(dropPlace(beside, { x: 5, y: 20 }).place.before).toBe('a');
});

test('from right to left the right half means before', () => {
  const reversed = container(beside.neighbours.map((each, index) => ({ ...each, box: box(index === 0 ? 120 : 0, 0, 100, 40) })));
  expect(dropPlace(reversed, { x: 210, y: 20 }).place.before).toBe('a');
  expect(dropPlace(reversed, { x: 130, y: 20 }).place.before).toBe('b');
});
