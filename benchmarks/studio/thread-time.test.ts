import { expect, test } from 'vitest';
import { threadTimesOf } from './thread-time.ts';

const thread = { pid: 7, tid: 1 };
const mark = (name: string, ts: number) => ({ ...thread, cat: 'blink.user_timing', name, ts });
const task = (ts: number, dur: number, tdur: number, tid = thread.tid) => ({
  ...{ ...thread, tid },
  ...{ cat: 'toplevel', name: 'ThreadControllerImpl::RunTask', ts, dur, tdur },
});

test('the time of an edit is that of the tasks from its key to the frame that painted it, on the page’s thread alone', () => {
  const events = [
    // Before the key; the key’s own; the frame; another thread; the one that tells; what follows.
    ...[task(0, 900, 900), task(1000, 3000, 2000), task(5000, 9000, 4500), task(5000, 9000, 9000, 2), task(14_500, 1000, 700)],
    ...[mark('key', 1100), mark('painted', 15_000), task(16_000, 9000, 9000)],
    ...[mark('key', 30_100), task(30_000, 2000, 1500), mark('painted', 40_000)],
  ];
  expect(threadTimesOf(events)).toEqual([6.5, 1.5]);
  expect(() => threadTimesOf([task(0, 1, 1)])).toThrow('marked no key');
});
