import { loanDesk } from '@plinth/app-definition/testing';
import type { ChangeKind } from '@plinth/studio-frame';
import { expect, test } from 'vitest';
import { changedAround, changedOn, marksOf } from './marks.ts';

const desk = loanDesk();
const box = (left: number) => ({ left, top: 0, width: 10, height: 10 });
const changes = new Map<string, ChangeKind>([
  ['component:loans.heading', 'changed'],
  ['component:loans.grid.stat', 'removed'],
  ['component:client.heading', 'added'],
  ['page:loans', 'changed'],
]);

test('only what the page has, and only components, is marked', () => {
  expect(changedOn(desk, 'page:loans', changes)).toEqual(['component:loans.heading', 'component:loans.grid.stat']);
});

test('each place where something is drawn has its mark', () => {
  const canvas = { boxesOf: (id: string) => (id === 'component:loans.heading' ? [box(0), box(20)] : []) };
  expect(marksOf(desk, ['component:loans.heading'], changes, 'component:loans.heading', canvas)).toMatchObject([
    { kind: 'changed', box: box(0), isCurrent: true, isAround: false },
    { kind: 'changed', box: box(20) },
  ]);
});

test('what is looked at and not drawn is marked by what it stands in', () => {
  const canvas = { boxesOf: (id: string) => (id === 'component:loans.grid' ? [box(5)] : []) };
  expect(marksOf(desk, ['component:loans.grid.stat'], changes, 'component:loans.grid.stat', canvas)).toEqual([
    { id: 'component:loans.grid.stat', kind: 'removed', box: box(5), isCurrent: true, isAround: true },
  ]);
  expect(marksOf(desk, [], changes, 'component:loans.grid.stat', { boxesOf: () => [] })).toEqual([]);
});

test('what has no height, as a closed dialog, is not drawn', () => {
  const canvas = { boxesOf: () => [{ ...box(0), height: 0 }] };
  expect(marksOf(desk, ['component:loans.heading'], changes, '', canvas)).toEqual([]);
});

test('a press on a part chooses the change that it stands in', () => {
  const changed = new Set(['component:loans.grid']);
  expect(changedAround(desk, 'component:loans.grid.stat', changed)).toBe('component:loans.grid');
  expect(changedAround(desk, 'component:loans.heading', changed)).toBeNull();
});
