import { createApplication, publish, pushDefinition } from '@plinth/api-contract';
import { check } from './check.ts';
import { type Disturbed, disturb } from './disturb.ts';
import { doWork, startOrders, target, untilQuiet } from './drive.ts';
import { files } from './model.ts';
import { newProgress, type Progress, timesOf } from './progress.ts';

export interface OrdersOptions {
  readonly orders: number;
  /** How often something is killed or frozen. */
  readonly times: number;
  /** Whether orders come no faster than disturbances, so that each meets some. */
  readonly isPaced?: boolean;
  readonly random: (below: number) => number;
  /** How long all of it may take. */
  readonly seconds: number;
  /** Where a run goes on that was stopped; changed as it goes. */
  readonly progress?: Progress;
  /** Called whenever something of the progress is there to be kept. */
  readonly keep?: () => void;
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
export async function runOrders(disturbed: Disturbed, options: OrdersOptions): Promise<OrdersOutcome> {
  const { orders, times, random, seconds, isPaced = false, progress = newProgress(), keep = () => {} } = options;
  const { servers, superuser } = disturbed;
  const { administrator } = await servers.people(0);
  if (!progress.isPublished) {
    await administrator.call(createApplication, { tenant: 'main' }, { key: 'chaos', type: 'application', label: 'Chaos' });
    await administrator.call(pushDefinition, target, { files });
    await publish(administrator, target, { version: '1.0.0' });
    progress.isPublished = true;
  }
  const [began, before] = [Date.now(), progress.seconds];
  const until = began + seconds * 1000;
  let running = true;
  const isRunning = () => running;
  const note = () => {
    progress.seconds = before + Math.round((Date.now() - began) / 1000);
    keep();
  };
  const noting = setInterval(note, 2000);
  try {
    const programs = ['a', 'b', 'c'].map((name) => doWork(administrator, name, isRunning, random, progress));
    const disturbing = disturb(disturbed, times, random, isRunning, progress);
    const mayStart = () => Math.ceil((orders * (timesOf(progress) + 1)) / Math.max(times, 1));
    await Promise.all([disturbing, startOrders(administrator, orders, until, random, { progress, mayStart: isPaced ? mayStart : null })]);
    const isQuiet = await untilQuiet(administrator, until);
    running = false;
    await Promise.all(programs);
    const wrong = [...(isQuiet ? [] : ['it did not come to an end in time']), ...(await check(superuser, orders))];
    note();
    return { done: progress.done, answered: progress.answered, wrong, seconds: progress.seconds };
  } finally {
    running = false;
    clearInterval(noting);
  }
}
