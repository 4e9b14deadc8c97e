import { setTimeout as wait } from 'node:timers/promises';

/** How long single ones take, at half of what there can be. */
export interface Latency {
  /** Done a second where twenty are always under way. */
  readonly mostPerSecond: number;
  readonly perSecond: number;
  /** Milliseconds from when it was to come in until it is done: one that had to wait for its turn waits in the figure too. */
  readonly p50: number;
  readonly p99: number;
}

const underWay = 20;

export async function latencyAtHalfLoad(one: () => Promise<void>, count: number): Promise<Latency> {
  await closedLoop(one, Math.ceil(count / 4));
  const mostPerSecond = await closedLoop(one, count);
  const every = 2000 / mostPerSecond;
  const began = performance.now();
  const times = await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const due = began + at * every;
      await wait(Math.max(0, due - performance.now()));
      await one();
      return performance.now() - due;
    }),
  );
  const perSecond = (count * 1000) / (performance.now() - began);
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
  return { mostPerSecond, perSecond, p50: at(0.5), p99: at(0.99) };
}

async function closedLoop(one: () => Promise<void>, count: number): Promise<number> {
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: underWay }, async () => {
      while (next++ < count) await one();
    }),
  );
  return (count * 1000) / (performance.now() - began);
}
