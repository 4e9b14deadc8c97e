import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { readWithin } from './read-within.ts';

test('I5 what is more than the pace is read later, whole and in order', async () => {
  const stream = new PassThrough({ highWaterMark: 1 << 20 });
  const read: string[] = [];
  const started = performance.now();
  const times: number[] = [];
  const cost = readWithin(stream, { burst: 100, bytesPerSecond: 1000 }, (chunk) => {
    read.push(chunk.toString());
    times.push(performance.now() - started);
    cost(50);
  });
  // 60 each: the first is within what was saved up, the second exceeds it by 20, and the third waits for 20 ms.
  for (const text of ['a', 'b', 'c']) {
    stream.write(text.repeat(10));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect.poll(() => read.length).toBe(3);
  expect(read).toEqual(['a', 'b', 'c'].map((text) => text.repeat(10)));
  expect(times[1]).toBeLessThan(20);
  expect(times[2]).toBeGreaterThanOrEqual(15);
});
