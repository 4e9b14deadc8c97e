import { createApplication, publish, pushDefinition } from '@plinth/api-contract';
import { check } from './check.ts';
import { type Disturbed, disturb } from './disturb.ts';
import { doWork, startOrders, target, untilQuiet } from './drive.ts';
import { files } from './model.ts';

export interface OrdersOptions {
  readonly orders: number;
  /** How often something is killed or frozen. */
  readonly times: number;
  readonly random: (below: number) => number;
  /** How long all of it may take. */
  readonly seconds: number;
}

export interface OrdersOutcome {
  /** What was killed or frozen, how often. */
  readonly done: Readonly<Record<string, number>>;
  /** Work of programs that was answered. */
  readonly answered: number;
  readonly wrong: readonly string[];
  readonly seconds: number;
}

/** Publishes the application, runs orders through it while something is killed or frozen at random, and checks what happened. */
export async function runOrders(disturbed: Disturbed, { orders, times, random, seconds }: OrdersOptions): Promise<OrdersOutcome> {
  const { servers, superuser } = disturbed;
  const { administrator } = await servers.people(0);
  await administrator.call(createApplication, { tenant: 'main' }, { key: 'chaos', type: 'application', label: 'Chaos' });
  await administrator.call(pushDefinition, target, { files });
  await publish(administrator, target, { version: '1.0.0' });
  const began = Date.now();
  const until = began + seconds * 1000;
  let running = true;
  const isRunning = () => running;
  const programs = ['a', 'b', 'c'].map((name) => doWork(administrator, name, isRunning, random));
  const disturbing = disturb(disturbed, times, random, isRunning);
  await startOrders(administrator, orders, until, random);
  const done = await disturbing;
  const isQuiet = await untilQuiet(administrator, until);
  running = false;
  const answered = (await Promise.all(programs)).reduce((sum, count) => sum + count, 0);
  const wrong = [...(isQuiet ? [] : ['it did not come to an end in time']), ...(await check(superuser, orders))];
  return { done, answered, wrong, seconds: Math.round((Date.now() - began) / 1000) };
}
