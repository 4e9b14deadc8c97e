import { expect, test } from 'vitest';
import type { PlinthError } from './errors/plinth-error.ts';
import { Rounds } from './rounds.ts';

const never = 1_000_000;

/** Rounds whose looks are let through one by one. */
function held(restMilliseconds: number) {
  const looks: PromiseWithResolvers<void>[] = [];
  const failures: PlinthError[] = [];
  const rounds = new Rounds({
    restMilliseconds,
    look: () => {
      const look = Promise.withResolvers<void>();
      looks.push(look);
      return look.promise;
    },
    onFailure: (error) => failures.push(error),
  });
  return { rounds, looks, failures };
}

test('who is woken looks at once, and once more where it was looking', async () => {
  const { rounds, looks } = held(never);
  rounds.start();
  rounds.start();
  expect(looks.length).toBe(1);
  rounds.wake();
  rounds.wake();
  looks[0]?.resolve();
  await expect.poll(() => looks.length).toBe(2);
  looks[1]?.resolve();
  // Both calls were for the same look.
  await new Promise((resolve) => setImmediate(resolve));
  expect(looks.length).toBe(2);
  rounds.wake();
  await expect.poll(() => looks.length).toBe(3);
  looks[2]?.resolve();
  await rounds.close();
  expect(looks.length).toBe(3);
});

test('who is not woken looks after its rest, also where a look failed, which is told', async () => {
  const { rounds, looks, failures } = held(1);
  rounds.start();
  looks[0]?.reject(new Error('broken'));
  await expect.poll(() => looks.length).toBe(2);
  expect(failures.map(({ cause }) => cause)).toEqual([expect.objectContaining({ message: 'broken' })]);
  looks[1]?.resolve();
  await expect.poll(() => looks.length).toBe(3);
  looks[2]?.resolve();
  await rounds.close();
});

test('it is closed when the look that is going on is over; what fails by that is not told', async () => {
  const { rounds, looks, failures } = held(never);
  rounds.start();
  let isClosed = false;
  const closing = rounds.close().then(() => {
    isClosed = true;
  });
  expect(rounds.signal.aborted).toBe(true);
  await new Promise((resolve) => setImmediate(resolve));
  expect(isClosed).toBe(false);
  looks[0]?.reject(new Error('cut off'));
  await closing;
  expect([looks.length, failures]).toEqual([1, []]);
});
