import { testClock } from '@plinth/foundation/testing';
import { describe, expect, it } from 'vitest';
import { FreshCache } from './fresh-cache.ts';

interface Box {
  readonly n: number;
}

function setUp(entries = 10) {
  const clock = testClock();
  const cache = new FreshCache<Box>({ entries, clock, refreshAfter: 2_000, staleAfter: 4_000 });
  let loads = 0;
  const load = async (): Promise<Box | null> => ({ n: ++loads });
  return { clock, cache, load, loads: () => loads };
}

describe('FreshCache', () => {
  it('answers at once what it has', async () => {
    const { cache, load } = setUp();
    expect(await cache.get('a', load)).toEqual({ n: 1 });
    expect(cache.get('a', load)).toEqual({ n: 1 });
  });

  it('asks once for those who ask together', async () => {
    const { cache, load, loads } = setUp();
    await Promise.all([cache.get('a', load), cache.get('a', load), cache.get('a', load)]);
    expect(loads()).toBe(1);
  });

  it('refreshes in the background while it still serves', async () => {
    const { clock, cache, load, loads } = setUp();
    await cache.get('a', load);
    clock.advance(2_500);
    expect(cache.get('a', load)).toEqual({ n: 1 });
    expect(cache.get('a', load)).toEqual({ n: 1 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(loads()).toBe(2);
    expect(cache.get('a', load)).toEqual({ n: 2 });
  });

  it('never serves what is older than allowed', async () => {
    const { clock, cache, load } = setUp();
    await cache.get('a', load);
    clock.advance(4_000);
    const answer = cache.get('a', load);
    expect(answer).toBeInstanceOf(Promise);
    expect(await answer).toEqual({ n: 2 });
  });

  it('counts age from the question, not the answer', async () => {
    const { clock, cache } = setUp();
    let answer: (value: Box) => void = () => undefined;
    const slow = cache.get('a', () => new Promise((resolve) => (answer = resolve)));
    clock.advance(3_900);
    answer({ n: 1 });
    await slow;
    clock.advance(200);
    expect(cache.get('a', async () => ({ n: 2 }))).toBeInstanceOf(Promise);
  });

  it('does not keep an answer that was on its way during an invalidation', async () => {
    const { cache, load } = setUp();
    const asked = cache.get('a', load);
    cache.invalidate(() => true);
    const askedAfterwards = cache.get('a', async () => null);
    expect(await asked).toEqual({ n: 1 });
    expect(await askedAfterwards).toBeNull();
    expect(cache.get('a', load)).toBeInstanceOf(Promise);
  });

  it('forgets only what matches', async () => {
    const { cache, load } = setUp();
    await cache.get('a', load);
    await cache.get('b', load);
    cache.invalidate((box) => box.n === 1);
    expect(cache.get('a', load)).toBeInstanceOf(Promise);
    expect(cache.get('b', load)).toEqual({ n: 2 });
  });

  it('keeps nothing that does not exist, and drops what ceased to', async () => {
    const { clock, cache, load } = setUp();
    expect(await cache.get('a', async () => null)).toBeNull();
    expect(await cache.get('a', load)).toEqual({ n: 1 });
    clock.advance(5_000);
    expect(await cache.get('a', async () => null)).toBeNull();
    expect(cache.get('a', load)).toBeInstanceOf(Promise);
  });

  it('passes failures on, and serves what it has when only the refresh failed', async () => {
    const { clock, cache, load } = setUp();
    const fail = () => Promise.reject(new Error('away'));
    await expect(cache.get('a', fail)).rejects.toThrow('away');
    await cache.get('a', load);
    clock.advance(3_000);
    expect(cache.get('a', fail)).toEqual({ n: 1 });
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(1_000);
    await expect(cache.get('a', fail)).rejects.toThrow('away');
  });

  it('is bounded', async () => {
    const { cache, load } = setUp(2);
    for (const key of ['a', 'b', 'c']) await cache.get(key, load);
    expect(cache.get('a', load)).toBeInstanceOf(Promise);
  });
});
