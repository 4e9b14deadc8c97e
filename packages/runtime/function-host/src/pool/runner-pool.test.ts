import { afterEach, describe, expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { type PooledCall, type PoolOptions, RunnerPool } from './runner-pool.ts';
import type { RunnerCall, RunnerOutcome, RunnerProcess } from './runner-process.ts';

/** A runner in memory: its calls end when the test says so. */
class FakeRunner {
  readonly surroundings = { user: 1, variables: 0, interfaces: [], root: [], process: 1, filtered: true };
  readonly calls: { readonly input: string; end(outcome: RunnerOutcome): void }[] = [];
  readonly served = new Set<string>();
  ended = false;

  get inFlight() {
    return this.calls.length;
  }

  run(call: RunnerCall): Promise<RunnerOutcome> {
    if (this.ended) return Promise.resolve({ kind: 'lost' });
    this.served.add(call.input.slice(0, 1));
    return new Promise((resolve) => {
      const entry = {
        input: call.input,
        end: (outcome: RunnerOutcome) => {
          this.calls.splice(this.calls.indexOf(entry), 1);
          resolve(outcome);
        },
      };
      this.calls.push(entry);
    });
  }

  kill() {
    this.ended = true;
    for (const { end } of [...this.calls]) end({ kind: 'lost' });
  }
}

let pool: RunnerPool;
let runners: FakeRunner[];
const open = (options: Partial<PoolOptions> = {}) => {
  runners = [];
  pool = new RunnerPool({
    mostRunners: 4,
    runnersEach: 2,
    callsEach: 2,
    waitingEach: 3,
    idleMilliseconds: 60_000,
    penaltyMilliseconds: 200,
    start: async () => {
      const runner = new FakeRunner();
      runners.push(runner);
      return runner as unknown as RunnerProcess;
    },
    ...options,
  });
};
afterEach(() => pool.close());

const call = (input: string, repeatable = true): PooledCall => ({
  function: { id: 'f', code: '' },
  input,
  key: 'k',
  limits: defaultLimits,
  ask: async () => '{}',
  log: () => undefined,
  repeatable: () => repeatable,
});
const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const done: RunnerOutcome = { kind: 'done', result: '1', cpu: 0, memory: 0 };
const endAll = async () => {
  for (let round = 0; round < 50; round++) {
    for (const runner of runners) for (const { end } of [...runner.calls]) end(done);
    await settled();
  }
};

describe('runners by environment', () => {
  test('W4 two environments never share one, though they ask at the same moment', async () => {
    open();
    const both = [pool.run('a', call('a'), never), pool.run('b', call('b'), never), pool.run('a', call('a'), never)];
    await endAll();
    await Promise.all(both);
    expect(runners.filter(({ served }) => served.size > 1)).toEqual([]);
    expect(new Set(runners.flatMap(({ served }) => [...served]))).toEqual(new Set(['a', 'b']));
  });

  test('I4 a call is made again in another runner, or told as lost where it changed something', async () => {
    open();
    const again = pool.run('a', call('a'), never);
    await settled();
    const lost = pool.run('a', call('a', false), never);
    await settled();
    for (const runner of runners.filter(({ inFlight }) => inFlight > 0)) runner.kill();
    await settled();
    expect(await lost).toEqual({ kind: 'lost' });
    await endAll();
    expect(await again).toEqual(done);
  });

  test('I4 whoever takes down every runner is given up', async () => {
    open();
    const killer = pool.run('a', call('a'), never);
    for (let round = 0; round < 10; round++) {
      for (const runner of runners.filter(({ inFlight }) => inFlight > 0)) runner.kill();
      await settled();
    }
    expect(await killer).toEqual({ kind: 'lost' });
  });

  test('I4 whoever loses runners again and again waits for the next one, and nobody else does', async () => {
    open();
    for (let round = 0; round < 5; round++) {
      const killer = pool.run('a', call('a', false), never);
      await settled();
      for (const runner of runners.filter(({ inFlight }) => inFlight > 0)) runner.kill();
      expect(await killer).toEqual({ kind: 'lost' });
    }
    const [again, neighbour] = [pool.run('a', call('a'), never), pool.run('b', call('b'), never)];
    await settled();
    const waiting = runners.flatMap(({ calls }) => calls.map(({ input }) => input));
    await endAll();
    expect([waiting, await again, await neighbour]).toEqual([['b'], done, done]);
  });

  test('calls beyond the limit wait, and beyond that are refused', async () => {
    open({ runnersEach: 1, callsEach: 1, waitingEach: 1 });
    const first = pool.run('a', call('a'), never);
    await settled();
    const second = pool.run('a', call('a'), never);
    await settled();
    await expect(pool.run('a', call('a'), never)).rejects.toMatchObject({ code: 'functions.busy' });
    await endAll();
    expect(await Promise.all([first, second])).toEqual([done, done]);
  });

  test('whoever waits and goes away takes nobody along', async () => {
    open({ runnersEach: 1, callsEach: 1 });
    const first = pool.run('a', call('a'), never);
    await settled();
    const gone = new AbortController();
    const second = pool.run('a', call('a'), gone.signal);
    const third = pool.run('a', call('a'), never);
    gone.abort();
    await expect(second).rejects.toMatchObject({ code: 'plinth.cancelled' });
    await endAll();
    expect(await Promise.all([first, third])).toEqual([done, done]);
  });

  test('an environment with nothing gets room from one that is busy without end', async () => {
    open({ mostRunners: 2 });
    let asking = true;
    const load = Array.from({ length: 6 }, async () => {
      while (asking) await pool.run('a', call('a'), never).catch(() => settled());
    });
    await settled();
    const other = pool.run('b', call('b'), never);
    let answered = false;
    const waited = other.then(() => {
      answered = true;
    });
    for (let round = 0; round < 200 && !answered; round++) {
      for (const runner of runners) for (const { end } of [...runner.calls]) end(done);
      await settled();
    }
    asking = false;
    await endAll();
    await Promise.all([waited, ...load]);
    expect(answered).toBe(true);
    expect(pool.usage().runners).toBeLessThanOrEqual(2);
  });

  test('I4 whoever waited while a runner started gets every place in it', async () => {
    open({ runnersEach: 1, callsEach: 3 });
    const all = ['a', 'b', 'c'].map((input) => pool.run('a', call(input), never));
    await settled();
    // None has ended, and nobody waits for the others.
    expect(runners.map(({ inFlight }) => inFlight)).toContain(3);
    await endAll();
    expect(await Promise.all(all)).toEqual([done, done, done]);
  });

  test('I4 whoever waited for a runner that could not be started is told, too', async () => {
    open({
      runnersEach: 1,
      start: async () => {
        throw new Error('no more processes');
      },
    });
    const all = await Promise.allSettled(['a', 'b', 'c'].map((input) => pool.run('a', call(input), never)));
    expect(all.map((each) => (each.status === 'rejected' ? each.reason.code : 'done'))).toEqual(Array(3).fill('functions.unavailable'));
  });

  test('I4 runners that ended while nobody used them are replaced, also the one at hand', async () => {
    open({ callsEach: 1 });
    const both = [pool.run('a', call('a'), never), pool.run('a', call('a'), never)];
    await endAll();
    await Promise.all(both);
    for (const runner of runners) runner.kill();
    const again = [pool.run('a', call('a'), never), pool.run('a', call('a'), never)];
    await endAll();
    expect(await Promise.all(again)).toEqual([done, done]);
  });

  test('runners that nobody uses end', async () => {
    open({ idleMilliseconds: 100 });
    const one = pool.run('a', call('a'), never);
    await endAll();
    await one;
    await expect.poll(() => runners.some(({ served, ended }) => served.has('a') && ended)).toBe(true);
  });
});
