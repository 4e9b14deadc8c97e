import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type GatheredRequest, GatheredWork } from './gathered-work.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const append = { context: null, operation: { id: 'actions.append' }, status: 200, code: null, trace: 't' } as unknown as GatheredRequest;
const failed = { ...append, status: 503, code: 'database.busy' };

function gathering() {
  const told: [string, number, number | undefined][] = [];
  const work = new GatheredWork(({ operation, status, times }) => told.push([operation.id, status, times]), 1000);
  return { told, work };
}

test('the first is told at once, the others together with their number', () => {
  const { told, work } = gathering();
  for (let key = 0; key < 100; key++) work.add(append);
  expect(told).toEqual([['actions.append', 200, undefined]]);
  vi.advanceTimersByTime(1000);
  expect(told.slice(1)).toEqual([['actions.append', 200, 99]]);
  work.add(append);
  vi.advanceTimersByTime(999);
  expect(told).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(told.slice(2)).toEqual([['actions.append', 200, 1]]);
});

test('who rested begins anew, what failed is told apart, and the end tells the rest', () => {
  const { told, work } = gathering();
  work.add(append);
  vi.advanceTimersByTime(2000);
  work.add(append);
  work.add(failed);
  work.add(append);
  work.end();
  expect(told).toEqual([
    ['actions.append', 200, undefined],
    ['actions.append', 200, undefined],
    ['actions.append', 503, undefined],
    ['actions.append', 200, 1],
  ]);
  vi.advanceTimersByTime(5000);
  expect(told).toHaveLength(4);
});
