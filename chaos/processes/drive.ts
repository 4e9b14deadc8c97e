import { setTimeout as wait } from 'node:timers/promises';
import { type Client, completeWork, failWork, fetchWork, listInstances, sendMessage, startProcess } from '@plinth/api-contract';
import { patiently } from './patiently.ts';
import type { Progress } from './progress.ts';

export const target = { tenant: 'main', environment: 'development', application: 'chaos' };

/** Starts orders, those below the number that `mayStart` gives, and sends each its message, some before they wait for it. Whatever is not acknowledged is sent again, as the world does. */
export async function startOrders(
  client: Client,
  count: number,
  until: number,
  random: (below: number) => number,
  { progress, mayStart = null }: { readonly progress: Progress; readonly mayStart?: (() => number) | null },
): Promise<void> {
  let next = progress.started;
  const underWay = new Set<number>();
  const one = async () => {
    for (let number = next++; number < count; number = next++) {
      // No faster than what is disturbed, so that nothing is disturbed while nothing runs.
      while (mayStart !== null && number >= mayStart() && Date.now() < until) await wait(100);
      underWay.add(number);
      const begin = () =>
        client.call(startProcess, target, {
          process: 'order',
          key: String(number),
          variables: { number },
          idempotencyKey: `order-${number}`,
        });
      const go = () => client.call(sendMessage, target, { name: 'go', key: number, keepSeconds: 86_400 });
      const isEarly = random(2) === 0;
      if (isEarly) await patiently(go, until);
      await patiently(begin, until);
      if (!isEarly) await patiently(go, until);
      underWay.delete(number);
      progress.started = Math.min(next, count, ...underWay);
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
}

/** A program that does the work of a topic: at least once, so it may be asked twice; now and then it fails or falls asleep. */
export async function doWork(
  client: Client,
  worker: string,
  isRunning: () => boolean,
  random: (below: number) => number,
  progress: Progress,
): Promise<void> {
  while (isRunning()) {
    const items = await client.call(fetchWork, target, { topic: 'charge', worker, most: 20, leaseSeconds: 5 }).then(
      (fetched) => fetched.items,
      () => [],
    );
    if (items.length === 0) await wait(100);
    for (const { id } of items) {
      const chance = random(50);
      // Whoever sleeps loses the lease, and what they say then is refused.
      if (chance === 0) continue;
      const said =
        chance === 1
          ? client.call(failWork, target, { task: id, worker, message: 'no luck', waitSeconds: 0 })
          : client.call(completeWork, target, { task: id, worker, variables: { charged: true } });
      await said.then(
        () => {
          progress.answered++;
        },
        () => wait(20),
      );
    }
  }
}

/** Waits until nothing is under way any more; false where time is up. */
export async function untilQuiet(client: Client, until: number): Promise<boolean> {
  let quiet = 0;
  while (Date.now() < until) {
    const active = await client.call(listInstances, target, { status: 'active', limit: 1 }).then(
      ({ items }) => items.length,
      () => 1,
    );
    quiet = active === 0 ? quiet + 1 : 0;
    // An order has ended before the audit that it tells of it has begun.
    if (quiet >= 10) return true;
    await wait(300);
  }
  return false;
}
