import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterPaint, notAfterPaint } from './after-paint.ts';

let frames: (() => void)[] = [];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  frames = [];
});
afterEach(() => {
  vi.advanceTimersByTime(1000);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what follows is run together once a frame was painted, what is asked for twice once, what is not wanted any more never', async () => {
  const ran: string[] = [];
  const outline = () => ran.push('outline');
  const gone = () => ran.push('gone');
  for (const run of [outline, outline, gone, () => ran.push('bar')]) afterPaint(run);
  notAfterPaint(gone);
  expect([ran, frames.length]).toEqual([[], 1]);
  frames[0]?.();
  expect(ran).toEqual([]);
  await vi.waitFor(() => expect(ran).toEqual(['outline', 'bar']));
  vi.advanceTimersByTime(1000);
  expect(ran).toHaveLength(2);
});

test('where no frame comes it is run all the same, and the late frame does not run it again', async () => {
  let ran = 0;
  afterPaint(() => ran++);
  vi.advanceTimersByTime(100);
  expect(ran).toBe(1);
  frames[0]?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect(ran).toBe(1);
});
