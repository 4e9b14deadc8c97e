import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onDisturbedPlatform } from './processes/disturbed-platform.ts';
import { newProgress, type Progress } from './processes/progress.ts';
import { runOrders } from './processes/run-orders.ts';
import { keepResult } from './results/keep-result.ts';
import { keep, readKept } from './servers/kept-file.ts';
import { seeded } from './servers/random.ts';

/**
 * Thousands of instances with records, timers, messages, parallel joins and work of programs on three workers, while workers, the
 * server that answers, PostgreSQL and connections are killed or frozen at random. A checker that knows nothing of the engine reads the
 * tables afterwards: each instance has ended once, each effect is there once, no message and no timer was lost, each history is in order.
 * With `--folder` everything is kept there, and a run that was stopped goes on where it was. `--orders` are half of the instances, for
 * each brings forth another.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261129' },
    orders: { type: 'string', default: '5000' },
    times: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '7200' },
    folder: { type: 'string' },
  },
});
const [seed, orders, times, seconds] = [values.seed, values.orders, values.times, values.seconds].map(Number) as [
  number,
  number,
  number,
  number,
];
const workers = 3;
await onDisturbedPlatform(values.folder, workers, async (disturbed, folder) => {
  const file = join(folder, 'progress.json');
  const progress = readKept<Progress>(file) ?? newProgress();
  const random = seeded(seed + progress.started);
  const { wrong, ...outcome } = await runOrders(disturbed, {
    ...{ orders, times, random, seconds, isPaced: true },
    ...{ progress, keep: () => keep(file, progress) },
  });
  keepResult('processes', { seed, instances: orders * 2, workers, ...outcome }, wrong);
});
