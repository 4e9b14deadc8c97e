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

/** What was posted before has arrived; no timer goes on meanwhile. */
function posted(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

test('it waits until there is nothing else to do, and what was asked for since waits for a frame of its own', async () => {
  const idle: (() => void)[] = [];
  vi.stubGlobal('requestIdleCallback', (run: () => void) => idle.push(run));
  const ran: string[] = [];
  afterPaint(() => ran.push('first'));
  frames[0]?.();
  await posted();
  expect([ran, idle.length]).toEqual([[], 1]);
  // So busy that the longest wait was over before.
  vi.advanceTimersByTime(100);
  expect(ran).toEqual(['first']);
  afterPaint(() => ran.push('second'));
  idle[0]?.();
  expect(ran).toEqual(['first']);
  frames[1]?.();
  await posted();
  idle[1]?.();
  expect(ran).toEqual(['first', 'second']);
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
