import { defineErrors, foundationErrors } from '@plinth/foundation';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { untilReached } from './until-reached.ts';

const { gone } = defineErrors('reachtest', { gone: { status: 503, cause: 'outside', message: 'Gone.', hint: 'Wait.' } });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a call is made again until the platform can be reached, and it is told when it cannot and when it can again', async () => {
  const told: boolean[] = [];
  const call = vi.fn<() => Promise<string>>().mockRejectedValueOnce(gone()).mockRejectedValueOnce(gone()).mockResolvedValue('here');
  const answer = untilReached(call, { onAway: (away) => told.push(away) });
  await vi.runAllTimersAsync();
  expect(await answer).toBe('here');
  expect(call).toHaveBeenCalledTimes(3);
  expect(told).toEqual([true, true, false]);
});

test('what the platform refuses is refused at once, and nobody waits who has given up', async () => {
  const refused = vi.fn<() => Promise<string>>().mockRejectedValue(foundationErrors.cancelled());
  await expect(untilReached(refused, { onAway: () => {} })).rejects.toMatchObject({ code: 'plinth.cancelled' });
  expect(refused).toHaveBeenCalledOnce();
  const controller = new AbortController();
  const away = vi.fn<() => Promise<string>>().mockRejectedValue(gone());
  const waiting = untilReached(away, { signal: controller.signal, onAway: () => controller.abort(new Error('given up')) });
  await expect(waiting).rejects.toThrow('given up');
  expect(vi.getTimerCount()).toBe(0);
});
