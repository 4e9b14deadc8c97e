import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Figures, figures, keepResult } from './measurement.ts';
import { openDurableDatabase } from './process-steps/durable-database.ts';
import { startPlinth } from './process-steps/plinth-side.ts';

/**
 * Service tasks that wait 50 ms for somebody else, done by programs of twenty at once: how many a second one program does, and two.
 * Rounds of one and of two alternate, so that what else the machine does hits both.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, rounds: { type: 'string', default: '5' } },
});
const [seconds, rounds] = [values.seconds, values.rounds].map(Number) as [number, number];
const name = 'plinth_workers';
const most = 400;
const database = await openDurableDatabase('process-workers');

try {
  await database.create(name);
  const plinth = await startPlinth(database.addressOf(name), join(database.folder, 'data'));
  const asking = await database.connect(name);
  const completed = () => asking.number(`select count(*) from plinth.process_instance where status = 'completed'`);

  async function rateOf(workers: number): Promise<number> {
    // More than they can do, so that none is ever idle.
    const waiting = await asking.number(`select count(*) from plinth.process_task where topic = 'call'`);
    await plinth.take('calling', Math.max(0, most * workers * (seconds + 3) - waiting), { begin: 'now' });
    const programs = Array.from({ length: workers }, (_, at) =>
      spawn(
        process.execPath,
        [join(import.meta.dirname, 'process-steps', 'calling-worker.ts'), plinth.address, plinth.token, `worker-${at}`],
        {
          stdio: ['ignore', 'ignore', 'inherit'],
        },
      ),
    );
    try {
      const begun = await completed();
      while ((await completed()) < begun + 20 * workers) await wait(20);
      const [from, before] = [performance.now(), await completed()];
      await wait(seconds * 1000);
      return (((await completed()) - before) * 1000) / (performance.now() - from);
    } finally {
      const ended = programs.map((program) => new Promise((resolve) => program.once('exit', resolve)));
      for (const program of programs) program.kill();
      await Promise.all(ended);
    }
  }

  const [one, two]: [number[], number[]] = [[], []];
  await rateOf(1);
  for (let round = 0; round < rounds; round++) {
    one.push(await rateOf(1));
    two.push(await rateOf(2));
  }
  await plinth.close();
  await asking.close();
  const [single, double]: [Figures, Figures] = [figures(one), figures(two)];
  keepResult(
    'process-workers',
    [
      {
        name: 'two programs of twenty calls at once, of one',
        value: double.median / single.median,
        goal: 1.8,
        better: 'higher',
        unit: '×',
      },
    ],
    { seconds, mostThatWaitingAllows: most, one: single, two: double },
  );
} finally {
  await database.close();
}
