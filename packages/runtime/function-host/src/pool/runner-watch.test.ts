import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { RunnerWatch } from './runner-watch.ts';

const limits = { ...defaultLimits, cpu: 1000 };
const seen = { bytes: 0, milliseconds: 0 };
let watch: RunnerWatch;
let ended: boolean;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  Object.assign(seen, { bytes: 1000, milliseconds: 500 });
  ended = false;
  watch = new RunnerWatch({ memory: () => seen.bytes, processorTime: () => seen.milliseconds }, () => {
    ended = true;
  });
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

/** So many seconds, in each of which the runner uses so much of processors. */
function pass(seconds: number, milliseconds: number): void {
  for (let tenth = 0; tenth < seconds * 10; tenth++) {
    seen.milliseconds += milliseconds / 10;
    vi.advanceTimersByTime(100);
  }
}

test('I6 one that has no call and rests is left alone, and one that does not is ended', () => {
  pass(60, 50);
  expect(ended).toBe(false);
  pass(2, 2000);
  expect(ended).toBe(true);
});

test('I6 one without a call that takes memory is ended', () => {
  seen.bytes = 2 ** 31;
  pass(1.1, 0);
  expect(ended).toBe(true);
});

test('I3 a call may take its time, with the threads that tidy up for it, and no more than that', () => {
  watch.begin(1, limits);
  pass(2, 2000);
  expect(ended).toBe(false);
  pass(4, 2000);
  expect(ended).toBe(true);
});

test('I3 what one call has not used is not for the next one', () => {
  for (let call = 1; call <= 1000; call++) {
    watch.begin(call, limits);
    pass(0.1, 10);
    watch.end(call);
  }
  pass(1, 0);
  watch.begin(1001, limits);
  pass(10, 1000);
  expect(ended).toBe(true);
});

test('I3 whoever calls again and again puts off no look', () => {
  for (let call = 1; call <= 30; call++) {
    watch.begin(call, { ...limits, cpu: 1 });
    pass(0.1, 40_000);
    watch.end(call);
  }
  expect(ended).toBe(true);
});

test('I3 what is said to a runner has to be read there', () => {
  for (let second = 0; second < 10; second++) {
    watch.said(20_000_000);
    pass(1, 900);
  }
  expect(ended).toBe(false);
});
