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
    cost(300);
  });
  // 310 each: more than was saved up, so whatever comes next waits for what is missing; a busy machine only makes it wait longer.
  for (const text of ['a', 'b', 'c']) {
    stream.write(text.repeat(10));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect.poll(() => read.length, { timeout: 10_000 }).toBe(3);
  expect(read).toEqual(['a', 'b', 'c'].map((text) => text.repeat(10)));
  const [first = 0, second = 0, third = 0] = times;
  expect(second - first).toBeGreaterThanOrEqual(200);
  expect(third - second).toBeGreaterThanOrEqual(200);
});
