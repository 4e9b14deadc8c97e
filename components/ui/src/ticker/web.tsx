import { useEffect, useRef, useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useOutput } from '../contract/use-output.ts';
import type { ticker } from './manifest.ts';

const shortest = 50;

export function Ticker({ properties, events, setOutput }: PropsOf<typeof ticker>) {
  const { interval, running, limit, resetKey } = properties;
  const [state, setState] = useState({ count: 0, elapsed: 0, now: '', resetKey });
  const current = state.resetKey === resetKey ? state : { count: 0, elapsed: 0, now: state.now, resetKey };
  if (current !== state) setState(current);
  const { count, elapsed, now } = current;
  const done = typeof limit === 'number' && elapsed >= limit;
  useOutput(setOutput, 'count', count);
  useOutput(setOutput, 'elapsed', elapsed);
  useOutput(setOutput, 'now', now === '' ? null : now);

  // A limit that changes, as under a slider that is dragged, must not begin the current tick anew.
  const most = useRef(limit);
  useEffect(() => {
    most.current = limit;
  }, [limit]);
  useEffect(() => {
    if (!running || done) return;
    let last = performance.now();
    const timer = setInterval(
      () => {
        const time = performance.now();
        const step = time - last;
        last = time;
        setState((before) => ({
          ...before,
          count: before.count + 1,
          elapsed: Math.round(Math.min(most.current ?? Number.POSITIVE_INFINITY, before.elapsed + step)),
          now: new Date().toISOString(),
        }));
      },
      Math.max(shortest, interval),
    );
    return () => clearInterval(timer);
  }, [running, done, interval]);

  const told = useRef(0);
  useEffect(() => {
    if (count === told.current) return;
    told.current = count;
    if (count > 0) void events.tick?.({ count, elapsed });
  }, [count, elapsed, events]);
  const finished = useRef(false);
  useEffect(() => {
    if (done && !finished.current) void events.finished?.({ elapsed });
    finished.current = done;
  }, [done, elapsed, events]);
  return null;
}
